// Grants: who gets what, when it is seen, what may be passed on, and how it ends. Source: KMS Developer Guide, "Grants in AWS KMS".

import { describe, expect, test } from "vitest";
import { GRANT_OPERATIONS } from "../../../src/rules/grant-operations.js";
import { grantPrincipalText } from "../../../src/services/kms/grants.js";
import { instant } from "../../../src/world/time.js";
import { failuresOf, Lab } from "./lab.js";

const KEY = "arn:aws:kms:us-east-1:111122223333:key";
const pairs = (entries: Record<string, string>) => new Map(Object.entries(entries));
const FIVE_MINUTES = 300_000;

test("a constraint is held against the context that a ciphertext had for ReEncryptFrom, and against the one it gets for ReEncryptTo", () => {
  expect(
    failuresOf(`create key k1; create key k2; role A/mover
      encrypt "x" with k1 context { stage: "old" } as c1
      grant A/mover on k1 to reencrypt-from when context includes { stage: "old" } as g1
      grant A/mover on k2 to reencrypt-to when context includes { stage: "new" } as g2
      advance 5 minutes
      reencrypt c1 with k2 context { stage: "old" } to context { stage: "new" } by A/mover
      reencrypt c1 with k2 context { stage: "old" } to context { stage: "old" } by A/mover expect denied`),
  ).toEqual([]);
});

describe("when a grant is seen", () => {
  test("at once with its token, everywhere within five minutes, never before it is made", () => {
    const lab = new Lab('create key k1; encrypt "x" with k1 as c1; role A/app');
    const { grantId, grantToken } = lab.call("kms:CreateGrant", {
      keyId: "k1",
      grantee: lab.principal("A/app"),
      operations: ["Decrypt"],
    }).output!;
    const decrypt = (tokens: string[] = []) =>
      lab.call("kms:Decrypt", { ciphertext: lab.ciphertext("c1") }, { by: "A/app", tokens }).text;
    const { seenAt, createdAt } = lab.world.grants.get("k1")![0]!;
    expect(seenAt).toBeGreaterThan(createdAt);
    expect(seenAt - createdAt).toBeLessThanOrEqual(FIVE_MINUTES);
    expect(decrypt()).toMatch(/^AccessDeniedException: /);
    expect(decrypt([grantToken])).toBe("ok");
    lab.world.now = instant(seenAt - 1);
    expect(decrypt()).toMatch(/^AccessDeniedException: /);
    lab.world.now = seenAt;
    expect(decrypt()).toBe("ok");
    expect(lab.call("kms:RevokeGrant", { keyId: "k1", grantId }).text).toBe("ok");
    expect(lab.call("kms:ListGrants", { keyId: "k1" }).output!.grants).toEqual([]);
    const { endsAt } = lab.world.grants.get("k1")![0]!;
    lab.world.now = instant(endsAt! - 1);
    expect(decrypt()).toBe("ok");
    lab.world.now = endsAt!;
    expect(decrypt()).toMatch(/^AccessDeniedException: /);
  });
  test("a sentence may bring tokens, for a call and for a child grant", () =>
    expect(
      failuresOf(
        `create key k1; encrypt "x" with k1 as c1
        grant A/app on k1 to decrypt, create-grant as g1; decrypt c1 by A/app expect denied; decrypt c1 with token of g1 by A/app expect ok
        grant A/other on k1 to decrypt by A/app expect denied; grant A/other on k1 to decrypt with token of g1 by A/app as g2
        decrypt c1 with token of g1 by A/other expect denied; decrypt c1 with tokens of g1, g2 by A/other expect ok
        decrypt c1 with k1 with token of g2 by A/other expect ok; revoke g2; advance 5 minutes; decrypt c1 with token of g2 by A/other expect denied`,
      ),
    ).toEqual([]));
  test("a scenario that does not wait is a race", () =>
    expect(
      failuresOf(
        'create key k1; encrypt "x" with k1 as c1; grant A/app on k1 to decrypt as g1; decrypt c1 by A/app expect denied; advance 5 minutes; decrypt c1 by A/app expect ok',
      ),
    ).toEqual([]));
});

