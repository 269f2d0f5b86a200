// Every change that is offered against a refusal can be said and is true: the sentence is put into the scenario as it is printed, and the call
// that was refused is allowed.

import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fileReader } from "../../../src/api/node.js";
import { simulate } from "../../../src/api/simulate.js";
import { choices, fileOf, logOf, runs, sentencesOf } from "../../support/generated.js";
import { trialsOf } from "../../support/said-changes.js";

const root = join(import.meta.dirname, "../../..");

function scenarioFiles(): string[] {
  return ["scenarios", "test/conformance/scenarios"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".scenario"))
      .map((name) => join(folder, name))
      .sort(),
  );
}

const NOBODY = `{ "Version": "2012-10-17", "Statement": [ { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111111111111:role/keyadmin" }, "Action": "kms:*", "Resource": "*" } ] }`;
const DENIES = `{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111111111111:root" }, "Action": "kms:*", "Resource": "*" },
  { "Sid": "NoUse", "Effect": "Deny", "Principal": "*", "Action": "kms:Decrypt", "Resource": "*" } ] }`;
const ONLY_SQS = `{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "sqs:*", "Resource": "*" } }`;

/** What strangers try in a generated world. */
const ATTEMPTS = `describe key1 by C/stranger expect denied
encrypt "x" with key2 by A/stranger expect denied
`;

/** What it is about, what went before, what is refused, and one of the changes offered. */
const kinds: readonly (readonly [string, string, string, string])[] = [
  ["a key", "create key k1", "describe k1 by A/app expect denied", 'allow A/app to "kms:DescribeKey" on k1'],
  [
    "another account's key",
    "create key k1",
    "describe k1 by B/app expect denied",
    'policy of k1 allows acct B to describe-key; allow B/app to "kms:DescribeKey" on k1',
  ],
  [
    "a replica of a multi-Region key",
    "create key m1 multi-region\nreplicate m1 to region eu-west-1 as m1-eu",
    "describe m1-eu by B/app expect denied",
    'policy of m1-eu allows acct B to describe-key; allow B/app to "kms:DescribeKey" on m1-eu',
  ],
  [
    "an alias",
    "create key k1",
    "alias app for k1 by A/app expect denied",
    'allow A/app to "kms:CreateAlias" on "arn:aws:kms:us-east-1:111111111111:alias/app"',
  ],
  [
    "an object of a bucket",
    'create bucket b1\ndocument doc1 "x"\nput doc1 in b1',
    "get doc1 from b1 by B/app expect denied",
    'policy of b1 allows acct B to "s3:GetObject"; allow B/app to "s3:GetObject" on "arn:aws:s3:::b1/doc1"',
  ],
  [
    "a parameter",
    'put parameter /a/b "v"',
    "get parameter /a/b by A/app expect denied",
    'allow A/app to "ssm:GetParameter" on "arn:aws:ssm:us-east-1:111111111111:parameter/a/b"',
  ],
  [
    "a secret",
    'create secret sec1 "v"',
    "get secret sec1 by B/app expect denied",
    'policy of sec1 allows acct B to "secretsmanager:GetSecretValue"; allow B/app to "secretsmanager:GetSecretValue" on sec1',
  ],
  [
    "a snapshot that is to be made",
    "create volume vol1",
    "snapshot vol1 as s1 by A/app expect denied",
    'allow A/app to "ec2:CreateSnapshot" on "arn:aws:ec2:us-east-1::snapshot/*"',
  ],
  [
    "an instance that the refused sentence names first",
    'create volume vol1\nallow A/app to "ec2:AttachVolume" on vol1',
    "attach vol1 to instance i1 by A/app expect denied",
    'allow A/app to "ec2:AttachVolume" on "arn:aws:ec2:us-east-1:111111111111:instance/i1"',
  ],
  [
    "a volume that the refused sentence implies",
    'create key k1\nallow A/app to "ec2:CreateVolume", "kms:*" on "*"\nallow A/app to "ec2:CreateSnapshot" on "arn:aws:ec2:*::snapshot/*"',
    "snapshot vol1 with k1 by A/app expect denied",
    'allow A/app to "ec2:CreateSnapshot" on "arn:aws:ec2:us-east-1:111111111111:volume/vol1"',
  ],
  [
    "a grant that has not spread",
    'create key k1\nencrypt "x" with k1 as c1\ngrant A/app on k1 to decrypt as g1',
    "decrypt c1 by A/app expect denied",
    "advance 5 minutes  # until grant g1 on k1 is seen everywhere",
  ],
  [
    "a grant to be retired",
    "create key k1\ngrant A/w on k1 to decrypt as g1",
    "retire g1 by A/app expect denied",
    'allow A/app to "kms:RetireGrant" on k1',
  ],
  [
    "a deny with a Sid",
    `create key k1\nencrypt "x" with k1 as c1\npolicy of k1 is """${DENIES}"""`,
    "decrypt c1 expect denied",
    'remove "NoUse" from policy of k1  # lifts an explicit deny',
  ],
  [
    "a key whose policy the administrator may not put",
    `role A/keyadmin\ncreate key k1\npolicy of k1 allows A/keyadmin to "kms:*"\npolicy of k1 is """${NOBODY}""" by A/keyadmin`,
    "describe k1 by A/app expect denied",
    "policy of k1 allows A/app to describe-key by A/keyadmin",
  ],
];

