// Checking proofs, after RFC 9162, sections 2.1.3.2 and 2.1.4.2. Sizes and places are 64-bit numbers (BigInt).
// Each answer is true or false; a proof of the wrong length is false.

import { same } from './bytes.js';
import { nodeHash, sha256 } from './hash.js';

export function leadsToRoot(leaf, index, size, path, root) {
  if (index >= size) return false;
  let [at, last, hash] = [index, size - 1n, leaf];
  for (const sibling of path) {
    if (last === 0n) return false;
    if (at & 1n || at === last) {
      hash = nodeHash(sibling, hash);
      [at, last] = skipLoneLevels(at, last);
    } else {
      hash = nodeHash(hash, sibling);
    }
    [at, last] = [at >> 1n, last >> 1n];
  }
  return last === 0n && same(hash, root);
}

// Whether the larger journal begins with the very same entries as the smaller one.
export function isContinued(older, newer, path) {
  const [from, to] = [older.size, newer.size];
  if (from > to || (from === 0n || from === to) !== (path.length === 0)) return false;
  if (from === 0n) return same(older.root, sha256(new Uint8Array(0)));
  if (from === to) return same(older.root, newer.root);
  const isWhole = (from & (from - 1n)) === 0n;
  return climbs(older, newer, isWhole ? older.root : path[0], isWhole ? path : path.slice(1));
}

// From the last part of the old tree to both roots at once.
function climbs(older, newer, first, rest) {
  let [at, last] = [older.size - 1n, newer.size - 1n];
  while (at & 1n) [at, last] = [at >> 1n, last >> 1n];
  let [oldHash, newHash] = [first, first];
  for (const sibling of rest) {
    if (last === 0n) return false;
    if (at & 1n || at === last) {
      oldHash = nodeHash(sibling, oldHash);
      newHash = nodeHash(sibling, newHash);
      [at, last] = skipLoneLevels(at, last);
    } else {
      newHash = nodeHash(newHash, sibling);
    }
    [at, last] = [at >> 1n, last >> 1n];
  }
  return last === 0n && same(oldHash, older.root) && same(newHash, newer.root);
}

// On the right edge a node may have no sibling for several levels; the proof is silent about those.
function skipLoneLevels(at, last) {
  while (!(at & 1n) && at !== 0n) [at, last] = [at >> 1n, last >> 1n];
  return [at, last];
}
