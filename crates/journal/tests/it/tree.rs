//! The tree against the published vectors and against a tree built the slow way.

use journal::{
    Hash, leaf_hash, node_hash,
    tree::{
        TreeError, completed_tiles, consistency_proof, inclusion_proof, root, verify_consistency,
        verify_inclusion,
    },
};
use proptest::prelude::*;

use crate::given::Kept;

fn hash(hex: &str) -> Hash {
    hex.parse().expect("a hash")
}

fn leaves(count: u64) -> Vec<Hash> {
    (0..count).map(|number| leaf_hash(&number.to_be_bytes())).collect()
}

fn kept(leaves: &[Hash]) -> Kept {
    let mut kept = Kept::default();
    kept.append(leaves);
    kept
}

/// MTH of RFC 6962, section 2.1, word for word.
fn slow_root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::of(b""),
        [leaf] => *leaf,
        _ => {
            let middle = leaves.len().next_power_of_two() / 2;
            node_hash(&slow_root(&leaves[..middle]), &slow_root(&leaves[middle..]))
        }
    }
}

/// PATH of the same section.
fn slow_path(index: usize, leaves: &[Hash]) -> Vec<Hash> {
    if leaves.len() == 1 {
        return Vec::new();
    }
    let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
    let (mut path, other) = match index.checked_sub(left.len()) {
        None => (slow_path(index, left), right),
        Some(index) => (slow_path(index, right), left),
    };
    path.push(slow_root(other));
    path
}

const VECTOR: [&[u8]; 8] = [
    b"",
    b"\x00",
    b"\x10",
    b"\x20\x21",
    b"\x30\x31",
    b"\x40\x41\x42\x43",
    b"\x50\x51\x52\x53\x54\x55\x56\x57",
    b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
];

const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

fn vector() -> Kept {
    kept(&VECTOR.map(leaf_hash))
}

#[test]
fn the_roots_are_those_of_certificate_transparency() {
    for (size, expected) in ROOTS.iter().enumerate() {
        assert_eq!(root(&mut vector(), size as u64).expect("a root"), hash(expected), "size {size}");
    }
}

#[test]
fn the_proofs_are_those_of_certificate_transparency() {
    let inclusion = inclusion_proof(&mut vector(), 0, 8).expect("a proof");
    let expected = [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ];
    assert_eq!(inclusion, expected.map(hash));
    let consistency = consistency_proof(&mut vector(), 6, 8).expect("a proof");
    let expected = [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ];
    assert_eq!(consistency, expected.map(hash));
}

/// Computed with pymerkle 7, another author's tree, over the same eight-byte entries.
#[test]
fn the_roots_around_the_edges_of_a_tile_are_those_of_pymerkle() {
    let mut kept = kept(&leaves(600));
    for (size, expected) in [
        (1, "3e7077fd2f66d689e0cee6a7cf5b37bf2dca7c979af356d0a31cbc5c85605c7d"),
        (255, "bb3b9743e08118ea583ae77df04a1449a0601cde6f75146d79c2cab6366ce210"),
        (256, "15e2dd4973ae44de8c8cf3048fd98d17adaaea6287f4e0606a55a643617408c0"),
        (257, "d418c0873259bce7d0561ab004486112416c1c4490865415342bfe06e673146c"),
        (511, "ef22c6a8301db392501febfa56e97580671b9bed4e1aa9fa195a2c7d907a82f9"),
        (600, "8b134ad1c5c10a71152ecaa9ea26eb70d21fc98b2cbb9af8851cbf001525b579"),
    ] {
        assert_eq!(root(&mut kept, size).expect("a root"), hash(expected), "size {size}");
    }
}

#[test]
fn every_root_up_to_600_entries_is_that_of_the_slow_tree() {
    let leaves = leaves(600);
    let mut kept = kept(&leaves);
    for size in 0..=600 {
        assert_eq!(root(&mut kept, size as u64).expect("a root"), slow_root(&leaves[..size]), "size {size}");
    }
}

#[test]
fn every_entry_of_every_small_tree_is_proven() {
    let leaves = leaves(70);
    let mut kept = kept(&leaves);
    for size in 1..=70 {
        let root = slow_root(&leaves[..size]);
        for index in 0..size {
            let proof = inclusion_proof(&mut kept, index as u64, size as u64).expect("a proof");
            assert_eq!(proof, slow_path(index, &leaves[..size]));
            verify_inclusion(&leaves[index], index as u64, size as u64, &proof, &root).expect("it holds");
        }
    }
}

#[test]
fn every_small_tree_is_consistent_with_every_later_one() {
    let leaves = leaves(70);
    let mut kept = kept(&leaves);
    let roots: Vec<Hash> = (0..=70).map(|size| slow_root(&leaves[..size])).collect();
    for new in 0..=70 {
        for old in 0..=new {
            let proof = consistency_proof(&mut kept, old as u64, new as u64).expect("a proof");
            verify_consistency(old as u64, new as u64, &proof, &roots[old], &roots[new]).expect("it holds");
        }
    }
}

