// Time from outside: RFC 3161 tokens. A token is believed only when the pinned authority signed it, about these very
// bytes, while its certificates were valid. Certificates that travel inside a token are never looked at.

import { concat, same } from './bytes.js';
import { Uncomputed, Unknown, SHA256, digest, digestBy, holds, ofSigner } from './algorithm.js';
import { extensionsIn } from './authority.js';
import { TAG, all, algorithm, contentOf, context, count, flag, members, oid, time } from './der.js';
import { sha256 } from './hash.js';

const BYTES_MAX = 64 * 1024;
// The status before a token that was granted.
const GRANTED = Uint8Array.of(0x30, 0x03, 0x02, 0x01, 0x00);
// How far two honest clocks may be apart.
export const TOLERANCE = 5 * 60000;

const SIGNED_DATA = '1.2.840.113549.1.7.2';
const TST_INFO = '1.2.840.113549.1.9.16.1.4';
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12';
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';

const WHY = {
  malformed: 'not an RFC 3161 token',
  signers: 'the token has not exactly one signer',
  other_authority: 'the token was signed by another authority than the pinned one',
  attributes: 'the signed attributes are incomplete or do not fit the token',
  signature: 'the signature of the token does not hold',
  imprint: 'the token is about something else',
  window: 'the authority\'s certificates were not valid at the time the token names',
};

export class StampError extends Error {
  constructor(code) {
    super(WHY[code]);
  }
}

// The time in the token and how much it may be off. Throws when it is not to be believed.
export async function verifyStamp(token, stamped, authority) {
  const read = readToken(token);
  if (!read) throw new StampError('malformed');
  if (read.signers.length !== 1) throw new StampError('signers');
  const signer = signerIn(read.signers[0]);
  const { issuer, serial } = authority.leaf;
  const isNamed = signer.issuer === null || (same(signer.issuer, issuer) && same(signer.serial, serial));
  if (!isNamed) throw new StampError('other_authority');
  await checkSignature(signer, read.content, authority.leaf);
  const { info } = read;
  if (info.algorithm.oid !== SHA256 || !same(info.digest, sha256(stamped))) throw new StampError('imprint');
  if (info.at < authority.from || info.at > authority.until) throw new StampError('window');
  return { at: info.at, accuracy: info.accuracy };
}

// The time a token names, for comparing only: nothing about it has been checked.
export const unverifiedTime = (token) => readToken(token)?.info.at ?? null;

// The token in an answer that was granted, only in the one form in which bundles carry it.
export function tokenIn(answer) {
  const at = answer.findIndex((_, place) => same(answer.subarray(place, place + GRANTED.length), GRANTED));
  if (at < 0) return null;
  const token = answer.subarray(at + GRANTED.length);
  return same(sequence(concat(GRANTED, token)), answer) ? token : null;
}

function sequence(body, tag = TAG.SEQUENCE) {
  const digits = body.length < 0x80 ? [] : [body.length >> 16, body.length >> 8, body.length].map((part) => part & 0xff);
  while (digits.length > 1 && digits[0] === 0) digits.shift();
  return concat(Uint8Array.from([tag, ...(digits.length === 0 ? [body.length] : [0x80 + digits.length, ...digits])]), body);
}

function readToken(token) {
  if (token.length > BYTES_MAX) return null;
  try {
    const outer = members(token);
    if (oid(outer.next(TAG.OID).body) !== SIGNED_DATA) return null;
    const signed = members(outer.next(context(0)).body);
    outer.end();
    count(signed.next(TAG.INTEGER).body);
    all(signed.next(TAG.SET).body).forEach(({ whole }) => algorithm(whole));
    const inner = members(signed.next(TAG.SEQUENCE).whole);
    if (oid(inner.next(TAG.OID).body) !== TST_INFO) return null;
    const content = contentOf(inner.next(context(0)).body, TAG.OCTETS);
    inner.end();
    for (const number of [0, 1]) signed.optional(context(number));
    const signers = all(signed.next(TAG.SET).body).map(({ whole }) => whole);
    signed.end();
    signers.forEach(signerIn);
    return { content, signers, info: infoIn(content) };
  } catch {
    return null;
  }
}

function signerIn(whole) {
  const parts = members(whole);
  count(parts.next(TAG.INTEGER).body);
  const named = parts.next();
  const signer = { issuer: null, serial: null, ...(named.tag === TAG.SEQUENCE ? issuerAndSerial(named.whole) : {}) };
  if (![TAG.SEQUENCE, 0x80].includes(named.tag)) throw new StampError('malformed');
  signer.digestAlgorithm = algorithm(parts.next(TAG.SEQUENCE).whole);
  const attributes = parts.optional(context(0));
  signer.attributes = attributes && all(attributes.body).map(attributeIn);
  signer.algorithm = algorithm(parts.next(TAG.SEQUENCE).whole);
  signer.signature = parts.next(TAG.OCTETS).body;
  parts.optional(context(1));
  parts.end();
  return signer;
}

