// What is found, in sentences. The words come from the locale files of the house; the build puts them in.

import { TEXTS } from 'texts';

export const LANGUAGES = Object.keys(TEXTS);

export function say(language, key, values = {}) {
  const text = TEXTS[language][key];
  if (text === undefined) throw new Error(`there is no text ${key}`);
  return text.replace(/\{ \$(\w+) \}/g, (_, name) => String(values[name]));
}

export function sayProblem(language, problem) {
  const isOne = problem.from !== undefined && problem.from === problem.to;
  const name = isOne ? problem.problem.replace('entries', 'entry') : problem.problem;
  return say(language, `check-problem-${name}`, problem);
}

export const sayUnreadable = (language, error) =>
  say(language, 'check-cannot', { why: say(language, `check-cannot-${error.code}`, error.values) });
