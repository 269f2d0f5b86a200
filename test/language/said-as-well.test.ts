// What may be said in another way, or of more than one thing at once, and what it comes to.

import { describe, expect, test } from "vitest";
import { simulate } from "../../src/api/simulate.js";

const START = `
clock 2026-01-01
default in acct A region us-east-1
create key k1; create key k2 in region eu-west-1; create key k3
`;

function troubles(text: string): readonly string[] {
  const log = simulate({ text: `${START}${text}`, name: "said" });
  return [
    ...log.diagnostics.filter((each) => each.severity === "error").map((each) => each.code),
    ...log.scenarios.flatMap((each) => [
      ...each.diagnostics.map((found) => found.code),
      ...each.failures.flatMap((failure) => failure.lines),
    ]),
  ];
}

describe("these sentences hold", () => {
  test.each([
    [
      "where something is",
      "expect k1 is in acct A\nexpect k1 is in region us-east-1\nexpect k2 is not in region us-east-1\nexpect k1 is not in acct B",
    ],
    [
      "records of one Region",
      "expect trail of A has 1 kms:CreateKey in region eu-west-1\nexpect trail of A has 2 kms:CreateKey in us-east-1 in 2026-01",
    ],
    [
      "a Region that is a value",
      "let r = eu-west-1\nexpect trail of A has 1 kms:CreateKey in region <r>\nexpect count of keys in acct A region <r> is 1",
    ],
    ["a state as AWS writes it", "expect k1 is Enabled\ndelete k1 after 7 days\nexpect k1 is PendingDeletion"],
    [
      "a thing by its kind",
      "create key key; create volume volume with key\nexpect key k1 is enabled\nexpect key is enabled\nexpect volume volume is encrypted\nexpect key k1 in region us-east-1\nexpect key k1.rotations is 0",
    ],
    [
      "a text that is no policy",
      `policy of k1 is """no policy""" expect error MalformedPolicyDocumentException
identity policy of A/app is """{""" expect error MalformedPolicyDocument`,
    ],
    [
      "a call on an alias, where KMS wants a key",
      `alias app for k1
describe alias app
disable alias app expect error NotFoundException
enable alias app expect error NotFoundException
rotate alias app expect error NotFoundException
enable rotation of alias app expect error NotFoundException
cancel deletion of alias app expect error NotFoundException`,
    ],
    [
      "a public key by an alias, which is looked for in the caller's account, or as the request has it",
      `create key pair1 spec RSA_2048 usage sign-verify; alias app for pair1
policy of pair1 allows acct B to get-public-key
download public key of alias app as pub1; sign "x" with pair1 as sig1; verify sig1 of "x" with pub1 by outsider
download public key of "alias/app" as pub2
download public key of alias app in acct B expect error NotFoundException
download public key of pair1 by B/admin`,
    ],
    [
      "months and names with numbers to go through, which are no ranges",
      "for m in 2026-01, 2026-02 { expect bill of A in <m> is under $20 }\nfor k in a1-9, b-2 { create key <k> }",
    ],
    [
      "a key that is called alias",
      `create key alias
disable alias in region us-east-1; enable alias by A/admin; rotate alias
enable rotation of alias every 90 days; describe alias as "a key"`,
    ],
    [
      "a place that is two values",
      "let a = A; let r = eu-west-1\ncreate key k4 in <a> <r>\nexpect k4 in <a> <r>\nexpect k4 in acct <a> region <r>",
    ],
    [
      "a place in two halves",
      `create key k4 in acct B spec RSA_2048 usage sign-verify region eu-west-1
create key k5 region eu-west-1 in acct B
expect k4 in acct B region eu-west-1
expect k5 in acct B region eu-west-1`,
    ],
    [
      "where a copy goes, in two halves",
      `policy of k1 allows acct B to describe-key, decrypt, create-grant, reencrypt, generate-data-key
create volume v1 with k1; snapshot v1 as s1; share s1 to acct B; create key kB in acct B region eu-west-1
copy s1 to acct B with kB region eu-west-1 as s2
copy s1 to region eu-west-1 in acct B with kB as s3
expect s2 in acct B region eu-west-1
expect s3 in acct B region eu-west-1`,
    ],
    [
      "who made a call",
      `create volume v1 with k1; snapshot v1 as s1; copy s1 with k3 as s2
expect trail of A has 2 kms:RetireGrant by service ec2
expect trail of A has 2 kms:CreateGrant by A/admin through service ec2
expect trail of A has 2 kms:CreateGrant via ec2`,
    ],
    [
      "keys of one Region",
      "expect count of keys in A us-east-1 is 2\nexpect count of keys in acct A region eu-west-1 is 1\nexpect count of keys in acct A is 3",
    ],
    [
      "what is not encrypted",
      "create volume v1; create volume v2 with k1\nexpect v1 is unencrypted\nexpect v2 is not unencrypted",
    ],
    ["whose a key is", "create key kB in acct B\nexpect kB.owner is B"],
    [
      "a certificate whose time is over",
      'certificate authority ca1; certificate c1 for "a.example" from ca1 valid 90 days\nexpect c1 is not expired\nexpect c1 is valid\nadvance 90 days\nexpect c1 is expired; expect c1 is not valid',
    ],
    ["a key by its kind", "enable rotation of key k1; disable rotation of key k1"],
    [
      "several targets",
      'allow A/app to encrypt on k1, k3\nencrypt "x" with k1 by A/app\nencrypt "x" with k3 by A/app\nencrypt "x" with k2 by A/app expect denied',
    ],
    [
      "a data key wrapped anew",
      "generate data key from k1 as dk1\nreencrypt dk1 with k3 as dk2\nexpect dk2.key is k3\ndecrypt dk2",
    ],
    [
      "one context for both sides",
      'encrypt "x" with k1 context { app: "shop" } as c1\nreencrypt c1 with k3 context { app: "shop" } as c2\ndecrypt c2 context { app: "shop" }',
    ],
    [
      "a context that is dropped",
      'encrypt "x" with k1 context { app: "shop" } as c1\nreencrypt c1 with k3 context { app: "shop" } to context {} as c2\ndecrypt c2',
    ],
    [
      "no context for an RSA key",
      'create key r1 spec RSA_2048 usage encrypt-decrypt\nencrypt "x" with k1 context { app: "shop" } as c1\nreencrypt c1 with r1 context { app: "shop" } as c2\ndecrypt c2 with r1',
    ],
    [
      "the context of a message",
      'document doc1 "x" held by A/admin\nseal doc1 with k1 context { app: "shop" } as m1\nopen m1 context { app: "shop" }\nopen m1 context { app: "bank" } expect error CONTEXT_MISMATCH',
    ],
    ["what no grant can hold", "grant B/app on k1 to disable-key expect error ValidationException"],
  ])("%s", (_what, text) => {
    expect(troubles(text)).toEqual([]);
  });
});

