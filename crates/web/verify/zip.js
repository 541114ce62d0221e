// Opening a zip that may have been made to hurt its reader. Every file is read once, as a stream; the sizes a zip
// states are claims, what counts is what comes out. Nothing is trusted but the central directory.

import { sha256 } from './hash.js';
import { concat, text } from './bytes.js';
import { Unreadable } from './unreadable.js';

const END = 0x06054b50;
const END64 = 0x06064b50;
const LOCATOR64 = 0x07064b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const COMMENT_MAX = 65535;
const DIRECTORY_MAX = 64 * 1024 * 1024;

const view = (bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const slice = async (blob, from, to) => new Uint8Array(await blob.slice(from, to).arrayBuffer());
const u64 = (data, at) => Number(data.getBigUint64(at, true));

// What the zip lists, in its order: name, method, sizes, place.
export async function list(blob, filesMax) {
  const { count, size, offset } = await end(blob);
  if (count > filesMax) throw new Unreadable('too_large');
  if (size > DIRECTORY_MAX || offset + size > blob.size) throw new Unreadable('not_a_zip');
  const directory = await slice(blob, offset, offset + size);
  const listed = [];
  for (let at = 0; listed.length < count; ) {
    const one = entry(directory, at);
    listed.push(one);
    at = one.next;
  }
  await locate(blob, listed, offset);
  return listed;
}

async function end(blob) {
  const from = Math.max(0, blob.size - COMMENT_MAX - 22);
  const tail = await slice(blob, from, blob.size);
  const data = view(tail);
  for (let at = tail.length - 22; at >= 0; at -= 1) {
    if (data.getUint32(at, true) !== END || at + 22 + data.getUint16(at + 20, true) !== tail.length) continue;
    const isLarge = at >= 20 && data.getUint32(at - 20, true) === LOCATOR64;
    if (isLarge) return end64(blob, u64(data, at - 12));
    const [disk, first, here, count] = [4, 6, 8, 10].map((place) => data.getUint16(at + place, true));
    whole(disk, first, here, count);
    return { count, size: data.getUint32(at + 12, true), offset: data.getUint32(at + 16, true) };
  }
  throw new Unreadable('not_a_zip');
}

async function end64(blob, at) {
  const bytes = at + 56 <= blob.size ? await slice(blob, at, at + 56) : new Uint8Array(56);
  const data = view(bytes);
  if (data.getUint32(0, true) !== END64) throw new Unreadable('not_a_zip');
  const [here, count] = [u64(data, 24), u64(data, 32)];
  whole(data.getUint32(16, true), data.getUint32(20, true), here, count);
  return { count, size: u64(data, 40), offset: u64(data, 48) };
}

// A zip in several parts is none of ours.
function whole(disk, first, here, count) {
  if (disk !== 0 || first !== 0 || here !== count) throw new Unreadable('not_a_zip');
}

function entry(directory, at) {
  const data = view(directory);
  if (at + 46 > directory.length || data.getUint32(at, true) !== ENTRY) throw new Unreadable('not_a_zip');
  const lengths = [28, 30, 32].map((place) => data.getUint16(at + place, true));
  const next = at + 46 + lengths[0] + lengths[1] + lengths[2];
  if (next > directory.length) throw new Unreadable('not_a_zip');
  const raw = directory.subarray(at + 46, at + 46 + lengths[0]);
  const one = {
    next, raw, name: nameOf(raw, data.getUint16(at + 8, true)),
    encrypted: (data.getUint16(at + 8, true) & 1) === 1, method: data.getUint16(at + 10, true),
    crc: data.getUint32(at + 16, true), packed: data.getUint32(at + 20, true), unpacked: data.getUint32(at + 24, true),
    offset: data.getUint32(at + 42, true),
  };
  return withLargeSizes(one, directory.subarray(at + 46 + lengths[0], at + 46 + lengths[0] + lengths[1]));
}

// Without the mark for UTF-8 only plain letters mean the same everywhere.
function nameOf(raw, flags) {
  const name = (flags & 0x800) !== 0 || raw.every((byte) => byte < 0x80) ? text(raw) : null;
  if (name === null) throw new Unreadable('dangerous_name', { name: '?' });
  return name;
}

function withLargeSizes(one, extra) {
  const data = view(extra);
  for (let at = 0; at + 4 <= extra.length; at += 4 + data.getUint16(at + 2, true)) {
    if (data.getUint16(at, true) !== 1) continue;
    let place = at + 4;
    for (const field of ['unpacked', 'packed', 'offset']) {
      if (one[field] !== 0xffffffff) continue;
      if (place + 8 > extra.length) throw new Unreadable('not_a_zip');
      one[field] = u64(data, place);
      place += 8;
    }
    break;
  }
  return one;
}

// Where the bytes of each file begin. Files that lie over one another, or whose own head gives another name than the
// directory, would be read differently by different programs.
async function locate(blob, listed, directoryAt) {
  if (new Set(listed.map((one) => one.name)).size !== listed.length) throw new Unreadable('ambiguous');
  const byPlace = [...listed].sort((one, other) => one.offset - other.offset);
  for (const [position, one] of byPlace.entries()) {
    const head = await slice(blob, one.offset, one.offset + 30);
    if (head.length < 30 || view(head).getUint32(0, true) !== LOCAL) throw new Unreadable('not_a_zip');
    const [name, extra] = [view(head).getUint16(26, true), view(head).getUint16(28, true)];
    const own = await slice(blob, one.offset + 30, one.offset + 30 + name);
    one.start = one.offset + 30 + name + extra;
    const limit = byPlace[position + 1]?.offset ?? directoryAt;
    if (one.start + one.packed > limit || hexless(own) !== hexless(one.raw)) throw new Unreadable('ambiguous');
  }
}

const hexless = (bytes) => Array.from(bytes).join();

// The digest of a file, and its bytes when they are wanted; null when they cannot be unpacked.
export async function unpack(blob, one, wanted, budget) {
  if (one.encrypted || (one.method !== 0 && one.method !== 8)) return null;
  const digest = sha256.create();
  const held = [];
  let [crc, length] = [0xffffffff, 0];
  const reader = stream(blob.slice(one.start, one.start + one.packed), one.method).getReader();
  for (;;) {
    const { done, value } = await next(reader);
    if (done === null) return null;
    if (done) break;
    spend(budget, 'unpacked', value.length, reader);
    digest.update(value);
    crc = crc32(crc, value);
    length += value.length;
    if (wanted) {
      spend(budget, 'held', value.length, reader);
      held.push(value);
    }
  }
  if (length !== one.unpacked || (crc ^ 0xffffffff) >>> 0 !== one.crc) return null;
  return { digest: digest.digest(), bytes: wanted ? concat(...held) : null };
}

function stream(blob, method) {
  if (method === 0) return blob.stream();
  let unpacking;
  try {
    unpacking = new DecompressionStream('deflate-raw');
  } catch {
    throw new Unreadable('too_old');
  }
  return blob.stream().pipeThrough(unpacking);
}

async function next(reader) {
  try {
    return await reader.read();
  } catch {
    return { done: null };
  }
}

function spend(budget, kind, bytes, reader) {
  budget[kind] -= bytes;
  if (budget[kind] >= 0) return;
  reader.cancel().catch(() => {});
  throw new Unreadable('too_large');
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function crc32(crc, bytes) {
  let value = crc;
  for (let at = 0; at < bytes.length; at += 1) value = (value >>> 8) ^ TABLE[(value ^ bytes[at]) & 0xff];
  return value >>> 0;
}
