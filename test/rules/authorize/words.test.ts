import { describe, expect, test } from "vitest";
import { decide } from "../../../src/rules/authorize/decide.js";
import { accessDeniedMessage } from "../../../src/rules/authorize/denial-message.js";
import type { PlainStatement } from "../../../src/rules/authorize/document.js";
import { explain } from "../../../src/rules/authorize/explain.js";
import { decisionLine, decisionLines } from "../../../src/rules/authorize/words.js";
import { account, contextOf, grant, keyArn, otherAccount, policySet, request, role, root, user } from "./examples.js";

const alice = user("alice");
const backup = role("backup", otherAccount);
const trust: PlainStatement = { Effect: "Allow", Principal: { AWS: account }, Action: "kms:*", Resource: "*" };
const all = { Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] } as const;

const scenarioNames = new Map([
  [account, "A"],
  [otherAccount, "B"],
  [alice.arn, "A/alice"],
  [backup.arn, "B/backup"],
  [root().arn, "A/root"],
  [keyArn, "k1"],
]);
const nameOf = (text: string) => scenarioNames.get(text) ?? text;

describe("why it is allowed, in one line", () => {
  test.each<[string, Parameters<typeof decide>[0], Parameters<typeof policySet>[0]]>([
    [
      "key policy of k1 trusts account A's IAM, and A/alice's policy allows it",
      request("kms:Decrypt", alice),
      { key: { Statement: [trust] }, identity: [all] },
    ],
    [
      "key policy of k1 names A/alice",
      request("kms:Decrypt", alice),
      { key: { Statement: [{ ...trust, Principal: { AWS: alice.arn } }] } },
    ],
    [
      "key policy of k1 is open to everyone",
      request("kms:Decrypt", alice),
      { key: { Statement: [{ ...trust, Principal: "*" }] } },
    ],
    [
      "key policy of k1 lets account B in, and B/backup's policy allows it",
      request("kms:Decrypt", backup),
      { key: { Statement: [{ ...trust, Principal: { AWS: otherAccount } }] }, identity: [all] },
    ],
    [
      "grant g1 gives it to B/backup",
      request("kms:Decrypt", backup),
      { key: { Statement: [trust] }, grants: [grant({ grantee: { is: "identity", arn: backup.arn } })] },
    ],
    [
      "key policy of k1 trusts account A, and the caller is its root user",
      request("kms:Decrypt", root()),
      { key: { Statement: [trust] } },
    ],
    [
      "A/alice has full access in its own account",
      request("kms:CreateKey", alice, { resource: "*", resourceRule: "identity-only" }),
      { identity: [all] },
    ],
  ])("%s", (line, ask, plain) => {
    expect(decisionLine(decide(ask, policySet(plain)), nameOf)).toBe(line);
  });
});

describe("AWS's own text of a denial", () => {
  const decrypt = `is not authorized to perform: kms:Decrypt`;
  const deny: PlainStatement = { Effect: "Deny", Action: "kms:Decrypt", Resource: "*" };
  const key = { Statement: [trust] };
  test.each<[string, Parameters<typeof decide>[0], Parameters<typeof policySet>[0], string]>([
    [
      "no IAM allow",
      request("kms:Decrypt", alice),
      { key },
      `User: ${alice.arn} ${decrypt} on resource: ${keyArn} because no identity-based policy allows the kms:Decrypt action`,
    ],
    [
      "the key policy gives nothing",
      request("kms:Decrypt", alice),
      { key: { Statement: [{ ...trust, Principal: { AWS: user("x").arn } }] }, identity: [all] },
      `User: ${alice.arn} ${decrypt} on resource: ${keyArn} because no resource-based policy allows the kms:Decrypt action`,
    ],
    [
      "a deny in the key policy",
      request("kms:Decrypt", role("App")),
      { key: { Statement: [trust, { ...deny, Principal: "*" }] }, identity: [all] },
      `User: arn:aws:sts::${account}:assumed-role/App/s1 ${decrypt} on resource: ${keyArn} with an explicit deny in a resource-based policy`,
    ],
    [
      "a deny in an IAM policy",
      request("kms:Decrypt", alice),
      { key, identity: [all, { Statement: [deny] }] },
      `User: ${alice.arn} ${decrypt} on resource: ${keyArn} with an explicit deny in an identity-based policy`,
    ],
    [
      "a service control policy that does not allow",
      request("kms:Decrypt", alice),
      { key, identity: [all], scps: [[]] },
      `User: ${alice.arn} ${decrypt} on resource: ${keyArn} because no service control policy allows the kms:Decrypt action`,
    ],
    [
      "a boundary that does not allow",
      request("kms:Decrypt", alice),
      { key, identity: [all], boundary: { Statement: [{ Effect: "Allow", Action: "ec2:*", Resource: "*" }] } },
      `User: ${alice.arn} ${decrypt} on resource: ${keyArn} because no permissions boundary allows the kms:Decrypt action`,
    ],
    [
      "the other account's key side fails",
      request("kms:Decrypt", backup),
      { key, identity: [all] },
      `User: ${backup.sessionArn} ${decrypt} on this resource because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`,
    ],
    [
      "the other account's key lets in, IAM does not allow",
      request("kms:Decrypt", backup),
      { key: { Statement: [{ ...trust, Principal: { AWS: otherAccount } }] } },
      `User: ${backup.sessionArn} ${decrypt} on resource: ${keyArn} because no identity-based policy allows the kms:Decrypt action`,
    ],
  ])("%s", (_, ask, plain, text) => {
    expect(accessDeniedMessage(decide(ask, policySet(plain)))).toBe(text);
  });

  test("the key found in a ciphertext is not named", () => {
    const decision = decide(request("kms:Decrypt", alice), policySet({ key }));
    expect(accessDeniedMessage(decision, { byCiphertext: true })).toBe(
      `User: ${alice.arn} ${decrypt} on the resource associated with this ciphertext because no identity-based policy allows the kms:Decrypt action`,
    );
  });
});