describe("what a grant may hold", () => {
  const lab = new Lab(
    "create key k1; create key rsa spec RSA_2048 usage sign-verify; create key h1 spec HMAC_256 usage generate-verify-mac; role A/app",
  );
  const create = (keyId: string, operations: string[], more: object = {}) =>
    lab.call("kms:CreateGrant", { keyId, grantee: lab.principal("A/app"), operations, ...more }).text;

  test("operations of its key's type only", () => {
    expect(create("k1", ["Decrypt", "ReEncryptFrom", "GenerateDataKeyPair", "CreateGrant", "RetireGrant", "DescribeKey"])).toBe(
      "ok",
    );
    expect(create("k1", ["Sign"])).toMatch(/^ValidationException: /);
    expect(create("rsa", ["Sign", "Verify", "GetPublicKey"])).toBe("ok");
    expect(create("rsa", ["Decrypt"])).toMatch(/^ValidationException: /);
    expect(create("h1", ["GenerateMac", "VerifyMac"])).toBe("ok");
  });
  // Observed: ansible/ansible, pull request 31960, 2019-02.
  test("never CreateGrant alone", () => {
    expect(create("k1", ["CreateGrant"])).toBe("ValidationException: Grants must not contain only the CreateGrant operation.");
    expect(create("k1", ["CreateGrant", "Decrypt"])).toBe("ok");
  });
  test("never the key's management", () => {
    expect(create("k1", ["DisableKey"])).toBe(
      `ValidationException: 1 validation error detected: Value '[DisableKey]' at 'operations' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [${GRANT_OPERATIONS.join(", ")}]]`,
    );
    expect(GRANT_OPERATIONS).not.toContain("RevokeGrant");
  });
  test("context constraints on symmetric keys, of at most 8 pairs", () => {
    const eight = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`k${index}`, "v"]));
    expect(create("k1", ["Decrypt"], { constraint: { is: "subset", pairs: pairs(eight) } })).toBe("ok");
    expect(create("k1", ["Decrypt"], { constraint: { is: "subset", pairs: pairs({ ...eight, k8: "v" }) } })).toMatch(
      /^ValidationException: /,
    );
    expect(create("rsa", ["Sign"], { constraint: { is: "subset", pairs: pairs({ a: "b" }) } })).toMatch(/^ValidationException: /);
  });
  test("a grantee that exists", () => {
    const gone = { is: "principal", ref: "A/gone", arn: "arn:aws:iam::111122223333:role/gone", uniqueId: "AROAGONE" } as const;
    expect(create("k1", ["Decrypt"], { grantee: gone })).toBe(
      "InvalidArnException: ARN does not refer to a valid principal: arn:aws:iam::111122223333:role/gone",
    );
    expect(create("k1", ["Decrypt"], { retiring: gone })).toBe(
      "InvalidArnException: ARN does not refer to a valid principal: arn:aws:iam::111122223333:role/gone",
    );
  });
});

describe("how many grants", () => {
  const full = (count: number, key: string) => {
    const lab = new Lab("create key k1; create volume vol1 encrypted; role A/app; grant A/app on k1 to decrypt as g1");
    const [grant] = lab.world.grants.get("k1")!;
    const many = Array.from({ length: count }, (_, index) => ({ ...grant!, id: `g-${index}`, keyId: key }));
    lab.world.grants = lab.world.grants.set(key, many);
    return lab;
  };
  const create = (lab: Lab, more: object = {}) =>
    lab.call("kms:CreateGrant", { keyId: "k1", grantee: lab.principal("A/app"), operations: ["Decrypt"], ...more }).text;

  test("50,000 on a key, for one grantee or for many, and no more; a grant that ended makes room", () => {
    const lab = full(49_999, "k1");
    expect(create(lab)).toBe("ok");
    expect(create(lab)).toMatch(/^LimitExceededException: /);
    expect(lab.call("kms:RevokeGrant", { keyId: "k1", grantId: "g-0" }).text).toBe("ok");
    lab.world.now = instant(lab.world.now + FIVE_MINUTES);
    expect(create(lab)).toBe("ok");
  });
  test("no quota on a key that AWS manages", () => {
    const lab = full(
      50_000,
      [...new Lab("create volume vol1 encrypted").world.resources.values()].find(({ name }) => name === "aws/ebs")!.id,
    );
    const attached = lab.call("ec2:AttachVolume", { volume: "vol1", instance: "i1" });
    expect(attached.text).not.toMatch(/LimitExceeded/);
  });
});

test("a name makes CreateGrant idempotent; without one each call makes a grant", () => {
  const lab = new Lab("create key k1; role A/app");
  const create = (more: object = {}) =>
    lab.call("kms:CreateGrant", {
      keyId: "k1",
      grantee: lab.principal("A/app"),
      operations: ["Decrypt"],
      grantName: "n1",
      ...more,
    }).output!.grantId;
  const first = create();
  expect(create()).toBe(first);
  expect(create({ operations: ["Encrypt"] })).not.toBe(first);
  expect(
    lab.call("kms:CreateGrant", { keyId: "k1", grantee: lab.principal("A/app"), operations: ["Decrypt"] }).output!.grantId,
  ).not.toBe(first);
  expect(lab.call("kms:ListGrants", { keyId: "k1" }).output!.grants).toHaveLength(3);
});

