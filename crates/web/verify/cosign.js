// C2SP tlog-cosignature v1: a witness says that at a time the checkpoint was the newest it knew of this journal.

import { same, utf8 } from './bytes.js';
import { hasSigned } from './key.js';
import { parseNote } from './note.js';

// `{ at }` in seconds, the newest of this witness's lines; null when there is none. Throws when one does not hold.
export async function cosigned(note, witness) {
  const { text, signatures } = parseNote(note);
  let newest = null;
  for (const line of signatures.filter(({ name, id }) => name === witness.name && same(id, witness.id))) {
    const at = await timeOf(text, line.signature, witness);
    if (newest === null || newest.at < at) newest = { at };
  }
  return newest;
}

async function timeOf(text, signature, witness) {
  const isWhole = signature.length === 8 + 64;
  const at = isWhole ? new DataView(signature.buffer, signature.byteOffset, 8).getBigUint64(0) : 0n;
  const message = utf8(`cosignature/v1\ntime ${at}\n${text}`);
  if (!isWhole || !(await hasSigned(witness, message, signature.subarray(8)))) throw new Error('it does not hold');
  return at;
}
