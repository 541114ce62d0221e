// Runs before the page is painted, so that nobody in the dark sees a white flash.
'use strict';
{
  let chosen = null;
  try { chosen = localStorage.getItem('redress-theme'); } catch { /* a private window keeps nothing */ }
  const dark = chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.bsTheme = dark ? 'dark' : 'light';
  document.documentElement.classList.add('scripted');
}
