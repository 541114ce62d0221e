// Whom a reader trusts, in a file of the reader's own: C2SP tlog-policy (log, witness, group, quorum) and three lines of
// ours (tsa, stamps, heads required). Keys and certificates in a bundle are hints and never taken for trust.

import { AuthorityError, trustedAuthority } from './authority.js';
import { parseKey, parseWitness } from './key.js';

const LINES_MAX = 1000;
const COUNT = /^\+?[0-9]+$/;

// `line` is the one that cannot be read, from 1.
export class PolicyError extends Error {
  constructor(line) {
    super(`line ${line}`);
    this.line = line;
  }
}

// `file` gives the text of a file that a line names, or null.
export async function parsePolicy(text, file) {
  const policy = { logs: [], witnesses: new Map(), groups: new Map(), members: new Set(), quorum: null, authorities: [], stamps: 0, needsHeads: false };
  const lines = text.split('\n');
  // eslint-disable-next-line no-control-regex
  if (/[\x00-\x08\x0b-\x1f\x7f-\x9f]/.test(text) || lines.length > LINES_MAX + 1) throw new PolicyError(0);
  for (const [at, line] of lines.entries()) {
    const words = line.split(/[ \t]/).filter((word) => word !== '');
    if (words.length === 0 || words[0].startsWith('#')) continue;
    if (!(await take(policy, words, file))) throw new PolicyError(at + 1);
  }
  if (policy.quorum === null || policy.stamps > policy.authorities.length) throw new PolicyError(lines.length);
  return policy;
}

// In the order of their names, as they are reported.
export function outsidersOf({ authorities, witnesses }) {
  const names = [...witnesses.keys()].sort();
  return { authorities, witnesses: names.map((name) => witnesses.get(name)) };
}

// How many words each takes at least and at most, and what it does; false when it cannot be taken.
const LINES = new Map([
  ['log', [1, 2, log]], ['witness', [2, 3, witness]], ['group', [2, Infinity, group]], ['quorum', [1, 1, quorum]],
  ['tsa', [2, 2, tsa]], ['stamps', [1, 1, stamps]], ['heads', [1, 1, heads]],
]);

async function take(policy, [what, ...words], file) {
  const [least, most, read] = LINES.get(what) ?? [1, 0];
  return words.length >= least && words.length <= most && read(policy, words, file);
}

const knows = (policy, name) => policy.witnesses.has(name) || policy.groups.has(name);
const isFresh = (policy, name) => name !== 'none' && !knows(policy, name);

function log(policy, [line]) {
  const key = parseKey(line);
  const isNew = key !== null && !policy.logs.some((one) => one.line === key.line);
  return isNew && Boolean(policy.logs.push(key));
}

function witness(policy, [name, line]) {
  const key = parseWitness(line);
  const isTaken = [...policy.witnesses.values()].some((one) => one.name === key?.name);
  return key !== null && isFresh(policy, name) && !isTaken && Boolean(policy.witnesses.set(name, key));
}

function group(policy, [name, least, ...members]) {
  const isFree = (member) => knows(policy, member) && !policy.members.has(member);
  const number = least === 'all' ? members.length : least === 'any' ? 1 : COUNT.test(least) ? Number(least) : 0;
  const isGroup = isFresh(policy, name) && members.every(isFree) && new Set(members).size === members.length &&
    number >= 1 && number <= members.length;
  if (!isGroup) return false;
  members.forEach((member) => policy.members.add(member));
  policy.groups.set(name, { least: number, members });
  return true;
}

function quorum(policy, [name]) {
  const isKnown = policy.quorum === null && (name === 'none' || knows(policy, name));
  if (isKnown) policy.quorum = name;
  return isKnown;
}

// A root alone is whole only together with the chain that comes with a token.
async function tsa(policy, [name, path], file) {
  const pem = await file(path);
  if (pem === null || policy.authorities.some((one) => one.name === name)) return false;
  try {
    await trustedAuthority(pem, null);
  } catch (error) {
    if (!(error instanceof AuthorityError) || error.code !== 'other_root') return false;
  }
  return Boolean(policy.authorities.push({ name, pem }));
}

function stamps(policy, [count]) {
  policy.stamps = Number(count);
  return COUNT.test(count);
}

function heads(policy, [word]) {
  policy.needsHeads = true;
  return word === 'required';
}

// What this policy asks for and the report does not show.
export function lacksOf(policy, report) {
  const signed = new Set(report.witnesses.map((one) => one.witness));
  const saw = new Set([...policy.witnesses].filter(([, key]) => signed.has(key.name)).map(([name]) => name));
  const lacks = [];
  if (policy.quorum !== 'none' && !isMet(policy, policy.quorum, saw)) lacks.push({ problem: 'quorum_missing', quorum: policy.quorum });
  const stamped = new Set(report.stamps.filter((one) => one.confirmation === 'confirmed').map((one) => one.authority));
  if (stamped.size < policy.stamps) lacks.push({ problem: 'stamps_missing', wanted: policy.stamps, found: stamped.size });
  if (policy.needsHeads && report.complete === null) lacks.push({ problem: 'heads_required' });
  return lacks;
}

// A group names only what was defined before it, and each name once, so this ends soon.
function isMet(policy, name, saw) {
  const found = policy.groups.get(name);
  if (!found) return saw.has(name);
  return found.members.filter((member) => isMet(policy, member, saw)).length >= found.least;
}
