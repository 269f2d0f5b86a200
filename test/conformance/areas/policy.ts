// Who may use a key: key policies, identity policies, organizations, boundaries, sessions and conditions.

import { OTHER, serviceFor, sessionOf, through } from "../callers.js";
import { documentsOf } from "../cases.js";
import type { Area } from "../play.js";
import { KEY, KEY_ID, worldOf } from "../policies.js";
import { type Answer, contextOf, Stage } from "../stage.js";

const DENIED = "AccessDeniedException";
const ALLOW_ALL_KMS = '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "kms:*", "Resource": "*" }] }';
const AUTO_SCALING = "aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling";

/** Whether it was refused by a statement that denies, in that layer. */
function deniedExplicitly(answer: Answer, layer: string): boolean {
  const decision = answer.refused?.decision;
  return decision?.allowed === false && decision.layers[0].explicit && decision.layers[0].layer === layer;
}

/** A control policy of account A that denies `action`. */
function controlPolicy(kind: "service" | "resource", action: string): string {
  const principal = kind === "resource" ? '"Principal": "*", ' : "";
  return `${kind} control policy of acct A is """{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", ${principal}"Action": "${action}", "Resource": "*" }] }"""`;
}

export const policy: Area = {
  "alarm-to-topic-under-aws-managed-sns-key": () => {
    const s = new Stage();
    const keyId = s.managedKey("sns");
    return {
      answer: s.ask(serviceFor("cloudwatch"), "kms:GenerateDataKey", { keyId, keySpec: "AES_256" }),
      also: [() => s.ask("A/admin", "kms:PutKeyPolicy", { keyId, policy: ALLOW_ALL_KMS }).outcome === DENIED],
    };
  },
  "aws-managed-key-direct-decrypt": (c) => {
    const s = worldOf(c, { withoutKey: true });
    s.managedKey("ebs");
    return { answer: s.ask("A/alice", "kms:Decrypt", { ciphertext: s.ciphertext("aws/ebs") }) };
  },
  "boundary-implicit-deny-and-key-policy-names-role": (c) => ({ answer: worldOf(c).decrypt(sessionOf("A/test-role")) }),
  "boundary-implicit-deny-and-key-policy-names-user": (c) => {
    const s = worldOf(c);
    const withRole = worldOf({ ...c, given: JSON.parse(JSON.stringify(c.given).replaceAll("user/", "role/")) });
    return { answer: s.decrypt("A/test-user"), also: [() => withRole.decrypt(sessionOf("A/test-user")).outcome === DENIED] };
  },
  "caller-account-with-star-principal": (c) => {
    const s = worldOf(c);
    s.say(`user A/alice; user B/bob; identity policy of B/bob is """${ALLOW_ALL_KMS}"""`);
    return { answer: s.decrypt("A/alice"), also: [() => s.decrypt("B/bob").outcome === DENIED] };
  },
  "context-condition-on-describe-key-is-void": (c) => {
    const answer = worldOf(c).describe("A/App");
    return { answer, also: [() => answer.refused!.decision!.request.context.get("kms:encryptioncontext:appname") === undefined] };
  },
  "context-exclusive-pairs": (c) => ({ answer: worldOf(c).generateDataKey("A/alice", { AppName: "ExampleApp", Stage: "Test" }) }),
  "context-pair-required-but-absent": (c) => ({ answer: worldOf(c).generateDataKey("A/App") }),
  "context-two-keys-are-and": (c) => ({ answer: worldOf(c).decrypt("A/App", { Department: "IT" }) }),
  "cross-acct-both-sides-allow": (c) => ({ answer: worldOf(c).decrypt("B/Engineering") }),
  "cross-acct-iam-names-other-identity-than-key-policy": (c) => ({ answer: worldOf(c).decrypt("B/Other") }),
  "cross-acct-key-policy-names-user-directly": (c) => {
    const s = worldOf(c);
    // The same policy with a user of the key's own account.
    const inside = worldOf({ ...c, given: JSON.parse(JSON.stringify(c.given).replaceAll(OTHER, "111122223333")) });
    return { answer: s.describe("B/bob"), also: [() => inside.describe("A/bob").outcome === "ok"] };
  },
  "cross-acct-only-key-policy": (c) => {
    const s = worldOf(c);
    s.identity("B/bob", "user");
    return { answer: s.decrypt("B/bob") };
  },
  "cross-acct-star-principal-without-condition": (c) => {
    const s = worldOf(c);
    s.say(`account C; user C/carol; identity policy of C/carol is """${ALLOW_ALL_KMS}"""`);
    return { answer: s.decrypt("B/bob"), also: [() => s.decrypt("C/carol").outcome === "ok"] };
  },
  "deny-on-missing-tag": (c) => ({ answer: worldOf(c).encrypt("A/alice") }),
  "for-all-values-is-true-without-context": (c) => ({ answer: worldOf(c).generateDataKey("A/App") }),
  "import-expiration-model-null-trick": (c) => {
    const s = worldOf(c);
    const external = s.given("kms:CreateKey", {
      id: "external",
      origin: "EXTERNAL",
      policy: JSON.stringify(documentsOf(c).get("key_policy")),
      bypassLockoutCheck: true,
    });
    const input = { keyId: external.key.arn, bytes: "material", expirationModel: "KEY_MATERIAL_DOES_NOT_EXPIRE" } as const;
    return { answer: s.ask("A/ExampleUser", "kms:ImportKeyMaterial", input) };
  },
  "key-policy-names-role-session-allowed": (c) => ({ answer: worldOf(c).decrypt(sessionOf("A/test-role")) }),
  "list-keys-needs-no-key-policy": (c) => ({ answer: worldOf(c).ask("A/alice", "kms:ListKeys", {}) }),
  "lockout-check-root-delegation-but-caller-lacks-iam": (c) => {
    const s = worldOf(c, { withoutKey: true });
    const policy = JSON.stringify(documentsOf(c).get("key_policy"));
    return {
      answer: s.ask("A/Cfn", "kms:CreateKey", { id: "k1", policy }),
      also: [
        () => {
          s.say('allow A/Cfn to "kms:PutKeyPolicy" on "*"');
          return s.ask("A/Cfn", "kms:CreateKey", { id: "k1", policy }).outcome === "ok";
        },
      ],
    };
  },
  "missing-key-with-negated-operator-matches": (c) => ({ answer: worldOf(c).decrypt("A/alice") }),
  "multi-region-key-type-replica-only": (c) => {
    const answer = worldOf(c).ask("A/alice", "kms:ScheduleKeyDeletion", { keyId: KEY });
    return { answer, also: [() => answer.refused!.decision!.request.context.get("kms:multiregionkeytype") === undefined] };
  },
  "notprincipal-deny-hits-role-with-boundary": (c) => {
    const answer = worldOf(c).decrypt("A/test-role");
    return { answer, also: [() => deniedExplicitly(answer, "resource")] };
  },
  "null-condition-requires-some-context": (c) => {
    const s = worldOf(c);
    return { answer: s.encrypt("A/App", { x: "y" }), also: [() => s.encrypt("A/App").outcome === DENIED] };
  },
  "policy-names-nonexistent-role": (c) => {
    const policy = JSON.stringify(documentsOf(c).get("key_policy"));
    return { answer: worldOf(c, { withoutKey: true }).ask("A/admin", "kms:CreateKey", { id: "k1", policy }) };
  },
  "rcp-ignores-aws-managed-key": (c) => {
    const s = worldOf(c);
    s.managedKey("s3");
    s.say(`organization o1 with unit u1 { A }\n${controlPolicy("resource", "kms:*")}\nallow A/alice to "kms:Decrypt" on "*"`);
    const reading = () => s.ask(through("s3", "A/alice"), "kms:Decrypt", { ciphertext: s.ciphertext("aws/s3") });
    return { answer: reading(), also: [() => reading().outcome === "ok" && s.decrypt("A/alice").outcome === DENIED] };
  },
  "recreated-role-loses-key-policy-access": (c) => {
    const s = worldOf(c);
    s.say("delete A/App; role A/App");
    return {
      answer: s.decrypt("A/App"),
      also: [
        () => /"AROA\w+"/u.test(s.ask("A/admin", "kms:GetKeyPolicy", { keyId: KEY }).output!.policy),
        () => {
          s.ask("A/admin", "kms:PutKeyPolicy", { keyId: KEY, policy: JSON.stringify(documentsOf(c).get("key_policy")) });
          return s.decrypt("A/App").outcome === "ok";
        },
      ],
    };
  },
  "reencrypt-on-same-key-only": (c) => {
    const s = worldOf(c);
    const user = "arn:aws:iam::111122223333:user/ExampleUser";
    const destinationKeyId = s.makeKey(
      { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { AWS: user }, Action: "kms:*", Resource: "*" }] },
      "k2",
    );
    return { answer: s.ask("A/ExampleUser", "kms:ReEncrypt", { ciphertext: s.ciphertext(KEY), destinationKeyId }) };
  },
  "request-alias-needs-alias-in-request": (c) => {
    const s = worldOf(c);
    s.given("kms:CreateAlias", { aliasName: "alias/project-alpha", targetKeyId: KEY });
    const byAlias = ["alias/project-alpha", "arn:aws:kms:us-west-2:111122223333:alias/project-alpha"];
    return {
      answer: s.describe("A/alpha-developer"),
      also: [() => byAlias.every((keyId) => s.describe("A/alpha-developer", keyId).outcome === "ok")],
    };
  },
  "resource-aliases-works-with-key-id": (c) => {
    const s = worldOf(c);
    for (const aliasName of ["alias/finance-key", "alias/other"]) s.given("kms:CreateAlias", { aliasName, targetKeyId: KEY });
    return { answer: s.generateDataKey("A/alice", {}, KEY_ID) };
  },
  "resource-tag-condition-in-iam-policy": (c) => {
    const s = worldOf(c);
    s.given("kms:TagResource", { keyId: KEY, tags: [["Project", "Beta"]] });
    return { answer: s.decrypt("A/alice") };
  },
  "same-acct-account-delegation-without-iam-allow": (c) => {
    const s = worldOf(c);
    s.say("user A/alice");
    const answer = s.decrypt("A/alice");
    return {
      answer,
      also: [
        () => {
          s.say('allow A/alice to "kms:Decrypt" on "*"');
          return !deniedExplicitly(answer, "resource") && s.decrypt("A/alice").outcome === "ok";
        },
      ],
    };
  },
  "same-acct-iam-deny-beats-key-policy-allow": (c) => {
    const answer = worldOf(c).decrypt("A/alice");
    return { answer, also: [() => deniedExplicitly(answer, "identity")] };
  },
  "same-acct-key-policy-deny-on-root-hits-user": (c) => {
    const s = worldOf(c);
    const answer = s.describe("A/alice");
    s.say(`user A/carl; identity policy of A/carl is """${ALLOW_ALL_KMS}"""`);
    const others = ["A/carl", "A/admin", "A/root"];
    return {
      answer,
      also: [
        () => deniedExplicitly(answer, "resource"),
        () => others.every((who) => deniedExplicitly(s.describe(who), "resource")),
      ],
    };
  },
  "same-acct-no-policy-at-all": (c) => {
    const s = worldOf(c);
    s.say("user A/alice");
    const answer = s.describe("A/alice");
    return { answer, also: [() => answer.refused?.decision?.allowed === false && !answer.refused.decision.layers[0].explicit] };
  },
  "scp-does-not-bind-service-linked-role": (c) => {
    const s = worldOf(c);
    s.say(`organization o1 with unit u1 { A }\n${controlPolicy("service", "kms:*")}`);
    return { answer: s.decrypt(sessionOf(`A/${AUTO_SCALING}`)) };
  },
  "scp-of-key-account-does-not-bind-foreign-caller": (c) => {
    const s = worldOf(c);
    s.say(`organization o1 with unit u1 { A }\n${controlPolicy("service", "kms:Decrypt")}`);
    return {
      answer: s.decrypt("B/bob"),
      also: [
        () => {
          s.say(controlPolicy("resource", "kms:Decrypt"));
          return s.decrypt("B/bob").outcome === DENIED;
        },
      ],
    };
  },
  "service-principal-with-source-arn": (c) => {
    const s = worldOf(c);
    const trail = (name: string) => `arn:aws:cloudtrail:us-west-2:111122223333:trail/${name}`;
    const asked = (sourceArn: string, context: string) =>
      s.ask(serviceFor("cloudtrail", sourceArn), "kms:GenerateDataKey", {
        keyId: KEY,
        keySpec: "AES_256",
        encryptionContext: contextOf({ "aws:cloudtrail:arn": context }),
      });
    const elsewhere = "arn:aws:cloudtrail:us-west-2:444455556666:trail/finance";
    return {
      answer: asked(trail("hr"), trail("hr")),
      also: [
        () => asked(trail("finance"), trail("finance")).outcome === "ok" && asked(trail("finance"), elsewhere).outcome === DENIED,
      ],
    };
  },
  "session-policy-narrows-role": (c) => {
    const session = sessionOf("A/test-role", documentsOf(c).get("session_policy"));
    return { answer: worldOf(c).decrypt(session) };
  },
  "unmanageable-after-last-user-deleted": (c) => {
    const s = worldOf(c);
    s.say("delete A/keyadmin");
    const put = (who: string) => s.ask(who, "kms:PutKeyPolicy", { keyId: KEY, policy: ALLOW_ALL_KMS });
    return { answer: put("A/admin"), also: [() => put("A/root").outcome === DENIED] };
  },
  "via-service-deny-only-that-service": (c) => ({ answer: worldOf(c).encrypt("A/ExampleUser") }),
};
