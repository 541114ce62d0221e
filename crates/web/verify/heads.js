// Is anything withheld at the end? The newest map of heads says how many entries the subject had at a size of the
// journal, so entries before that size cannot be left out. The map is a list sorted by SHA-256(subject), hashed as
// RFC 6962 hashes a list; a leaf is key, number of entries (eight bytes) and last leaf.

import { concat, hash, hex, same, utf8 } from './bytes.js';
import { parseJson, textOf } from './bag.js';
import { parseEntry } from './entry.js';
import { leafHash, sha256 } from './hash.js';
import * as layout from './layout.js';
import { parseReceipt } from './receipt.js';
import { leadsToRoot } from './tree.js';

const SUBJECT = 'house:self';
const KIND = 'heads_mapped';

export function checkHeads(bag, entries, checkpoint, report) {
  if (!layout.HEADS.some(bag.has)) return;
  const missing = layout.HEADS.filter((file) => !bag.has(file));
  report.problems.push(...missing.map((file) => ({ problem: 'file_missing', file })));
  const subject = entries.values().next().value?.subject;
  if (!checkpoint || subject === undefined) return;
  const named = namedIn(bag, checkpoint);
  const head = named && headOf(bag, named, subject);
  if (head) compare(entries, head, named, report);
  else if (missing.length === 0) report.problems.push({ problem: 'heads_altered' });
}

const isCount = (number) => Number.isSafeInteger(number) && number >= 0;

// What the house's entry says, if it is under the signed root and older than nothing it speaks of.
function namedIn(bag, checkpoint) {
  const bytes = bag.held.get(layout.HEADS_ENTRY);
  const [entry, text] = [bytes ? parseEntry(bytes) : null, textOf(bag, layout.HEADS_RECEIPT)];
  const receipt = text === null ? null : parseReceipt(text);
  if (!entry || !receipt || receipt.checkpoint !== textOf(bag, layout.CHECKPOINT) || receipt.index !== entry.seq) return null;
  const { day, size, subjects, root } = entry.event?.heads ?? {};
  const isNamed = entry.kind === KIND && typeof day === 'string' && isCount(size) && isCount(subjects) && hash(root);
  if (!isNamed || entry.subject !== SUBJECT || BigInt(size) > entry.seq) return null;
  const fits = leadsToRoot(entry.leaf, entry.seq, checkpoint.size, receipt.path, checkpoint.root);
  return fits ? { day, size: BigInt(size), subjects: BigInt(subjects), root: hash(root) } : null;
}

// `{ entries, last }` of the subject; without `last` it is shown not to be in the map. Null when nothing is shown.
function headOf(bag, named, subject) {
  const heads = headsIn(parseJson(textOf(bag, layout.HEADS_PROOF)), named);
  if (!heads?.every((head) => leadsToRoot(head.leaf, head.index, named.subjects, head.path, named.root))) return null;
  const [key, absent] = [hex(sha256(utf8(subject))), { entries: 0n }];
  const [one, other] = heads;
  if (heads.length === 0) return named.subjects === 0n && same(named.root, sha256(new Uint8Array(0))) ? absent : null;
  if (heads.length === 1 && one.key === key) return { entries: one.entries, last: one.last };
  const isBeforeAll = heads.length === 1 && one.index === 0n && key < one.key;
  const isBehindAll = heads.length === 1 && one.index + 1n === named.subjects && one.key < key;
  const isBetween = heads.length === 2 && one.index + 1n === other.index && one.key < key && key < other.key;
  return isBeforeAll || isBehindAll || isBetween ? absent : null;
}

function headsIn(proof, named) {
  if (proof === null || typeof proof !== 'object' || Object.keys(proof).sort().join() !== 'heads,subjects') return null;
  if (!isCount(proof.subjects) || BigInt(proof.subjects) !== named.subjects || !Array.isArray(proof.heads)) return null;
  const heads = proof.heads.map(headIn);
  return heads.includes(null) ? null : heads;
}

function headIn(head) {
  if (head === null || typeof head !== 'object' || Object.keys(head).sort().join() !== 'entries,index,key,last,path') return null;
  const [last, key] = [hash(head.last), hash(head.key)];
  const path = Array.isArray(head.path) ? head.path.map(hash) : [null];
  if (!isCount(head.index) || !isCount(head.entries) || !last || !key || path.includes(null)) return null;
  const count = new Uint8Array(8);
  new DataView(count.buffer).setBigUint64(0, BigInt(head.entries));
  const leaf = leafHash(concat(key, count, last));
  return { index: BigInt(head.index), entries: BigInt(head.entries), key: head.key, last, path, leaf };
}

// The entries of the bundle before the size of the map must be as many as the map says, the last of them its last.
function compare(entries, { entries: wanted, last }, { day, size }, report) {
  const before = BigInt([...entries.values()].filter((entry) => entry.seq < size).length);
  if (before < wanted) {
    const next = [...entries.keys()].reduce((most, no) => (no >= most ? no + 1n : most), 0n);
    // Gaps in the middle have been named already.
    const from = next < wanted - 1n ? next : wanted - 1n;
    report.problems.push({ problem: 'entries_withheld', from, to: wanted - 1n, size });
    return;
  }
  const newest = entries.get(wanted - 1n);
  const lastFits = !last || (newest !== undefined && same(newest.leaf, last));
  if (before > wanted || !lastFits) report.problems.push({ problem: 'head_disagrees', size });
  else report.complete = { day, size, entries: wanted, later: BigInt(entries.size) - before };
}
