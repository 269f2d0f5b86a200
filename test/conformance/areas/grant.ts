// Grants: what they allow, to whom, who may make and end them.

import { grantPrincipalText } from "../../../src/services/kms/grants.js";
import type { CreateGrantInput } from "../../../src/services/kms/operations/types.js";
import { OTHER, through } from "../callers.js";
import type { Area } from "../play.js";
import { KEY, type PolicyStage, worldOf } from "../policies.js";
import type { Answer } from "../stage.js";
import { contextOf, type Stage, stageWith } from "../stage.js";

const DENIED = "AccessDeniedException";
const AUTO_SCALING = "B/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling";

function createGrant(
  s: PolicyStage,
  who: string,
  to: string,
  more: Partial<CreateGrantInput> = {},
): Answer<{ grantId: string; grantToken: string }> {
  const input = { keyId: KEY, operations: ["Decrypt"], ...more, grantee: s.grantee(to) };
  return s.ask(who, "kms:CreateGrant", input);
}

function grantsOn(s: Stage, keyId: string = KEY) {
  return s.ask("A/admin", "kms:ListGrants", { keyId }).output!.grants;
}

const department = (is: "equals" | "subset") => ({ is, pairs: contextOf({ Department: "IT" }) }) as const;

export const grant: Area = {
  "grant-bound-to-recreated-lambda-role": () => {
    const s = stageWith('role A/fn; role A/other; create function f1 with environment "x" through A/fn; invoke f1');
    s.say("delete A/fn; role A/fn; advance 10 minutes");
    const answer = s.answerTo("invoke f1");
    const [first] = grantsOn(s, s.managedKey("lambda"));
    return {
      answer,
      also: [
        () => /^AROA/u.test(grantPrincipalText(s.world, first!.grantee)),
        () => s.answerTo("set role of f1 to A/other; set role of f1 to A/fn; invoke f1").outcome === "ok",
      ],
    };
  },
  "grant-child-with-stricter-constraint": (c) => {
    const s = worldOf(c);
    s.say("user A/anotherUser; user A/third");
    const operations = ["CreateGrant", "Decrypt"];
    const answer = createGrant(s, "A/exampleUser", "A/anotherUser", { operations, constraint: department("equals") });
    return {
      answer,
      also: [
        () => {
          s.say("advance 6 minutes");
          const fromEquals = (more: Partial<CreateGrantInput>) => createGrant(s, "A/anotherUser", "A/third", more).outcome;
          return (
            fromEquals({ constraint: department("subset") }) === DENIED &&
            fromEquals({}) === DENIED &&
            createGrant(s, "A/exampleUser", "A/third").outcome === DENIED &&
            fromEquals({ constraint: department("equals") }) === "ok"
          );
        },
      ],
    };
  },
  "grant-constraint-type-condition": (c) => {
    const s = worldOf(c);
    s.say("role A/worker");
    return { answer: createGrant(s, "A/ExampleUser", "A/worker") };
  },
  "grant-context-equals-with-extra-pair": (c) => ({
    answer: worldOf(c).decrypt("A/exampleUser", { Department: "IT", Purpose: "Test" }),
  }),
  "grant-create-returns-id-and-token": (c) => {
    const s = worldOf(c);
    s.say('user A/alice; allow A/alice to "kms:CreateGrant" on "*"');
    const before = grantsOn(s).length;
    const answer = createGrant(s, "A/alice", "A/alice", { operations: ["Decrypt", "Encrypt"] });
    return {
      answer,
      also: [
        () => answer.output!.grantId !== "" && answer.output!.grantToken !== "",
        () => grantsOn(s).length === before + 1 && grantsOn(s).every((each) => !("grantToken" in each)),
      ],
    };
  },
  "grant-cross-account-made-in-asg-account": (c) => {
    const s = worldOf(c, { withoutKey: true });
    s.makeKey(undefined);
    s.identity(AUTO_SCALING, "role");
    const use = ["Encrypt", "Decrypt", "ReEncrypt*", "GenerateDataKey*", "DescribeKey", "CreateGrant"].map(
      (each) => `kms:${each}`,
    );
    const allow = (account: string, Action: readonly string[]) => {
      return { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${account}:root` }, Action, Resource: "*" };
    };
    const Statement = [allow("111122223333", ["kms:*"]), allow(OTHER, use)];
    s.given("kms:PutKeyPolicy", { keyId: KEY, policy: JSON.stringify({ Version: "2012-10-17", Statement }) });
    const launch = () =>
      s.ask(through("ec2", AUTO_SCALING), "kms:GenerateDataKeyWithoutPlaintext", { keyId: KEY, keySpec: "AES_256" }).outcome ===
        "ok" && s.ask(through("ec2", AUTO_SCALING), "kms:Decrypt", { ciphertext: s.ciphertext(KEY) }).outcome === "ok";
    const before = launch();
    const operations = [
      "Encrypt",
      "Decrypt",
      "ReEncryptFrom",
      "ReEncryptTo",
      "GenerateDataKey",
      "GenerateDataKeyWithoutPlaintext",
      "DescribeKey",
      "CreateGrant",
    ];
    const answer = createGrant(s, "B/admin", AUTO_SCALING, { operations });
    return {
      answer,
      also: [
        () => grantsOn(s)[0]!.issuingAccount === "B",
        () => {
          s.say("advance 6 minutes");
          return !before && launch();
        },
      ],
    };
  },
  "grant-grantee-principal-condition": (c) => {
    const s = worldOf(c);
    s.say("role A/OtherRole; role A/LimitedAdminRole");
    if (createGrant(s, "A/ExampleUser", "A/LimitedAdminRole").outcome !== "ok")
      throw new Error("the role that is named may be granted to");
    return { answer: createGrant(s, "A/ExampleUser", "A/OtherRole") };
  },
  "grant-listing-shows-unique-id-of-deleted-role": (c) => {
    const s = worldOf(c);
    s.say("delete B/gone");
    return {
      answer: s.ask("A/admin", "kms:ListGrants", { keyId: KEY }),
      also: [
        () => /^AROA/u.test(grantPrincipalText(s.world, grantsOn(s)[0]!.grantee)),
        () => {
          s.say("role B/gone");
          return s.decrypt("B/gone").outcome === DENIED;
        },
      ],
    };
  },
  "grant-on-invalid-key-id": (c) => {
    const s = worldOf(c, { withoutKey: true });
    s.say("role A/worker");
    return { answer: createGrant(s, "A/admin", "A/worker", { keyId: "invalid" }) };
  },
  "grant-retire-by-grantee-without-operation": (c) => {
    const s = worldOf(c);
    return {
      answer: s.ask("A/worker", "kms:RetireGrant", { keyId: KEY, grantId: "g1" }),
      also: [
        () => {
          const second = createGrant(s, "A/admin", "A/worker", { operations: ["Decrypt", "RetireGrant"] });
          s.say("advance 6 minutes");
          return s.ask("A/worker", "kms:RetireGrant", { keyId: KEY, grantId: second.output!.grantId }).outcome === "ok";
        },
      ],
    };
  },
  "grant-retire-with-id-and-key": (c) => {
    const s = worldOf(c);
    s.say("role A/worker");
    const { grantId } = createGrant(s, "A/admin", "A/worker").output!;
    return { answer: s.ask("A/admin", "kms:RetireGrant", { keyId: KEY, grantId }) };
  },
  "grant-revoke": (c) => {
    const s = worldOf(c);
    s.say("role A/worker");
    const { grantId } = createGrant(s, "A/admin", "A/worker").output!;
    return { answer: s.ask("A/admin", "kms:RevokeGrant", { keyId: KEY, grantId }), also: [() => grantsOn(s).length === 0] };
  },
  "grant-same-name-retry-is-idempotent": (c) => {
    const s = worldOf(c);
    s.say("role A/worker");
    const first = createGrant(s, "A/admin", "A/worker", { grantName: "n1" });
    const answer = createGrant(s, "A/admin", "A/worker", { grantName: "n1" });
    return {
      answer,
      also: [
        () => answer.output!.grantId === first.output!.grantId && grantsOn(s).length === 1,
        () => {
          const [one, two] = [createGrant(s, "A/admin", "A/worker"), createGrant(s, "A/admin", "A/worker")];
          return one.output!.grantId !== two.output!.grantId && grantsOn(s).length === 3;
        },
      ],
    };
  },
  "grant-usable-without-any-policy": (c) => ({ answer: worldOf(c).decrypt("A/appUser") }),
};
