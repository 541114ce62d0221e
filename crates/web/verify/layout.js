// The names of the files in a bundle.

import { decimal } from './bytes.js';

export const BAGIT = 'bagit.txt';
export const BAG_INFO = 'bag-info.txt';
export const MANIFEST = 'manifest-sha256.txt';
export const TAG_MANIFEST = 'tagmanifest-sha256.txt';
export const README = 'README.txt';
export const CHECKPOINT = 'checkpoint.note';
export const KEY = 'key.txt';
export const CASE = 'data/case.json';
export const OBJECTS = 'data/objects.json';

// The house's entry about a map of heads, its proof, and the subject's place in the map: all three or none.
export const HEADS_ENTRY = 'heads/entry.json';
export const HEADS_RECEIPT = 'heads/entry.tlog-proof';
export const HEADS_PROOF = 'heads/proof.json';
export const HEADS = [HEADS_ENTRY, HEADS_RECEIPT, HEADS_PROOF];

export const ALWAYS = [BAGIT, BAG_INFO, MANIFEST, TAG_MANIFEST, README, CHECKPOINT, KEY, CASE, OBJECTS];

// What outsiders have stamped, with all that is needed to check it.
export const STAMPS = 'tsa/';

// Files for people that not every bundle has: this page, reports; tokens too.
const EXTRA = /^(verify\.html|(report|tsa|witness)\/[A-Za-z0-9_-]{1,100}(\.[A-Za-z0-9_-]{1,100})+)$/;

export const isExtra = (file) => EXTRA.test(file);
export const isRedaction = (file) => file.startsWith('data/redaction/');
export const isObjectFile = (file) => isRedaction(file) || /^data\/(evidence|content|redacted)\//.test(file);
export const eventFile = (no) => `data/events/${String(no).padStart(6, '0')}.json`;
export const proofFile = (no) => `proofs/${String(no).padStart(6, '0')}.tlog-proof`;
export const eventNo = (file) => number(file, /^data\/events\/([0-9]+)\.json$/, eventFile);
export const proofNo = (file) => number(file, /^proofs\/([0-9]+)\.tlog-proof$/, proofFile);

// Only the one spelling, so that no entry can be there under two names.
function number(file, shape, spelling) {
  const found = shape.exec(file);
  const no = found && decimal(found[1].replace(/^0+(?=.)/, ''));
  return no !== null && spelling(no) === file ? no : null;
}

// Digest and file name of each line, or null when a line is anything else.
export function parseManifest(manifest) {
  if (manifest === null || !manifest.endsWith('\n')) return null;
  const lines = manifest.slice(0, -1).split('\n').map((line) => /^([0-9a-f]{64}) {2}(.*)$/s.exec(line));
  return lines.includes(null) ? null : lines.map((parts) => ({ digest: parts[1], file: parts[2] }));
}
