// Whoever is not let in by a key as it is may get at a ciphertext in a way round: by an alias that a policy asks for, or passed on to a key
// that opens for them. Source: KMS API reference, ReEncrypt (needs kms:ReEncryptFrom and kms:ReEncryptTo, not kms:Decrypt); KMS Developer
// Guide, conditions-kms (kms:RequestAlias).
import { expect, test } from "vitest";
import { resultOf, scenarioOf } from "../../engine/running.js";

const CIPHERTEXT = `default in acct A region us-east-1
create key k1; create key k2; alias app for k1
document doc1 "the plan" held by A/author
allow A/author to encrypt on k1
encrypt doc1 with k1 by A/author as c1
`;

test.each([
  [
    "from one key to another that opens",
    "allow A/eve to reencrypt-from on k1\nallow A/eve to reencrypt-to, decrypt on k2",
    "reencrypt c1 with k2 by A/eve as c2\ndecrypt c2 by A/eve",
  ],
  [
    "by a grant on the first and a policy of the second",
    "grant A/eve on k1 to reencrypt-from as g1\nadvance 5 minutes\npolicy of k2 allows A/eve to reencrypt-to, decrypt",
    "reencrypt c1 with k2 by A/eve as c2\ndecrypt c2 by A/eve",
  ],
  [
    "by an alias of the key",
    'allow A/eve to decrypt on "*" when { StringEquals: { "kms:RequestAlias": "alias/app" } }',
    "decrypt c1 with alias app by A/eve",
  ],
])("%s", (_what, setUp, doing) => {
  expect(resultOf(`${CIPHERTEXT}${setUp}\nexpect A/eve can read doc1`)).toBe("passed");
  expect(resultOf(`${CIPHERTEXT}${setUp}\n${doing}\nexpect A/eve can read doc1`)).toBe("passed");
});

test.each([
  ["the second key does not open", "allow A/eve to reencrypt-from on k1\nallow A/eve to reencrypt-to on k2"],
  ["the first key does not let go", "allow A/eve to reencrypt-to, decrypt on k2"],
  ["the first key is disabled", "allow A/eve to reencrypt-from on k1\nallow A/eve to reencrypt-to, decrypt on k2\ndisable k1"],
  [
    "the second key is in another Region",
    "create key far in region eu-west-1\nallow A/eve to reencrypt-from on k1\nallow A/eve to reencrypt-to, decrypt on far",
  ],
  [
    "the alias points elsewhere",
    'allow A/eve to decrypt on "*" when { StringEquals: { "kms:RequestAlias": "alias/app" } }\npoint alias app at k2',
  ],
])("not where %s", (_what, setUp) => {
  expect(resultOf(`${CIPHERTEXT}${setUp}\nexpect A/eve cannot read doc1`)).toBe("passed");
});

test("who asks why not is told of the way that one would think of alone", () => {
  const answer = scenarioOf(`${CIPHERTEXT}why can A/eve not read doc1`)
    .steps.at(-1)!
    .facts.find((each) => each.is === "answer");
  expect(answer?.is === "answer" ? answer.lines : []).toEqual([
    "A/eve cannot read doc1",
    "  c1, by kms:Decrypt with k1: no identity policy of A/eve allows kms:Decrypt",
    '    to read it: allow A/eve to "kms:Decrypt" on k1',
  ]);
});
