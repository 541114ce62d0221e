// What outsiders have said: stamps of authorities and signatures of witnesses. Each stamp binds the case between two
// times: what it covers was there before it, and what the journal wrote behind it cannot have been written earlier.

import { base64, base64Hash, decimal, same, utf8 } from './bytes.js';
import { textOf } from './bag.js';
import { Uncomputed } from './algorithm.js';
import { parseAuthority, trustedAuthority } from './authority.js';
import { cosigned } from './cosign.js';
import { parseEntry } from './entry.js';
import * as layout from './layout.js';
import { openCheckpoint } from './note.js';
import { parseReceipt } from './receipt.js';
import { TOLERANCE, tokenIn, unverifiedTime, verifyStamp } from './stamp.js';
import { isContinued, leadsToRoot } from './tree.js';

const HOUSE = 'house:self';

export const NOBODY = { authorities: [], witnesses: [] };

// What is wrong with one stamp; it has no further consequence.
class Wrong extends Error {
  constructor(problem) {
    super(problem.problem);
    this.problem = problem;
  }
}

// `known` is the bundle's checkpoint, the key that signed it, and whom outside the reader trusts.
export async function checkOutside(bag, entries, known, report) {
  await checkWitnesses(bag, known, report);
  for (const file of bag.files.filter((name) => name.startsWith(layout.STAMPS) && name.endsWith('.tsr'))) {
    try {
      follow(entries, await stampIn(bag, file, known), report);
    } catch (error) {
      if (error instanceof Uncomputed) report.unchecked = 'stamps';
      else if (error instanceof Wrong) report.problems.push(error.problem);
      else throw error;
    }
  }
  report.stamps.sort((one, other) => one.at_ms - other.at_ms || (one.authority < other.authority ? -1 : 1));
}

async function checkWitnesses(bag, { trusted }, report) {
  const note = textOf(bag, layout.CHECKPOINT);
  for (const witness of note === null ? [] : trusted.witnesses) {
    try {
      const signed = await cosigned(note, witness);
      if (signed) report.witnesses.push({ witness: witness.name, at_s: signed.at });
    } catch {
      report.problems.push({ problem: 'cosignature_altered', witness: witness.name });
    }
  }
}

// A stamp that holds, and the place of its entry.
async function stampIn(bag, file, known) {
  const malformed = { problem: 'file_malformed', file };
  const [, stem, before, digits] = /^((.*)-([^-]*))\.tsr$/s.exec(file) ?? [];
  const size = decimal((digits ?? '').replace(/^0+(?=.)/, ''));
  if (size === null) throw new Wrong(malformed);
  const name = before.replace(/^(tsa\/)+/, '');
  const note = needed(bag, `${layout.STAMPS}${size}.note`);
  await checkGoesOn(known, note, size, needed(bag, `${layout.STAMPS}${size}.consistency`));
  const token = tokenIn(bag.held.get(file));
  if (token === null) throw new Wrong(malformed);
  const seq = await notedAt(bag, stem, known, token, size);
  return { ...(await believed(bag, name, token, utf8(note), known.trusted.authorities)), size, seq };
}

function needed(bag, file) {
  const text = textOf(bag, file);
  if (text === null) throw new Wrong({ problem: bag.has(file) ? 'file_malformed' : 'file_missing', file });
  return text;
}

// The stamped checkpoint is ours, and that of the bundle begins with the same entries.
async function checkGoesOn({ checkpoint, key }, note, size, proof) {
  const { checkpoint: stamped } = await openCheckpoint(note, key);
  const lines = proof.split('\n').map((line) => line.replace(/\r$/, ''));
  if (lines.at(-1) === '') lines.pop();
  const path = lines.map(base64Hash);
  const fits = stamped?.size === size && !path.includes(null) && isContinued(stamped, checkpoint, path);
  if (!fits) throw new Wrong({ problem: 'stamp_elsewhere', size });
}

// Where the journal wrote the very same token down.
async function notedAt(bag, stem, { checkpoint, key }, token, size) {
  const [bytes, text] = [bag.held.get(`${stem}.json`), textOf(bag, `${stem}.tlog-proof`)];
  const [entry, receipt] = [bytes ? parseEntry(bytes) : null, text === null ? null : parseReceipt(text)];
  const under = receipt && (await openCheckpoint(receipt.checkpoint, key)).checkpoint;
  const said = entry?.event ?? {};
  const fits = entry && under && receipt.index === entry.seq && isSame(under, checkpoint) &&
    leadsToRoot(entry.leaf, receipt.index, under.size, receipt.path, under.root) &&
    entry.subject === HOUSE && entry.kind === 'stamped' && said.token === base64(token) &&
    Number.isSafeInteger(said.size) && BigInt(said.size) === size && size <= entry.seq &&
    said.stamped_ms === unverifiedTime(token);
  if (!fits) throw new Wrong({ problem: 'file_altered', file: `${stem}.json` });
  return entry.seq;
}

const isSame = (one, other) => one.origin === other.origin && one.size === other.size && same(one.root, other.root);

// By an authority of the reader, or else by the certificates that came along.
async function believed(bag, name, token, note, trusted) {
  const start = `${layout.STAMPS}${name}-`;
  const files = bag.files.filter((file) => file.startsWith(start) && file.endsWith('.pem'));
  const chains = files.map((file) => textOf(bag, file)).filter((pem) => pem !== null);
  for (const { name: authority, pem } of trusted) {
    for (const handedOut of [...chains, null]) {
      const stamp = await attempt(async () => verifyStamp(token, note, await trustedAuthority(pem, handedOut)));
      if (stamp.at !== undefined) return { ...stamp, authority, confirmation: 'confirmed' };
    }
    if (authority === name) throw new Wrong({ problem: 'stamp_untrusted', authority: name });
  }
  let why = 'no certificates came along';
  for (const chain of chains) {
    const stamp = await attempt(async () => verifyStamp(token, note, await parseAuthority(chain)));
    if (stamp.at !== undefined) return { ...stamp, authority: name, confirmation: 'unconfirmed' };
    why = stamp.why;
  }
  throw new Wrong({ problem: 'stamp_altered', authority: name, why });
}

async function attempt(work) {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Uncomputed) throw error;
    return { why: error.message };
  }
}

// What a stamp covers was there before it; what stands behind its entry was written after it.
function follow(entries, { at, accuracy, authority, confirmation, size, seq }, report) {
  const slack = TOLERANCE + accuracy;
  let [before, after] = [0, 0];
  for (const [no, entry] of entries) {
    if (entry.seq < size) {
      before += 1;
      if (entry.at > at + slack) report.problems.push({ problem: 'entry_after_stamp', no, authority });
    }
    if (entry.seq > seq) {
      after += 1;
      if (entry.at < at - slack) report.problems.push({ problem: 'entry_before_stamp', no, authority });
    }
  }
  report.stamps.push({ authority, at_ms: at, accuracy_ms: accuracy, size, before, after, confirmation });
}
