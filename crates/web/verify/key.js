// Keys for signed notes: `name+id+base64`, as Go's sumdb tools write them. The id is part of the line, so a mistyped
// key is noticed. Ed25519 comes from the browser where it has it, and from @noble/ed25519 where it does not.

import { Point, hashes, verify } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import { concat, hex, same, unbase64, utf8 } from './bytes.js';
import { sha256 } from './hash.js';

hashes.sha512 = sha512;
const ED25519 = 1;
const COSIGNATURE = 4;
const NAME_MAX = 255;

export function isName(name) {
  return name !== '' && utf8(name).length <= NAME_MAX && !/[\p{White_Space}\p{Cc}+]/u.test(name);
}

// What a line says, or null when it is no key.
export const parseKey = (line) => parsed(line, ED25519);

// The same for the key of a witness.
export const parseWitness = (line) => parsed(line, COSIGNATURE);

function parsed(line, kind) {
  const parts = /^([^+]*)\+([^+]*)\+(.*)$/s.exec(line);
  if (!parts || !isName(parts[1])) return null;
  const bytes = unbase64(parts[3]);
  if (!bytes || bytes.length !== 33 || bytes[0] !== kind || !isPoint(bytes.subarray(1))) return null;
  const digest = sha256(concat(utf8(`${parts[1]}\n`), bytes));
  if (hex(digest.subarray(0, 4)) !== parts[2]) return null;
  const print = hex(digest.subarray(0, 12)).match(/.{4}/g).join('-');
  return { name: parts[1], line, id: digest.subarray(0, 4), point: bytes.subarray(1), print };
}

function isPoint(bytes) {
  try {
    return Boolean(Point.fromBytes(bytes));
  } catch {
    return false;
  }
}

// Strictly: a key or a commitment of small order signs anything, so neither is believed.
export async function hasSigned(key, message, signature) {
  if (signature.length !== 64 || isWeak(key.point) || isWeak(signature.subarray(0, 32))) return false;
  const byBrowser = await verifiedByBrowser(key, message, signature);
  return byBrowser ?? verifiedHere(key, message, signature);
}

function isWeak(bytes) {
  try {
    const point = Point.fromBytes(bytes);
    return point.isSmallOrder() || !same(point.toBytes(), bytes);
  } catch {
    return true;
  }
}

// Null where the browser does not know the algorithm or keeps it from this page.
async function verifiedByBrowser(key, message, signature) {
  const subtle = globalThis.crypto?.subtle;
  if (!subtle) return null;
  try {
    const imported = await subtle.importKey('raw', key.point, { name: 'Ed25519' }, false, ['verify']);
    return await subtle.verify({ name: 'Ed25519' }, imported, signature, message);
  } catch {
    return null;
  }
}

export function verifiedHere(key, message, signature) {
  try {
    return verify(signature, message, key.point, { zip215: false });
  } catch {
    return false;
  }
}