function issuerAndSerial(whole) {
  const parts = members(whole);
  const named = { issuer: parts.next(TAG.SEQUENCE).whole, serial: parts.next(TAG.INTEGER).body };
  parts.end();
  return named;
}

function attributeIn({ whole }) {
  const parts = members(whole);
  const attribute = { whole, name: oid(parts.next(TAG.OID).body), values: all(parts.next(TAG.SET).body) };
  parts.end();
  return attribute;
}

function infoIn(content) {
  const parts = members(content);
  if (count(parts.next(TAG.INTEGER).body) !== 1) throw new StampError('malformed');
  oid(parts.next(TAG.OID).body);
  const imprint = members(parts.next(TAG.SEQUENCE).whole);
  const info = { algorithm: algorithm(imprint.next(TAG.SEQUENCE).whole), digest: imprint.next(TAG.OCTETS).body };
  imprint.end();
  parts.next(TAG.INTEGER);
  info.at = time(parts.next(TAG.TIME), true);
  const accuracy = parts.optional(TAG.SEQUENCE);
  info.accuracy = accuracy ? accuracyIn(accuracy.whole) : 0;
  const ordering = parts.optional(TAG.BOOLEAN);
  if (ordering) flag(ordering.body);
  for (const tag of [TAG.INTEGER, context(0)]) parts.optional(tag);
  const extensions = parts.optional(context(1));
  parts.end();
  const asked = extensions ? extensionsIn(sequence(extensions.body)) : [];
  if (asked.some(({ critical }) => critical)) throw new StampError('malformed');
  return info;
}

function accuracyIn(whole) {
  const parts = members(whole);
  const [seconds, millis, micros] = [TAG.INTEGER, 0x80, 0x81].map((tag) => count(parts.optional(tag)?.body ?? Uint8Array.of(0)));
  parts.end();
  return seconds * 1000 + millis + Number(micros > 0);
}

async function checkSignature(signer, content, leaf) {
  const { attributes } = signer;
  const type = attributes && only(attributes, CONTENT_TYPE);
  if (!type || type.tag !== TAG.OID || oid(type.body) !== TST_INFO) throw new StampError('attributes');
  const digested = await computed(() => digest(signer.digestAlgorithm, content));
  const said = only(attributes, MESSAGE_DIGEST);
  if (!said || said.tag !== TAG.OCTETS || !same(said.body, digested)) throw new StampError('attributes');
  const named = certificateIn(attributes);
  if (!named) throw new StampError('attributes');
  if (!(await isNamed(named, leaf.whole))) throw new StampError('other_authority');
  const signed = sequence(concat(...attributes.map(({ whole }) => whole).sort(byBytes)), TAG.SET);
  const fits = await computed(() => holds(ofSigner(signer.algorithm, signer.digestAlgorithm), leaf.key, signed, signer.signature));
  if (!fits) throw new StampError('signature');
}

async function computed(work) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Unknown)) throw error;
    throw new Error(`the token uses an algorithm that is not known here: ${error.message}`);
  }
}

function byBytes(one, other) {
  const at = one.findIndex((byte, place) => byte !== other[place]);
  return at < 0 ? -1 : one[at] - (other[at] ?? -1);
}

// The one value of an attribute that is there once; two of a kind are none.
function only(attributes, name) {
  const found = attributes.filter((attribute) => attribute.name === name);
  return found.length === 1 && found[0].values.length === 1 ? found[0].values[0] : null;
}

// The first certificate of the newer attribute, or of the older where there is no newer one.
function certificateIn(attributes) {
  const isNewer = attributes.some(({ name }) => name === SIGNING_CERTIFICATE_V2);
  try {
    const value = only(attributes, isNewer ? SIGNING_CERTIFICATE_V2 : SIGNING_CERTIFICATE);
    const [list] = all(value.body);
    const [first] = all(list.body);
    const parts = all(first.body);
    const how = isNewer && parts[0].tag === TAG.SEQUENCE ? algorithm(parts.shift().whole) : null;
    return parts[0].tag === TAG.OCTETS ? { how, digest: parts[0].body, isNewer } : null;
  } catch {
    return null;
  }
}

// The first version of the attribute knows nothing but SHA-1. It only points at the pinned certificate; whether it
// signed is for the signature to say.
async function isNamed({ how, digest: said, isNewer }, certificate) {
  if (how === null) return same(said, isNewer ? sha256(certificate) : await digestBy('SHA-1', certificate));
  try {
    return same(said, await digest(how, certificate));
  } catch (error) {
    if (error instanceof Uncomputed) throw error;
    return false;
  }
}
