// node judge.js VERIFY_JS FOLDER: whether the verifier in JavaScript finds what the one in Rust has found, in every
// bundle, receipt and proof of the folder. Ends with 1 and names the first differences when it does not.
'use strict';
const { readFileSync, readdirSync } = require('node:fs');
const { join, resolve } = require('node:path');

require(resolve(process.argv[2]));
const folder = process.argv[3];
const verify = globalThis.redressVerify;
const read = (name) => readFileSync(join(folder, name));
const differences = [];
const counts = { bundles: 0, receipts: 0, refused: 0, unreadable: 0, proofs: 0, policies: 0, stamps: 0, witnesses: 0 };

async function judge(name) {
  const { key, policy, files, found, exactly } = JSON.parse(read(`${name}.json`));
  const isBundle = names.includes(`${name}.zip`);
  counts[isBundle ? 'bundles' : 'receipts'] += 1;
  if (policy) counts.policies += 1;
  const beside = async (file) => files[file] ?? null;
  const ours = await verdict(name, isBundle, key && verify.parseKey(key), policy && (await verify.parsePolicy(policy, beside)));
  if (found === null) counts.unreadable += 1;
  else if (found.report.problems.length > 0) counts.refused += 1;
  counts.stamps += found?.report.stamps.length ?? 0;
  counts.witnesses += found?.report.witnesses.length ?? 0;
  const theirs = JSON.stringify(sorted(found));
  // A zip that was itself damaged may be refused as a whole, but nothing refused may pass.
  const agrees = ours === theirs || (!exactly && (ours === 'null' || JSON.parse(ours).report.problems.length > 0));
  if (!agrees) differences.push(`${name}\n  Rust:       ${theirs}\n  JavaScript: ${ours}`);
}

async function verdict(name, isBundle, key, policy) {
  try {
    const zip = isBundle && new Blob([read(`${name}.zip`)]);
    const { report } = isBundle
      ? await (policy ? verify.verifyBundleBy(zip, policy) : verify.verifyBundle(zip, key))
      : await verify.verifyReceipt(read(`${name}.receipt`).toString(), read(`${name}.entry`), key);
    const [zh, en] = ['zh-CN', 'en'].map((language) => report.problems.map((one) => verify.sayProblem(language, one)));
    return JSON.stringify(sorted(JSON.parse(verify.json({ report, zh, en }))));
  } catch (error) {
    if (error instanceof verify.Unreadable) return 'null';
    throw error;
  }
}

// Members by name, because the two write them in different orders.
function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.keys(value).sort().map((name) => [name, sorted(value[name])]));
}

async function judgeRefusedPolicy(name) {
  const refused = await verify.parsePolicy(read(name).toString(), async () => null).then(() => false, () => true);
  counts.policies += 1;
  if (!refused) differences.push(`${name} is taken for a policy`);
}

function judgeProof(proof) {
  const [path, size] = [proof.path.map(verify.hash), (words) => BigInt(words)];
  const holds = 'leaf' in proof
    ? verify.leadsToRoot(verify.hash(proof.leaf), size(proof.index), size(proof.size), path, verify.hash(proof.root))
    : verify.isContinued(
        { size: size(proof.old), root: verify.hash(proof.from) }, { size: size(proof.new), root: verify.hash(proof.to) }, path);
  counts.proofs += 1;
  if (holds !== proof.holds) differences.push(`${JSON.stringify(proof)}\n  JavaScript: ${holds}`);
}

const names = readdirSync(folder);
(async () => {
  if (names.includes('trees.json')) JSON.parse(read('trees.json')).forEach(judgeProof);
  for (const name of names.filter((one) => /^[0-9a-f]{64}\.json$/.test(one))) await judge(name.slice(0, -5));
  for (const name of names.filter((one) => one.endsWith('.policy'))) await judgeRefusedPolicy(name);
  console.log(JSON.stringify({ ...counts, differences: differences.length }));
  for (const difference of differences.slice(0, 20)) console.log(difference.slice(0, 2000));
  process.exitCode = differences.length === 0 && counts.bundles + counts.proofs > 0 ? 0 : 1;
})();
