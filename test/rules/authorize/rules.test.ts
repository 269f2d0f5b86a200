// The rules of a decision beyond the table: guardrails, limits, grants, who is who. Sources: facts, sections 8.1, 8.4, 9 and 13.

import { describe, expect, test } from "vitest";
import { decide } from "../../../src/rules/authorize/decide.js";
import type { PlainPolicy, PlainStatement } from "../../../src/rules/authorize/document.js";
import { mayPassOn } from "../../../src/rules/authorize/grants.js";
import { account, contextOf, grant, keyArn, otherAccount, policySet, request, role, root, service, user } from "./examples.js";

const everything: PlainStatement = { Effect: "Allow", Action: "*", Resource: "*" };
const all = of(everything);
const trust: PlainStatement = { Effect: "Allow", Principal: { AWS: account }, Action: "kms:*", Resource: "*" };
const onlyEc2 = of({ Effect: "Allow", Action: "ec2:*", Resource: "*" });

function of(...statements: PlainStatement[]): PlainPolicy {
  return { Statement: statements };
}

function naming(...names: string[]): PlainPolicy {
  return of({ Effect: "Allow", Principal: { AWS: names }, Action: "kms:*", Resource: "*" });
}

const alice = user("alice");
const app = role("App");
const bob = user("bob", otherAccount);

function layers(...args: Parameters<typeof decide>): readonly string[] {
  const decision = decide(...args);
  return decision.allowed ? ["allowed"] : decision.layers.map(({ layer, explicit }) => (explicit ? `${layer} denies` : layer));
}

describe("an explicit deny ends it, wherever it stands", () => {
  const deny: PlainStatement = { Effect: "Deny", Action: "kms:Decrypt", Resource: "*" };
  const base = { key: of(trust), identity: [all] };
  const star: PlainStatement = { ...everything, Principal: "*" };
  test.each<[string, Parameters<typeof policySet>[0], string]>([
    ["identity policy", { ...base, identity: [all, of(deny)] }, "identity denies"],
    ["key policy", { ...base, key: of(trust, { ...deny, Principal: { AWS: account } }) }, "resource denies"],
    ["permissions boundary", { ...base, boundary: of(everything, deny) }, "boundary denies"],
    ["session policy", { ...base, session: of(everything, deny) }, "session denies"],
    ["service control policy", { ...base, scps: [[all], [of(everything, deny)]] }, "scp denies"],
    ["resource control policy", { ...base, rcps: [[of(star, { ...deny, Principal: "*" })]] }, "rcp denies"],
    ["VPC endpoint policy", { ...base, endpoint: of(star, { ...deny, Principal: "*" }) }, "endpoint denies"],
  ])("in the %s, even over a grant", (_, plain, layer) => {
    const withGrant = { ...plain, grants: [grant({ grantee: { is: "identity", arn: app.arn } })] };
    expect(layers(request("kms:Decrypt", app), policySet(withGrant))).toEqual([layer]);
    expect(decide(request("kms:Encrypt", app), policySet(withGrant)).allowed).toBe(true);
  });

  test("an IAM deny works even if the key policy does not enable IAM", () => {
    expect(layers(request("kms:Decrypt", alice), policySet({ key: naming(alice.arn), identity: [of(deny)] }))).toEqual([
      "identity denies",
    ]);
  });

  test("all layers that block are told, denies first", () => {
    const set = policySet({ key: of({ ...deny, Principal: "*" }), identity: [of(deny)], boundary: onlyEc2, scps: [[onlyEc2]] });
    expect(layers(request("kms:Decrypt", alice), set)).toEqual(["resource denies", "identity denies", "scp", "boundary"]);
  });
});

describe("guardrails must allow and give nothing", () => {
  test("every level of the organization must allow", () => {
    const base = { key: of(trust), identity: [all] };
    expect(layers(request("kms:Decrypt", alice), policySet({ ...base, scps: [[all], [onlyEc2, all]] }))).toEqual(["allowed"]);
    expect(decide(request("kms:Decrypt", alice), policySet({ ...base, scps: [[all], [onlyEc2]] }))).toMatchObject({
      layers: [{ layer: "scp", level: "unit" }],
    });
    expect(layers(request("kms:Decrypt", alice), policySet({ ...base, scps: [[all], []] }))).toEqual(["scp"]);
  });

  test("a service control policy that allows gives no permission", () => {
    expect(layers(request("kms:Decrypt", alice), policySet({ key: of(trust), scps: [[all]] }))).toEqual(["identity"]);
  });

  test("they bind root, but neither service-linked roles nor AWS services", () => {
    const set = policySet({
      key: of({ ...trust, Principal: { AWS: [account, app.arn], Service: "cloudtrail.amazonaws.com" } }),
      scps: [[onlyEc2]],
    });
    expect(layers(request("kms:Decrypt", root()), set)).toEqual(["scp"]);
    expect(layers(request("kms:Decrypt", { ...app, serviceLinked: true }), set)).toEqual(["allowed"]);
    expect(layers(request("kms:Decrypt", service("cloudtrail.amazonaws.com")), set)).toEqual(["allowed"]);
  });
});

