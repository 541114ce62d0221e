// Two signed states: do they belong to one history? What contradicts itself is kept as a file that convicts by itself.

import { base64Hash, decimal, same } from './bytes.js';
import { parseCompact } from './compact.js';
import { el, p, saver } from './dom.js';
import { json } from './json.js';
import { openCheckpoint } from './note.js';
import { parseReceipt } from './receipt.js';
import { isContinued } from './tree.js';

// The signed state in a receipt or in the address of a QR code, or null.
export function heldIn(text) {
  const compact = parseCompact(text);
  if (compact) return compact;
  const receipt = parseReceipt(text.replaceAll('\r\n', '\n').replace(/\n*$/, '\n').trimStart());
  return receipt && { note: receipt.checkpoint, index: receipt.index, receipt };
}

// `same`, `fork` (both signed, same size, two roots), `unsure` (of different sizes) or `key`.
export async function compare(one, other, key) {
  const [first, second] = [await openCheckpoint(one.note, key), await openCheckpoint(other.note, key)];
  if (!first.checkpoint || !second.checkpoint) return { outcome: 'key' };
  const [older, newer] = [first.checkpoint, second.checkpoint].sort((a, b) => (a.size < b.size ? -1 : 1));
  if (older.size !== newer.size) return { outcome: 'unsure', older, newer };
  return { outcome: same(older.root, newer.root) ? 'same' : 'fork', older, newer };
}

// `continued`, `fork`, `unproven`, `older`, `silent` or `key`. `ask` fetches a path and gives its text, or null.
export async function compareWithNow(held, second, key, ask) {
  const other = second ?? { note: await ask('/api/v1/checkpoint') };
  if (!other.note) return { outcome: 'silent' };
  const compared = await compare(held, other, key);
  const evidence = { key: key.line, first: held.note, second: other.note };
  if (compared.outcome === 'same') return { ...compared, outcome: 'continued' };
  if (compared.outcome !== 'unsure') return { ...compared, evidence };
  const { older, newer } = compared;
  const mine = (await openCheckpoint(held.note, key)).checkpoint;
  if (!second && mine.size > older.size) return { outcome: 'older', older, newer };
  const answer = await ask(`/api/v1/consistency?from=${older.size}&to=${newer.size}`);
  const path = answer === null ? null : pathIn(answer, older, newer);
  if (path === null) return { outcome: 'silent' };
  if (isContinued(older, newer, path)) return { outcome: 'continued', older, newer };
  return { outcome: 'unproven', older, newer, evidence: { ...evidence, answer } };
}

function pathIn(answer, older, newer) {
  try {
    const { from, to, proof } = JSON.parse(answer);
    const isAnswer = decimal(String(from)) === older.size && decimal(String(to)) === newer.size;
    const path = proof.map(base64Hash);
    return isAnswer && !path.includes(null) ? path : null;
  } catch {
    return null;
  }
}

export function showCompared(t, { outcome, older, newer, evidence }) {
  const isGood = ['same', 'continued'].includes(outcome);
  const isBad = ['fork', 'unproven', 'older'].includes(outcome);
  const card = el('section', { class: `card ${isGood ? 'good' : isBad ? 'bad' : ''}`, 'data-outcome': outcome });
  const title = { same: 'check-compare-same', continued: 'check-now-same', fork: 'check-fork', unproven: 'check-fork',
    older: 'check-now-older', silent: 'check-now-silent', key: 'check-compare-key', unsure: 'check-compare-unsure' }[outcome];
  const values = older && { from: older.size, to: older.size === newer.size ? newer.size : older.size, added: newer.size - older.size };
  card.append(el('h2', { tabindex: '-1' }, t(title, outcome === 'older' ? { from: newer.size, to: older.size } : values)));
  if (outcome === 'fork') card.append(p(t('check-fork-what')));
  if (outcome === 'unproven') card.append(p(t('check-fork-unproven')));
  if (isBad && evidence) card.append(saver(t('check-fork-save'), 'two-histories.json', json(evidence)));
  return card;
}
