// Parameter Store and Secrets Manager: small secrets under keys.

import { type Area, notChecked } from "../play.js";
import { stageWith } from "../stage.js";

export const secrets: Area = {
  "ssm-advanced-secure-string-needs-data-key": () => {
    const s = stageWith(
      'create key k1; user A/alice; allow A/alice to "ssm:PutParameter" on "*"; allow A/alice to "kms:Encrypt" on k1',
    );
    return { answer: s.answerTo('put parameter /app/password "s3cret" with k1 advanced by A/alice') };
  },
  "ssm-default-key-open-to-account": () => {
    const s = stageWith(
      'put parameter /app/password "s3cret"; user A/alice; role A/carol; allow A/alice, A/carol to "ssm:GetParameter" on "*"',
    );
    return {
      answer: s.answerTo("get parameter /app/password by A/alice"),
      also: [() => s.answerTo("get parameter /app/password by A/carol").outcome === "ok"],
    };
  },
  "ssm-get-without-decryption": () => {
    const s = stageWith(
      'create key k1; put parameter /app/password "s3cret" with k1; user A/alice; allow A/alice to "ssm:GetParameter" on "*"',
    );
    return {
      answer: s.answerTo("get parameter /app/password without decryption by A/alice"),
      also: [
        notChecked("the value of an answer is not shown"),
        () => s.answerTo("get parameter /app/password by A/alice").outcome === "AccessDeniedException",
      ],
    };
  },
  "secrets-create-with-customer-key-needs-kms": () => {
    const s = stageWith('create key k1; role A/maker; allow A/maker to "secretsmanager:*" on "*"');
    return { answer: s.answerTo('create secret db-login "user:pass" with k1 by A/maker') };
  },
  "secrets-cross-account-key-given-as-id": () => {
    const s = stageWith("create key k1; policy of k1 allows acct B to decrypt, generate-data-key", "us-east-1");
    const { keyId } = s.key("k1").data;
    s.given("secretsmanager:CreateSecret", { id: "db-login", value: "user:pass", key: { id: "k1", reference: keyId } });
    s.say(`policy of db-login allows acct B to "secretsmanager:PutSecretValue"
      role B/app; allow B/app to "secretsmanager:PutSecretValue", "kms:GenerateDataKey", "kms:Decrypt" on "*"`);
    const answer = s.answerTo('put secret db-login "user:other" by B/app');
    return {
      answer,
      also: [
        () => {
          s.given("secretsmanager:CreateSecret", { id: "named", value: "user:pass", key: { id: "k1", reference: s.arn("k1") } });
          s.say('policy of named allows acct B to "secretsmanager:PutSecretValue"');
          return (
            answer.message.includes(`:444455556666:key/${keyId}'`) && s.answerTo('put secret named "x" by B/app').outcome === "ok"
          );
        },
      ],
    };
  },
  "secrets-recreate-during-recovery-window": () => {
    const s = stageWith('create secret db-login "user:pass"; delete db-login');
    return { answer: s.answerTo('create secret db-login "user:pass"') };
  },
};
