// The desk's keys, drafts and guards. Every control works without it; this makes it fast.
'use strict';
const one = (selector) => document.querySelector(selector);
const all = (selector) => [...document.querySelectorAll(selector)];

// ---- the row one is at -------------------------------------------------------------------------------------
const rows = () => all('.queue tbody tr, .asked > li');
const at = () => one('.at');

function move(step) {
  const list = rows();
  if (!list.length) return false;
  const next = Math.min(list.length - 1, Math.max(0, list.indexOf(at()) + step));
  list.forEach((row) => row.classList.toggle('at', row === list[next]));
  list[next].scrollIntoView({ block: 'nearest' });
  list[next].querySelector('a')?.focus({ preventScroll: true });
}

function toggleRow() {
  const box = at()?.querySelector('input[type=checkbox]');
  if (!box) return false;
  box.checked = !box.checked;
  countSelected();
}

function countSelected() {
  const bar = one('.bulk');
  if (!bar) return;
  const words = bar.querySelector('[data-selected]');
  const count = all('.queue tbody input:checked').length;
  words.dataset.none ??= words.textContent;
  words.textContent = count ? words.dataset.selected + ' ' + count : words.dataset.none;
  bar.classList.toggle('on', count > 0);
}

// ---- opening -----------------------------------------------------------------------------------------------
function openDialog(name) {
  const dialog = document.getElementById(name);
  if (dialog && !dialog.open) dialog.showModal();
}

// A key opens the action that shows it: a link is followed, a form opened, a field entered.
function openKey(key) {
  const target = one(`[data-key="${CSS.escape(key)}"]`);
  if (!target) return false;
  if (target.matches('a')) target.click();
  else if (target.matches('summary')) openAct(target.parentElement);
  else target.focus();
  target.scrollIntoView({ block: 'nearest' });
  return true;
}

function openAct(details) {
  details.open = true;
  details.querySelector('.actform :is(input:not([type=hidden]), select, textarea)')?.focus();
}

function openByAddress() {
  const named = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (named && named.matches('details')) openAct(named);
}

// ---- keys --------------------------------------------------------------------------------------------------
const typing = (element) => element.matches('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]');

function pressed(event) {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
    openDialog('find');
    return event.preventDefault();
  }
  if (event.ctrlKey || event.metaKey || event.altKey || one('dialog[open]')) return;
  if (event.key === 'Escape') return document.activeElement?.blur();
  if (typing(event.target)) return;
  const act = {
    j: () => move(1),
    k: () => move(-1),
    x: toggleRow,
    '/': () => (one('#q') ? one('#q').focus() : openDialog('find')),
    '?': () => openDialog('keys'),
    Enter: () => event.target === document.body && at()?.querySelector('a')?.click(),
  }[event.key];
  // Where there is no list its keys are free for the actions of the page.
  if ((act && act() !== false) || openKey(event.key)) event.preventDefault();
}

// ---- drafts: saved at the server one second after the last stroke --------------------------------------------
const waiting = new Map();

function draftLater(form) {
  clearTimeout(waiting.get(form));
  waiting.set(form, setTimeout(() => saveDraft(form), 1000));
}

async function saveDraft(form) {
  waiting.delete(form);
  const body = new URLSearchParams({ place: form.dataset.place, text: form.elements.text.value });
  for (const name of ['to', 'template']) if (form.elements[name]) body.set(name, form.elements[name].value);
  const said = form.querySelector('.saved');
  try {
    const answer = await fetch(form.dataset.draft, { method: 'POST', body });
    if (!answer.ok) throw new Error(String(answer.status));
    const reading = form.querySelector('.reading');
    if (reading) reading.innerHTML = await answer.text();
    said.textContent = document.body.dataset.saved;
    form.dataset.guard = '';
  } catch {
    said.textContent = document.body.dataset.notSaved;
  }
}

// A template is put before what is typed: that is saved first, so that nothing is lost on the way.
async function takeTemplate(event) {
  const reply = document.getElementById(event.target.dataset.before);
  if (reply?.dataset.guard !== 'unsent') return;
  event.preventDefault();
  clearTimeout(waiting.get(reply));
  await saveDraft(reply);
  event.target.requestSubmit(event.submitter);
}

// ---- unsent work -------------------------------------------------------------------------------------------
function leaving(event) {
  if (!one('form[data-guard=unsent]')) return;
  event.preventDefault();
  event.returnValue = document.body.dataset.unsent;
}

function sent(form) {
  clearTimeout(waiting.get(form));
  waiting.delete(form);
  all('form[data-guard]').forEach((other) => { if (other === form) other.dataset.guard = ''; });
  setTimeout(() => form.querySelectorAll('button').forEach((button) => { button.disabled = true; }));
}

function theme() {
  const next = document.documentElement.dataset.bsTheme === 'dark' ? 'light' : 'dark';
  document.documentElement.dataset.bsTheme = next;
  try { localStorage.setItem('redress-theme', next); } catch { /* a private window keeps nothing */ }
}

document.addEventListener('keydown', pressed);
document.addEventListener('input', ({ target }) => {
  const form = target.form;
  if (!form) return;
  if ('guard' in form.dataset) form.dataset.guard = 'unsent';
  if (form.dataset.draft && target.name === 'text') draftLater(form);
});
document.addEventListener('change', ({ target }) => { if (target.matches('.queue input')) countSelected(); });
document.addEventListener('submit', (event) => { if (event.target.matches('[data-before]')) takeTemplate(event); });
document.addEventListener('submit', ({ target }) => { if (target.method === 'post' && !target.matches('[hx-get]')) sent(target); });
document.addEventListener('click', ({ target }) => {
  const button = target.closest('[data-open], [data-close], [data-theme]');
  if (!button) return;
  if (button.dataset.open) openDialog(button.dataset.open);
  else if ('close' in button.dataset) button.closest('dialog').close();
  else theme();
});
document.addEventListener('htmx:afterSwap', countSelected);
window.addEventListener('beforeunload', leaving);
window.addEventListener('hashchange', openByAddress);
window.addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });
openByAddress();
one('.refused[tabindex]')?.focus();
