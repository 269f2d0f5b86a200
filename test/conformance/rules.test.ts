// Beside the recorded cases: the rules of AWS's documentation that decide cases like them (facts: kms-and-iam, section 8), one world each.

import { describe, expect, test } from "vitest";
import { serviceFor, sessionOf, through, type Who } from "./callers.js";
import { KEY, PolicyStage } from "./policies.js";
import type { Answer } from "./stage.js";

const DENIED = "AccessDeniedException";
const OWNER_ROOT = "arn:aws:iam::111122223333:root";
const OTHER_ROOT = "arn:aws:iam::444455556666:root";

type Statement = { readonly [element: string]: unknown };

function policyOf(...statements: readonly Statement[]) {
  return { Version: "2012-10-17", Statement: statements };
}
function allow(principal: Statement | string, action: string, condition?: Statement): Statement {
  const statement = { Effect: "Allow", Principal: principal, Action: action, Resource: "*" };
  return condition === undefined ? statement : { ...statement, Condition: condition };
}
function identity(kind: "user" | "role", name: string): Statement {
  return { AWS: `arn:aws:iam::111122223333:${kind}/${name}` };
}
const ACCOUNT = allow({ AWS: OWNER_ROOT }, "kms:*");
const EC2_ONLY = policyOf({ Effect: "Allow", Action: "ec2:*", Resource: "*" });

/** A key under a policy of these statements, whose identities are there. */
function keyWith(...statements: readonly Statement[]): PolicyStage {
  const s = new PolicyStage();
  s.everybodyIn(policyOf(...statements));
  s.makeKey(policyOf(...statements));
  return s;
}

describe("a session of a role", () => {
  const named = "arn:aws:sts::111122223333:assumed-role/app/session";

  test("that the key policy names itself is bound by no implicit deny of session policy and boundary", () => {
    const s = keyWith(allow({ AWS: named }, "kms:Decrypt"), allow(identity("role", "app"), "kms:DescribeKey"));
    s.say(`boundary of A/app is """${JSON.stringify(EC2_ONLY)}"""`);
    expect(s.decrypt(sessionOf("A/app", EC2_ONLY)).outcome).toBe("ok");
  });

  test("whose role the key policy names is narrowed by its session policy", () => {
    const s = keyWith(allow(identity("role", "app"), "kms:Decrypt"));
    expect(s.decrypt(sessionOf("A/app", EC2_ONLY)).outcome).toBe(DENIED);
    expect(s.decrypt(sessionOf("A/app", policyOf({ Effect: "Allow", Action: "kms:*", Resource: "*" }))).outcome).toBe("ok");
  });
});

describe("the root user", () => {
  test("has what the key policy gives to the account", () => {
    expect(keyWith(ACCOUNT).decrypt("A/root").outcome).toBe("ok");
  });
  test("has nothing where the key policy does not speak of the account", () => {
    expect(keyWith(allow(identity("user", "keyadmin"), "kms:*")).decrypt("A/root").outcome).toBe(DENIED);
  });
  test("is bound by service control policies", () => {
    const s = keyWith(ACCOUNT);
    const control = policyOf({ Effect: "Deny", Action: "kms:Decrypt", Resource: "*" });
    s.say(`organization o1 with unit u1 { A }; service control policy of acct A is """${JSON.stringify(control)}"""`);
    expect(s.decrypt("A/root").outcome).toBe(DENIED);
  });
});

