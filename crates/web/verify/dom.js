// Making elements. Whatever comes from a file is only ever text.

export function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (attribute.startsWith('on')) made.addEventListener(attribute.slice(2), value);
    else if (value !== false) made.setAttribute(attribute, value === true ? '' : value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

export const p = (text, attributes) => el('p', attributes, text);

// A button that saves a text as a file; nothing goes over the network.
export function saver(words, name, text) {
  const save = () => {
    const href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    el('a', { href, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(href), 10000);
  };
  return el('button', { type: 'button', class: 'button quiet', onclick: save }, words);
}
