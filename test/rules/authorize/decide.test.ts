import { describe, expect, test } from "vitest";
import { decide } from "../../../src/rules/authorize/decide.js";
import { account, keyArn, named, otherAccount, policySet, request, role, root, user } from "./examples.js";

const identityAllowsAll = { Statement: [{ Effect: "Allow", Action: "kms:*", Resource: "*" }] } as const;
const keyPolicy = (principal: string) =>
  ({ Statement: [{ Effect: "Allow", Principal: { AWS: principal }, Action: "kms:*", Resource: "*" }] }) as const;

describe("what a key policy's principal gives (the table of section 8.1)", () => {
  const ownRoot = `arn:aws:iam::${account}:root`;
  const otherRoot = `arn:aws:iam::${otherAccount}:root`;
  const alice = user("alice");
  const bob = user("bob", otherAccount);
  const rows: readonly [string, string, typeof alice, boolean, boolean][] = [
    ["the key's account", ownRoot, alice, false, true],
    ["the key's account, as twelve digits", account, alice, false, true],
    ["the caller's own ARN", alice.arn, alice, true, true],
    ["another account, for its user", otherRoot, bob, false, true],
    ["another account's user", bob.arn, bob, false, true],
    ["another user of the other account", `arn:aws:iam::${otherAccount}:user/eve`, bob, false, false],
    ["everyone, in the same account", "*", alice, true, true],
    ["everyone, from another account", "*", bob, false, true],
    ["somebody else", `arn:aws:iam::${account}:user/keyadmin`, alice, false, false],
    ["the own account only, asked from another account", ownRoot, bob, false, false],
  ];
  for (const [what, principal, caller, without, withIdentity] of rows) {
    test(`${what}: ${without ? "allows" : "refuses"} without an IAM policy, ${withIdentity ? "allows" : "refuses"} with one`, () => {
      const ask = request("kms:Decrypt", caller);
      expect(decide(ask, policySet({ key: keyPolicy(principal) })).allowed).toBe(without);
      expect(decide(ask, policySet({ key: keyPolicy(principal), identity: [identityAllowsAll] })).allowed).toBe(withIdentity);
    });
  }

  test("the root user has what the account principal has", () => {
    expect(decide(request("kms:PutKeyPolicy", root()), policySet({ key: keyPolicy(ownRoot) }))).toMatchObject({
      allowed: true,
      route: "root-user",
    });
    expect(decide(request("kms:PutKeyPolicy", root()), policySet({ key: keyPolicy(alice.arn) }))).toMatchObject({
      allowed: false,
      layers: [{ layer: "resource", explicit: false }],
    });
  });

  test("a session of a role is named by the role's ARN", () => {
    expect(
      decide(request("kms:Decrypt", role("App")), policySet({ key: keyPolicy(`arn:aws:iam::${account}:role/App`) })),
    ).toMatchObject({
      allowed: true,
      route: "resource-names-caller",
      deciding: [{ layer: "resource", statement: 0 }],
    });
  });
});

void named;
void keyArn;