describe("from another account, with everything allowed on both sides", () => {
  const stage = () => keyWith(ACCOUNT, allow({ AWS: OTHER_ROOT }, "kms:*"));
  const asked: readonly (readonly [string, (s: PolicyStage) => Answer, string])[] = [
    ["ScheduleKeyDeletion never works", (s) => s.ask("B/admin", "kms:ScheduleKeyDeletion", { keyId: KEY }), DENIED],
    ["PutKeyPolicy never works", (s) => s.ask("B/admin", "kms:PutKeyPolicy", { keyId: KEY, policy: "{}" }), DENIED],
    ["TagResource never works", (s) => s.ask("B/admin", "kms:TagResource", { keyId: KEY, tags: [["a", "b"]] }), DENIED],
    ["CreateAlias never works", (s) => s.ask("B/admin", "kms:CreateAlias", { aliasName: "alias/x", targetKeyId: KEY }), DENIED],
    ["ListGrants works", (s) => s.ask("B/admin", "kms:ListGrants", { keyId: KEY }), "ok"],
    ["GetKeyRotationStatus works", (s) => s.ask("B/admin", "kms:GetKeyRotationStatus", { keyId: KEY }), "ok"],
    ["Decrypt works", (s) => s.decrypt("B/admin"), "ok"],
  ];
  test.each(asked)("%s", (_what, ask, outcome) => {
    expect(ask(stage()).outcome).toBe(outcome);
  });

  test("a resource control policy of the owner binds the caller", () => {
    const s = stage();
    const condition = { StringNotEquals: { "aws:PrincipalAccount": "111122223333" } };
    const control = policyOf({ Effect: "Deny", Principal: "*", Action: "kms:*", Resource: "*", Condition: condition });
    s.say(`organization o1 with unit u1 { A }; resource control policy of acct A is """${JSON.stringify(control)}"""`);
    expect(s.decrypt("B/admin").outcome).toBe(DENIED);
    expect(s.decrypt("A/admin").outcome).toBe("ok");
  });
});

describe("conditions on who calls and how", () => {
  const everyone = { AWS: "*" };
  const inOrganization = { StringEquals: { "aws:PrincipalOrgID": "o1" } };
  const throughS3 = { StringEquals: { "kms:ViaService": "s3.us-west-2.amazonaws.com", "kms:CallerAccount": "111122223333" } };
  const mfa = (operator: string) => ({ [operator]: { "aws:MultiFactorAuthPresent": "true" } });
  const fromAccount = { StringEquals: { "aws:SourceAccount": "111122223333" } };
  const trailArn = "arn:aws:cloudtrail:us-west-2:111122223333:trail/t";

  function outcome(condition: Statement, who: Who): string {
    const s = keyWith(allow(everyone, "kms:Decrypt", condition));
    s.say('organization o1 with unit u1 { A, B }; account C; user A/alice; allow B/bob, C/carol to "kms:*" on "*"');
    return s.decrypt(who).outcome;
  }

  test.each<[string, Statement, Who, string]>([
    ["a caller of the organization", inOrganization, "B/bob", "ok"],
    ["a caller outside the organization", inOrganization, "C/carol", DENIED],
    ["through the service", throughS3, through("s3", "A/alice"), "ok"],
    ["directly", throughS3, "A/alice", DENIED],
    ["through another service", throughS3, through("ec2", "A/alice"), DENIED],
    ["through the service, from another account", throughS3, through("s3", "B/bob"), DENIED],
    ["Bool on a key that the request does not have", mfa("Bool"), "A/alice", DENIED],
    ["BoolIfExists on a key that the request does not have", mfa("BoolIfExists"), "A/alice", "ok"],
  ])("%s", (_what, condition, who, wanted) => {
    expect(outcome(condition, who)).toBe(wanted);
  });

  test.each<[string, Who, string]>([
    ["for a resource of the account", serviceFor("cloudtrail", trailArn), "ok"],
    ["for no resource that it names", serviceFor("cloudtrail"), DENIED],
    ["that the policy does not name", serviceFor("sns", trailArn), DENIED],
  ])("a service %s", (_what, who, wanted) => {
    const s = keyWith(allow({ Service: "cloudtrail.amazonaws.com" }, "kms:GenerateDataKey", fromAccount));
    expect(s.generateDataKey(who).outcome).toBe(wanted);
  });

  test("of the encryption context, ForAnyValue needs one of the keys to be there, in the very same letters", () => {
    const keys = { "ForAnyValue:StringEquals": { "kms:EncryptionContextKeys": ["AppName"] } };
    const s = keyWith(allow(identity("user", "alice"), "kms:Decrypt", keys));
    expect(s.decrypt("A/alice", { AppName: "x", Stage: "y" }).outcome).toBe("ok");
    expect(s.decrypt("A/alice", { appname: "x" }).outcome).toBe(DENIED);
    expect(s.decrypt("A/alice").outcome).toBe(DENIED);
  });
});

