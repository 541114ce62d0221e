// Everything here is a comfort: each page works the same without it.
'use strict';
document.documentElement.classList.add('scripted');

const drafts = {
  key: (form) => 'redress-draft-' + form.dataset.draft,
  fields: (form) => [...form.elements].filter((field) => field.name && !['hidden', 'file'].includes(field.type)),
  keep(form) {
    const kept = drafts.fields(form).map((field) =>
      ['radio', 'checkbox'].includes(field.type) ? [field.name, field.value, field.checked] : [field.name, field.value]);
    try { localStorage.setItem(drafts.key(form), JSON.stringify(kept)); } catch { /* a private window keeps nothing */ }
  },
  // What the server sent back (after an error) counts more than what the browser kept.
  restore(form) {
    const fields = drafts.fields(form);
    if (fields.some((field) => ('checked' in field && field.type !== 'text' ? field.checked : false) ||
        (!['radio', 'checkbox'].includes(field.type) && field.value))) return;
    let kept = [];
    try { kept = JSON.parse(localStorage.getItem(drafts.key(form)) || '[]'); } catch { return; }
    for (const [name, value, checked] of kept) {
      for (const field of fields.filter((one) => one.name === name)) {
        if (checked === undefined) field.value = value;
        else if (field.value === value) field.checked = checked;
      }
    }
  },
  forget(name) {
    try { localStorage.removeItem('redress-draft-' + name); } catch { /* nothing was kept */ }
  },
};

function preview(input) {
  const list = input.form.querySelector('.previews');
  const most = Number(input.dataset.most);
  if (input.files.length > most) {
    const few = new DataTransfer();
    [...input.files].slice(0, most).forEach((file) => few.items.add(file));
    input.files = few.files;
    list.dataset.note = input.dataset.tooMany;
  } else {
    delete list.dataset.note;
  }
  list.replaceChildren(...[...input.files].map((file) => {
    const item = document.createElement('li');
    const kind = { image: 'img', video: 'video' }[file.type.split('/')[0]];
    if (kind) {
      const shown = document.createElement(kind);
      shown.src = URL.createObjectURL(file);
      if (kind === 'img') shown.alt = '';
      item.append(shown);
    }
    item.append(file.name);
    return item;
  }));
  if (list.dataset.note) {
    const note = document.createElement('li');
    note.textContent = list.dataset.note;
    list.append(note);
  }
}

// A second tap on a slow line must not send twice; the server refuses a replayed form anyway.
function sending(form) {
  if (form.dataset.draft) drafts.forget(form.dataset.draft);
  setTimeout(() => {
    for (const button of form.querySelectorAll('button')) {
      button.disabled = true;
      button.textContent = form.dataset.sending;
    }
  });
}

document.addEventListener('input', (event) => {
  const form = event.target.form;
  if (form?.dataset.draft) drafts.keep(form);
});
document.addEventListener('change', (event) => {
  if (event.target.matches('input[type=file][data-most]')) preview(event.target);
});
document.addEventListener('submit', (event) => {
  if (event.target.dataset.sending) sending(event.target);
});
document.addEventListener('click', (event) => {
  if (event.target.closest('[data-print]')) window.print();
});
// Coming back with the back button: the buttons work again.
window.addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });

document.querySelectorAll('form[data-draft]').forEach(drafts.restore);
document.querySelectorAll('[data-forget]').forEach((mark) => drafts.forget(mark.dataset.forget));
document.querySelector('.refused[tabindex]')?.focus();