describe("what a grantee may pass on", () => {
  const lab = new Lab(
    'create key k1; role A/app; role A/other; grant A/app on k1 to decrypt, generate-data-key, create-grant when context includes { Department: "IT" } as g1; advance 5 minutes',
  );
  const pass = (operations: string[], constraint?: object) =>
    lab.call(
      "kms:CreateGrant",
      {
        keyId: "k1",
        grantee: lab.principal("A/other"),
        operations,
        ...(constraint === undefined ? {} : { constraint: constraint as never }),
      },
      { by: "A/app" },
    ).text;

  test("its own operations, as strict or stricter", () => {
    expect(pass(["CreateGrant", "Decrypt"], { is: "equals", pairs: pairs({ Department: "IT" }) })).toBe("ok");
    expect(pass(["Decrypt"], { is: "subset", pairs: pairs({ Department: "IT", Purpose: "Test" }) })).toBe("ok");
  });
  test("no other operation, and nothing looser", () => {
    expect(pass(["Encrypt"], { is: "subset", pairs: pairs({ Department: "IT" }) })).toMatch(/^AccessDeniedException: /);
    expect(pass(["Decrypt"])).toMatch(/^AccessDeniedException: /);
    expect(pass(["Decrypt"], { is: "subset", pairs: pairs({ Department: "HR" }) })).toMatch(/^AccessDeniedException: /);
  });
  test("revoking the parent leaves the child", () =>
    expect(
      failuresOf(
        'create key k1; encrypt "x" with k1 as c1; grant A/app on k1 to decrypt, create-grant as g1; advance 5 minutes; grant A/other on k1 to decrypt by A/app as g2; revoke g1; advance 5 minutes; decrypt c1 by A/app expect denied; decrypt c1 by A/other expect ok',
      ),
    ).toEqual([]));
});

describe("who may end a grant", () => {
  const setup = 'create key k1; encrypt "x" with k1 as c1\n';
  test("its retiring principal, in whatever account, with no policy at all", () =>
    expect(
      failuresOf(
        `${setup}grant B/worker on k1 to decrypt retired by B/closer as g1; retire g1 by B/worker expect denied; retire g1 by B/closer expect ok`,
      ),
    ).toEqual([]));
  test("its grantee, if it holds RetireGrant", () =>
    expect(
      failuresOf(
        `${setup}grant A/worker on k1 to decrypt, retire-grant as g1; retire g1 by A/other expect denied; retire g1 by A/worker expect ok`,
      ),
    ).toEqual([]));
  test("the account that made it, and to whom that account delegates it", () =>
    expect(
      failuresOf(
        `${setup}grant A/worker on k1 to decrypt as g1; allow A/ops to "kms:RetireGrant" on k1; retire g1 by A/worker expect denied; retire g1 by A/ops expect ok`,
      ),
    ).toEqual([]));
  test("not the key's account, when another made it, by retiring; but by revoking", () =>
    expect(
      failuresOf(
        `${setup}policy of k1 allows acct B to create-grant; grant B/worker on k1 to decrypt by B/admin as g1; retire g1 by A/admin expect denied; revoke g1 by A/admin expect ok`,
      ),
    ).toEqual([]));
  test("an explicit deny keeps even the retiring principal from it", () =>
    expect(
      failuresOf(
        `${setup}grant A/worker on k1 to decrypt retired by A/closer as g1; deny A/closer to "kms:RetireGrant" on k1; retire g1 by A/closer expect denied`,
      ),
    ).toEqual([]));
  test("what ended is not there any more", () => {
    const lab = new Lab("create key k1; role A/app; grant A/app on k1 to decrypt as g1; revoke g1");
    expect(lab.call("kms:RevokeGrant", { keyId: "k1", grantId: "g1" }).text).toBe("NotFoundException: Grant ID g1 not found");
    expect(lab.call("kms:RetireGrant", { keyId: "k1", grantId: "none" }).text).toBe("NotFoundException: Grant ID none not found");
    expect(lab.call("kms:RetireGrant", { grantId: "none" }).text).toBe("InvalidGrantTokenException: ");
  });
});

