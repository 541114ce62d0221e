// The form around the verifier: the same on the page /verify and in the verify.html of a bundle.
//
// `#check` carries what differs: `data-key`, the key the house says is its own; `data-now`, the page that compares with
// the journal of now; `data-alone`, set where the page came in a bundle and speaks both languages.

import { hex, text, unbase64url, utf8 } from './bytes.js';
import { compare, compareWithNow, heldIn, showCompared } from './compare.js';
import { writeCompact } from './compact.js';
import { el, p } from './dom.js';
import { parseKey } from './key.js';
import { parseNote } from './note.js';
import { PolicyError, parsePolicy } from './policy.js';
import { keyHint } from './receipt.js';
import { showOutcome } from './show.js';
import { Unreadable } from './unreadable.js';
import { verifyBundle, verifyBundleBy, verifyReceipt, verifyState } from './verify.js';
import { LANGUAGES, say, sayUnreadable } from './words.js';
import { leafHash, sha256 } from './hash.js';

const PRINT = /^([0-9a-f]{4}-){5}[0-9a-f]{4}$/;

export function start(root) {
  const page = { root, house: parseKey(root.dataset.key ?? ''), t: words(languageOf(root)) };
  document.querySelector('.instead')?.remove();
  if (root.dataset.now === 'here') {
    startNow(page);
    return;
  }
  build(page);
  const came = location.hash.slice(1);
  if (came !== '') {
    const [mark, ...parts] = came.split('~');
    const [receipt, entry] = mark === 'r2' ? parts.map((part) => text(unbase64url(part) ?? new Uint8Array(0)) ?? '') : [came, ''];
    page.field('receipt').value = receipt;
    page.field('entry').value = entry;
    check(page);
  }
}

function languageOf(root) {
  if (!root.dataset.alone) return document.documentElement.lang;
  return navigator.language.startsWith('zh') ? 'zh-CN' : 'en';
}

function words(language) {
  const t = (key, values) => say(language, key, values);
  t.language = language;
  return t;
}

function build(page) {
  const { t, root, house } = page;
  const field = (id, tag, attributes, hint) => [
    el('label', { for: id }, t(`check-${id}`)), p(t(`check-${id}-why`), { class: 'hint', id: `${id}-why` }),
    el(tag, { id, 'aria-describedby': `${id}-why`, ...attributes }), hint ?? null,
  ];
  const lines = { rows: '4', spellcheck: 'false', autocomplete: 'off' };
  page.field = (name) => root.querySelector(`#${{ receipt: 'paste' }[name] ?? name}`);
  page.results = el('div', { role: 'status' });
  const form = el('form', { class: 'card', onsubmit: (event) => { event.preventDefault(); check(page); } },
    p(t('check-quiet'), { class: 'quiet-note' }),
    ...field('file', 'input', { type: 'file', multiple: true, accept: '.zip,.txt,.tlog-proof,.json,.pdf' }),
    ...field('paste', 'textarea', lines), ...field('entry', 'textarea', { ...lines, rows: '2' }),
    ...field('key', 'input', { type: 'text', spellcheck: 'false', autocomplete: 'off' },
      house && p(t('check-key-house', { print: house.print }), { class: 'hint long' })),
    ...field('policy', 'input', { type: 'file', multiple: true }),
    el('button', { class: 'button wide' }, t('check-go')));
  acceptDrops(page, form);
  root.replaceChildren(...(root.dataset.alone ? headOf(page) : []), form, page.results);
}

// Alone in a bundle the page brings its own title and the choice of language.
function headOf(page) {
  const other = LANGUAGES.find((language) => language !== page.t.language);
  const change = () => {
    page.t = words(other);
    document.documentElement.lang = other;
    build(page);
    if (page.last) page.results.append(...page.last());
  };
  document.title = page.t('check-title');
  return [el('button', { type: 'button', class: 'button quiet', lang: other, onclick: change }, page.t('check-language')),
    el('h1', {}, page.t('check-title')), p(page.t('check-lead'), { class: 'lead' }), p(page.t('check-other-tools'))];
}

