// The files of a bundle: read once, within limits, and compared with the manifests. Is every file there that should be,
// none that should not, and each as it is listed?

import { hex, text, utf8 } from './bytes.js';
import * as layout from './layout.js';
import { Unreadable } from './unreadable.js';
import { list, unpack } from './zip.js';

export const LIMITS = { files: 50000, unpacked: 4 * 2 ** 30, held: 256 * 2 ** 20 };
const NAME_MAX = 500;
const MARKS = [layout.CHECKPOINT, layout.BAGIT, layout.MANIFEST, layout.TAG_MANIFEST];
const FOR_PEOPLE = [layout.CASE, layout.README, layout.BAG_INFO];
const DECLARATION = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';

// `progress(done, all)` is called with bytes as they are read.
export async function readBag(blob, limits, progress) {
  const listed = await list(blob, limits.files);
  const dangerous = listed.find((one) => !isHarmless(one.name));
  if (dangerous) throw new Unreadable('dangerous_name', { name: dangerous.name });
  const folder = folderOf(listed.map((one) => one.name));
  const bag = { digests: new Map(), held: new Map(), damaged: new Set(), strays: [] };
  const budget = { ...limits };
  const all = listed.reduce((sum, one) => sum + one.packed, 0);
  let done = 0;
  for (const one of listed.filter((file) => !file.name.endsWith('/'))) {
    if (one.name.startsWith(folder)) await readFile(blob, one, one.name.slice(folder.length), budget, bag);
    else bag.strays.push(one.name);
    done += one.packed;
    progress?.(done, all);
  }
  return { ...bag, files: [...bag.digests.keys()].sort(), has: (file) => bag.digests.has(file) || bag.damaged.has(file) };
}

// Relative, without steps upwards, and meaning the same on every system.
function isHarmless(name) {
  const parts = name.replace(/\/$/, '').split('/');
  const isPlain = !parts.some((part) => ['', '.', '..'].includes(part)) && !/[\p{Cc}\\:]/u.test(name);
  return isPlain && utf8(name).length <= NAME_MAX;
}

// A bag is packed from outside its folder, so the folder comes before every name.
function folderOf(names) {
  for (const mark of MARKS) {
    const folders = names.filter((name) => name.endsWith(`/${mark}`)).map((name) => name.slice(0, -mark.length));
    const found = folders.find((folder) => folder.indexOf('/') === folder.length - 1);
    if (found) return found;
  }
  throw new Unreadable('not_a_bundle');
}

async function readFile(blob, one, file, budget, bag) {
  const isContent = layout.isObjectFile(file) && !layout.isRedaction(file);
  const isForPeople = FOR_PEOPLE.includes(file) || (layout.isExtra(file) && !file.startsWith(layout.STAMPS));
  const wanted = !isForPeople && !isContent;
  const unpacked = await unpack(blob, one, wanted, budget);
  if (unpacked === null) {
    bag.damaged.add(file);
    return;
  }
  bag.digests.set(file, hex(unpacked.digest));
  if (wanted) bag.held.set(file, unpacked.bytes);
}

export const textOf = (bag, file) => (bag.held.has(file) ? text(bag.held.get(file)) : null);

export function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export function checkBag(bag, problems) {
  const named = (problem, files) => problems.push(...files.map((file) => ({ problem, file })));
  named('file_missing', layout.ALWAYS.filter((file) => !bag.has(file)));
  named('file_damaged', [...bag.damaged].sort());
  named('file_unknown', bag.strays);
  if (bag.held.has(layout.BAGIT) && textOf(bag, layout.BAGIT) !== DECLARATION) named('file_malformed', [layout.BAGIT]);
  const isPayload = (file) => file.startsWith('data/');
  checkManifest(bag, layout.MANIFEST, isPayload, problems);
  checkManifest(bag, layout.TAG_MANIFEST, (file) => !isPayload(file), problems);
}

// A manifest lists exactly the files of its part, once each, with the digests they have.
function checkManifest(bag, manifest, covers, problems) {
  if (!bag.held.has(manifest)) return;
  const lines = layout.parseManifest(textOf(bag, manifest));
  if (lines === null) {
    problems.push({ problem: 'file_malformed', file: manifest });
    return;
  }
  const listed = new Map(lines.map((line) => [line.file, line.digest]));
  const files = [...listed.keys()].sort();
  if (listed.size !== lines.length || !files.every(covers)) problems.push({ problem: 'file_malformed', file: manifest });
  for (const file of files) checkListed(bag, file, listed.get(file), problems);
  const here = bag.files.filter((file) => covers(file) && file !== layout.TAG_MANIFEST);
  const unlisted = here.filter((file) => !listed.has(file));
  problems.push(...unlisted.map((file) => ({ problem: 'file_unlisted', file })));
}

function checkListed(bag, file, digest, problems) {
  const found = bag.digests.get(file);
  if (found !== undefined && found !== digest) problems.push({ problem: 'file_altered', file });
  const isNamed = bag.damaged.has(file) || layout.ALWAYS.includes(file);
  if (found === undefined && !isNamed) problems.push({ problem: 'file_missing', file });
}