const helpless: readonly (readonly [string, string, string, string])[] = [
  [
    "AWS's own key",
    "create volume vol1 with aws/ebs",
    'encrypt "x" with aws/ebs expect denied',
    "nothing does: AWS made the key policy of aws/ebs and nobody can change it, so take a key of your own",
  ],
  [
    "an operation for one's own account",
    "create key k1",
    "disable k1 by B/app expect denied",
    "nothing does: kms:DisableKey is for account A alone, so that somebody of that account must make the call",
  ],
  [
    "a grant of somebody else",
    "create key k1\ngrant A/w on k1 to decrypt as g1",
    "retire g1 by B/app expect denied",
    "nothing does: who may retire a grant is said when it is made, with `retired by`",
  ],
  [
    "a boundary and both accounts",
    `create secret sec1 "v"\nboundary of B/app is """${ONLY_SQS}"""`,
    "get secret sec1 by B/app expect denied",
    "add secretsmanager:GetSecretValue to statement 1 of boundary of B/app, and give sec1 a policy that allows secretsmanager:GetSecretValue to account B, and give B/app an identity policy that allows secretsmanager:GetSecretValue on sec1",
  ],
  [
    "a context that a grant asks for",
    'create key k1\nencrypt "x" with k1 as c1\ngrant A/app on k1 to decrypt when context includes { app: "shop" } as g1\nadvance 5 minutes',
    "decrypt c1 by A/app expect denied",
    'the same call with context { app: "shop" }',
  ],
];

describe("what a refusal offers", () => {
  test("turns it, in every scenario", { timeout: 300_000 }, () => {
    let tried = 0;
    const wrong: string[] = [];
    for (const name of scenarioFiles()) {
      const path = join(root, name);
      const log = simulate({ text: readFileSync(path, "utf8"), name, readFile: fileReader(root, root) });
      for (const { step, offered, outcome } of trialsOf(log).trials) {
        tried += 1;
        if (outcome !== "allowed") wrong.push(`${relative(root, path)}: ${step}\n  ${offered}\n  ${outcome}`);
      }
    }
    expect(wrong.join("\n")).toBe("");
    expect(tried).toBeGreaterThan(100);
  });

  test("turns it, in generated scenarios", { timeout: 120_000 }, () => {
    let tried = 0;
    fc.assert(
      fc.property(choices, (made) => {
        const { trials } = trialsOf(logOf(`${fileOf(sentencesOf(made))}${ATTEMPTS}`));
        tried += trials.length;
        expect(trials.filter(({ outcome }) => outcome !== "allowed")).toEqual([]);
      }),
      runs(20),
    );
    expect(tried).toBeGreaterThan(50);
  });

  test.each(kinds)("turns it: %s", (_what, setUp, refused, offered) => {
    const log = simulate({ text: `default in acct A region us-east-1\n${setUp}\n${refused}`, name: "kinds" });
    expect(log.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    const { trials } = trialsOf(log);
    expect(trials.filter(({ outcome }) => outcome !== "allowed")).toEqual([]);
    expect(trials.map((trial) => trial.offered)).toContain(offered);
  });

  test.each(helpless)("is told in words where no sentence does it: %s", (_what, setUp, refused, words) => {
    const log = simulate({ text: `default in acct A region us-east-1\n${setUp}\n${refused}`, name: "words" });
    expect(log.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    const { inWords } = trialsOf(log);
    expect(inWords[0]).toBe(words);
  });
});
