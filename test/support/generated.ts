// Scenarios that are valid by construction. A row of choices grows a file sentence by sentence: what a sentence may name is looked up in the
// world that the sentences before it have made, so that every generated file reads, checks and runs; fewer choices make a shorter file, so
// fast-check can shrink it. AWS may still refuse: each sentence says `expect ok`, which fails and lets the run go on.
import fc from "fast-check";
import { simulate } from "../../src/api/simulate.js";
import type { RunLog, ScenarioRun } from "../../src/engine/log.js";
import type { KeyData } from "../../src/world/key.js";
import type { Resource } from "../../src/world/resource.js";
import type { World } from "../../src/world/world.js";

export const START = `clock 2026-01-01
default in acct A region us-east-1
create key key1
create key key2 in acct B region eu-west-1
policy of key1 allows acct B to decrypt, describe-key, create-grant, reencrypt
allow B/backup to "kms:*" on "*"
`;

/** Where a choice goes: which sentence, and which name in each of its places. */
export interface Choice {
  readonly sentence: number;
  readonly picks: readonly number[];
}

const SENTENCE_COUNT_MAX = 14;

export const choices = fc.array(
  fc.record<Choice>({ sentence: fc.nat(9_999), picks: fc.array(fc.nat(9_999), { minLength: 4, maxLength: 4 }) }),
  { minLength: 1, maxLength: SENTENCE_COUNT_MAX },
);

/**
 * Sentences with places to fill: `{new key}` is a name that is free, `{key}` one of the world's keys, `{who}` and the like one of a list.
 * A sentence whose place cannot be filled yet is not said.
 */
const ACTS = [
  "create key {new key}",
  "create key {new key} in acct {account} region {region}",
  "create key {new rsa} spec RSA_2048 usage sign-verify",
  "create key {new hmac} spec HMAC_256 usage generate-verify-mac",
  "create multi-region key {new multi}",
  "disable {key} by {owner}",
  "enable {key} by {owner}",
  "delete {key} after {window} by {owner}",
  "cancel deletion of {key} by {owner}",
  "enable rotation of {key} every {period}",
  "rotate {key}",
  "describe {key} by {who}",
  'tag {key} {{ app: "shop" }}',
  "policy of {key} allows {who} to decrypt, describe-key",
  "policy of {key} denies {who} to decrypt",
  'allow {who} to "kms:Encrypt", "kms:Decrypt" on {key}',
  'allow {who} to "s3:GetObject", "ssm:GetParameter" on "*"',
  'deny {who} to "kms:GenerateDataKey" on {key}',
  "grant {who} on {key} to decrypt, generate-data-key as {new grant}",
  'grant {who} on {key} to encrypt when context includes {{ app: "shop" }} as {new grant}',
  "revoke {grant}",
  "encrypt {text} with {key} as {new ciphertext} by {who}",
  'encrypt {text} with {key} context {{ app: "shop" }} as {new ciphertext}',
  "decrypt {ciphertext} by {who}",
  "reencrypt {ciphertext} with {key} as {new ciphertext}",
  "generate data key from {key} as {new datakey}",
  "sign {text} with {rsa} as {new signature}",
  "mac {text} with {hmac} as {new tag}",
  "create volume {new volume} size {size} with {key}",
  "create volume {new volume} size {size}",
  "snapshot {volume} as {new snapshot}",
  "share {snapshot} to acct {account}",
  "copy {snapshot} as {new snapshot} to acct B region eu-west-1 with key2 by B/backup",
  "create volume {new volume} from {snapshot}",
  "document {new document} {text} held by {who}",
  "create bucket {new bucket} encrypted with sse-kms {key}",
  "create bucket {new bucket}",
  "put {document} in {bucket} by {who}",
  "put parameter {new parameter} {text} with {key}",
  "get parameter {parameter} by {who}",
  "create secret {new secret} {text} with {key}",
  "get secret {secret} by {who}",
  "create queue {new queue} with {key}",
  "create database {new database} with {key}",
  "snapshot {database} as {new dbsnapshot}",
] as const;

/** What takes no `expect`: time, loops and questions. */
const OTHERS = [
  "advance {hours} hours",
  "advance {days} days",
  "let {new value} = {key}",
  "repeat 3 times {{ describe {key} expect ok }}",
  "for region-name in us-east-1, eu-west-1 {{ describe {key} expect ok }}",
  "as {who} {{ describe {key} expect ok; describe {key} expect ok }}",
  "expect {key} is enabled within {window}",
  "# a remark on {key}",
] as const;

