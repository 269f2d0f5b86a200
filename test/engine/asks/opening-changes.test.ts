// What a refused reading offers has been done in a world of its own, and the path walked there to its end.

import { expect, test } from "vitest";
import { simulate } from "../../../src/api/simulate.js";
import { scenarioOf } from "../running.js";

/** What the last question answers. */
function answer(...statements: readonly string[]): string {
  const text = ["default in acct A region us-east-1", ...statements].join("\n");
  const { scenarios, diagnostics } = simulate({ text, name: "opening" });
  expect(diagnostics.filter((each) => each.severity === "error")).toEqual([]);
  const facts = scenarios[0]!.steps.at(-1)?.facts ?? [];
  return facts.flatMap((fact) => (fact.is === "answer" ? fact.lines : [])).join("\n");
}

const BUCKET = [
  "create key k1",
  "create bucket b1 encrypted with sse-kms k1",
  'document doc1 "plan" held by A/admin',
  "put doc1 in b1",
  "role A/eve trusts acct A",
];

test("an object under a key takes two changes, S3's and KMS's, and both are offered", () => {
  expect(answer(...BUCKET, "why cannot A/eve read doc1")).toContain(
    '    to read it: allow A/eve to "s3:GetObject" on "arn:aws:s3:::b1/doc1"\n    and: allow A/eve to "kms:Decrypt" on k1',
  );
});

test("where the key is disabled, the permission on it is not enough, and it is said what stops it then", () => {
  const said = answer(...BUCKET, 'allow A/eve to "s3:GetObject" on b1', "disable k1", "why cannot A/eve read doc1");
  expect(said).toContain('to get past it: allow A/eve to "kms:Decrypt" on k1');
  expect(said).toContain("where it stops again: DisabledException");
  expect(said).not.toContain("to read it");
});

test("who reads a secret's replica has read the secret, whichever of the two is asked about", () => {
  const secret = [
    "create key k1",
    'create secret s1 "x" with k1',
    "replicate s1 to region eu-west-1 as s1-eu",
    'allow A/app to "secretsmanager:GetSecretValue" on "*"',
  ];
  expect(answer(...secret, "why can A/app read s1")).toContain("A/app reads s1-eu: secretsmanager:GetSecretValue");
  expect(answer(...secret, "why can A/app read s1-eu")).toContain("A/app reads s1-eu: secretsmanager:GetSecretValue");
});

test("a key decrypts, and what lies under a key is read: `decrypt` asks for the one or the other", () => {
  const set = [
    "create key k1",
    "create volume vol1 size 1 GiB with k1",
    "snapshot vol1 as s1",
    'allow B/backup to "kms:Decrypt" on k1',
  ];
  expect(answer(...set, "why can B/backup not decrypt k1")).toContain(
    "B/backup cannot decrypt on k1: key policy of k1 does not let account B in for kms:Decrypt",
  );
  expect(answer(...set, "why can B/backup not decrypt s1")).toBe(answer(...set, "why cannot B/backup read s1"));
  expect(answer(...set, "why can B/backup not decrypt s1")).toContain("B/backup cannot read s1");
});

// KMS refuses a grant of CreateGrant alone (ansible/ansible, pull request 31960, 2019-02), and one whose operations do not suit the key (API reference, CreateGrant).
test.each([
  ["kms:CreateGrant", "k1", 'allow A/app to "kms:CreateGrant" on k1', undefined],
  ["kms:Sign", "k1", 'allow A/app to "kms:Sign" on k1', undefined],
  ["kms:Encrypt", "r1", 'allow A/app to "kms:Encrypt" on r1', undefined],
  ["kms:Encrypt", "k1", 'allow A/app to "kms:Encrypt" on k1', "grant A/app on k1 to encrypt; advance 5 minutes"],
  ["kms:Sign", "r1", 'allow A/app to "kms:Sign" on r1', "grant A/app on r1 to sign; advance 5 minutes"],
])("against a refused %s on %s a grant is offered only where KMS would take it", (action, key, policy, grant) => {
  const keys = ["create key k1", "create key r1 spec RSA_2048 usage sign-verify", "role A/app"];
  const said = answer(...keys, `why cannot A/app ${action} on ${key}`);
  expect(said).toContain(`to allow it: ${policy}`);
  expect(/or: (grant .*)$/m.exec(said)?.[1]).toBe(grant);
});

test("where the same path stops again, the policy that refuses is named, not only AWS's code", () => {
  const set = ["create key k1", "snapshot vol1 with k1 as s1", 'allow A/ops to "ec2:CreateVolume" on "*"'];
  const said = answer(...set, "why cannot A/ops read s1");
  expect(said).toContain('to get past it: allow A/ops to "kms:ReEncryptFrom" on k1');
  expect(said).toContain("where it stops again: no identity policy of A/ops allows ec2:AttachVolume");
});

test("nobody is told to wait for a grant that was revoked before it was seen everywhere", () => {
  const text = `default in acct A region us-east-1
create key k1
encrypt "x" with k1 as c1
grant A/app on k1 to decrypt as g1
`;
  const lines = (sentences: string): string => {
    const answer = scenarioOf(`${text}${sentences}why cannot A/app kms:Decrypt on k1`)
      .steps.at(-1)!
      .facts.find((each) => each.is === "answer");
    return answer?.is === "answer" ? answer.lines.join("\n") : "";
  };
  expect(lines("")).toContain("advance 5 minutes  # until grant g1 on k1 is seen everywhere");
  expect(lines("revoke g1\n")).not.toContain("until grant g1");
});
