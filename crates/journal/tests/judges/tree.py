"""Judges our tree with pymerkle: makes it again from the same entries, and judges our proofs.

Reads JSON: `entries` (base64), `sizes` whose roots are wanted, `inclusions` as [index, size] and `consistencies` as
[old, new] whose paths are wanted, and `claims`, proofs of ours of which each is said to hold or not.
"""

import base64
import json
import sys

from pymerkle import InmemoryTree, verify_inclusion
from pymerkle.proof import InclusionProof, InvalidProof


def plain(hash):
    return base64.b64encode(hash).decode()


def holds(tree, claim):
    index, size = claim["index"], claim["size"]
    rule = tree.prove_inclusion(index + 1, size).rule
    path = [base64.b64decode(hash) for hash in [claim["leaf"], *claim["path"]]]
    proof = InclusionProof("sha256", True, size, index + 1, rule, path)
    try:
        verify_inclusion(path[0], base64.b64decode(claim["root"]), proof)
        return True
    except InvalidProof:
        return False


asked = json.load(sys.stdin)
tree = InmemoryTree(algorithm="sha256")
for entry in asked["entries"]:
    tree.append_entry(base64.b64decode(entry))
json.dump(
    {
        "roots": [plain(tree.get_root(size)) for size in asked["sizes"]],
        # pymerkle counts from one and puts the leaf itself first.
        "inclusions": [
            [plain(hash) for hash in tree.prove_inclusion(index + 1, size).path[1:]]
            for index, size in asked["inclusions"]
        ],
        "claims": [holds(tree, claim) for claim in asked["claims"]],
    },
    sys.stdout,
)