function acceptDrops(page, form) {
  form.addEventListener('dragover', (event) => event.preventDefault());
  form.addEventListener('drop', (event) => {
    event.preventDefault();
    page.field('file').files = event.dataTransfer.files;
    check(page);
  });
}

async function check(page) {
  const { t } = page;
  const bar = el('progress', { max: '100', value: '0', 'aria-label': t('check-working', { percent: 0 }) });
  const percent = p(t('check-working', { percent: 0 }));
  page.results.replaceChildren(percent, bar);
  const progress = (done, all) => {
    bar.value = all > 0 ? Math.floor((done / all) * 100) : 100;
    percent.textContent = t('check-working', { percent: bar.value });
  };
  try {
    const outcome = await outcomeOf(page, progress);
    page.last = () => [showOutcome(page.t, outcome, page.house), ...(outcome.held ? [witness(page, outcome)] : [])];
  } catch (error) {
    if (!(error instanceof Unreadable) && !error.words) console.error(error);
    const why = () => (error.words ? page.t(error.words, error) : error instanceof Unreadable ? sayUnreadable(page.t.language, error) : String(error));
    page.last = () => [el('section', { class: 'card bad', 'data-verdict': 'unreadable' }, el('h2', { tabindex: '-1' }, why()))];
  }
  page.results.replaceChildren(...page.last());
  page.results.querySelector('h2')?.focus();
}

const asks = (key, values) => Object.assign(new Error(key), { words: key, ...values });

// What is to be checked is told by its first bytes, not by its name.
async function outcomeOf(page, progress) {
  const policy = await policyIn([...page.field('policy').files]);
  const trusted = trustedIn(page.field('key').value.trim());
  const given = { receipt: page.field('receipt').value, entry: utf8(page.field('entry').value.trim()) };
  for (const file of page.field('file').files) {
    const head = new Uint8Array(await file.slice(0, 7).arrayBuffer());
    if (head[0] === 0x50 && head[1] === 0x4b) {
      const verified = policy ? verifyBundleBy(file, policy, { progress }) : verifyBundle(file, trusted, { progress });
      return { kind: 'bundle', ...(await verified) };
    }
    if (text(head.slice(0, 4)) === '%PDF') {
      given.paper = hex(sha256(new Uint8Array(await file.arrayBuffer())));
      continue;
    }
    if (text(head) === '{"v":1,') given.entry = new Uint8Array(await file.slice(0, 70000).arrayBuffer());
    else given.receipt = text(new Uint8Array(await file.slice(0, 400000).arrayBuffer())) ?? '';
  }
  if (!given.receipt.trim()) throw asks('check-nothing');
  if (policy) throw asks('check-policy-bundle');
  const outcome = await receiptOutcome(page, given, trusted);
  // The record of a settlement holds the digest of its papers.
  if (given.paper && outcome.kind === 'receipt') outcome.paper = text(given.entry)?.includes(`"${given.paper}"`) ?? false;
  return outcome;
}

// A policy and the certificates it names, chosen together; certificates are known by their names.
async function policyIn(files) {
  const isCertificates = ({ name }) => /\.(pem|crt|cer)$/i.test(name);
  const policies = files.filter((file) => !isCertificates(file));
  if (files.length === 0) return null;
  if (policies.length !== 1) throw asks('check-policy-one');
  const beside = (path) => files.find((file) => isCertificates(file) && file.name === path.split('/').at(-1))?.text() ?? null;
  try {
    return await parsePolicy(await policies[0].text(), beside);
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    throw asks('check-policy-wrong', { line: error.line });
  }
}

function trustedIn(line) {
  if (line === '') return null;
  const trusted = PRINT.test(line) ? { print: line } : parseKey(line);
  if (!trusted) throw asks('check-key-wrong');
  return trusted;
}

