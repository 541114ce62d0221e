// An authority as a reader pins it: the certificate it signs with, and the chain up to its root.

import { same } from './bytes.js';
import { holds, ofCertificate, Uncomputed } from './algorithm.js';
import { TAG, all, algorithm, contentOf, context, count, flag, members, octetsOfBits, oid, time } from './der.js';

const BEGIN = '-----BEGIN CERTIFICATE-----';
const END = '-----END CERTIFICATE-----';
const CHAIN_MAX = 8;
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const [BASIC_CONSTRAINTS, KEY_USAGE, EXTENDED_KEY_USAGE, POLICIES] = ['2.5.29.19', '2.5.29.15', '2.5.29.37', '2.5.29.32'];
const UNDERSTOOD = [BASIC_CONSTRAINTS, KEY_USAGE, EXTENDED_KEY_USAGE, POLICIES];

const WHY = {
  malformed: 'not certificates in PEM, the authority\'s own first and its root last',
  purpose: 'its certificate is not one for time stamping and nothing else',
  chain: 'its certificates do not lead from one to the next up to a root',
  other_root: 'its chain does not end in the root that is trusted',
};

export class AuthorityError extends Error {
  constructor(code) {
    super(WHY[code]);
    this.code = code;
  }
}

// The chain of an authority: its own certificate first, its root last.
export async function parseAuthority(pem) {
  const chain = certificates(pem);
  const [leaf, root] = [chain[0], chain.at(-1)];
  checkPurpose(leaf);
  for (let place = 0; place + 1 < chain.length; place += 1) await checkIssued(chain[place], chain[place + 1], place);
  if (!same(root.subject, root.issuer)) throw new AuthorityError('chain');
  const from = Math.max(...chain.map((certificate) => certificate.from));
  const until = Math.min(...chain.map((certificate) => certificate.until));
  return { leaf, root, from, until };
}

// What a reader trusts: a whole chain, or a root alone, to which the chain that was handed out must lead.
export async function trustedAuthority(pem, handedOut) {
  const trusted = certificates(pem);
  const root = trusted.at(-1);
  if (trusted.length > 1 || isForStamping(root)) return parseAuthority(pem);
  if (handedOut === null) throw new AuthorityError('other_root');
  const found = await parseAuthority(handedOut);
  if (!same(found.root.whole, root.whole)) throw new AuthorityError('other_root');
  return found;
}

// Other text between the certificates, as openssl writes it, is passed over.
function certificates(pem) {
  const found = [];
  for (let begin = pem.indexOf(BEGIN); begin >= 0; begin = pem.indexOf(BEGIN, begin)) {
    const end = pem.indexOf(END, begin);
    if (end < 0) throw new AuthorityError('malformed');
    found.push(certificate(pem.slice(begin + BEGIN.length, end)));
    begin = end + END.length;
  }
  if (found.length < 1 || found.length > CHAIN_MAX) throw new AuthorityError('malformed');
  return found;
}

function certificate(letters) {
  try {
    const whole = Uint8Array.from(atob(letters.replace(/\s/g, '')), (letter) => letter.charCodeAt(0));
    const outer = members(whole);
    const signed = outer.next(TAG.SEQUENCE);
    const [how, signature] = [algorithm(outer.next(TAG.SEQUENCE).whole), octetsOfBits(outer.next(TAG.BITS).body)];
    outer.end();
    return { whole, signed: signed.whole, algorithm: how, signature, ...contents(signed.whole) };
  } catch {
    throw new AuthorityError('malformed');
  }
}

function contents(signed) {
  const parts = members(signed);
  parts.optional(context(0));
  const serial = parts.next(TAG.INTEGER).body;
  algorithm(parts.next(TAG.SEQUENCE).whole);
  const issuer = parts.next(TAG.SEQUENCE).whole;
  const validity = members(parts.next(TAG.SEQUENCE).whole);
  const [from, until] = [time(validity.next()), time(validity.next())];
  validity.end();
  const subject = parts.next(TAG.SEQUENCE).whole;
  const key = keyIn(parts.next(TAG.SEQUENCE).whole);
  for (const number of [0x81, 0x82]) parts.optional(number);
  const extensions = parts.optional(context(3));
  parts.end();
  return { serial, issuer, from, until, subject, key, extensions: extensions ? extensionsIn(extensions.body) : [] };
}

