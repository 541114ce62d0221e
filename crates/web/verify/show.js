// What was found, for people: one sentence first, then what it rests on, then every entry and object.

import { el, p, saver } from './dom.js';
import { json } from './json.js';
import { verdictOf } from './verify.js';
import { sayProblem } from './words.js';

export function showOutcome(t, outcome, house) {
  const { report, kind } = outcome;
  const verdict = verdictOf(report);
  const isGood = verdict === 'intact' && outcome.paper !== false;
  const card = el('section', { class: `card ${isGood ? 'good' : 'bad'}`, 'data-verdict': isGood && kind === 'state' ? 'signed' : verdict });
  card.append(el('h2', { tabindex: '-1' }, headline(t, outcome, verdict)), ...sentences(t, outcome, house));
  if (!isGood) {
    const problems = report.problems.map((problem) => el('li', { 'data-problem': problem.problem }, sayProblem(t.language, problem)));
    card.append(el('h3', {}, t('check-problems')), el('ul', { class: 'problems' }, ...problems));
  }
  if (outcome.each) card.append(...tables(t, outcome));
  card.append(saver(t('check-json'), 'verified.json', exported(t, outcome, verdict)));
  return card;
}

function headline(t, { report, kind, paper }, verdict) {
  if (verdict === 'intact' && paper === false) return t('check-paper-other');
  if (verdict !== 'intact') return t(`check-${verdict}`);
  return t(kind === 'state' ? 'check-signed' : report.redacted > 0 ? 'check-intact-redacted' : 'check-intact');
}

function sentences(t, { report, kind, index, paper }, house) {
  const { signer, journal, subject, complete, stamps, witnesses } = report;
  const lines = [];
  if (subject) lines.push(t('check-counts', report));
  if (index !== undefined) lines.push(t('check-place', { index }));
  if (paper) lines.push(t('check-paper-same'));
  if (journal) lines.push(t('check-journal', journal));
  if (signer) lines.push(t(`check-${signer.confirmation}`, signer));
  if (signer && house) lines.push(t(signer.fingerprint === house.print ? 'check-as-house' : 'check-not-as-house'));
  lines.push(...stamps.map((stamp) => t(`check-stamp-${stamp.confirmation}`, { ...stamp, at: time(t, stamp.at_ms) })));
  lines.push(...witnesses.map((one) => t('check-witnessed', { ...one, at: time(t, 1000 * Number(one.at_s)) })));
  if (report.unchecked) lines.push(t('check-unchecked'));
  if (complete) lines.push(t('check-complete', complete), t('check-limits-complete', complete));
  else if (kind === 'bundle') lines.push(t('check-limits'));
  return lines.map((line) => p(line, { class: 'long' }));
}

function tables(t, { each, report }) {
  const entries = each.map((entry) => [
    String(entry.no), time(t, entry.at), entry.kind,
    verdict(entry.problems.length === 0, t(entry.problems.length === 0 ? 'check-entry-valid' : 'check-entry-altered')),
  ]);
  const objects = report.objects.map((object) => [
    object.object, object.file ?? '', verdict(object.state.startsWith('valid'), t(`check-object-${object.state}`, object)),
  ]);
  return [
    folded(t('check-entries'), ['check-no', 'check-at', 'check-kind', 'check-verdict'].map((key) => t(key)), entries),
    folded(t('check-objects'), ['check-object', 'check-file-name', 'check-verdict'].map((key) => t(key)), objects),
  ];
}

const verdict = (isGood, words) => el('span', { class: isGood ? 'fits' : 'fails' }, `${isGood ? '✓' : '✗'} ${words}`);

function folded(title, heads, rows) {
  const head = el('tr', {}, ...heads.map((words) => el('th', { scope: 'col' }, words)));
  const body = rows.map((cells) => el('tr', {}, ...cells.map((cell) => el('td', {}, cell))));
  const table = el('table', {}, el('thead', {}, head), el('tbody', {}, ...body));
  const around = el('div', { class: 'wide-table', tabindex: '0', role: 'region', 'aria-label': title }, table);
  return el('details', { class: 'more' }, el('summary', {}, `${title} (${rows.length})`), around);
}

export function time(t, ms) {
  const options = { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'Asia/Shanghai' };
  return Number.isFinite(ms) && Math.abs(ms) < 8e15 ? new Intl.DateTimeFormat(t.language, options).format(ms) : '';
}

function exported(t, { report, kind, each }, verdict) {
  const problems = report.problems.map((finding) => ({ finding, said: sayProblem(t.language, finding) }));
  return json({ verdict, kind, ...report, problems, each });
}
