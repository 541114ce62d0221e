//! The map of heads by itself.

use std::collections::HashMap;

use journal::{
    Hash,
    heads::{Builder, Found, Head, HeadsError, Named, Unsorted},
    tree,
};
use proptest::prelude::*;

use crate::given::{Kept, map, place};

fn heads(subjects: u64) -> HashMap<String, (u64, Hash)> {
    (0..subjects).map(|n| (format!("case:{n}"), (n + 1, Hash::of(&n.to_be_bytes())))).collect()
}

fn root(map: &[Head]) -> Hash {
    let mut builder = Builder::default();
    map.iter().for_each(|head| builder.push(*head).expect("sorted"));
    builder.root()
}

#[test]
fn its_root_is_that_of_the_journals_own_tree() {
    for subjects in (0..70).chain([255, 256, 257, 1000]) {
        let map = map(&heads(subjects));
        let mut kept = Kept::default();
        kept.append(&map.iter().map(|head| head.leaf()).collect::<Vec<_>>());
        assert_eq!(root(&map), tree::root(&mut kept, subjects).expect("a root"), "{subjects}");
    }
}

#[test]
fn every_subject_is_shown_with_its_head_and_every_other_is_shown_to_be_absent() {
    for subjects in [0, 1, 2, 3, 50] {
        let map = map(&heads(subjects));
        let root = root(&map);
        for n in 0..subjects + 50 {
            let subject = format!("case:{n}");
            let found = place(&map, &subject).check(&subject, &root).expect("a proof");
            let last = Hash::of(&n.to_be_bytes());
            let wanted = if n < subjects { Found::Present { entries: n + 1, last } } else { Found::Absent };
            assert_eq!(found, wanted);
        }
    }
}

#[test]
fn a_subject_that_is_there_cannot_be_shown_to_be_absent() {
    let map = map(&heads(20));
    let root = root(&map);
    for hidden in 0..20 {
        let subject = format!("case:{hidden}");
        let others: Vec<_> = (0..20)
            .filter(|n| *n != hidden)
            .map(|n| place(&map, &format!("case:{n}")).heads.remove(0))
            .collect();
        for one in &others {
            for shown in [vec![], vec![one.clone()]] {
                let mut proof = place(&map, &subject);
                proof.heads = shown;
                assert_eq!(proof.check(&subject, &root), Err(HeadsError::Elsewhere));
            }
            for other in &others {
                let mut proof = place(&map, &subject);
                proof.heads = vec![one.clone(), other.clone()];
                assert_eq!(proof.check(&subject, &root), Err(HeadsError::Elsewhere));
            }
        }
    }
}

#[test]
fn leaves_come_in_order_and_once() {
    let map = map(&heads(2));
    let mut builder = Builder::default();
    builder.push(map[1]).expect("the first");
    assert_eq!(builder.push(map[0]), Err(Unsorted));
    assert_eq!(builder.push(map[1]), Err(Unsorted));
}

#[test]
fn what_the_entry_says_is_read_from_its_kind_alone() {
    let root = Hash::of(b"");
    let heads = format!(r#"{{"day":"2026-11-22","size":3,"subjects":2,"root":"{root}"}}"#);
    let named = Named::in_event(&format!(r#"{{"kind":"heads_mapped","heads":{heads}}}"#));
    assert_eq!(named, Some(Named { day: "2026-11-22".into(), size: 3, subjects: 2, root }));
    assert_eq!(Named::in_event(&format!(r#"{{"kind":"noted","heads":{heads}}}"#)), None);
    assert_eq!(Named::in_event("[]"), None);
}

proptest! {
    #[test]
    fn a_leaf_is_read_as_it_was_written(key in any::<[u8; 32]>(), entries in any::<u64>(), last in any::<[u8; 32]>()) {
        let head = Head { key: Hash(key), entries, last: Hash(last) };
        prop_assert_eq!(Head::from_bytes(&head.to_bytes()), head);
    }

    #[test]
    fn a_changed_proof_is_refused(n in 0u64..40, which in 0usize..5, bit in 0usize..256) {
        let map = map(&heads(40));
        let subject = format!("case:{n}");
        let mut proof = place(&map, &subject);
        let head = &mut proof.heads[0];
        match which {
            0 => head.entries ^= 1 << (bit % 64),
            1 => head.last.0[bit / 8] ^= 1 << (bit % 8),
            2 => head.key.0[bit / 8] ^= 1 << (bit % 8),
            3 => head.index ^= 1 << (bit % 64),
            _ => head.path[bit % 4].0[bit / 8] ^= 1 << (bit % 8),
        }
        prop_assert!(proof.check(&subject, &root(&map)).is_err());
    }
}