#[test]
fn a_tree_of_three_levels_of_tiles_is_the_slow_tree() {
    let leaves = leaves(66_000);
    let mut kept = kept(&leaves);
    let size = 66_000;
    let whole = slow_root(&leaves);
    assert_eq!(root(&mut kept, size).expect("a root"), whole);
    assert_eq!(kept.roots[&(2, 0)], slow_root(&leaves[..65_536]));
    for index in [0, 255, 256, 65_535, 65_536, 65_999] {
        let proof = inclusion_proof(&mut kept, index, size).expect("a proof");
        assert_eq!(proof, slow_path(index as usize, &leaves));
        verify_inclusion(&leaves[index as usize], index, size, &proof, &whole).expect("it holds");
    }
    for old in [1, 256, 257, 65_535, 65_536, 65_537] {
        let proof = consistency_proof(&mut kept, old, size).expect("a proof");
        verify_consistency(old, size, &proof, &slow_root(&leaves[..old as usize]), &whole).expect("it holds");
    }
}

#[test]
fn what_is_not_in_the_tree_is_refused() {
    assert!(matches!(inclusion_proof(&mut vector(), 8, 8), Err(TreeError::OutOfRange)));
    assert!(matches!(inclusion_proof(&mut vector(), 0, 0), Err(TreeError::OutOfRange)));
    assert!(matches!(consistency_proof(&mut vector(), 8, 7), Err(TreeError::OutOfRange)));
    assert!(root(&mut vector(), 9).is_err(), "the tiles end before that");
}

#[test]
fn nonsense_is_refused_and_never_panics() {
    let (leaf, root) = (leaf_hash(b""), Hash::ZERO);
    let sizes = [0, 1, 2, 3, u64::MAX - 1, u64::MAX, 1 << 63];
    for one in sizes {
        for other in sizes {
            for length in [0, 1, 63, 64, 65, 200] {
                let proof = vec![root; length];
                assert!(verify_inclusion(&leaf, one, other, &proof, &root).is_err());
                assert!(one == other || verify_consistency(one, other, &proof, &leaf, &root).is_err());
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn it_does_not_matter_in_which_portions_the_tree_grew(portions in prop::collection::vec(0usize..700, 1..12)) {
        let leaves = leaves(portions.iter().sum::<usize>() as u64);
        let mut grown = Kept::default();
        let mut rest = &leaves[..];
        for portion in portions {
            grown.append(&rest[..portion]);
            rest = &rest[portion..];
        }
        prop_assert_eq!(&grown.roots, &kept(&leaves).roots);
        prop_assert_eq!(root(&mut grown, leaves.len() as u64).expect("a root"), slow_root(&leaves));
        prop_assert!(completed_tiles(&mut grown, leaves.len() as u64, &[]).expect("none").is_empty());
    }

    #[test]
    fn an_inclusion_proof_holds_for_its_own_entry_alone(size in 1u64..600, pick in any::<u64>(), other in any::<u64>()) {
        let leaves = leaves(size);
        let (index, other) = (pick % size, other % size);
        let mut kept = kept(&leaves);
        let root = root(&mut kept, size).expect("a root");
        let proof = inclusion_proof(&mut kept, index, size).expect("a proof");
        let leaf = &leaves[index as usize];
        prop_assert_eq!(&proof, &slow_path(index as usize, &leaves));
        prop_assert!(verify_inclusion(leaf, index, size, &proof, &root).is_ok());
        prop_assert_eq!(verify_inclusion(&leaves[other as usize], index, size, &proof, &root).is_ok(), other == index);
        prop_assert_eq!(verify_inclusion(leaf, other, size, &proof, &root).is_ok(), other == index);
        prop_assert!(verify_inclusion(leaf, index, size, &[&proof[..], &[root]].concat(), &root).is_err());
        for broken in 0..proof.len() {
            let mut proof = proof.clone();
            proof[broken].0[0] ^= 1;
            prop_assert!(verify_inclusion(leaf, index, size, &proof, &root).is_err());
            prop_assert!(verify_inclusion(leaf, index, size, &proof[..broken], &root).is_err());
        }
    }

    #[test]
    fn a_consistency_proof_holds_for_its_own_roots_alone(new in 1u64..600, pick in any::<u64>()) {
        let leaves = leaves(new);
        let old = pick % (new + 1);
        let mut kept = kept(&leaves);
        let (old_root, new_root) = (slow_root(&leaves[..old as usize]), slow_root(&leaves));
        let proof = consistency_proof(&mut kept, old, new).expect("a proof");
        prop_assert!(verify_consistency(old, new, &proof, &old_root, &new_root).is_ok());
        prop_assert!(verify_consistency(old, new, &proof, &Hash::ZERO, &new_root).is_err());
        prop_assert!(old == 0 || verify_consistency(old, new, &proof, &old_root, &Hash::ZERO).is_err());
        prop_assert!(verify_consistency(old, new, &[&proof[..], &[new_root]].concat(), &old_root, &new_root).is_err());
        for broken in 0..proof.len() {
            let mut proof = proof.clone();
            proof[broken].0[0] ^= 1;
            prop_assert!(verify_consistency(old, new, &proof, &old_root, &new_root).is_err());
            prop_assert!(verify_consistency(old, new, &proof[..broken], &old_root, &new_root).is_err());
        }
    }
}
