// Is all content the entries speak of here and unchanged, or hidden or erased by an entry that says so?
//
// An entry speaks of content wherever its event holds a JSON object with the members `object` and `commitment`. An
// entry of the kind `erased` erases those objects whose ids stand anywhere in its event.

import { hash, hex } from './bytes.js';
import { parseJson, textOf } from './bag.js';
import { isDeeper, parts } from './entry.js';
import { commitmentToDigest } from './hash.js';
import * as layout from './layout.js';
import { checkFile, checkRedacted } from './redaction.js';

const DEPTH_MAX = 120;

export function checkObjects(bag, entries, report) {
  const list = readList(bag, report.problems);
  const mentions = mentionsIn(entries, report.problems);
  checkMentions(list, mentions, report);
  const mentioned = new Set(mentions.map((mention) => mention.object));
  for (const id of [...list.keys()].sort()) {
    if (!mentioned.has(id)) report.problems.push({ problem: 'object_unmentioned', object: id });
    const { problem, ...finding } = checkListed(bag, entries, list, list.get(id));
    if (problem) report.problems.push(problem);
    found(report, id, finding);
  }
  checkFiles(bag, list, report.problems);
}

const COUNTED = { valid: 'present', valid_redacted: 'redacted', valid_erased: 'erased' };

function found(report, object, finding) {
  if (COUNTED[finding.state]) report[COUNTED[finding.state]] += 1;
  report.objects.push({ object, ...finding });
}

function checkMentions(list, mentions, report) {
  const missing = new Set();
  for (const { no, object, commitment } of mentions) {
    const listed = list.get(object);
    if (listed && listed.commitment !== commitment) report.problems.push({ problem: 'commitment_disagrees', object, no });
    if (listed) continue;
    report.problems.push({ problem: 'object_missing', object, no });
    if (!missing.has(object)) found(report, object, { state: 'missing' });
    missing.add(object);
  }
}

function readList(bag, problems) {
  if (!bag.held.has(layout.OBJECTS)) return new Map();
  const objects = objectsIn(parseJson(textOf(bag, layout.OBJECTS)));
  const list = new Map((objects ?? []).map((listed) => [listed.id, listed]));
  if (objects === null || list.size !== objects.length) problems.push({ problem: 'file_malformed', file: layout.OBJECTS });
  return list;
}

function objectsIn(list) {
  const isList = list !== null && typeof list === 'object' && Object.keys(list).join() === 'objects';
  if (!isList || !Array.isArray(list.objects) || isDeeper(list, DEPTH_MAX)) return null;
  return list.objects.every(isListed) ? list.objects : null;
}

function isListed(one) {
  if (one === null || typeof one !== 'object' || typeof one.id !== 'string' || !hash(one.commitment)) return false;
  const isBy = Number.isSafeInteger(one.by_no) && one.by_no >= 0;
  const isFile = typeof one.file === 'string';
  if (one.state === 'present') return Boolean(hash(one.salt)) && isFile;
  return isBy && (one.state === 'erased' || (one.state === 'redacted' && (isFile || (one.file ?? null) === null)));
}

function mentionsIn(entries, problems) {
  const mentions = [];
  for (const [no, entry] of entries) {
    for (const part of parts(entry.event)) {
      const { object, commitment } = part !== null && typeof part === 'object' ? part : {};
      if (typeof object !== 'string' || typeof commitment !== 'string') continue;
      if (hash(commitment)) mentions.push({ no, object, commitment });
      else problems.push({ problem: 'commitment_malformed', no, object });
    }
  }
  return mentions;
}

function checkListed(bag, entries, list, listed) {
  if (listed.state === 'present') return checkPresent(bag, listed);
  return listed.state === 'erased' ? checkErased(entries, listed) : checkRedacted(bag, entries, list, listed);
}

function checkPresent(bag, { id, salt, file, commitment }) {
  const there = checkFile(bag, file);
  if (there) return there;
  const fits = hex(commitmentToDigest(hash(salt), hash(bag.digests.get(file)))) === commitment;
  return fits ? { state: 'valid', file } : { state: 'altered', problem: { problem: 'object_altered', object: id, file } };
}

function checkErased(entries, { id, by_no: by }) {
  const erasing = entries.get(BigInt(by));
  if (erasing?.kind === 'erased' && [...parts(erasing.event)].includes(id)) return { state: 'valid_erased', by_no: BigInt(by) };
  return { state: 'altered', problem: { problem: 'erasure_unproven', object: id, by_no: BigInt(by) } };
}

// Whatever is neither listed content nor part of the form has no business in the bundle.
function checkFiles(bag, list, problems) {
  const content = new Set([...list.values()].filter((listed) => listed.state !== 'erased').map((listed) => listed.file));
  const isForm = (file) =>
    layout.ALWAYS.includes(file) || layout.HEADS.includes(file) || layout.isExtra(file) || content.has(file) ||
    layout.eventNo(file) !== null || layout.proofNo(file) !== null;
  problems.push(...bag.files.filter((file) => !isForm(file)).map((file) => ({ problem: 'file_unknown', file })));
}