describe("a policy that asks for a context", () => {
  const text = `
encrypt "x" with k1 context { app: "shop" } as c1
encrypt "x" with k1 context { app: "shop", tier: "gold" } as c2
encrypt "x" with k1 context { app: "bank" } as c3
`;
  test.each(["policy of k1 allows A/app to decrypt", "allow A/app to decrypt on k1"])(
    "%s when context includes: these pairs among others",
    (allows) => {
      expect(
        troubles(`${text}${allows} when context includes { app: "shop" }
decrypt c1 context { app: "shop" } by A/app
decrypt c2 context { app: "shop", tier: "gold" } by A/app
decrypt c3 context { app: "bank" } by A/app expect denied`),
      ).toEqual([]);
    },
  );

  test.each(["policy of k1 allows A/app to decrypt", "allow A/app to decrypt on k1"])(
    "%s when context equals: these and no others",
    (allows) => {
      expect(
        troubles(`${text}${allows} when context equals { app: "shop" }
decrypt c1 context { app: "shop" } by A/app
decrypt c2 context { app: "shop", tier: "gold" } by A/app expect denied
decrypt c3 context { app: "bank" } by A/app expect denied`),
      ).toEqual([]);
    },
  );

  test("none at all", () => {
    expect(
      troubles(`${text}policy of k1 allows A/app to encrypt when context equals {}
encrypt "y" with k1 by A/app
encrypt "y" with k1 context { app: "shop" } by A/app expect denied`),
    ).toEqual([]);
  });
});

describe("what AWS has and Custody does not is told by its name", () => {
  test.each([
    ["create cluster c1 with k1", "Aurora clusters"],
    ["create database cluster c1", "Aurora clusters"],
    ["lock s1 for 7 days", "snapshot locks"],
    ["block public access in acct A", "block public access"],
    ["create custom key store s1", "custom key stores"],
    ["create key k4 origin cloudhsm", "keys in custom key stores"],
    ["create private ca pca1", "AWS Private CA"],
    ['request certificate c2 for "a.example" from pca1', "certificates of AWS Private CA in ACM"],
    ['serve shop at "a.example" with c1 cipher AES128-SHA', "cipher suites to choose from"],
    ["connect alice to shop over tls checking ocsp", "OCSP"],
    ['serve shop at "a.example" with c1 with hsts 1 year including subdomains', "HSTS for subdomains, and its preload lists"],
    ["create classic load balancer lb1", "Classic and Gateway Load Balancers"],
    ["create target group tg1", "what is behind a load balancer, and its trust stores"],
  ])("%s: %s", (text, what) => {
    const [found] = simulate({ text: `${START}${text}`, name: "said" }).diagnostics;
    expect([found?.code, found?.args.what]).toEqual(["model/not-modelled", what]);
  });
});

test("a replica is a key of its primary's account", () => {
  expect(troubles("create multi-region key m1\nreplicate m1 to acct B region eu-west-1")).toContain(
    "kms/replica-in-other-account",
  );
});
