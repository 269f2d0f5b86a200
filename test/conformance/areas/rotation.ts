// Rotation, automatic and on demand.

import type { Area } from "../play.js";
import { type Stage, stageWith } from "../stage.js";

function status(s: Stage): boolean {
  return s.ask("A/admin", "kms:GetKeyRotationStatus", { keyId: "k1" }).output!.enabled;
}
function rotations(s: Stage, key: string): number {
  return s.key(key).data.completedRotations.length;
}

/** How many times AWS rotates one key on demand. */
const ON_DEMAND_MAX = 25;

export const rotation: Area = {
  "rotation-automatic-on-external-key": () => {
    const s = stageWith("create key k1 origin external");
    return { answer: s.answerTo("enable rotation of k1"), keyArn: s.arn("k1") };
  },
  "rotation-aws-managed-key-not-configurable": () => {
    const s = stageWith('user A/alice; allow A/alice to "kms:*" on "*"');
    const keyId = s.managedKey("ebs");
    return {
      answer: s.ask("A/alice", "kms:DisableKeyRotation", { keyId }),
      also: [
        () => {
          s.say("advance 364 days");
          const before = rotations(s, "aws/ebs");
          s.say("advance 2 days");
          return before === 0 && rotations(s, "aws/ebs") === 1;
        },
      ],
    };
  },
  "rotation-disabled-key-catches-up": () => {
    const s = stageWith("create key k1; enable rotation of k1; advance 10 months; disable k1; advance 4 months");
    const whileDisabled = rotations(s, "k1");
    const answer = s.answerTo("enable k1");
    return { answer, also: [() => whileDisabled === 0, () => rotations(s, "k1") === 1] };
  },
  "rotation-off-by-default": () => {
    const s = stageWith("create key k1");
    const first = status(s);
    s.say("enable rotation of k1");
    const second = status(s);
    s.say("disable rotation of k1");
    const answer = s.ask("A/admin", "kms:GetKeyRotationStatus", { keyId: "k1" });
    return { answer, also: [() => !first && second && answer.output!.enabled === false] };
  },
  "rotation-on-demand-asymmetric": () => ({
    answer: stageWith("create key k1 spec RSA_4096 usage encrypt-decrypt").answerTo("rotate k1"),
  }),
  "rotation-on-demand-disabled-asymmetric-order": () => {
    const s = stageWith("create key k1 spec RSA_4096 usage encrypt-decrypt; disable k1");
    const answer = s.answerTo("rotate k1");
    return { answer, keyArn: s.arn("k1"), also: [() => answer.outcome !== "UnsupportedOperationException"] };
  },
  "rotation-on-demand-external-nothing-pending": () => {
    const s = stageWith('create key k1 origin external; material m1 "first"; import m1 into k1');
    return { answer: s.answerTo("rotate k1"), keyArn: s.arn("k1") };
  },
  "rotation-on-demand-limit": () => {
    const s = stageWith("create key k1; create key k2");
    for (let count = 0; count < ON_DEMAND_MAX; count++) s.say("rotate k1; advance 1 hour");
    return { answer: s.answerTo("rotate k1"), keyArn: s.arn("k1"), also: [() => s.answerTo("rotate k2").outcome === "ok"] };
  },
  "rotation-status-during-pending-deletion": () => {
    const s = stageWith("create key k1; enable rotation of k1; delete k1 after 7 days");
    const asked = s.ask("A/admin", "kms:GetKeyRotationStatus", { keyId: "k1" });
    const cancelled = s.answerTo("cancel deletion of k1");
    return {
      answer: asked.outcome === "ok" ? cancelled : asked,
      also: [() => asked.output!.enabled === false, () => status(s)],
    };
  },
};