describe("what a call needs", () => {
  test("ReEncrypt needs leave from one key and to the other", () => {
    const s = keyWith(ACCOUNT);
    const destinationKeyId = s.makeKey(policyOf(ACCOUNT), "k2");
    const reencrypt = () => s.ask("A/app", "kms:ReEncrypt", { ciphertext: s.ciphertext(KEY), destinationKeyId }).outcome;
    s.say('allow A/app to "kms:ReEncryptFrom" on "*"');
    expect(reencrypt()).toBe(DENIED);
    s.say('allow A/app to "kms:ReEncryptTo" on "*"');
    expect(reencrypt()).toBe("ok");
  });

  test("CreateKey with tags needs kms:TagResource as well", () => {
    const s = new PolicyStage();
    s.say('allow A/app to "kms:CreateKey", "kms:PutKeyPolicy" on "*"');
    expect(s.ask("A/app", "kms:CreateKey", { id: "k1", tags: [["app", "shop"]] }).outcome).toBe(DENIED);
    expect(s.ask("A/app", "kms:CreateKey", { id: "k1" }).outcome).toBe("ok");
  });

  test("an identity policy names keys, not aliases, for the use of a key", () => {
    const s = keyWith(ACCOUNT);
    s.given("kms:CreateAlias", { aliasName: "alias/app", targetKeyId: KEY });
    s.say('user A/alice; allow A/alice to "kms:DescribeKey" on "arn:aws:kms:us-west-2:111122223333:alias/app"');
    expect(s.describe("A/alice", "alias/app").outcome).toBe(DENIED);
  });

  test("an identity policy alone is nothing where the key policy does not speak of the account", () => {
    const s = keyWith(allow(identity("role", "other"), "kms:*"));
    expect(s.decrypt("A/admin").outcome).toBe(DENIED);
  });
});

describe("conditions on the making of grants", () => {
  function creating(condition: Statement, who: Who, operations: readonly string[]): string {
    const s = keyWith(ACCOUNT, allow(identity("user", "maker"), "kms:CreateGrant", condition));
    s.say("role A/worker");
    return s.ask(who, "kms:CreateGrant", { keyId: KEY, grantee: s.grantee("A/worker"), operations }).outcome;
  }
  const forAws = { Bool: { "kms:GrantIsForAWSResource": "true" } };
  const only = { "ForAllValues:StringEquals": { "kms:GrantOperations": ["Encrypt", "Decrypt"] } };

  test.each<[string, Statement, Who, readonly string[], string]>([
    ["for a service, asked directly", forAws, "A/maker", ["Decrypt"], DENIED],
    ["for a service, asked through it", forAws, through("ec2", "A/maker"), ["Decrypt"], "ok"],
    ["of some operations, asked for one of them", only, "A/maker", ["Decrypt"], "ok"],
    ["of some operations, asked for another", only, "A/maker", ["Decrypt", "GenerateDataKey"], DENIED],
  ])("%s", (_what, condition, who, operations, wanted) => {
    expect(creating(condition, who, operations)).toBe(wanted);
  });
});

describe("a key policy is taken", () => {
  const onlyApp = JSON.stringify(policyOf(allow(identity("role", "app"), "kms:*")));
  function creating(who: string, bypassLockoutCheck?: true): string {
    const s = new PolicyStage();
    s.say('allow A/app to "kms:CreateKey" on "*"');
    const input = { id: "k1", policy: onlyApp };
    return s.ask(who, "kms:CreateKey", bypassLockoutCheck ? { ...input, bypassLockoutCheck } : input).outcome;
  }
  test("from whom it lets change it", () => {
    expect(creating("A/app")).toBe("ok");
  });
  test("not from whom it locks out", () => {
    expect(creating("A/admin")).toBe("MalformedPolicyDocumentException");
  });
  test("from anybody who asks that this is not checked", () => {
    expect(creating("A/admin", true)).toBe("ok");
  });
});
