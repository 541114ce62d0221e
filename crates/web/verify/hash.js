// The hashes of the journal (RFC 6962) and of what it commits to. Computed here, piece by piece, so that a large file
// never lies in memory as a whole, and also where the browser keeps its own hashes from pages without TLS.

import { sha256 } from '@noble/hashes/sha2.js';
import { concat, utf8 } from './bytes.js';

export { sha256 };

export const leafHash = (bytes) => sha256(concat(Uint8Array.of(0), bytes));

export const nodeHash = (left, right) => sha256(concat(Uint8Array.of(1), left, right));

// What the journal says about content: its digest behind a salt, so that it cannot be guessed.
export const commitmentToDigest = (salt, digest) => sha256(concat(utf8('evd1\0'), salt, digest));
