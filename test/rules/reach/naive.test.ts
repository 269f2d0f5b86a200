// The search against a naive one: whoever can read has seen it, or succeeds when the scenario simply goes on with the statements that
// would show it, as itself or as any role. Between the statements the question is asked again and again, so that answers which are kept
// too long show.

import fc from "fast-check";
import { expect, test } from "vitest";
import { simulate } from "../../../src/api/simulate.js";

const RUNS = Number(process.env.CUSTODY_RUNS ?? 200);
const SEED = Number(process.env.CUSTODY_SEED ?? 20_261_129);

/** What is generated: statements, with the attempts that show what they made. */
interface Field {
  readonly setup: readonly string[];
  readonly question: string;
  readonly reader: string;
  /** What may be tried from the beginning. */
  readonly attempts?: readonly string[];
  readonly statements: readonly (readonly [statement: string, ...attempts: string[]])[];
  /** What was seen without any permission, worked out from what was said. */
  readonly overheard?: (said: readonly string[]) => boolean;
  /** Roles that might be entered, one after the other. */
  readonly ways: readonly (readonly string[])[];
}

const documents: Field = {
  setup: [
    "account A id 111122223333",
    "default in acct A region us-east-1",
    "create key k1",
    "create key k2",
    "alias app for k1",
    "create bucket b1 encrypted with sse-kms k1",
    "create queue q1 with k2",
    "create bucket b2 encrypted with sse-s3",
    "create table t1 with k1",
    "create table t2",
    'document doc1 "plan" held by A/author',
    'allow A/author to "kms:*", "s3:*", "sqs:*", "dynamodb:*" on "*"',
    "policy of k1 allows A/one, A/helper, B/far to describe-key",
    "policy of k2 allows A/one, A/helper, B/far to describe-key",
  ],
  question: "expect A/one can read doc1",
  reader: "A/one",
  ways: [[], ["A/helper"], ["B/far"], ["A/helper", "B/far"], ["B/far", "A/helper"]],
  statements: [
    [
      "encrypt doc1 with k1 by A/author as c1",
      "decrypt c1",
      'decrypt c1 with "arn:aws:kms:us-east-1:111122223333:alias/app"',
      "reencrypt c1 with k2 as passed; decrypt passed",
    ],
    ["encrypt doc1 with k2 by A/author as c2", "decrypt c2", "reencrypt c2 with k1 as passed; decrypt passed"],
    ["seal doc1 with k1 by A/author as m1", "open m1"],
    ["seal doc1 with k1, k2 by A/author as m2", "open m2"],
    ["put doc1 in b1 by A/author", "get doc1 from b1"],
    ["copy b1/doc1 to bucket b2 by A/author", "get doc1 from b2"],
    ["copy b1/doc1 to bucket b2 encrypted with sse-kms k2 by A/author", "get doc1 from b2"],
    ["encrypt object b1/doc1 with sse-kms k2 by A/author"],
    ["encrypt object b1/doc1 with sse-kms k2 bucket key by A/author"],
    ["put doc1 in b1 encrypted with dsse-kms k2 by A/author", "get doc1 from b1"],
    ['policy of b2 allows A/one to "s3:GetObject"'],
    ['policy of b1 denies A/one to "s3:GetObject" as "no"'],
    ["delete b1/doc1"],
    ["put doc1 in q1 by A/author", "get doc1 from q1"],
    ["put doc1 in t1 by A/author", "get doc1 from t1"],
    ["put doc1 in t2 by A/author", "get doc1 from t2"],
    ['allow A/one to "kms:Decrypt" on k1'],
    ['allow A/one to "kms:Decrypt" on k2'],
    ['deny A/one to "kms:Decrypt" on k2'],
    ['allow A/one to "s3:GetObject" on b1'],
    ['allow A/one to "sqs:*" on "*"'],
    ['allow A/one to "dynamodb:GetItem" on "*"'],
    ['allow A/helper to "kms:Decrypt", "s3:GetObject", "sqs:*", "dynamodb:*" on "*"'],
    ['allow B/far to "kms:Decrypt", "s3:GetObject" on "*"'],
    ["policy of k1 allows acct B to decrypt"],
    ['policy of b1 allows acct B to "s3:GetObject"'],
    ["role A/helper trusts acct A"],
    ["role A/helper trusts A/one"],
    ["role A/helper trusts B/far"],
    ["role B/far trusts acct A"],
    ["role B/far trusts A/helper"],
    ['allow A/one to "sts:AssumeRole" on "*"'],
    ['allow A/helper to "sts:AssumeRole" on "*"'],
    ['allow B/far to "sts:AssumeRole" on "*"'],
    ['policy of k1 denies A/one to decrypt as "no"'],
    ['policy of k2 denies A/helper to decrypt as "no"'],
    ["grant A/one on k2 to decrypt as g1"],
    ["grant A/helper on k2 to decrypt as g2"],
    ["disable k1"],
    ["enable k1"],
    ["delete k2 after 7 days"],
    ["advance 8 days"],
    ["advance 10 minutes"],
  ],
};

