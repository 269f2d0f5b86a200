// What can be done with a key in which state, and what a request about keys must look like.

import type { Area } from "../play.js";
import { type Answer, Stage, stageWith } from "../stage.js";

const PLAINTEXT = { is: "text", text: "hello" } as const;

/** The first that did not work, or else the last. */
function allOf(answers: readonly Answer[]): Answer {
  return answers.find((each) => each.outcome !== "ok") ?? answers.at(-1)!;
}

const FOUR_STATES = `create key enabled-key
  create key disabled-key; disable disabled-key
  create key doomed-key; delete doomed-key after 7 days
  create key empty-key origin external`;

export const kmsState: Area = {
  "state-create-key-defaults": () => {
    const s = new Stage();
    const answer = s.ask("A/admin", "kms:CreateKey", { id: "k1", description: "mine", usage: "ENCRYPT_DECRYPT" });
    const made = s.metadata("k1");
    return {
      answer,
      also: [
        () => made.keyState === "Enabled" && made.enabled === true,
        () => made.keySpec === "SYMMETRIC_DEFAULT" && made.customerMasterKeySpec === "SYMMETRIC_DEFAULT",
        () => JSON.stringify(made.encryptionAlgorithms) === '["SYMMETRIC_DEFAULT"]',
        () => made.keyManager === "CUSTOMER" && made.origin === "AWS_KMS" && made.multiRegion === false,
        () => typeof made.currentKeyMaterialId === "string" && made.currentKeyMaterialId !== "",
      ],
    };
  },
  "state-describe-works-in-every-state": () => {
    const s = stageWith(FOUR_STATES);
    const keys = ["enabled-key", "disabled-key", "doomed-key", "empty-key"];
    const policy = s.key("enabled-key").policy!.text;
    return {
      answer: allOf(keys.map((keyId) => s.ask("A/admin", "kms:DescribeKey", { keyId }))),
      also: [
        () =>
          keys.every(
            (keyId) =>
              s.ask("A/admin", "kms:DescribeKey", { keyId }).outcome === "ok" &&
              s.ask("A/admin", "kms:GetKeyPolicy", { keyId }).outcome === "ok" &&
              s.ask("A/admin", "kms:PutKeyPolicy", { keyId, policy }).outcome === "ok" &&
              s.ask("A/admin", "kms:ListGrants", { keyId }).outcome === "ok" &&
              s.ask("A/admin", "kms:ListResourceTags", { keyId }).outcome === "ok",
          ),
      ],
    };
  },
  "state-disable-then-enable-roundtrip": () => {
    const s = stageWith("create key k1");
    s.say("disable k1");
    const between = s.metadata("k1");
    const answer = s.answerTo("enable k1");
    const after = s.metadata("k1");
    return {
      answer,
      also: [
        () => between.keyState === "Disabled" && between.enabled === false,
        () => after.keyState === "Enabled" && after.enabled === true,
      ],
    };
  },
  "state-enable-key-while-pending-import": () => {
    const s = stageWith("create key k1 origin external");
    return { answer: s.answerTo("enable k1"), keyArn: s.arn("k1") };
  },
  "state-generate-data-key-on-pending-deletion": () => {
    const s = stageWith("create key k1; disable k1; delete k1 after 7 days");
    const answer = s.ask("A/admin", "kms:GenerateDataKey", { keyId: s.arn("k1"), keySpec: "AES_256" });
    return { answer, keyArn: s.arn("k1"), also: [() => answer.outcome !== "DisabledException"] };
  },
  "state-key-from-other-region-by-arn": () => {
    const s = stageWith("create key k1 in acct A region us-west-2");
    return { answer: s.ask("A/admin", "kms:DescribeKey", { keyId: s.arn("k1") }, { region: "us-east-1" }) };
  },
  "state-key-id-not-a-uuid": () => {
    const s = new Stage();
    const describe = (keyId: string) => s.ask("A/admin", "kms:DescribeKey", { keyId });
    const others = ["1234abcd12ab34cd56ef1234567890ab", "mrk-fake-key-id"];
    return {
      answer: describe("fake-key-id"),
      also: [
        () =>
          others.every((keyId) => {
            const { outcome, message } = describe(keyId);
            return outcome === "NotFoundException" && message === `Invalid keyId '${keyId}'`;
          }),
      ],
    };
  },
  "state-put-key-policy-while-pending-deletion": () => {
    const s = stageWith("create key k1; delete k1 after 7 days");
    return { answer: s.ask("A/admin", "kms:PutKeyPolicy", { keyId: "k1", policy: s.key("k1").policy!.text }) };
  },
  "state-tag-while-disabled": () => ({
    answer: stageWith("create key k1; disable k1").answerTo('tag k1 { app: "shop" }'),
  }),
  "state-tags-duplicate-key-in-request": () => {
    const s = stageWith("create key k1");
    const tags = [
      ["tag1", "one"],
      ["tag1", "two"],
    ] as const;
    return { answer: s.ask("A/admin", "kms:TagResource", { keyId: "k1", tags }) };
  },
  "state-tags-reserved-prefix-any-case": () => ({
    answer: new Stage().ask("A/admin", "kms:CreateKey", { id: "k1", tags: [["AWS:key1", "value"]] }),
  }),
  "state-tags-value-257-characters": () => ({
    answer: new Stage().ask("A/admin", "kms:CreateKey", { id: "k1", tags: [["key1", "v".repeat(257)]] }),
  }),
  "state-verify-while-disabled": () => {
    const s = stageWith("create key k1 spec ECC_NIST_P256 usage sign-verify");
    const { signature } = s.given("kms:Sign", { keyId: "k1", message: PLAINTEXT });
    s.say("disable k1");
    return { answer: s.ask("A/admin", "kms:Verify", { keyId: "k1", message: PLAINTEXT, signature }), keyArn: s.arn("k1") };
  },
};