describe("the evidence", () => {
  const inService: PlainStatement = {
    Sid: "ThroughEc2",
    Effect: "Allow",
    Principal: { AWS: otherAccount },
    Action: "kms:Decrypt",
    Resource: "*",
    Condition: { StringEquals: { "kms:ViaService": "ec2.us-west-2.amazonaws.com" } },
  };
  const plain = {
    key: { Statement: [trust, inService] },
    identity: [all],
    grants: [grant({ grantee: { is: "identity", arn: alice.arn } })],
  };

  test("each statement that does not count tells the first clause that does not fit, with what it wanted and what it got", () => {
    const ask = request("kms:Decrypt", backup, { context: contextOf({ "kms:ViaService": "s3.us-west-2.amazonaws.com" }) });
    const [resource, granted, identity] = explain(decide(ask, policySet(plain)));
    expect(resource).toMatchObject({
      layer: "resource",
      verdict: "no-match",
      decides: true,
      statements: [
        { index: 0, mismatch: { is: "principal", wanted: [account], got: backup.arn } },
        {
          index: 1,
          sid: "ThroughEc2",
          mismatch: {
            is: "condition",
            operator: "StringEquals",
            key: "kms:ViaService",
            wanted: ["ec2.us-west-2.amazonaws.com"],
            got: ["s3.us-west-2.amazonaws.com"],
          },
        },
      ],
    });
    expect(granted).toMatchObject({ layer: "grant", verdict: "no-match", grantMismatch: "grantee" });
    expect(identity).toMatchObject({ layer: "identity", verdict: "allows", decides: false });
  });

  test("in words", () => {
    expect(decisionLines(decide(request("kms:Decrypt", backup), policySet(plain)), nameOf)).toEqual([
      "key policy of k1: no statement matches  <- decides",
      "  statement 1 allows: names A, not B/backup",
      '  statement 2 "ThroughEc2" allows: wants kms:ViaService StringEquals ec2.us-west-2.amazonaws.com, and it is absent',
      "grant g1: does not count, it is for somebody else",
      "identity policy 0: allows",
    ]);
  });

  test("the statement named as deciding does decide: without it the answer is another", () => {
    const set = policySet({ key: { Statement: [inService, trust] }, identity: [all] });
    const decision = decide(request("kms:Decrypt", alice), set);
    expect(decision.allowed && decision.deciding.map(({ layer, statement }) => [layer, statement])).toEqual([
      ["resource", 1],
      ["identity", 0],
    ]);
    expect(decide(request("kms:Decrypt", alice), policySet({ key: { Statement: [inService] }, identity: [all] })).allowed).toBe(
      false,
    );
    expect(decide(request("kms:Decrypt", alice), policySet({ key: { Statement: [inService, trust] } })).allowed).toBe(false);
  });
});
