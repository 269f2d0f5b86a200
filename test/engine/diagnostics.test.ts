// How each mistake of meaning looks: one golden file, read by people, made from the bad example that `custody explain CODE` shows.
// Each code of the engine must be in it; those of the services are, where their example is a line that needs no more than these beginnings.
import { expect, test } from "vitest";
import { theRegistry } from "../../src/api/simulate.js";
import { lintCodes } from "../../src/engine/lint/words.js";
import { engineCodes } from "../../src/engine/words.js";
import { diagnosticText } from "../../src/report/diagnostics.js";
import { run } from "./running.js";

/** What an example takes for granted: a line of it is read without, then with these. */
const STARTS = [
  "",
  "default in acct A region us-east-1\n",
  'default in acct A region us-east-1\ncreate key k1\nencrypt "x" with k1 as c1\n',
  "default in acct A region us-east-1\ncreate key k1\ncreate volume vol1 size 8 GiB with k1\nsnapshot vol1 as snap1\nshare snap1 to acct B\n",
  "default in acct A region us-east-1\ncreate key k1\ncreate key k2\ncreate database db1 with k1\nsnapshot db1 as dbs1\nshare dbs1 to acct B\n",
  'default in acct A region us-east-1\ncreate bucket b1\ndocument doc1 "x" held by A/bob\nlet n = 3\n',
  'default in acct A region us-east-1\ncreate key k1 spec RSA_2048\ndownload public key of k1 as pub1\ncreate key k2 spec RSA_2048 usage sign-verify\ndownload public key of k2 as pub2\ncreate key k3\nencrypt "x" with k3 as c1\n',
];

const policy = (statement: string): string => `policy of k1 is """{ "Version": "2012-10-17", "Statement": [${statement}] }"""`;
const many = (files: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: files }, (_, at) => [`${at}.scenario`, "rotate k1"]));
const chain = (depth: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: depth }, (_, at) => [`${at}.scenario`, `include "${at + 1}.scenario"`]));

/** Texts for codes whose example stands for more than itself; the second part is the files beside it. */
const made = new Map<string, readonly [string, Readonly<Record<string, string>>?]>([
  ["name/unknown", ["decrypt c9"]],
  ["name/unknown-alias", ["create volume vol1 with alias app"]],
  ["name/not-a-value", ["let n = a b\nrepeat <n> times { explain }"]],
  ["file/include-ring", ['include "a.scenario"', { "a.scenario": 'include "b.scenario"', "b.scenario": 'include "a.scenario"' }]],
  ["flow/bad-count", ["let n = 1.5\nrepeat <n> times { explain }"]],
  ["chance/bad-percent", ["let p = 3\nwith chance <p> { explain }"]],
  ["limit/resources", ["create key k1 in acct A region us-east-1\nrepeat 60 times { snapshot vol1 with k1 }"]],
  ["limit/steps", ["repeat 2000 times { repeat 2000 times { rotate k1 } }"]],
  ["limit/title-length", [`scenario "${"a".repeat(600)}" { explain }`]],
  ["policy/arn-length", [`create key k1 in acct A region us-east-1\npolicy of k1 allows "arn:${"a".repeat(3000)}" to decrypt`]],
  ["limit/includes", [Array.from({ length: 65 }, (_, at) => `include "${at}.scenario"`).join("\n"), many(65)]],
  ["limit/include-depth", ['include "0.scenario"', chain(20)]],
]);
const beside = (files: Readonly<Record<string, string>> = {}) => ({
  readFile: (path: string) => (files[path] === undefined ? { problem: "is not there" } : { text: files[path] }),
});

function shown(code: string, text: string, files?: Readonly<Record<string, string>>): string | undefined {
  for (const start of STARTS) {
    const log = run(start + text, { file: "shop.scenario", limits: { resourceCountMax: 50 }, ...beside(files) });
    const found = log.diagnostics.find((each) => each.code === code);
    if (found !== undefined) return diagnosticText(found, log);
  }
  return undefined;
}

/** Traps in policies are explained on a statement, or on a part of one. */
function asStatement(bad: string): string {
  if (bad.startsWith("{")) return policy(bad);
  return bad.startsWith('"') ? policy(`{ "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*", ${bad} }`) : bad;
}

const examples = [
  ...[...engineCodes].map(([code, { bad }]) => [code, ...(made.get(code) ?? [asStatement(bad)])] as const),
  ...[...theRegistry().vocabulary.words]
    .filter(([code]) => !engineCodes.has(code))
    .map(([code, words]) => [code, ...(made.get(code) ?? [words.example ?? ""])] as const),
];

/** What the language tells first, under a code of its own, and what no kind of today is without. Traps in policies are pinned by their own tests. */
const NOT_ALONE = ["expect/no-properties", "time/bad-date", "time/not-a-date", "time/not-a-duration", "chance/bad-seed"];

test("every code has an example, whose look is pinned", async () => {
  const parts = examples.map(([code, text, files]) => [code, shown(code, text, files)] as const);
  const without = parts
    .filter(([code, look]) => look === undefined && engineCodes.has(code) && !lintCodes.has(code))
    .map(([code]) => code);
  expect(without).toEqual(NOT_ALONE);
  await expect(`${parts.flatMap(([, look]) => look ?? []).join("\n\n")}\n`).toMatchFileSnapshot("fixtures/diagnostics.txt");
});
