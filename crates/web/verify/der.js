// DER, read strictly: lengths in their shortest form and nothing left over, so that bytes say one thing only.

export const TAG = {
  BOOLEAN: 0x01, INTEGER: 0x02, BITS: 0x03, OCTETS: 0x04, OID: 0x06, UTC_TIME: 0x17, TIME: 0x18, SEQUENCE: 0x30, SET: 0x31,
};
// `[0]`, `[1]` … around or in the place of something.
export const context = (number) => 0xa0 + number;

// What stands at a place: its tag, its content, all its bytes, and where the next begins. Throws when it is not DER.
function element(bytes, at) {
  const [tag, first] = [bytes[at], bytes[at + 1]];
  if (first === undefined || (tag & 0x1f) === 0x1f) throw new NotDer();
  let [length, from] = [first, at + 2];
  if (first >= 0x80) {
    const count = first - 0x80;
    length = bytes.subarray(from, from + count).reduce((sum, byte) => sum * 256 + byte, 0);
    from += count;
    if (count < 1 || count > 3 || length < (count === 1 ? 0x80 : 256 ** (count - 1))) throw new NotDer();
  }
  const end = from + length;
  if (end > bytes.length) throw new NotDer();
  return { tag, body: bytes.subarray(from, end), whole: bytes.subarray(at, end), end };
}

export class NotDer extends Error {}

export function contentOf(bytes, tag) {
  const found = element(bytes, 0);
  if (found.end !== bytes.length || found.tag !== tag) throw new NotDer();
  return found.body;
}

export function all(bytes) {
  const found = [];
  for (let at = 0; at < bytes.length; at = found.at(-1).end) found.push(element(bytes, at));
  return found;
}

// The members of a sequence or set, taken one after the other.
export class Members {
  constructor(bytes) {
    this.left = all(bytes);
  }

  // The next one; its tag must be this, where one is asked for.
  next(tag) {
    const found = this.left.shift();
    if (!found || (tag !== undefined && found.tag !== tag)) throw new NotDer();
    return found;
  }

  // The next one if it has this tag, otherwise nothing.
  optional(tag) {
    return this.left[0]?.tag === tag ? this.left.shift() : null;
  }

  end() {
    if (this.left.length > 0) throw new NotDer();
  }
}

export const members = (bytes, tag = TAG.SEQUENCE) => new Members(contentOf(bytes, tag));

// `1.2.840.113549.1.7.2`
export function oid(body) {
  const arcs = [];
  let arc = 0;
  for (const [at, byte] of body.entries()) {
    if (arc === 0 && byte === 0x80) throw new NotDer();
    arc = arc * 128 + (byte & 0x7f);
    if (arc > 0xffffffff) throw new NotDer();
    if (byte >= 0x80 && at + 1 < body.length) continue;
    if (byte >= 0x80) throw new NotDer();
    arcs.push(arc);
    arc = 0;
  }
  if (arcs.length === 0) throw new NotDer();
  const root = Math.min(2, Math.floor(arcs[0] / 40));
  return [root, arcs[0] - 40 * root, ...arcs.slice(1)].join('.');
}

// Algorithm and parameters, as X.509 names them.
export function algorithm(whole) {
  const parts = members(whole);
  const named = oid(parts.next(TAG.OID).body);
  const parameters = parts.left.shift() ?? null;
  parts.end();
  return { oid: named, parameters };
}

// A whole number that is not negative and fits a float.
export function count(body) {
  const isShort = body.length > 0 && body[0] < 0x80 && !(body.length > 1 && body[0] === 0 && body[1] < 0x80);
  if (!isShort || body.length > 6) throw new NotDer();
  return body.reduce((sum, byte) => sum * 256 + byte, 0);
}

export function flag(body) {
  if (body.length !== 1 || ![0, 0xff].includes(body[0])) throw new NotDer();
  return body[0] === 0xff;
}

// Whole bytes only, as keys and signatures are written.
export function octetsOfBits(body) {
  if (body[0] !== 0) throw new NotDer();
  return body.subarray(1);
}

// Milliseconds since 1970. A token's time may have a fraction, which is neither empty nor ends in a nought.
export function time({ tag, body }, mayHaveFraction) {
  const letters = String.fromCharCode(...body.subarray(0, 40));
  const shape = tag === TAG.TIME ? /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d*[1-9])?Z$/ : /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;
  const parts = [TAG.TIME, TAG.UTC_TIME].includes(tag) && shape.exec(letters);
  if (!parts || (parts[7] && !mayHaveFraction)) throw new NotDer();
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number);
  const full = tag === TAG.TIME ? year : year + (year >= 50 ? 1900 : 2000);
  const ms = Date.UTC(full, month - 1, day, hour, minute, second);
  const date = new Date(ms);
  const isDate = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  if (!isDate || full < 1970) throw new NotDer();
  return ms + Number(`${(parts[7] ?? '.').slice(1)}000`.slice(0, 3));
}
