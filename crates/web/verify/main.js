// What the pages and the tests use. In a page that has a place for it the form is built at once.

import { isContinued, leadsToRoot } from './tree.js';
import { base64Hash, hash, hex } from './bytes.js';
import { parseCompact } from './compact.js';
import { json } from './json.js';
import { parseKey, verifiedHere } from './key.js';
import { start } from './page.js';
import { parsePolicy } from './policy.js';
import { Unreadable } from './unreadable.js';
import { verifyBundle, verifyBundleBy, verifyReceipt, verifyState } from './verify.js';
import { sayProblem, sayUnreadable } from './words.js';

globalThis.redressVerify = {
  base64Hash, hash, hex, isContinued, json, leadsToRoot, parseCompact, parseKey, parsePolicy, sayProblem, sayUnreadable,
  Unreadable, verifiedHere, verifyBundle, verifyBundleBy, verifyReceipt, verifyState,
};

const place = globalThis.document?.querySelector('#check');
if (place) start(place);