/** What is in a ciphertext can be passed on, and its key be named by an alias. No sentence passes on the data key of a sealed message. */
const passedOn: Field = {
  ...documents,
  statements: [
    ...documents.statements.filter(([statement]) => !statement.startsWith("seal ")),
    ['allow A/one to "kms:ReEncrypt*" on "*"'],
    ["policy of k2 allows acct B to reencrypt"],
    ['allow B/far to "kms:ReEncryptTo" on "*"'],
    ["grant B/far on k1 to reencrypt-from as g3"],
    ['allow A/helper to "kms:Decrypt" on "*" when { StringEquals: { "kms:RequestAlias": "alias/app" } }'],
    ['allow A/one to "kms:Decrypt" on "*" when { StringEquals: { "kms:RequestAlias": "alias/app" } }'],
  ],
};

/** Of the account whose role tries it. */
const fromSnapshot = (snapshot: string): string[] => [
  `create volume got from ${snapshot} in acct ACCOUNT; attach got to instance spy`,
  `copy ${snapshot} to acct ACCOUNT encrypted as mine; create volume got from mine in acct ACCOUNT; attach got to instance spy`,
];

const disks: Field = {
  setup: [
    "default in acct A region us-east-1",
    "create key k1",
    "create key k2",
    "create volume vol1 with k1",
    'allow B/one to "ec2:*", "kms:*" on "*"',
    'allow B/helper to "ec2:*", "kms:*" on "*"',
    'allow A/inside to "ec2:*" on "*"',
  ],
  question: "expect B/one can read vol1",
  attempts: ["attach vol1 to instance spy", "snapshot vol1 as mine; create volume got from mine; attach got to instance spy"],
  reader: "B/one",
  ways: [[], ["B/helper"], ["A/inside"], ["B/helper", "A/inside"]],
  statements: [
    ["snapshot vol1 as s1", ...fromSnapshot("s1")],
    ["copy s1 with k2 as s2", ...fromSnapshot("s2")],
    ["share s1 to acct B"],
    ["share s2 to acct B"],
    ["unshare s1 from acct B"],
    ["delete s1"],
    ["create volume vol2 from s1"],
    ["snapshot vol2 as s3", ...fromSnapshot("s3")],
    ["share s3 to acct B"],
    ["policy of k1 allows acct B to decrypt, describe-key, create-grant, reencrypt, generate-data-key"],
    ["policy of k2 allows acct B to decrypt, describe-key, create-grant, reencrypt, generate-data-key"],
    ["policy of k2 allows B/one to decrypt, describe-key, create-grant, reencrypt, generate-data-key"],
    ["policy of k1 allows B/one to describe-key, create-grant, reencrypt"],
    ["role B/helper trusts acct B"],
    ["role A/inside trusts B/helper"],
    ['allow B/one to "sts:AssumeRole" on "*"'],
    ['allow B/helper to "sts:AssumeRole" on "*"'],
    ['allow A/inside to "kms:*" on "*"'],
    ["disable k1"],
    ["delete k2 after 7 days"],
    ["advance 8 days"],
  ],
};