describe("grants and the state of their key", () => {
  test("none can be made on a key that is disabled, to be deleted or without material", () => {
    const lab = new Lab("create key k1; create key k2; create key k3 origin external; disable k1; delete k2; role A/app");
    const create = (keyId: string) =>
      lab.call("kms:CreateGrant", { keyId, grantee: lab.principal("A/app"), operations: ["Decrypt"] }).text;
    expect(create("k1")).toBe(`DisabledException: ${KEY}/k1 is disabled.`);
    expect(create("k2")).toBe(`KMSInvalidStateException: ${KEY}/k2 is pending deletion.`);
    expect(create("k3")).toBe(`KMSInvalidStateException: ${KEY}/k3 is pending import.`);
  });
  test("those that are there sleep with a disabled key, can be revoked then, and go with a deleted one", () =>
    expect(
      failuresOf(`create key k1; encrypt "x" with k1 as c1; grant A/app on k1 to decrypt as g1; grant A/app2 on k1 to decrypt as g2; advance 5 minutes
        disable k1; decrypt c1 by A/app expect error DisabledException; revoke g2 expect ok; enable k1; decrypt c1 by A/app expect ok
        delete k1 after 7 days; advance 7 days; expect k1 is deleted; expect k1.grants is 0; expect g1 is not active`),
    ).toEqual([]));
});

describe("conditions on CreateGrant", () => {
  const when = (condition: string) => `create key k1; role A/delegate; role A/target; role A/other
    policy of k1 allows A/delegate to create-grant when ${condition}\n`;
  test("kms:GranteePrincipal names whom a grant may be for", () =>
    expect(
      failuresOf(
        `${when('{ StringEquals: { "kms:GranteePrincipal": "arn:aws:iam::111122223333:role/target" } }')}grant A/target on k1 to decrypt by A/delegate expect ok; grant A/other on k1 to decrypt by A/delegate expect denied`,
      ),
    ).toEqual([]));
  test("kms:GrantOperations bounds what it may hold", () =>
    expect(
      failuresOf(
        `${when('{ "ForAllValues:StringEquals": { "kms:GrantOperations": ["Decrypt", "Encrypt"] } }')}grant A/target on k1 to decrypt, encrypt by A/delegate expect ok; grant A/target on k1 to decrypt, describe-key by A/delegate expect denied`,
      ),
    ).toEqual([]));
  test("kms:GrantConstraintType is absent without a constraint", () =>
    expect(
      failuresOf(
        `${when('{ StringEquals: { "kms:GrantConstraintType": "EncryptionContextEquals" } }')}grant A/target on k1 to decrypt by A/delegate expect denied; grant A/target on k1 to decrypt when context equals { a: "b" } by A/delegate expect ok; grant A/target on k1 to decrypt when context includes { a: "b" } by A/delegate expect denied`,
      ),
    ).toEqual([]));
  test("kms:RetiringPrincipal is absent if none is named", () =>
    expect(
      failuresOf(
        `${when('{ StringEquals: { "kms:RetiringPrincipal": "arn:aws:iam::111122223333:role/other" } }')}grant A/target on k1 to decrypt by A/delegate expect denied; grant A/target on k1 to decrypt retired by A/other by A/delegate expect ok`,
      ),
    ).toEqual([]));
  test("kms:GrantIsForAWSResource is true only for what a service asks on one's behalf", () =>
    expect(
      failuresOf(`${when('{ Bool: { "kms:GrantIsForAWSResource": "true" } }')}grant A/target on k1 to decrypt by A/delegate expect denied
        create volume vol1 size 1 GiB with k1; allow A/delegate to "ec2:*" on "*"; policy of k1 allows A/delegate to decrypt, generate-data-key, reencrypt, describe-key
        attach vol1 to instance i1 by A/delegate expect ok`),
    ).toEqual([]));
});

test("a role that is deleted and made again does not get the old one's grant", () =>
  expect(
    failuresOf(
      'create key k1; encrypt "x" with k1 as c1; role B/app; grant B/app on k1 to decrypt as g1; advance 5 minutes; decrypt c1 by B/app expect ok; delete B/app; role B/app; decrypt c1 by B/app expect denied',
    ),
  ).toEqual([]));

test("a listing shows the unique ID of a grantee that was deleted, not its ARN", () => {
  const lab = new Lab("create key k1; role A/gone; grant A/gone on k1 to decrypt as g1");
  const shown = () =>
    lab.call("kms:ListGrants", { keyId: "k1" }).output!.grants.map((grant) => grantPrincipalText(lab.world, grant.grantee));
  const { uniqueId } = lab.world.principals.get("A/gone")!;
  expect(shown()).toEqual(["arn:aws:iam::111122223333:role/gone"]);
  lab.world.principals = lab.world.principals.delete("A/gone");
  expect(shown()).toEqual([uniqueId]);
  expect(uniqueId).toMatch(/^AROA/);
});
