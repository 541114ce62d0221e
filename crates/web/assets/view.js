// The evidence viewer: zoom, turn, next and previous, and drawing boxes. Without it the picture is shown as it is,
// boxes are typed as numbers, and links lead on.
'use strict';
(() => {
  document.documentElement.classList.add('scripted');
  const stage = document.querySelector('.stage');
  const form = document.querySelector('form.boxes');
  const typing = (element) => element.matches('input, textarea, select, [contenteditable]');

  const follow = (rel) => { const link = document.querySelector(`a[rel=${rel}]`); if (link) location.href = link.href; return !!link; };
  const keys = { ArrowLeft: () => follow('prev'), ArrowRight: () => follow('next') };
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    // A key that is held down leads one piece on, not through all of them.
    if (event.repeat && event.key.startsWith('Arrow')) return;
    // Inside a player or a picture that is larger than its window the arrows belong to it.
    if (event.key.startsWith('Arrow') && (event.target.matches('audio, video') || (stage && event.target === stage && stage.scrollWidth > stage.clientWidth))) return;
    if (keys[event.key]?.()) event.preventDefault();
  });
  if (!stage) return;

  const [frame, sheet, image] = ['.frame', '.sheet', 'img'].map((name) => stage.querySelector(name));
  const said = document.querySelector('.scale');
  let scale = 1;
  let turn = 0;

  function lay() {
    const [width, height] = [image.naturalWidth * scale, image.naturalHeight * scale];
    const across = turn % 180 === 0;
    frame.style.width = `${across ? width : height}px`;
    frame.style.height = `${across ? height : width}px`;
    sheet.style.width = `${width}px`;
    sheet.style.height = `${height}px`;
    const moved = { 0: '', 90: `translate(${height}px, 0)`, 180: `translate(${width}px, ${height}px)`, 270: `translate(0, ${width}px)` }[turn];
    sheet.style.transform = `${moved} rotate(${turn}deg)`;
    said.textContent = `${Math.round(scale * 100)} %`;
    if (form) show();
  }
  function zoom(to, event) {
    const before = scale;
    scale = Math.min(16, Math.max(0.02, to));
    const box = stage.getBoundingClientRect();
    const [x, y] = event ? [event.clientX - box.left, event.clientY - box.top] : [stage.clientWidth / 2, stage.clientHeight / 2];
    const [left, top] = [stage.scrollLeft + x, stage.scrollTop + y];
    lay();
    stage.scrollLeft = left * scale / before - x;
    stage.scrollTop = top * scale / before - y;
    return true;
  }
  function fit() {
    const across = turn % 180 === 0;
    const [width, height] = across ? [image.naturalWidth, image.naturalHeight] : [image.naturalHeight, image.naturalWidth];
    const most = window.innerHeight * 0.76;
    scale = Math.min(1, (stage.clientWidth || 300) / width, most / height);
    lay();
    return true;
  }
  const rotate = () => { turn = (turn + 90) % 360; return fit(); };
  const doing = { in: () => zoom(scale * 1.25), out: () => zoom(scale / 1.25), fit, turn: rotate };
  Object.assign(keys, { '+': doing.in, '=': doing.in, '-': doing.out, 0: fit, r: rotate });
  stage.addEventListener('wheel', (event) => {
    event.preventDefault();
    zoom(scale * (event.deltaY < 0 ? 1.15 : 1 / 1.15), event);
  }, { passive: false });
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-do]');
    if (button) doing[button.dataset.do]?.();
  });

  // ---- boxes -------------------------------------------------------------------------------------------------
  const names = ['x', 'y', 'width', 'height'];
  const rows = () => [...form.querySelectorAll('tbody tr')];
  const fields = (row) => [...row.querySelectorAll('input')];
  const numbers = (row) => fields(row).map((field) => (field.value === '' ? NaN : Number(field.value)));

  function show() {
    sheet.querySelectorAll('.covered').forEach((box) => box.remove());
    rows().forEach((row, at) => {
      const [x, y, width, height] = numbers(row);
      if (![x, y, width, height].every(Number.isFinite)) return;
      const box = document.createElement('div');
      box.className = 'covered';
      box.textContent = at + 1;
      Object.assign(box.style, { left: `${x * scale}px`, top: `${y * scale}px`, width: `${width * scale}px`, height: `${height * scale}px` });
      sheet.append(box);
    });
  }
  function more() {
    const last = rows().at(-1);
    const row = last.cloneNode(true);
    const n = rows().length + 1;
    row.querySelector('th').textContent = n;
    fields(row).forEach((field, at) => {
      field.value = '';
      field.name = names[at] + n;
      field.setAttribute('aria-label', field.getAttribute('aria-label').replace(/\d+$/, n));
    });
    last.after(row);
    return row;
  }
  const free = () => rows().find((row) => fields(row).every((field) => !field.value)) || more();

  function drawing(on) {
    if (on && turn) { turn = 0; fit(); }
    stage.classList.toggle('drawing', on);
    document.querySelector('[data-do=draw]').setAttribute('aria-pressed', on);
    return true;
  }
  // Where in the picture the pointer is, in its own pixels.
  function place(event) {
    const box = sheet.getBoundingClientRect();
    const within = (value, most) => Math.min(most, Math.max(0, Math.round(value / scale)));
    return [within(event.clientX - box.left, image.naturalWidth), within(event.clientY - box.top, image.naturalHeight)];
  }
  function draw(event) {
    if (!stage.classList.contains('drawing') || event.button) return;
    event.preventDefault();
    const [x, y] = place(event);
    const row = free();
    const stretch = (moved) => {
      const [x2, y2] = place(moved);
      const box = [Math.min(x, x2), Math.min(y, y2), Math.abs(x2 - x), Math.abs(y2 - y)];
      fields(row).forEach((field, at) => { field.value = box[at]; });
      show();
    };
    const over = () => {
      stage.removeEventListener('pointermove', stretch);
      // A tap draws nothing.
      if (numbers(row).slice(2).some((side) => !(side > 2))) fields(row).forEach((field) => { field.value = ''; });
      show();
    };
    stage.setPointerCapture(event.pointerId);
    stage.addEventListener('pointermove', stretch);
    stage.addEventListener('pointerup', over, { once: true });
    stage.addEventListener('pointercancel', over, { once: true });
  }
  if (form) {
    doing.draw = keys.d = () => drawing(!stage.classList.contains('drawing'));
    doing.more = () => fields(more())[0].focus();
    form.addEventListener('input', show);
    stage.addEventListener('pointerdown', draw);
  }

  if (image.complete && image.naturalWidth) fit();
  else image.addEventListener('load', fit, { once: true });
  window.addEventListener('resize', fit);
})();
