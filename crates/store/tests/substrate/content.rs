//! Keys, sealing, lookups, links and objects on a real folder.

use std::os::unix::fs::PermissionsExt;
use store::content::{
    OpenError, commitment, is_link_token, link_token, lookup, open, owned_id, random_id, seal,
};
use store::keys::Keys;
use store::objects::{ObjectError, Objects};

fn keys() -> (tempfile::TempDir, Keys) {
    let dir = tempfile::tempdir().unwrap();
    let keys = Keys::open(dir.path(), "redress.example/log").unwrap();
    (dir, keys)
}

#[test]
fn what_is_sealed_opens_and_keeps_its_commitment() {
    let (_dir, keys) = keys();
    for text in ["", "订单未到", &"长".repeat(100_000)] {
        let id = random_id();
        let sealed = seal(&keys, &id, text.as_bytes());
        let opened = open(&keys, &id, &sealed.wrapped_key, &sealed.sealed).unwrap();
        assert_eq!(opened.text(), Some(text));
        assert_eq!(sealed.commitment, commitment(opened.salt(), text.as_bytes()));
        assert_eq!(opened.commitment(), sealed.commitment);
    }
}

#[test]
fn the_same_text_never_looks_the_same() {
    let (_dir, keys) = keys();
    let (a, b) = (seal(&keys, "x", b"same"), seal(&keys, "x", b"same"));
    assert_ne!(a.commitment, b.commitment);
    assert_ne!(a.sealed, b.sealed);
    assert_ne!(a.wrapped_key, b.wrapped_key);
}

#[test]
fn an_object_opens_only_whole_and_only_as_itself() {
    let (_dir, keys) = keys();
    let sealed = seal(&keys, "mine", b"text");
    let damaged = |wrapped: &[u8], body: &[u8], id: &str| open(&keys, id, wrapped, body).err();
    assert_eq!(damaged(&sealed.wrapped_key, &sealed.sealed, "yours"), Some(OpenError::Damaged));
    for at in 0..sealed.sealed.len() {
        let mut body = sealed.sealed.clone();
        body[at] ^= 1;
        assert_eq!(damaged(&sealed.wrapped_key, &body, "mine"), Some(OpenError::Damaged), "byte {at}");
        assert_eq!(damaged(&sealed.wrapped_key, &sealed.sealed[..at], "mine"), Some(OpenError::Damaged));
    }
    for at in 0..sealed.wrapped_key.len() {
        let mut wrapped = sealed.wrapped_key.clone();
        wrapped[at] ^= 1;
        assert!(damaged(&wrapped, &sealed.sealed, "mine").is_some(), "byte {at}");
    }
}

#[test]
fn rotation_keeps_old_objects_readable_until_their_epoch_is_destroyed() {
    let (dir, keys) = keys();
    let old = seal(&keys, "old", b"old");
    let other_process = Keys::open(dir.path(), "ignored").unwrap();
    assert_eq!(keys.rotate().unwrap(), 2);
    let new = seal(&keys, "new", b"new");
    assert!(open(&keys, "old", &old.wrapped_key, &old.sealed).is_ok());
    assert!(open(&other_process, "new", &new.wrapped_key, &new.sealed).is_ok(), "learned while running");
    assert!(keys.destroy_epoch(2).is_err(), "the current epoch is in use");
    keys.destroy_epoch(1).unwrap();
    let gone = open(&keys, "old", &old.wrapped_key, &old.sealed).err();
    assert_eq!(gone, Some(OpenError::EpochGone(1)));
    assert_eq!(Keys::open(dir.path(), "ignored").unwrap().epoch_numbers().unwrap(), [2]);
}

#[test]
fn keys_are_made_once_and_are_for_us_alone() {
    let (dir, first) = keys();
    let again = Keys::open(dir.path(), "another.example").unwrap();
    assert_eq!(again.origin, "redress.example/log");
    assert_eq!(again.lookup.bytes(), first.lookup.bytes());
    assert_eq!(again.journal.bytes(), first.journal.bytes());
    let folder = dir.path().join("keys");
    let mode = |path: &std::path::Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    let files: Vec<_> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), 6, "{files:?}");
    assert!(files.iter().all(|file| mode(file) == 0o600));
}