describe("boundary and session policy limit by how the key policy names the caller", () => {
  test.each<[string, string, boolean]>([
    ["the account", account, false],
    ["the role", app.arn, false],
    ["the session", app.sessionArn!, true],
    ["everyone", "*", true],
  ])("naming %s", (_, principal, wanted) => {
    for (const limit of ["boundary", "session"] as const) {
      const set = policySet({ key: naming(principal), identity: [all], [limit]: onlyEc2 });
      expect(layers(request("kms:Decrypt", app), set)).toEqual(wanted ? ["allowed"] : [limit]);
    }
  });

  test("a user named is not limited by the boundary", () => {
    expect(layers(request("kms:Decrypt", alice), policySet({ key: naming(alice.arn), boundary: onlyEc2 }))).toEqual(["allowed"]);
  });

  test("across accounts they always limit", () => {
    expect(layers(request("kms:Decrypt", bob), policySet({ key: naming(bob.arn), identity: [all], boundary: onlyEc2 }))).toEqual([
      "boundary",
    ]);
  });
});

describe("another account", () => {
  test("needs both sides, and an operation that works across accounts", () => {
    expect(layers(request("kms:Decrypt", bob), policySet({ key: of(trust) }))).toEqual(["resource", "identity"]);
    expect(layers(request("kms:Decrypt", bob), policySet({ key: naming(bob.arn) }))).toEqual(["identity"]);
    expect(
      layers(request("kms:DisableKey", bob, { crossAccount: "never" }), policySet({ key: naming(bob.arn), identity: [all] })),
    ).toEqual(["operation"]);
    expect(layers(request("kms:DisableKey", alice, { crossAccount: "never" }), policySet({ key: naming(alice.arn) }))).toEqual([
      "allowed",
    ]);
  });

  test("its root user needs only the key's side", () => {
    expect(layers(request("kms:Decrypt", root(otherAccount)), policySet({ key: naming(otherAccount) }))).toEqual(["allowed"]);
  });
});

describe("who is meant", () => {
  test("administrators of IAM have nothing where the key policy names neither them nor the account", () => {
    expect(layers(request("kms:PutKeyPolicy", alice), policySet({ key: naming(user("keyadmin").arn), identity: [all] }))).toEqual(
      ["resource"],
    );
  });

  test("a role created again under its old name is not the role that a unique ID stands for", () => {
    const again = { ...app, uniqueId: "AROANEW" };
    expect(layers(request("kms:Decrypt", app), policySet({ key: naming("AROAAPP") }))).toEqual(["allowed"]);
    expect(layers(request("kms:Decrypt", again), policySet({ key: naming("AROAAPP") }))).toEqual(["resource", "identity"]);
  });

  test("a service is named by its own principal, not by an account", () => {
    const trail = service("cloudtrail.amazonaws.com");
    const key: PlainStatement = {
      ...trust,
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Condition: { ArnEquals: { "aws:SourceArn": "arn:aws:cloudtrail:us-west-2:1:trail/finance" } },
    };
    const ask = (trailName: string) =>
      request("kms:Decrypt", trail, {
        context: contextOf({ "aws:SourceArn": `arn:aws:cloudtrail:us-west-2:1:trail/${trailName}` }),
      });
    expect(layers(ask("finance"), policySet({ key: of(key) }))).toEqual(["allowed"]);
    expect(layers(ask("hr"), policySet({ key: of(key) }))).toEqual(["resource"]);
    expect(layers(ask("finance"), policySet({ key: of(trust) }))).toEqual(["resource"]);
  });

  test("KMS takes no anonymous request, even from everyone", () => {
    const nobody = { kind: "anonymous", arn: "", account: "", uniqueId: "" } as const;
    expect(layers(request("kms:Decrypt", nobody), policySet({ key: naming("*") }))).toEqual(["resource"]);
    expect(
      layers(
        request("s3:GetObject", nobody, { resourceRule: "ordinary" }),
        policySet({ key: of({ ...everything, Principal: "*" }) }),
      ),
    ).toEqual(["allowed"]);
  });

  test("Deny with NotPrincipal spares a session only when account, role and session are listed, and nobody with a boundary", () => {
    const deny = (...listed: string[]) =>
      of(trust, { Effect: "Deny", NotPrincipal: { AWS: listed }, Action: "kms:*", Resource: "*" });
    const ask = request("kms:Decrypt", app);
    expect(layers(ask, policySet({ key: deny(account, app.arn), identity: [all] }))).toEqual(["resource denies"]);
    expect(layers(ask, policySet({ key: deny(account, app.arn, app.sessionArn!), identity: [all] }))).toEqual(["allowed"]);
    expect(layers(ask, policySet({ key: deny(account, app.arn, app.sessionArn!), identity: [all], boundary: all }))).toEqual([
      "resource denies",
    ]);
  });
});

