// One entry of the journal, read from its exact bytes and only in the one spelling in which the house writes it.

import { decimal, hash, text } from './bytes.js';
import { leafHash } from './hash.js';

const BYTES_MAX = 65535;
const DEPTH_MAX = 120;
const STRING = '("(?:[^"\\\\]|\\\\.)*")';
const SHAPE = new RegExp(
  `^\\{"v":1,"seq":(\\d+),"subject":${STRING},"no":(\\d+),"prev":"([0-9a-f]{64})","at":(0|-?[1-9]\\d*),"by":${STRING},"event":(.*)\\}$`,
  's',
);
const ZERO = '0'.repeat(64);

// Null when the bytes are not an entry.
export function parseEntry(bytes) {
  const parts = bytes.length <= BYTES_MAX && SHAPE.exec(text(bytes) ?? '');
  if (!parts) return null;
  const [seq, no, prev] = [decimal(parts[1]), decimal(parts[3]), hash(parts[4])];
  if (seq === null || no === null || (no === 0n) !== (parts[4] === ZERO) || !isTime(parts[5])) return null;
  try {
    const [subject, by, event] = [parts[2], parts[6], parts[7]].map((part) => JSON.parse(part));
    if (isDeeper(event, DEPTH_MAX)) return null;
    const kind = typeof event?.kind === 'string' ? event.kind : '';
    return { seq, subject, no, prev, at: Number(parts[5]), by, event, kind, leaf: leafHash(bytes) };
  } catch {
    return null;
  }
}

const isTime = (digits) => digits.length <= 20 && BigInt.asIntN(64, BigInt(digits)) === BigInt(digits);

// JSON of our own making is never deep; what is deeper was made to exhaust its reader.
export function isDeeper(value, depth) {
  if (value === null || typeof value !== 'object') return false;
  return depth === 0 || Object.values(value).some((member) => isDeeper(member, depth - 1));
}

// Every part of a JSON value, the whole first and members by name.
export function* parts(value) {
  yield value;
  if (Array.isArray(value)) for (const item of value) yield* parts(item);
  else if (value !== null && typeof value === 'object') for (const name of Object.keys(value).sort()) yield* parts(value[name]);
}