const databases: Field = {
  setup: [
    "default in acct A region us-east-1",
    "create key k1",
    "create key k2",
    "create database db1 with k1",
    'allow B/one to "rds:*" on "*"',
    'allow B/helper to "rds:*", "kms:*" on "*"',
    'allow A/inside to "rds:*" on "*"',
  ],
  question: "expect B/one can read db1",
  attempts: ["snapshot db1 as mine; restore mine as got"],
  reader: "B/one",
  ways: [[], ["B/helper"], ["A/inside"]],
  statements: [
    ["snapshot db1 as s1", "restore s1 as got", "copy s1 to acct ACCOUNT encrypted as mine; restore mine as got"],
    ["copy s1 with k2 as s2", "restore s2 as got", "copy s2 to acct ACCOUNT encrypted as mine; restore mine as got"],
    ["share s1 to acct B"],
    ["share s2 to acct B"],
    ["unshare s2 from acct B"],
    ["policy of k1 allows acct B to decrypt, describe-key, create-grant"],
    ["policy of k2 allows acct B to decrypt, describe-key, create-grant"],
    ["policy of k2 allows B/one to describe-key, create-grant"],
    ["role B/helper trusts B/one"],
    ["role A/inside trusts acct B"],
    ['allow B/one to "sts:AssumeRole" on "*"'],
    ['allow A/inside to "kms:*" on "*"'],
    ["disable k2"],
    ["delete k1 after 7 days"],
    ["advance 8 days"],
  ],
};

const wires: Field = {
  setup: [
    "default in acct A region us-east-1",
    "create key k1",
    "create bucket b1 encrypted with sse-kms k1",
    "certificate authority ca1 trusted by alice",
    'certificate c1 for "shop.example" from ca1',
    'certificate c2 for "bank.example" from ca1',
    'serve shop at "shop.example" with c1',
    'serve old at "old.example"',
    'serve legacy at "shop.example" with c1 without forward secrecy',
    'serve bank at "bank.example" with c2 without forward secrecy',
    'document doc1 "plan" held by alice',
    "connect alice to shop over tls as forward",
    "connect alice to old over http as plain",
    "connect alice to legacy over tls 1.2 as backward",
    "connect alice to bank over tls 1.2 as other",
    'allow A/author to "s3:*", "kms:*" on "*"',
  ],
  question: "expect A/one can read doc1",
  reader: "A/one",
  ways: [[], ["A/helper"]],
  overheard(said) {
    const [listening, recorded, stolen] = [new Set<string>(), new Set<string>(), new Set<string>()];
    for (const words of said.map((each) => each.split(" "))) {
      if (words[0] === "eavesdrop") listening.add(words[2]!);
      if (words[0] === "send" && listening.has(words[3]!)) recorded.add(words[3]!);
      if (words[0] === "steal") stolen.add(words[3]!);
    }
    return recorded.has("plain") || (recorded.has("backward") && stolen.has("c1")) || (recorded.has("other") && stolen.has("c2"));
  },
  statements: [
    ...["forward", "plain", "backward", "other"].flatMap((each): [string][] => [
      [`eavesdrop on ${each} by A/one`],
      [`send doc1 over ${each}`],
    ]),
    ["steal key of c1 by A/one"],
    ["steal key of c2 by A/one"],
    ["put doc1 in b1 by A/author", "get doc1 from b1"],
    ['allow A/one to "s3:GetObject" on b1'],
    ['allow A/one to "kms:Decrypt" on k1'],
    ["role A/helper trusts A/one"],
    ['allow A/helper to "kms:Decrypt", "s3:GetObject" on "*"'],
    ["disable k1"],
  ],
};

function logOf(lines: readonly string[]) {
  return simulate({ text: lines.join("\n"), name: "naive" });
}

