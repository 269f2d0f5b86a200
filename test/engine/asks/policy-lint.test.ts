// Each trap in a policy is told when the file is checked, at the word of the JSON, and explained by its code.
import { describe, expect, test } from "vitest";
import { engineCodes } from "../../../src/engine/log.js";
import { mistakesOf, resultOf, scenarioOf } from "../running.js";

function lintOf(statement: string): string[] {
  return mistakesOf(
    `create key k1 in acct A region us-east-1\npolicy of k1 is """{ "Version": "2012-10-17", "Statement": [ ${statement} ] }"""`,
    { checkOnly: true },
  );
}

const ME = '"Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }';

const traps: readonly (readonly [string, string, string])[] = [
  [
    "policy/open-to-everyone",
    '{ "Effect": "Allow", "Principal": "*", "Action": "kms:Decrypt", "Resource": "*" }',
    'warning policy/open-to-everyone at ""*""',
  ],
  [
    "policy/account-is-everyone-in-it",
    '{ "Sid": "RootOnly", "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "kms:Decrypt", "Resource": "*" }',
    'warning policy/account-is-everyone-in-it at ""111122223333""',
  ],
  [
    "policy/via-service-unknown",
    `{ "Effect": "Allow", ${ME}, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "kms:ViaService": "ebs.us-east-1.amazonaws.com" } } }`,
    'warning policy/via-service-unknown at ""ebs.us-east-1.amazonaws.com""',
  ],
  [
    "policy/context-never-there",
    `{ "Effect": "Allow", ${ME}, "Action": "kms:DescribeKey", "Resource": "*", "Condition": { "StringEquals": { "kms:EncryptionContext:app": "shop" } } }`,
    'warning policy/context-never-there at ""kms:DescribeKey""',
  ],
  [
    "policy/resource-never-matches",
    `{ "Effect": "Allow", ${ME}, "Action": "kms:Decrypt", "Resource": "k1" }`,
    'warning policy/resource-never-matches at ""k1""',
  ],
  [
    "policy/action-without-effect-here",
    `{ "Effect": "Allow", ${ME}, "Action": "kms:ReEncrypt", "Resource": "*" }`,
    'warning policy/action-without-effect-here at ""kms:ReEncrypt""',
  ],
];

describe("traps in a key policy", () => {
  for (const [code, statement, told] of traps) {
    test(code, () => {
      expect(lintOf(statement)).toEqual([told]);
    });
  }

  test("a statement without Resource has no effect", () => {
    expect(lintOf(`{ "Effect": "Allow", ${ME}, "Action": "kms:Decrypt" }`).map((each) => each.split(" at ")[0])).toEqual([
      "warning policy/statement-without-effect",
    ]);
  });

  test("ForAllValues without a Null beside it holds when the key is absent", () => {
    const statement = `{ "Effect": "Allow", ${ME}, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "ForAllValues:StringEquals": { "kms:EncryptionContextKeys": "app" } } }`;
    expect(lintOf(statement).map((each) => each.split(" at ")[0])).toEqual(["warning policy/for-all-values-holds-when-absent"]);
  });

  test("Allow with NotPrincipal lets in all others", () => {
    const statement =
      '{ "Effect": "Allow", "NotPrincipal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*" }';
    expect(lintOf(statement).map((each) => each.split(" at ")[0])).toEqual(["warning policy/allow-all-but"]);
  });

  test("the usual trust in the own account is no trap", () => {
    expect(
      lintOf(
        '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" }',
      ),
    ).toEqual([]);
  });

  test("every code is explained with a bad and a good text", () => {
    const others = ["policy/context-no-call-carries", "share/resource-not-shared", "share/aws-managed-key"];
    for (const code of [...traps.map(([each]) => each), ...others]) expect(engineCodes.get(code)?.bad, code).toMatch(/\S/);
  });
});

