// Is what is hidden hidden by an entry that says so, and is what is shown instead what that entry commits to?
//
// An entry of the kind `bundle_redacted` names a record by object and commitment. The record lies in the bundle like
// any object and lists, for each hidden object, its commitment and the digest of what may be shown for it.

import { hash, hex } from './bytes.js';
import { parseJson, textOf } from './bag.js';
import { commitmentToDigest } from './hash.js';
import * as layout from './layout.js';

const KIND = 'bundle_redacted';

// What is wrong with a listed file before its content is looked at; null when it lies where it may.
export function checkFile(bag, file) {
  if (!layout.isObjectFile(file)) return { state: 'altered', problem: { problem: 'file_unknown', file } };
  if (bag.digests.has(file)) return null;
  if (bag.damaged.has(file)) return { state: 'altered' };
  return { state: 'missing', problem: { problem: 'file_missing', file } };
}

export function checkRedacted(bag, entries, list, { id, by_no: by, file = null, commitment }) {
  const no = BigInt(by);
  const unproven = { state: 'altered', problem: { problem: 'redaction_unproven', object: id, by_no: no } };
  const said = recordOf(bag, entries, list, no)?.objects[id];
  if (!said || said.commitment !== commitment) return unproven;
  if (file === null) return said.shown === null ? { state: 'valid_redacted', by_no: no, file: null } : unproven;
  const there = checkFile(bag, file);
  if (there) return there;
  if (bag.digests.get(file) === said.shown) return { state: 'valid_redacted', by_no: no, file };
  return { state: 'altered', problem: { problem: 'object_altered', object: id, file } };
}

function recordOf(bag, entries, list, no) {
  const entry = entries.get(no);
  const named = entry?.kind === KIND ? entry.event.record : null;
  const listed = list.get(named?.object);
  if (listed?.state !== 'present' || listed.commitment !== named.commitment) return null;
  if (!bag.held.has(listed.file)) return null;
  const committed = commitmentToDigest(hash(listed.salt), hash(bag.digests.get(listed.file)));
  return hex(committed) === listed.commitment ? record(parseJson(textOf(bag, listed.file))) : null;
}

function record(json) {
  const isRecord = json !== null && typeof json === 'object' && Object.keys(json).sort().join() === 'objects,rules';
  if (!isRecord || typeof json.rules !== 'string' || json.objects === null || typeof json.objects !== 'object') return null;
  const objects = Object.assign(Object.create(null), json.objects);
  const isHidden = (one) => one !== null && typeof one === 'object' && Boolean(hash(one.commitment)) &&
    ((one.shown ?? null) === null || Boolean(hash(one.shown))) && Object.keys(one).every((key) => ['commitment', 'shown'].includes(key));
  if (!Object.values(objects).every(isHidden)) return null;
  for (const one of Object.values(objects)) one.shown ??= null;
  return { objects };
}