/** Whether one of them, each in a world of its own, goes through. */
function anyGoesThrough(lines: readonly string[], attempts: readonly string[]): boolean {
  // A file without a block would be a scenario itself.
  if (attempts.length === 0) return false;
  const blocks = attempts.map((attempt, at) => `scenario "attempt ${at}" { ${attempt} }`);
  const { diagnostics, scenarios } = logOf([...lines, ...blocks]);
  const wrong = new Set(
    diagnostics
      .filter((each) => each.severity === "error")
      .map((each) => lineAt([...lines, ...blocks], each.span.start) - lines.length),
  );
  // What cannot even be said (of a snapshot that is deleted) does not go through.
  if (wrong.size > 0)
    return anyGoesThrough(
      lines,
      attempts.filter((_, at) => !wrong.has(at)),
    );
  return scenarios.some((each) => each.notRun === 0 && each.failures.length === 0);
}

/** Counted from 0. */
function lineAt(lines: readonly string[], offset: number): number {
  return lines.join("\n").slice(0, offset).split("\n").length - 1;
}

/** The attempt, inside the roles that are entered one after the other. */
function attemptAs({ reader }: Field, way: readonly string[], attempt: string): string {
  const last = way.at(-1) ?? reader;
  const entered = way.map((role, at) => `as ${role} assumed by ${way[at - 1] ?? reader} { `).join("");
  const said = attempt.replaceAll("ACCOUNT", last.slice(0, last.indexOf("/")));
  return `as ${reader} { ${entered}${said}${" }".repeat(way.length + 1)}`;
}

test.each([
  ["a document in ciphertexts, messages, a bucket, a queue and tables", documents, RUNS],
  ["a document in ciphertexts that are passed on", passedOn, RUNS],
  ["what is on a volume", disks, Math.ceil(RUNS / 3)],
  ["what is in a database", databases, Math.ceil(RUNS / 3)],
  ["what was sent, recorded and stored", wires, Math.ceil(RUNS / 3)],
])(
  "the search agrees with simply trying: %s",
  (_what, field, runs) => {
    const { statements } = field;
    const all = statements.map((_, at) => at);
    const some = (least: number, most: number) => fc.subarray(all, { minLength: least, maxLength: Math.min(most, all.length) });
    const shuffled = some(1, 10).chain((chosen) =>
      fc.shuffledSubarray(chosen, { minLength: chosen.length, maxLength: chosen.length }),
    );
    // Most that is said rests on what was said before it: in its order, more of it comes to something.
    const order = fc.oneof(shuffled, some(Math.ceil(all.length / 2), all.length));
    const seen = { yes: 0, no: 0 };
    fc.assert(
      fc.property(order, (chosen) => {
        const said = possible(
          field,
          chosen.map((at) => statements[at]!),
        );
        fc.pre(said.length > 0);
        const lines = [...field.setup, ...said.map(([statement]) => statement)];
        const attempts = [...(field.attempts ?? []), ...said.flatMap(([, ...tries]) => tries)];
        const tried = attempts.flatMap((attempt) => field.ways.map((way) => attemptAs(field, way, attempt)));
        const naive = field.overheard?.(said.map(([statement]) => statement)) === true || anyGoesThrough(lines, tried);
        const asked = [...field.setup, ...said.flatMap(([statement]) => [statement, field.question])];
        const log = logOf(asked);
        expect(log.diagnostics.filter((each) => each.severity === "error")).toEqual([]);
        expect(log.scenarios[0]!.steps.at(-1)!.expectation?.held, lines.join("\n")).toBe(naive);
        seen[naive ? "yes" : "no"] += 1;
      }),
      { numRuns: runs, seed: SEED },
    );
    // A question whose answer is always the same would agree with anything.
    expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(runs / 50);
  },
  3_600_000,
);

/** What can be said where it stands: a statement that would end the scenario is left out. */
function possible(field: Field, chosen: readonly Field["statements"][number][]): readonly Field["statements"][number][] {
  const lines = [...field.setup, ...chosen.map(([statement]) => statement)];
  const { diagnostics, scenarios } = logOf(lines);
  const wrong = diagnostics.find((each) => each.severity === "error") ?? scenarios[0]?.failures[0];
  if (wrong === undefined) return chosen;
  const at = lineAt(lines, wrong.span.start) - field.setup.length;
  expect(at, lines.join("\n")).toBeGreaterThanOrEqual(0);
  return possible(
    field,
    chosen.filter((_, index) => index !== at),
  );
}
