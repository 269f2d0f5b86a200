// Aliases: names of keys, each in one account and Region.

import type { Area } from "../play.js";
import { stageWith } from "../stage.js";

export const alias: Area = {
  "alias-create-needs-two-resources": () => {
    const s = stageWith('create key k1; role A/R; allow A/R to "kms:CreateAlias" on k1');
    return {
      answer: s.answerTo("alias app for k1 by A/R"),
      also: [
        () => {
          s.say('role A/N; allow A/N to "kms:CreateAlias" on "arn:aws:kms:us-west-2:111122223333:alias/app"');
          const onAliasAlone = s.answerTo("alias app for k1 by A/N").outcome;
          s.say('allow A/N to "kms:CreateAlias" on k1');
          return onAliasAlone === "AccessDeniedException" && s.answerTo("alias app for k1 by A/N").outcome === "ok";
        },
      ],
    };
  },
  "alias-delete-leaves-key": () => {
    const s = stageWith('create key k1; alias app for k1; encrypt "hello" with k1 as c1');
    const before = s.key("k1");
    const answer = s.ask("A/admin", "kms:DeleteAlias", { aliasName: "alias/app" });
    return { answer, also: [() => s.key("k1") === before && s.answerTo("decrypt c1 with k1").outcome === "ok"] };
  },
  "alias-duplicate-name": () => ({
    answer: stageWith("create key k1; alias my-alias for k1", "us-east-1").answerTo("create key k2; alias my-alias for k2"),
  }),
  "alias-name-resolves-in-callers-account": () => {
    const s = stageWith(
      'create key k1; alias shared for k1; policy of k1 allows acct B to encrypt; user B/bob; allow B/bob to "kms:Encrypt" on k1',
    );
    const encrypt = (keyId: string) => s.ask("B/bob", "kms:Encrypt", { keyId, plaintext: { is: "text", text: "hello" } });
    return {
      answer: encrypt("alias/shared"),
      also: [() => encrypt("arn:aws:kms:us-west-2:111122223333:alias/shared").outcome === "ok"],
    };
  },
  "alias-pointing-at-alias": () => {
    const s = stageWith("create key k1; alias my-alias for k1");
    return { answer: s.ask("A/admin", "kms:CreateAlias", { aliasName: "alias/second", targetKeyId: "alias/my-alias" }) };
  },
  "alias-same-name-in-two-regions": () => {
    const s = stageWith("create key k1 region us-east-1; alias finance-key for k1; create key k2 region eu-central-1");
    return { answer: s.answerTo("alias finance-key for k2") };
  },
  "alias-with-colon": () => {
    const s = stageWith("create key k1");
    return { answer: s.ask("A/admin", "kms:CreateAlias", { aliasName: "alias/my:alias", targetKeyId: "k1" }) };
  },
};
