// The receipt as it stands in a QR code: the signed checkpoint, the place and the leaf of one entry, behind the # of
// an address, where a browser keeps it to itself; the leaf may be missing. `r1~origin~size~index~root~leaf~signature`; hashes and the
// signature (key id and 64 bytes) in base64url, the origin with what is not plain as %XX.

import { base64, base64url, decimal, unbase64url } from './bytes.js';
import { parseNote } from './note.js';

const MARK = 'r1';

// Takes the fragment, or a whole address that ends in one.
export function parseCompact(text) {
  const parts = text.trim().replace(/^[^#]*#/, '').split('~');
  if (parts.length !== 7 || parts[0] !== MARK) return null;
  const origin = unescaped(parts[1]);
  const [size, index] = [decimal(parts[2]), decimal(parts[3])];
  const [root, leaf, signature] = parts.slice(4).map(unbase64url);
  if (!origin || size === null || index === null || root?.length !== 32 || ![0, 32].includes(leaf?.length)) return null;
  if (signature?.length !== 68) return null;
  const note = `${origin}\n${size}\n${base64(root)}\n\n— ${origin} ${base64(signature)}\n`;
  return parseNote(note) ? { origin, size, index, root, leaf, note } : null;
}

function unescaped(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

export function writeCompact({ origin, size, index, root, leaf, signature }) {
  const plain = encodeURIComponent(origin).replaceAll('~', '%7E').replaceAll('%2F', '/').replaceAll('%3A', ':');
  return [MARK, plain, size, index, ...[root, leaf, signature].map(base64url)].join('~');
}
