// Deleting keys: the waiting period, what it leaves and what it takes.

import { addDays } from "../../../src/world/time.js";
import type { Area } from "../play.js";
import { stageWith } from "../stage.js";

export const deletion: Area = {
  "deletion-alias-survives-until-the-end": () => {
    const s = stageWith("create key k1; alias my-kms-key for k1; delete k1; create key k2");
    return {
      answer: s.answerTo("alias my-kms-key for k2"),
      also: [
        () =>
          s.ask("A/admin", "kms:DeleteAlias", { aliasName: "alias/my-kms-key" }).outcome === "ok" &&
          s.answerTo("alias my-kms-key for k2").outcome === "ok",
      ],
    };
  },
  "deletion-cancel-leaves-disabled": () => {
    const s = stageWith("create key k1; delete k1 after 7 days");
    const answer = s.answerTo("cancel deletion of k1");
    return {
      answer,
      also: [
        () => s.metadata("k1").keyState === "Disabled",
        () => !("deletionDate" in s.metadata("k1")),
        () => {
          const whileDisabled = s.answerTo('encrypt "hello" with k1').outcome;
          s.say("enable k1");
          return whileDisabled === "DisabledException" && s.answerTo('encrypt "hello" with k1').outcome === "ok";
        },
      ],
    };
  },
  "deletion-default-window": () => {
    const s = stageWith("create key k1");
    const answer = s.ask("A/admin", "kms:ScheduleKeyDeletion", { keyId: "k1" });
    return {
      answer,
      also: [
        () =>
          s.metadata("k1").keyState === "PendingDeletion" &&
          s.metadata("k1").enabled === false &&
          answer.output!.deletionAt === addDays(s.world.now, 30),
      ],
    };
  },
  "deletion-of-external-key-without-material": () => {
    const s = stageWith("create key k1 origin external");
    return { answer: s.answerTo("delete k1 after 7 days"), also: [() => s.metadata("k1").keyState === "PendingDeletion"] };
  },
  "deletion-takes-aliases-and-metadata": () => {
    const s = stageWith('create key k1; alias one for k1; alias two for k1; encrypt "hello" with k1 as c1');
    const aliases = () => s.ask("A/admin", "kms:ListAliases", {}).output!.aliasNames.length;
    const before = aliases();
    s.say("delete k1 after 7 days; advance 8 days");
    return {
      answer: s.ask("A/admin", "kms:DescribeKey", { keyId: "k1" }),
      also: [() => before === 2 && aliases() === 0, () => s.answerTo("decrypt c1").outcome !== "ok"],
    };
  },
};