export const QUESTIONS = [
  "who can kms:Decrypt on {key}",
  "why can {who} kms:Encrypt on {key}",
  "what breaks without {key}",
  "list grants on {key}",
  "explain",
  "next 3 events",
] as const;

const LISTS: Readonly<Record<string, readonly string[]>> = {
  account: ["A", "B", "C"],
  region: ["us-east-1", "eu-west-1"],
  who: ["A/admin", "A/app", "B/admin", "B/backup", "C/reader"],
  owner: ["A/admin", "B/admin"],
  window: ["7 days", "30 days"],
  period: ["90 days", "365 days", "2560 days"],
  text: ['"x"', '"the plan"'],
  size: ["1 GiB", "100 GiB"],
  hours: ["1", "5"],
  days: ["1", "8", "40"],
};

/** The kinds of resources that places take, by the words in the sentences above. */
const KINDS: Readonly<Record<string, string>> = {
  grant: "grant",
  ciphertext: "ciphertext",
  volume: "volume",
  snapshot: "snapshot",
  document: "document",
  bucket: "bucket",
  parameter: "parameter",
  secret: "secret",
  database: "database",
};
const SPECS: Readonly<Record<string, (spec: string) => boolean>> = {
  key: (spec) => spec === "SYMMETRIC_DEFAULT",
  rsa: (spec) => spec.startsWith("RSA"),
  hmac: (spec) => spec.startsWith("HMAC"),
};

function namesOf(place: string, world: World): readonly string[] {
  const fits = (each: Resource): boolean => {
    const spec = SPECS[place];
    if (spec === undefined) return each.kind === KINDS[place];
    const data = each.data as KeyData;
    return each.kind === "key" && !each.name.startsWith("aws/") && data.state.is !== "deleted" && spec(data.spec);
  };
  return LISTS[place] ?? [...world.resources.values()].filter(fits).map((each) => each.name);
}

/** The sentence with its places filled; undefined where the world has nothing for one of them. */
export function fill(sentence: string, picks: readonly number[], world: World, count: number): string | undefined {
  let at = 0;
  let missing = false;
  const filled = sentence.replace(/\{\{|\}\}|\{(new )?(\w+)\}/g, (brace, isNew: string | undefined, place: string) => {
    if (place === undefined) return brace[0]!;
    if (isNew !== undefined) return `${place === "parameter" ? "/app/" : ""}${place}-${count}`;
    const names = namesOf(place, world);
    if (names.length === 0) missing = true;
    return names[(picks[at++ % picks.length] ?? 0) % Math.max(1, names.length)] ?? "";
  });
  return missing ? undefined : filled;
}

/** The sentences that the choices make, in order; each one line. */
export function sentencesOf(made: readonly Choice[]): readonly string[] {
  const sentences: string[] = [];
  const all = [...ACTS, ...OTHERS];
  for (const [index, { sentence, picks }] of made.entries()) {
    const world = worldAfter(sentences);
    const at = sentence % all.length;
    const filled = fill(all[at]!, picks, world, index + 1);
    if (filled !== undefined) sentences.push(at < ACTS.length ? `${filled} expect ok` : filled);
  }
  return sentences;
}

export function fileOf(sentences: readonly string[]): string {
  return START + sentences.map((each) => `${each}\n`).join("");
}

function worldAfter(sentences: readonly string[]): World {
  const run = runOf(fileOf(sentences));
  return run.worldAt(run.steps.length);
}

/** The only scenario of a generated file. A mistake in it is one of the generator, or of the language. */
export function runOf(text: string): ScenarioRun {
  return logOf(text).scenarios[0]!;
}

export function logOf(text: string): RunLog {
  const log = simulate({ text, name: "generated" });
  const wrong = log.diagnostics.find((each) => each.severity === "error");
  if (wrong !== undefined) throw new Error(`${wrong.code} ${JSON.stringify(wrong.args)} in a generated file:\n${text}`);
  return log;
}

/** Runs of a property: few at each change, many at night. `FC_RUNS` and `FC_SEED` set them. */
export function runs(few: number): { numRuns: number; seed?: number } {
  const numRuns = Number(process.env.FC_RUNS ?? few);
  return process.env.FC_SEED === undefined ? { numRuns } : { numRuns, seed: Number(process.env.FC_SEED) };
}
