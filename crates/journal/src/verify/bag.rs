//! Is every file there that should be, none that should not, and each as the manifests say?

use std::collections::BTreeMap;

use super::{Problem, archive::Bag};
use crate::{
    bundle::{bag as format, layout},
    hash::Hash,
};

pub(super) fn check(bag: &Bag, problems: &mut Vec<Problem>) {
    let missing = layout::ALWAYS.into_iter().filter(|file| !bag.has(file));
    problems.extend(missing.map(|file| Problem::FileMissing { file: file.to_owned() }));
    problems.extend(bag.damaged.iter().map(|file| Problem::FileDamaged { file: file.clone() }));
    problems.extend(bag.strays.iter().map(|file| Problem::FileUnknown { file: file.clone() }));
    if bag.bytes(layout::BAGIT).is_some_and(|bytes| bytes != format::DECLARATION.as_bytes()) {
        problems.push(Problem::FileMalformed { file: layout::BAGIT.to_owned() });
    }
    check_manifest(bag, layout::MANIFEST, |file| file.starts_with("data/"), problems);
    check_manifest(bag, layout::TAG_MANIFEST, |file| !file.starts_with("data/"), problems);
}

/// A manifest lists exactly the files of its part, once each, with the digests they have.
fn check_manifest(bag: &Bag, manifest: &str, covers: impl Fn(&str) -> bool, problems: &mut Vec<Problem>) {
    let Some(bytes) = bag.bytes(manifest) else { return };
    let Some(lines) = format::parse_manifest(bytes) else {
        problems.push(Problem::FileMalformed { file: manifest.to_owned() });
        return;
    };
    let listed: BTreeMap<&str, Hash> = lines.iter().map(|(digest, file)| (*file, *digest)).collect();
    if listed.len() != lines.len() || !listed.keys().all(|file| covers(file)) {
        problems.push(Problem::FileMalformed { file: manifest.to_owned() });
    }
    for (file, digest) in &listed {
        check_listed(bag, file, digest, problems);
    }
    let here = bag.digests.keys().filter(|file| covers(file) && *file != layout::TAG_MANIFEST);
    let unlisted = here.filter(|file| !listed.contains_key(file.as_str()));
    problems.extend(unlisted.map(|file| Problem::FileUnlisted { file: file.clone() }));
}

fn check_listed(bag: &Bag, file: &str, digest: &Hash, problems: &mut Vec<Problem>) {
    let file = file.to_owned();
    match bag.digests.get(&file) {
        Some(found) if found != digest => problems.push(Problem::FileAltered { file }),
        Some(_) => {}
        None if bag.damaged.contains(&file) || layout::ALWAYS.contains(&file.as_str()) => {}
        None => problems.push(Problem::FileMissing { file }),
    }
}
