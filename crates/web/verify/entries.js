// Are the entries those of one subject, without a gap, each behind the one before it, and all under the signed root?

import { same } from './bytes.js';
import { textOf } from './bag.js';
import { parseEntry } from './entry.js';
import * as layout from './layout.js';
import { parseReceipt } from './receipt.js';
import { leadsToRoot } from './tree.js';

const upwards = (one, other) => (one < other ? -1 : Number(one > other));

// The entries that can be read, by their numbers; BigInt keys in a Map are compared by value.
export function readEntries(bag, problems) {
  const numbered = [...bag.held.keys()].map((file) => [layout.eventNo(file), file]).filter(([no]) => no !== null);
  const entries = new Map();
  for (const [no, file] of numbered.sort(([one], [other]) => upwards(one, other))) {
    const entry = parseEntry(bag.held.get(file));
    if (entry === null) problems.push({ problem: 'entry_malformed', no });
    else if (entry.no !== no) problems.push({ problem: 'entry_misnumbered', no, says: entry.no });
    else entries.set(no, entry);
  }
  return entries;
}

export function checkOrder(bag, entries, problems) {
  const files = [...bag.digests.keys(), ...bag.damaged];
  const there = [...new Set(files.map(layout.eventNo).filter((no) => no !== null))].sort(upwards);
  if (there.length === 0) problems.push({ problem: 'no_entries' });
  let expected = 0n;
  for (const no of there) {
    if (no !== expected) problems.push({ problem: 'entries_missing', from: expected, to: no - 1n });
    expected = no + 1n;
  }
  checkSubject(entries, problems);
  checkChain(entries, problems);
}

function checkSubject(entries, problems) {
  const [first] = entries.values();
  for (const [no, { subject }] of entries) {
    if (subject !== first.subject) problems.push({ problem: 'other_subject', no, subject, expected: first.subject });
  }
}

// An entry whose predecessor cannot be read is not judged here; the predecessor has been named already.
function checkChain(entries, problems) {
  for (const [no, entry] of entries) {
    const before = entries.get(no - 1n);
    if (before && !same(before.leaf, entry.prev)) problems.push({ problem: 'chain_broken', no });
  }
}

// Without a checkpoint to believe, only the presence of the proofs can be judged.
export function checkProofs(bag, entries, checkpoint, problems) {
  const proofs = [...bag.held.keys()].sort().map(layout.proofNo).filter((no) => no !== null);
  const alone = proofs.filter((no) => !bag.has(layout.eventFile(no)));
  problems.push(...alone.map((no) => ({ problem: 'proof_without_entry', no })));
  for (const [no, entry] of entries) {
    const problem = checkProof(bag, no, entry, checkpoint);
    if (problem) problems.push({ problem, no });
  }
}

function checkProof(bag, no, entry, checkpoint) {
  const file = layout.proofFile(no);
  if (!bag.has(file)) return 'proof_missing';
  const text = textOf(bag, file);
  const receipt = text === null ? null : parseReceipt(text);
  if (receipt === null) return 'proof_malformed';
  const signed = textOf(bag, layout.CHECKPOINT);
  if (signed !== null && signed !== receipt.checkpoint) return 'proof_of_other_checkpoint';
  if (receipt.index !== entry.seq) return 'proof_of_other_entry';
  if (!checkpoint || leadsToRoot(entry.leaf, receipt.index, checkpoint.size, receipt.path, checkpoint.root)) return null;
  return 'entry_altered';
}