function keyIn(whole) {
  const parts = members(whole);
  const key = { whole, algorithm: algorithm(parts.next(TAG.SEQUENCE).whole), bits: parts.next(TAG.BITS).body };
  parts.end();
  return key;
}

export function extensionsIn(bytes) {
  return all(contentOf(bytes, TAG.SEQUENCE)).map(({ whole }) => {
    const parts = members(whole);
    const name = oid(parts.next(TAG.OID).body);
    const critical = parts.optional(TAG.BOOLEAN);
    const value = parts.next(TAG.OCTETS).body;
    parts.end();
    return { name, critical: critical !== null && flag(critical.body), value };
  });
}

// The one of a name, read; null when there is none. Two of a name are an error.
function extension(certificate, name, read) {
  const found = certificate.extensions.filter((one) => one.name === name);
  if (found.length > 1) throw new Error('twice');
  return found.length === 0 ? null : { critical: found[0].critical, ...read(found[0].value) };
}

const basicIn = (value) => {
  const parts = members(value);
  const [isCa, most] = [parts.optional(TAG.BOOLEAN), parts.optional(TAG.INTEGER)];
  parts.end();
  return { isCa: isCa !== null && flag(isCa.body), most: most === null ? null : count(most.body) };
};

const usageIn = (value) => {
  const [unused, first = 0] = contentOf(value, TAG.BITS);
  if (unused === undefined || unused > 7) throw new Error('no bits');
  const has = (bit) => (first & (0x80 >> bit)) !== 0;
  return { signs: has(0) || has(1), issues: has(5) };
};

const purposesIn = (value) => ({ purposes: all(contentOf(value, TAG.SEQUENCE)).map(({ body }) => oid(body)) });

function checkUnderstood(certificate) {
  const isStrange = (one) => one.critical && !UNDERSTOOD.includes(one.name);
  if (certificate.extensions.some(isStrange)) throw new AuthorityError('chain');
}

// Time stamping, alone and critical, so that nobody can use the key for anything else.
function checkPurpose(certificate) {
  checkUnderstood(certificate);
  const holds = readable(() => {
    const purpose = extension(certificate, EXTENDED_KEY_USAGE, purposesIn);
    const usage = extension(certificate, KEY_USAGE, usageIn);
    return purpose?.critical && purpose.purposes.join() === TIME_STAMPING && (usage === null || usage.signs);
  });
  if (!holds) throw new AuthorityError('purpose');
}

function isForStamping(certificate) {
  try {
    checkPurpose(certificate);
    return true;
  } catch {
    return false;
  }
}

// `place` is how many certificates of authorities lie between the issuer and the leaf.
async function checkIssued(certificate, issuer, place) {
  checkUnderstood(issuer);
  const mayIssue = readable(() => {
    const basic = extension(issuer, BASIC_CONSTRAINTS, basicIn);
    const usage = extension(issuer, KEY_USAGE, usageIn);
    return basic?.isCa && (basic.most === null || place <= basic.most) && (usage === null || usage.issues);
  });
  const isNamed = mayIssue && same(certificate.issuer, issuer.subject);
  if (!isNamed || !(await isSigned(certificate, issuer))) throw new AuthorityError('chain');
}

async function isSigned(certificate, issuer) {
  try {
    return await holds(ofCertificate(certificate.algorithm), issuer.key, certificate.signed, certificate.signature);
  } catch (error) {
    if (error instanceof Uncomputed) throw error;
    return false;
  }
}

function readable(look) {
  try {
    return look();
  } catch {
    return false;
  }
}
