// Which signatures of authorities are known: RSA from 2,048 bits and ECDSA on P-256 and P-384, with SHA-2. The browser
// computes them; where it keeps its cryptography from this page, nothing can be said.

import { TAG, contentOf, members, octetsOfBits, oid } from './der.js';

const RSA = '1.2.840.113549.1.1.1';
const EC = '1.2.840.10045.2.1';
const SHA = { '2.16.840.1.101.3.4.2.1': 'SHA-256', '2.16.840.1.101.3.4.2.2': 'SHA-384', '2.16.840.1.101.3.4.2.3': 'SHA-512' };
const CURVES = { '1.2.840.10045.3.1.7': ['P-256', 32], '1.3.132.0.34': ['P-384', 48] };
const OF_CERTIFICATES = {
  '1.2.840.113549.1.1.11': ['rsa', 'SHA-256'], '1.2.840.113549.1.1.12': ['rsa', 'SHA-384'],
  '1.2.840.113549.1.1.13': ['rsa', 'SHA-512'],
  '1.2.840.10045.4.3.2': ['ecdsa', 'SHA-256'], '1.2.840.10045.4.3.3': ['ecdsa', 'SHA-384'],
};

export class Unknown extends Error {}
// This browser does not compute it for this page.
export class Uncomputed extends Error {}

function known(table, name) {
  if (!Object.hasOwn(table, name)) throw new Unknown(name);
  return table[name];
}

function subtle() {
  if (!globalThis.crypto?.subtle) throw new Uncomputed();
  return globalThis.crypto.subtle;
}

export const SHA256 = '2.16.840.1.101.3.4.2.1';

export const digest = async (algorithm, bytes) => digestBy(known(SHA, algorithm.oid), bytes);

export const digestBy = async (sha, bytes) => new Uint8Array(await subtle().digest(sha, bytes));

// As certificates name it, kind and digest in one.
export function ofCertificate(algorithm) {
  const [kind, sha] = known(OF_CERTIFICATES, algorithm.oid);
  return { kind, sha };
}

// As signers name it: often the plain key algorithm, with the digest beside it.
export function ofSigner(algorithm, digestAlgorithm) {
  const sha = known(SHA, digestAlgorithm.oid);
  if (algorithm.oid === RSA) return { kind: 'rsa', sha };
  if (algorithm.oid === EC) return { kind: 'ecdsa', sha };
  const named = ofCertificate(algorithm);
  if (named.sha !== sha) throw new Unknown(digestAlgorithm.oid);
  return named;
}

// `key` is a SubjectPublicKeyInfo as a certificate has it.
export async function holds({ kind, sha }, key, message, signature) {
  if (![RSA, EC].includes(key.algorithm.oid)) throw new Unknown(key.algorithm.oid);
  const curve = key.algorithm.oid === EC ? curveOf(key) : null;
  if (kind === 'rsa' && curve === null) return holdsRsa(sha, key, message, signature);
  const isKnown = kind === 'ecdsa' && curve && Object.hasOwn(CURVES, curve) && sha !== 'SHA-512';
  if (!isKnown) throw new Unknown(key.algorithm.oid);
  return holdsEcdsa(sha, CURVES[curve], key, message, signature);
}

function curveOf({ algorithm }) {
  try {
    return oid(contentOf(algorithm.parameters.whole, TAG.OID));
  } catch {
    throw new Unknown(EC);
  }
}

async function holdsRsa(sha, key, message, signature) {
  return verified(key, { name: 'RSASSA-PKCS1-v1_5', hash: sha }, signature, message, () => {
    const modulus = members(octetsOfBits(key.bits)).next(TAG.INTEGER).body;
    const bytes = modulus[0] === 0 ? modulus.subarray(1) : modulus;
    const bits = 8 * bytes.length - Math.clz32(bytes[0]) + 24;
    return bits >= 2048 && bits <= 8192;
  });
}

async function holdsEcdsa(sha, [namedCurve, width], key, message, signature) {
  const plain = plainly(signature, width);
  const algorithm = { name: 'ECDSA', namedCurve, hash: sha };
  return plain !== null && verified(key, algorithm, plain, message, () => octetsOfBits(key.bits)[0] === 4);
}

async function verified(key, algorithm, signature, message, isAllowed) {
  const tools = subtle();
  try {
    if (!isAllowed()) return false;
    const imported = await tools.importKey('spki', key.whole, algorithm, false, ['verify']);
    return await tools.verify(algorithm, imported, signature, message);
  } catch {
    return false;
  }
}

// Two numbers in DER, as they are signed; side by side, as browsers take them. Null when they are neither.
function plainly(signature, width) {
  try {
    const numbers = members(signature);
    const both = [numbers.next(TAG.INTEGER).body, numbers.next(TAG.INTEGER).body];
    numbers.end();
    const plain = new Uint8Array(2 * width);
    for (const [at, body] of both.entries()) {
      const isShort = body.length > 0 && body[0] < 0x80 && !(body.length > 1 && body[0] === 0 && body[1] < 0x80);
      const digits = body[0] === 0 ? body.subarray(1) : body;
      if (!isShort || digits.length > width) return null;
      plain.set(digits, (at + 1) * width - digits.length);
    }
    return plain;
  } catch {
    return null;
  }
}