describe("an encryption context that no call of the file carries", () => {
  const asks = (pair: string, operator = "StringEquals") =>
    `create key k1 in acct A region us-east-1
encrypt "x" with k1 context { App: "shop" }
policy of k1 allows A/app to decrypt when { ${operator}: { "kms:EncryptionContext:${pair}": "shop" } }`;
  const told = (text: string) => mistakesOf(text, { checkOnly: true });

  test("is told at the key of the condition", () => {
    expect(told(asks("Application"))).toEqual([
      'warning policy/context-no-call-carries at ""kms:EncryptionContext:Application""',
    ]);
  });

  test("keys are compared without regard to case, as KMS does", () => {
    expect(told(asks("app"))).toEqual([]);
  });

  test("a condition that holds where the pair is absent is no trap", () => {
    expect(told(asks("Application", "StringNotEquals"))).toEqual([]);
    expect(told(asks("Application", "StringEqualsIfExists"))).toEqual([]);
  });

  test("a context that a service gives is carried: EBS gives the volume", () => {
    expect(told(asks("aws:ebs:id"))).toEqual([]);
  });

  test("is told in a policy's text too", () => {
    const statement = `{ "Effect": "Allow", ${ME}, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "kms:EncryptionContext:tenant": "1" } } }`;
    const text = `create key k1 in acct A region us-east-1
encrypt "x" with k1 context { App: "shop" }
policy of k1 is """{ "Version": "2012-10-17", "Statement": [ ${statement} ] }"""`;
    expect(told(text)).toEqual(['warning policy/context-no-call-carries at ""kms:EncryptionContext:tenant""']);
  });

  test("a file of policies alone has no calls to hold them against", () => {
    const text = `create key k1 in acct A region us-east-1
policy of k1 allows A/app to decrypt when { StringEquals: { "kms:EncryptionContext:Application": "shop" } }`;
    expect(told(text)).toEqual([]);
  });
});

describe("a thing that is not shared", () => {
  const START = `default in acct A region us-east-1
create key k1
create volume vol1 with k1
snapshot vol1 as s1
`;
  const KEY = "policy of k1 allows acct B to decrypt, describe-key, create-grant, reencrypt, generate-data-key\n";
  const warningsOf = (text: string) =>
    scenarioOf(text).steps.flatMap(({ facts }) =>
      facts.flatMap((fact) => (fact.is === "warning" ? [`${fact.code}: ${fact.args.message}`] : [])),
    );

  test("is told at the refused step, most of all where its key is", () => {
    expect(warningsOf(`${START}${KEY}create volume vol2 from s1 in acct B expect error InvalidSnapshot.NotFound`)).toEqual([
      "share/resource-not-shared: account B may use k1, but s1 is not shared with it: share s1 to acct B",
    ]);
  });

  test("is told with or without a key, where nobody expects it", () => {
    expect(warningsOf(`${START}create volume vol2 from s1 in acct B expect error InvalidSnapshot.NotFound`)).toEqual([]);
    expect(warningsOf(`${START}copy s1 to acct B region eu-west-1`)).toEqual([
      "share/resource-not-shared: s1 is not shared with account B, nor does the key policy of k1 let it in: share s1 to acct B",
    ]);
    const plain = "default in acct A region us-east-1\ncreate volume vol1\nsnapshot vol1 as s1\n";
    expect(warningsOf(`${plain}create volume vol2 from s1 in acct B`)).toEqual([
      "share/resource-not-shared: s1 is not shared with account B: share s1 to acct B",
    ]);
    const managed = "default in acct A region us-east-1\ncreate volume vol1 encrypted\nsnapshot vol1 as s1\n";
    expect(warningsOf(`${managed}copy s1 to acct B`)).toEqual([
      "share/resource-not-shared: s1 is not shared with account B, and cannot be, since aws/ebs is AWS's own key: copy s1 with a key of your own, and share the copy",
    ]);
  });

  test("is not told to who would change or delete it, which sharing lets nobody do", () => {
    expect(warningsOf(`${START}share s1 to acct C by B/admin`)).toEqual([]);
    expect(warningsOf(`${START}delete s1 by B/admin`)).toEqual([]);
  });

  test("is not told of one that is public", () => {
    const text = "default in acct A region us-east-1\ncreate volume vol1\nsnapshot vol1 as s1\nshare s1 to everyone\n";
    expect(warningsOf(`${text}create volume vol2 size 3 GiB from s1 in acct B`)).toEqual([]);
  });

  // Amazon EBS User Guide, ebs-modifying-snapshot-permissions: what is under the default AWS managed key cannot be shared.
  test("nor can it be, where its key is AWS's: told with the way that is left, which works", () => {
    const made = "default in acct A region us-east-1\ncreate volume vol1 encrypted\nsnapshot vol1 as s1\n";
    expect(warningsOf(`${made}share s1 to acct B`)).toEqual([
      "share/aws-managed-key: aws/ebs is AWS's own key, into which nobody can let account B: copy s1 with a key of your own, whose policy lets account B in, and share the copy",
    ]);
    expect(warningsOf(`${made}share s1 to acct B expect error OperationNotPermitted`)).toEqual([]);
    const copied = `create key k1\n${KEY}copy s1 with k1 as s2\nshare s2 to acct B\ncreate volume vol2 from s2 in acct B`;
    expect(resultOf(`${made}${copied}`)).toBe("passed");
  });

  test("what it says to write is what is missing", () => {
    expect(resultOf(`${START}${KEY}share s1 to acct B\ncreate volume vol2 from s1 in acct B`)).toBe("passed");
  });
});