describe("elements", () => {
  const ask = request("kms:Decrypt", alice);
  test("a key policy statement without Action or Resource has no effect", () => {
    expect(layers(ask, policySet({ key: of({ Effect: "Allow", Principal: "*", Action: "kms:*" }) }))).toEqual([
      "resource",
      "identity",
    ]);
    expect(
      layers(ask, policySet({ key: of(trust, { Effect: "Deny", Principal: "*", Resource: "*" }), identity: [all] })),
    ).toEqual(["allowed"]);
  });

  test("actions are matched whatever their case, and kms:ReEncrypt is none", () => {
    const only = (action: string) => policySet({ key: of({ ...trust, Principal: { AWS: alice.arn }, Action: action }) });
    expect(layers(ask, only("KMS:dEcRypt"))).toEqual(["allowed"]);
    expect(layers(request("kms:ReEncryptFrom", alice), only("kms:ReEncrypt"))).toEqual(["resource", "identity"]);
    expect(layers(request("kms:ReEncryptFrom", alice), only("kms:ReEncrypt*"))).toEqual(["allowed"]);
  });

  test("NotAction and NotResource are all but", () => {
    expect(
      layers(ask, policySet({ key: of(trust), identity: [of({ Effect: "Allow", NotAction: "iam:*", Resource: "*" })] })),
    ).toEqual(["allowed"]);
    expect(
      layers(
        ask,
        policySet({ key: of(trust), identity: [of(everything, { Effect: "Deny", Action: "*", NotResource: keyArn })] }),
      ),
    ).toEqual(["allowed"]);
    expect(
      layers(
        ask,
        policySet({ key: of(trust), identity: [of({ Effect: "Allow", Action: "*", NotResource: "arn:aws:kms:*:*:key/*" })] }),
      ),
    ).toEqual(["identity"]);
  });

  test("an alias ARN as Resource never matches an operation on its key, and a wildcard never spans an ARN's colons", () => {
    const on = (resource: string) =>
      policySet({ key: of(trust), identity: [of({ Effect: "Allow", Action: "kms:*", Resource: resource })] });
    expect(layers(ask, on(`arn:aws:kms:us-west-2:${account}:alias/app`))).toEqual(["identity"]);
    expect(layers(ask, on("arn:aws:kms:*:*:key/*"))).toEqual(["allowed"]);
    expect(layers(ask, on("arn:aws:kms:*"))).toEqual(["identity"]);
  });

  test("the action must be in both the key policy's trust and the identity policy", () => {
    const set = policySet({ key: of({ ...trust, Action: ["kms:Encrypt"] }), identity: [all] });
    expect(layers(ask, set)).toEqual(["resource"]);
  });

  test("kms:CreateKey is for identity policies alone", () => {
    const create = request("kms:CreateKey", alice, { resource: "*", resourceRule: "identity-only" });
    expect(layers(create, policySet({ identity: [all] }))).toEqual(["allowed"]);
    expect(layers(create, policySet({}))).toEqual(["identity"]);
    expect(layers({ ...create, principal: root() }, policySet({}))).toEqual(["allowed"]);
  });
});

