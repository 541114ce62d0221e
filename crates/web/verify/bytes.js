// Bytes and texts. Everything is read strictly: what could be written in two ways is refused in the second.

export const utf8 = (text) => new TextEncoder().encode(text);

export function text(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

export function concat(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export const same = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);

export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

// 64 lower-case digits, as our files write a hash; null for anything else.
export function hash(digits) {
  if (typeof digits !== 'string' || !/^[0-9a-f]{64}$/.test(digits)) return null;
  return Uint8Array.from(digits.match(/../g), (pair) => parseInt(pair, 16));
}

export const base64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));

export function unbase64(letters) {
  try {
    const bytes = Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
    return base64(bytes) === letters ? bytes : null;
  } catch {
    return null;
  }
}

export function base64Hash(letters) {
  const bytes = unbase64(letters);
  return bytes && bytes.length === 32 ? bytes : null;
}

// The form for addresses: other letters, no padding.
export const base64url = (bytes) => base64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

export function unbase64url(letters) {
  if (!/^[A-Za-z0-9_-]*$/.test(letters)) return null;
  const padding = '='.repeat((4 - (letters.length % 4)) % 4);
  return unbase64(letters.replaceAll('-', '+').replaceAll('_', '/') + padding);
}

const LARGEST = 2n ** 64n - 1n;

// A number of these formats: digits only, no leading zero, at most 64 bits. It may be larger than a float can count.
export function decimal(digits) {
  if (!/^(0|[1-9][0-9]{0,19})$/.test(digits)) return null;
  const number = BigInt(digits);
  return number <= LARGEST ? number : null;
}
