import { describe, expect, test } from "vitest";
import { changeWords } from "../../../src/rules/authorize/change.js";
import { decide } from "../../../src/rules/authorize/decide.js";
import { noPolicies } from "../../../src/rules/authorize/policies.js";
import { smallestChanges, smallestChangesFor } from "../../../src/rules/authorize/smallest-change.js";
import { account, contextOf, keyArn, named, otherAccount, policySet, request, role, user } from "./examples.js";

const delegates = {
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: "kms:*",
  Resource: "*",
} as const;
const backup = role("backup", otherAccount);
const letsOtherAccountDecrypt = {
  Effect: "Allow",
  Principal: { AWS: otherAccount },
  Action: ["kms:Decrypt", "kms:DescribeKey"],
  Resource: "*",
} as const;
const allowsAllOnKeys = { Statement: [{ Effect: "Allow", Action: "kms:*", Resource: "*" }] } as const;

function wordsFor(ask: Parameters<typeof decide>[0], policies: Parameters<typeof decide>[1]): readonly string[] {
  return smallestChanges(decide(ask, policies)).map((change) => changeWords(change));
}

describe("the smallest change that would allow it", () => {
  test("one action more in the statement that lets the other account in", () => {
    const policies = policySet({ key: { Statement: [delegates, letsOtherAccountDecrypt] }, identity: [allowsAllOnKeys] });
    expect(wordsFor(request("kms:CreateGrant", backup), policies)[0]).toBe(
      "add kms:CreateGrant to statement 2 of key policy of k1",
    );
  });

  test("two edits where both accounts must say yes", () => {
    const policies = policySet({ key: { Statement: [delegates] } });
    const changes = smallestChanges(decide(request("kms:Decrypt", backup), policies), { grants: false });
    expect(changeWords(changes[0]!)).toBe(
      `add a statement to key policy of k1 that allows kms:Decrypt to arn:aws:iam::${otherAccount}:role/backup, and give ${backup.arn} an identity policy that allows kms:Decrypt on ${keyArn}`,
    );
  });

  test("a grant stands in for both sides", () => {
    const changes = smallestChanges(decide(request("kms:Decrypt", backup), policySet({ key: { Statement: [delegates] } })));
    expect(changes[0]!.edits).toEqual([
      { kind: "new-grant", layer: "grant", operations: ["Decrypt"], grantee: backup.arn, resource: keyArn },
    ]);
  });

  test("a deny is lifted only in so many words", () => {
    const deny = { Sid: "NoUse", Effect: "Deny", Principal: "*", Action: ["kms:Decrypt", "kms:Encrypt"], Resource: "*" } as const;
    const words = wordsFor(
      request("kms:Decrypt", user("alice")),
      policySet({ key: { Statement: [delegates, deny] }, identity: [allowsAllOnKeys] }),
    );
    expect(words).toEqual([
      'lift the explicit deny of kms:Decrypt in statement 2 "NoUse" of key policy of k1',
      'lift the explicit deny in statement 2 "NoUse" of key policy of k1',
    ]);
  });

  test("a condition gets the value that the call had", () => {
    const only = { ...delegates, Condition: { StringEquals: { "kms:ViaService": "s3.us-west-2.amazonaws.com" } } };
    const ask = request("kms:Decrypt", user("alice"), {
      context: contextOf({ "kms:ViaService": "ec2.us-west-2.amazonaws.com" }),
    });
    expect(wordsFor(ask, policySet({ key: { Statement: [only] }, identity: [allowsAllOnKeys] }))[0]).toBe(
      "let kms:ViaService also be ec2.us-west-2.amazonaws.com in statement 1 of key policy of k1",
    );
  });

  test("several requests are allowed by one change", () => {
    const policies = policySet({ key: { Statement: [delegates, letsOtherAccountDecrypt] }, identity: [allowsAllOnKeys] });
    const asks = [request("kms:Decrypt", backup), request("kms:CreateGrant", backup), request("kms:GenerateDataKey", backup)];
    const [change] = smallestChangesFor(asks, policies);
    expect(changeWords(change!)).toBe("add kms:CreateGrant, kms:GenerateDataKey to statement 2 of key policy of k1");
    for (const ask of asks) expect(decide(ask, change!.policies).allowed).toBe(true);
  });

  test("nothing helps where the operation never works from another account", () => {
    const ask = request("kms:DisableKey", backup, { crossAccount: "never" });
    expect(smallestChanges(decide(ask, policySet({ key: { Statement: [delegates] } })))).toEqual([]);
  });

  test("no change offers a wildcard, nor a share in a statement that has one", () => {
    const namesSomebodyElse = { ...delegates, Principal: { AWS: user("keyadmin").arn } };
    const policies = policySet({ key: { Statement: [namesSomebodyElse] } });
    const changes = smallestChanges(decide(request("kms:Decrypt", user("alice")), policies), { changeCountMax: 50 });
    expect(changes.map((change) => change.edits.map((edit) => edit.kind))).toEqual([
      ["new-statement"],
      ["new-grant"],
      ["new-statement", "new-policy"],
    ]);
    for (const { edits } of changes) {
      for (const edit of edits) {
        if ("actions" in edit) expect(edit.actions).toEqual(["kms:Decrypt"]);
        if ("principal" in edit) expect(edit.principal).not.toContain("*");
        if (edit.layer === "identity" && "resource" in edit) expect(edit.resource).toBe(keyArn);
      }
    }
  });

  test("a trust policy gets its statement without a resource", () => {
    const trustPolicy = named(
      { Statement: [{ Effect: "Allow", Principal: { AWS: user("x").arn }, Action: "sts:AssumeRole" }] },
      "trust",
      "trust policy of A/App",
    );
    const ask = request("sts:AssumeRole", user("alice"), { resource: role("App").arn });
    const [change] = smallestChanges(decide(ask, { ...noPolicies, resource: trustPolicy }));
    expect(changeWords(change!)).toBe(`add ${user("alice").arn} to the principals of statement 1 of trust policy of A/App`);
  });

  test("a change that AWS would not take is not offered", () => {
    const only = { ...delegates, Condition: { StringEquals: { "kms:EncryptionContext:App": "x" } } };
    const ask = request("kms:Decrypt", user("alice"), { context: contextOf({ "kms:EncryptionContext:App": "→" }) });
    const changes = smallestChanges(decide(ask, policySet({ key: { Statement: [only] }, identity: [allowsAllOnKeys] })), {
      changeCountMax: 50,
    });
    expect(changes.flatMap(({ edits }) => edits.map(({ kind }) => kind))).not.toContain("add-condition-value");
    expect(changes.length).toBeGreaterThan(0);
  });
});
