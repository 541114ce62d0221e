// C2SP signed notes and the checkpoints in them. Lines by other keys are passed over, so that witnesses may sign the
// same note.

import { base64Hash, decimal, same, unbase64, utf8 } from './bytes.js';
import { hasSigned, isName } from './key.js';

const BYTES_MAX = 256 * 1024;
const SIGNATURES_MAX = 64;

// The text and its signatures, or null.
export function parseNote(note) {
  // eslint-disable-next-line no-control-regex
  if (note.length > BYTES_MAX || utf8(note).length > BYTES_MAX || /[\x00-\x09\x0b-\x1f]/.test(note)) return null;
  const gap = note.lastIndexOf('\n\n');
  if (gap < 0 || !note.endsWith('\n') || gap + 2 >= note.length) return null;
  const lines = note.slice(gap + 2, -1).split('\n');
  if (lines.length > SIGNATURES_MAX) return null;
  const signatures = lines.map(signatureLine);
  return signatures.includes(null) ? null : { text: note.slice(0, gap + 1), signatures };
}

function signatureLine(line) {
  const parts = /^— ([^ ]*) (.*)$/su.exec(line);
  const bytes = parts && isName(parts[1]) ? unbase64(parts[2]) : null;
  if (!bytes || bytes.length < 5) return null;
  return { name: parts[1], id: bytes.subarray(0, 4), signature: bytes.subarray(4) };
}

// Origin, size, root; lines behind them are allowed and say nothing to us.
export function parseCheckpoint(text) {
  const lines = text.replace(/\n$/, '').split('\n');
  if (lines.length < 3 || lines.includes('')) return null;
  const [size, root] = [decimal(lines[1]), base64Hash(lines[2])];
  return size === null || root === null ? null : { origin: lines[0], size, root };
}

// `{ checkpoint }` when the key signed it; `{ fault }` says what is wrong: other_signer or checkpoint_altered.
export async function openCheckpoint(note, key) {
  const parsed = parseNote(note);
  if (!parsed) return { fault: 'checkpoint_altered' };
  const ours = parsed.signatures.filter((line) => line.name === key.name && same(line.id, key.id));
  for (const line of ours) {
    if (!(await hasSigned(key, utf8(parsed.text), line.signature))) return { fault: 'checkpoint_altered' };
  }
  if (ours.length === 0) return { fault: 'other_signer' };
  const checkpoint = parseCheckpoint(parsed.text);
  if (!checkpoint) return { fault: 'checkpoint_altered' };
  return checkpoint.origin === key.name ? { checkpoint } : { fault: 'other_signer' };
}
