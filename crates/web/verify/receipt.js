// C2SP tlog-proof: the place of one entry, the path from it to the root, and the signed checkpoint with that root.

import { base64, base64Hash, decimal, text, unbase64, utf8 } from './bytes.js';
import { parseKey } from './key.js';

const HEADER = 'c2sp.org/tlog-proof@v1';
const BYTES_MAX = 320 * 1024;
const EXTRA_MAX = 4096;
const PATH_MAX = 64;

export function parseReceipt(receipt) {
  const gap = receipt.indexOf('\n\n');
  if (gap < 0 || receipt.length > BYTES_MAX || utf8(receipt).length > BYTES_MAX) return null;
  const lines = receipt.slice(0, gap).split('\n');
  if (lines.shift() !== HEADER) return null;
  let extra = null;
  if (lines[0]?.startsWith('extra ')) {
    extra = unbase64(lines.shift().slice('extra '.length));
    if (!extra || extra.length > EXTRA_MAX) return null;
  }
  const place = lines.shift();
  const index = place?.startsWith('index ') ? decimal(place.slice('index '.length)) : null;
  const path = lines.map(base64Hash);
  if (index === null || path.includes(null) || path.length > PATH_MAX) return null;
  return { extra, index, path, checkpoint: receipt.slice(gap + 2) };
}

// Who claims to have signed: our receipts carry the key where nothing is signed, for a reader who has none.
export function keyHint(receipt) {
  const line = receipt.extra && text(receipt.extra);
  return line ? parseKey(line) : null;
}

export const writeReceipt = ({ index, path, checkpoint }) =>
  [HEADER, `index ${index}`, ...path.map(base64), '', checkpoint].join('\n');
