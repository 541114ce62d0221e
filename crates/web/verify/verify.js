// Checks what the house hands out, without the house: no request is made, nothing is stored. The findings have the
// names that the verifier in Rust gives them, in the same order.
//
// Trust comes from the key the reader brings. Without one the key that came with the file is used, and the report says
// so. An entry withheld from the end of a case is seen as far as the newest map of heads in the bundle speaks.

import { hex } from './bytes.js';
import { LIMITS, checkBag, readBag, textOf } from './bag.js';
import { checkOrder, checkProofs, readEntries } from './entries.js';
import { parseEntry } from './entry.js';
import { checkHeads } from './heads.js';
import { parseKey } from './key.js';
import * as layout from './layout.js';
import { openCheckpoint } from './note.js';
import { checkObjects } from './objects.js';
import { NOBODY, checkOutside } from './outside.js';
import { lacksOf, outsidersOf } from './policy.js';
import { keyHint, parseReceipt } from './receipt.js';
import { leadsToRoot } from './tree.js';
import { Unreadable } from './unreadable.js';

const empty = () => ({
  signer: null, journal: null, subject: null, entries: 0, present: 0, redacted: 0, erased: 0, objects: [], complete: null,
  stamps: [], witnesses: [], problems: [],
});

// `zip` is a File or Blob; `trusted` a parsed key or nothing; `outsiders` the authorities and witnesses the reader trusts.
export async function verifyBundle(zip, trusted, { limits = LIMITS, progress, outsiders = NOBODY } = {}) {
  const bag = await readBag(zip, limits, progress);
  const report = empty();
  checkBag(bag, report.problems);
  const { checkpoint, signer } = await checkpointOf(bag, trusted, report);
  const entries = readEntries(bag, report.problems);
  checkOrder(bag, entries, report.problems);
  checkProofs(bag, entries, checkpoint, report.problems);
  checkObjects(bag, entries, report);
  checkHeads(bag, entries, checkpoint, report);
  if (checkpoint) await checkOutside(bag, entries, { checkpoint, key: signer, trusted: outsiders }, report);
  report.subject = entries.values().next().value?.subject ?? null;
  report.entries = entries.size;
  report.journal = journalOf(checkpoint);
  const wrong = (no) => report.problems.filter((problem) => problem.no === no);
  const each = [...entries.values()].map(({ no, seq, at, by, kind }) => ({ no, seq, at, by, kind, problems: wrong(no) }));
  return { report, each };
}

// By the reader's own policy: one of its logs, its witnesses and authorities, and what it asks for.
export async function verifyBundleBy(zip, policy, options = {}) {
  const outsiders = outsidersOf(policy);
  const isOther = ({ report }) => report.problems.some((one) => classOf(one) === 'untrusted');
  const [first, ...others] = policy.logs.length > 0 ? policy.logs : [null];
  let found = await verifyBundle(zip, first, { ...options, outsiders });
  for (const log of isOther(found) ? others : []) {
    const other = await verifyBundle(zip, log, { ...options, outsiders });
    if (isOther(other)) continue;
    found = other;
    break;
  }
  found.report.problems.push(...lacksOf(policy, found.report));
  return found;
}

// `receipt` is its text, `entry` the bytes of the entry it is for.
export async function verifyReceipt(receipt, entry, trusted) {
  const parsed = parseReceipt(receipt);
  if (parsed === null) throw new Unreadable('not_a_receipt');
  const { report, checkpoint } = await verifyState(parsed.checkpoint, keyHint(parsed), trusted);
  if (checkpoint === null) return { report };
  const known = parseEntry(entry);
  const fits = known && known.seq === parsed.index &&
    leadsToRoot(known.leaf, parsed.index, checkpoint.size, parsed.path, checkpoint.root);
  if (fits) Object.assign(report, { entries: 1, subject: known.subject });
  else report.problems.push({ problem: 'receipt_does_not_fit', index: parsed.index });
  return { report };
}

// A signed state alone, as a QR code has it or a receipt whose entry is not at hand. `hint` is the key that came along.
export async function verifyState(note, hint, trusted) {
  const report = empty();
  if (!hint && !trusted?.line) throw new Unreadable('no_key');
  const signer = believed(hint, trusted, report);
  const checkpoint = signer && (await open(note, signer, report));
  report.journal = journalOf(checkpoint);
  return { report, checkpoint, signer };
}

async function checkpointOf(bag, trusted, report) {
  const hint = trusted?.line ? null : keyIn(bag, report.problems);
  const signer = hint || trusted?.line ? believed(hint, trusted, report) : null;
  const note = signer ? textOf(bag, layout.CHECKPOINT) : null;
  return { checkpoint: note === null ? null : await open(note, signer, report), signer };
}

function keyIn(bag, problems) {
  const line = textOf(bag, layout.KEY);
  if (line === null) return null;
  const key = parseKey(line.trimEnd());
  if (!key) problems.push({ problem: 'file_malformed', file: layout.KEY });
  return key;
}

// The key to check with. Of a reader who brings only a fingerprint the key that came along is believed if it has it.
function believed(hint, trusted, report) {
  const signer = trusted?.line ? trusted : hint;
  if (trusted && signer.print !== trusted.print) {
    report.problems.push({ problem: 'other_signer', expected: signer.name, fingerprint: trusted.print });
    return null;
  }
  const confirmation = trusted ? 'confirmed' : 'unconfirmed';
  report.signer = { name: signer.name, fingerprint: signer.print, confirmation };
  return signer;
}

async function open(note, signer, report) {
  const { checkpoint, fault } = await openCheckpoint(note, signer);
  if (checkpoint) return checkpoint;
  const isOther = fault === 'other_signer';
  report.problems.push(isOther
    ? { problem: 'other_signer', expected: signer.name, fingerprint: signer.print }
    : { problem: 'checkpoint_altered' });
  return null;
}

const journalOf = (checkpoint) =>
  checkpoint && { origin: checkpoint.origin, size: checkpoint.size, root: hex(checkpoint.root) };

const CLASSES = {
  other_signer: 'untrusted', stamp_untrusted: 'untrusted',
  heads_required: 'policy_unmet', quorum_missing: 'policy_unmet', stamps_missing: 'policy_unmet',
};

const classOf = ({ problem }) => CLASSES[problem] ?? 'altered';

// The outcome as a whole, by the gravest finding.
export function verdictOf({ problems }) {
  const classes = problems.map(classOf);
  return ['altered', 'untrusted', 'policy_unmet'].find((one) => classes.includes(one)) ?? 'intact';
}