async function receiptOutcome(page, { receipt, entry }, trusted) {
  const held = heldIn(receipt);
  if (!held) throw new Unreadable('not_a_receipt');
  const hint = (held.receipt && keyHint(held.receipt)) ?? page.house;
  const { report, signer } = await verifyState(held.note, hint, trusted);
  const key = report.problems.length === 0 ? signer : null;
  if (held.receipt && entry.length > 0) {
    const checked = await verifyReceipt(unpasted(receipt), entry, trusted ?? hint);
    if (!trusted) checked.report.signer = report.signer;
    return { kind: 'receipt', ...checked, held: key && { ...held, key, leaf: leafHash(entry) } };
  }
  return { kind: 'state', report, index: held.index, held: key && { ...held, key } };
}

// Browsers and people change the ends of lines; a signed note ends in one plain line feed.
const unpasted = (receipt) => receipt.replaceAll('\r\n', '\n').trimStart().replace(/\n*$/, '\n');

// What the holder of a receipt can do with it.
function witness(page, { held, report }) {
  const { t, root } = page;
  const card = el('section', { class: 'card' }, el('h2', {}, t('check-witness')), p(t('check-witness-what', report.journal)),
    el('p', {}, el('code', { class: 'long' }, report.journal.root)));
  if (root.dataset.now) {
    card.append(p(t('check-ask-why'), { class: 'hint' }),
      el('p', {}, el('a', { class: 'button quiet', href: `${root.dataset.now}#${addressOf(held)}` }, t('check-ask'))));
  }
  const field = el('textarea', { id: 'other', rows: '3', spellcheck: 'false', 'aria-describedby': 'other-why' });
  const answer = el('div', { role: 'status' });
  const go = async () => {
    const other = heldIn(field.value);
    const compared = other ? await compare(held, other, held.key) : { outcome: 'key' };
    answer.replaceChildren(showCompared(t, compared));
    if (compared.outcome === 'unsure' && root.dataset.now) {
      const both = `${addressOf(held)}&${addressOf(other, held.key)}`;
      answer.append(el('a', { class: 'button quiet', href: `${root.dataset.now}#${both}` }, t('check-ask')));
    }
  };
  card.append(el('label', { for: 'other' }, t('check-compare')), p(t('check-compare-why'), { class: 'hint', id: 'other-why' }),
    field, el('button', { type: 'button', class: 'button quiet', onclick: go }, t('check-compare')), answer);
  return card;
}

// The compact form of whatever receipt is held.
function addressOf(held, key = held.key) {
  const { text: signed, signatures } = parseNote(held.note);
  const [origin, size, root] = signed.split('\n');
  const line = signatures.find((one) => one.name === key.name);
  const signature = new Uint8Array([...line.id, ...line.signature]);
  const bytes = Uint8Array.from(atob(root), (letter) => letter.charCodeAt(0));
  return writeCompact({ origin, size, index: held.index, root: bytes, leaf: held.leaf ?? new Uint8Array(0), signature });
}

// The page that asks, and only when its button is pressed.
function startNow(page) {
  const { t, root, house } = page;
  const [held, second] = location.hash.slice(1).split('&').map(heldIn);
  const results = el('div', { role: 'status' });
  if (!held || !house) {
    root.replaceChildren(el('section', { class: 'card bad' }, el('h2', {}, sayUnreadable(t.language, new Unreadable('not_a_receipt')))));
    return;
  }
  const ask = async (path) => {
    const answer = await fetch(path, { credentials: 'omit' }).catch(() => null);
    return answer?.status === 200 ? answer.text() : null;
  };
  const go = async () => {
    results.replaceChildren(showCompared(t, await compareWithNow(held, second, house, ask)));
    results.querySelector('h2')?.focus();
  };
  const card = el('section', { class: 'card' }, p(t('check-now-sends', { size: held.size ?? '' })),
    el('button', { type: 'button', class: 'button wide', onclick: go }, t('check-now-go')));
  root.replaceChildren(card, results);
}