describe("grants", () => {
  const nobody = naming(user("keyadmin").arn);
  test("need no IAM allow, in the own account or from another", () => {
    for (const caller of [alice, bob]) {
      const set = policySet({ key: nobody, grants: [grant({ grantee: { is: "identity", arn: caller.arn } })] });
      expect(decide(request("kms:Decrypt", caller), set)).toMatchObject({ allowed: true, route: "grant" });
      expect(decide(request("kms:Encrypt", caller), set).allowed).toBe(false);
    }
  });

  test("for a service, a session, an account, or what is left of a deleted identity", () => {
    const asks = (grantee: Parameters<typeof grant>[0]["grantee"]) => policySet({ key: nobody, grants: [grant({ grantee })] });
    expect(
      layers(request("kms:Decrypt", service("dynamodb.amazonaws.com")), asks({ is: "service", name: "dynamodb.amazonaws.com" })),
    ).toEqual(["allowed"]);
    expect(layers(request("kms:Decrypt", app), asks({ is: "session", arn: app.sessionArn! }))).toEqual(["allowed"]);
    expect(layers(request("kms:Decrypt", app), asks({ is: "unique-id", id: "AROAAPP" }))).toEqual(["allowed"]);
    expect(layers(request("kms:Decrypt", { ...app, uniqueId: "AROANEW" }), asks({ is: "unique-id", id: "AROAAPP:s1" }))).toEqual([
      "resource",
      "identity",
    ]);
    expect(layers(request("kms:Decrypt", alice), asks({ is: "account", account }))).toEqual(["identity"]);
  });

  test.each<["equals" | "subset", readonly [string, string][], boolean]>([
    ["equals", [["Department", "IT"]], true],
    [
      "equals",
      [
        ["Department", "IT"],
        ["Purpose", "Test"],
      ],
      false,
    ],
    [
      "subset",
      [
        ["Department", "IT"],
        ["Purpose", "Test"],
      ],
      true,
    ],
    ["subset", [["department", "IT"]], false],
    ["subset", [["Department", "it"]], false],
    ["subset", [], false],
  ])("constraint %s {Department: IT} against %j: %s", (kind, pairs, wanted) => {
    const constrained = grant({
      grantee: { is: "identity", arn: alice.arn },
      operations: new Set(["Decrypt", "DescribeKey"]),
      constraint: { kind, pairs: new Map([["Department", "IT"]]) },
    });
    const set = policySet({ key: nobody, grants: [constrained] });
    expect(decide(request("kms:Decrypt", alice, { grantContext: new Map(pairs) }), set).allowed).toBe(wanted);
    expect(decide(request("kms:DescribeKey", alice, { grantContext: new Map(pairs) }), set).allowed).toBe(true);
  });

  test("that have not spread, or are for another source, do not count", () => {
    const base = { grantee: { is: "identity", arn: alice.arn } } as const;
    expect(
      decide(request("kms:Decrypt", alice), policySet({ key: nobody, grants: [grant({ ...base, usable: false })] })).allowed,
    ).toBe(false);
    const sourced = policySet({ key: nobody, grants: [grant({ ...base, sourceArn: "arn:aws:s3:::b" })] });
    expect(decide(request("kms:Decrypt", alice), sourced).allowed).toBe(false);
    expect(
      decide(request("kms:Decrypt", alice, { context: contextOf({ "aws:SourceArn": "arn:aws:s3:::b" }) }), sourced).allowed,
    ).toBe(true);
  });

  test("are passed on only with no more operations and constraints no looser", () => {
    const pairs = new Map([["Department", "IT"]]);
    const parent = { operations: new Set(["Decrypt", "CreateGrant"]), constraint: { kind: "subset", pairs } } as const;
    expect(mayPassOn(parent, { operations: new Set(["Decrypt"]), constraint: { kind: "equals", pairs } })).toBe(true);
    expect(
      mayPassOn(parent, {
        operations: new Set(["Decrypt"]),
        constraint: { kind: "subset", pairs: new Map([...pairs, ["Purpose", "Test"]]) },
      }),
    ).toBe(true);
    expect(mayPassOn(parent, { operations: new Set(["Encrypt"]), constraint: { kind: "equals", pairs } })).toBe(false);
    expect(mayPassOn(parent, { operations: new Set(["Decrypt"]) })).toBe(false);
    expect(
      mayPassOn(
        { ...parent, constraint: { kind: "equals", pairs } },
        { operations: new Set(["Decrypt"]), constraint: { kind: "subset", pairs } },
      ),
    ).toBe(false);
  });
});