#[test]
fn processes_that_start_together_agree_on_the_keys() {
    let dir = tempfile::tempdir().unwrap();
    let starts: Vec<Keys> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| Keys::open(dir.path(), "o").unwrap())).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(starts.iter().all(|keys| keys.session.bytes() == starts[0].session.bytes()));
    assert!(starts.iter().all(|keys| keys.current_epoch().1.bytes() == starts[0].current_epoch().1.bytes()));
}

#[test]
fn a_lost_key_is_reported_and_not_replaced() {
    let (dir, _keys) = keys();
    std::fs::remove_file(dir.path().join("keys/lookup.key")).unwrap();
    let error = Keys::open(dir.path(), "o").unwrap_err();
    assert!(error.to_string().contains("lookup.key"), "{error}");
}

#[test]
fn no_key_is_ever_printed() {
    let (_dir, keys) = keys();
    let printed = format!("{keys:?}");
    assert!(printed.contains("Key(secret)") && !printed.contains(&format!("{:?}", keys.link.bytes())));
}

#[test]
fn a_lookup_depends_on_key_kind_and_value() {
    let ((_a, keys), (_b, others)) = (keys(), keys());
    let token = lookup(&keys, "phone", "+8613800138000");
    assert_eq!(token.len(), 64);
    assert_eq!(token, lookup(&keys, "phone", "+8613800138000"));
    assert_ne!(token, lookup(&keys, "order", "+8613800138000"));
    assert_ne!(token, lookup(&others, "phone", "+8613800138000"));
}

#[test]
fn a_link_opens_its_case_until_the_generation_is_raised() {
    let (_dir, keys) = keys();
    let token = link_token(&keys, "case-1", 1);
    assert_eq!(token.len(), 26);
    assert!(is_link_token(&keys, "case-1", 1, &token));
    assert!(is_link_token(&keys, "case-1", 1, &format!(" {} ", token.to_uppercase().replace('0', "O"))));
    assert!(!is_link_token(&keys, "case-1", 2, &token));
    assert!(!is_link_token(&keys, "case-2", 1, &token));
    assert!(!is_link_token(&keys, "case-1", 1, ""));
}

#[test]
fn an_object_is_stored_read_and_deleted() {
    let dir = tempfile::tempdir().unwrap();
    let (objects, id) = (Objects::open(dir.path()).unwrap(), random_id());
    assert_eq!(objects.get(&id, 10).unwrap(), None);
    objects.put(&id, b"first", 10).unwrap();
    objects.put(&id, b"second", 10).unwrap();
    assert_eq!(objects.get(&id, 10).unwrap().as_deref(), Some(&b"second"[..]));
    assert!(objects.exists(&id).unwrap());
    objects.delete(&id).unwrap();
    objects.delete(&id).unwrap();
    assert!(!objects.exists(&id).unwrap());
}

#[test]
fn the_files_of_one_case_are_spread_over_many_folders() {
    let dir = tempfile::tempdir().unwrap();
    let objects = Objects::open(dir.path()).unwrap();
    let ids: Vec<String> = (0..64).map(|_| owned_id("case:01jq2m8h3v0000000000000000")).collect();
    ids.iter().for_each(|id| objects.put(id, b"x", 10).unwrap());
    let folders = std::fs::read_dir(dir.path().join("objects")).unwrap().count();
    assert!(folders > 40, "{folders} folders for {} files", ids.len());
    let mut there = objects.older_than(i64::MAX).unwrap();
    there.sort();
    assert!(ids.iter().all(|id| there.binary_search(id).is_ok()), "each is found again");
}

#[test]
fn an_object_too_large_or_with_a_strange_name_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let (objects, id) = (Objects::open(dir.path()).unwrap(), random_id());
    assert!(matches!(objects.put(&id, b"12345", 4), Err(ObjectError::TooLarge { limit: 4 })));
    objects.put(&id, b"12345", 5).unwrap();
    assert!(matches!(objects.get(&id, 4), Err(ObjectError::TooLarge { .. })));
    assert!(matches!(objects.put("../../etc/passwd", b"x", 5), Err(ObjectError::NotAnId)));
    assert!(matches!(objects.get("", 5), Err(ObjectError::NotAnId)));
}
