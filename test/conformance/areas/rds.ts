// RDS: databases, their snapshots and the keys that both are under.

import type { Area } from "../play.js";
import { stageWith } from "../stage.js";

const DATABASE = "create key k1; create database db1 with k1";

export const rds: Area = {
  "rds-change-key-of-instance": () => {
    const s = stageWith(`${DATABASE}; create key k2; snapshot db1 as s1; copy s1 with k2 as s2`);
    return {
      answer: s.answerTo("restore s2 as db2"),
      also: [() => s.holds("expect db2.key is k2"), () => s.holds("expect db1.key is k1")],
    };
  },
  "rds-copy-snapshot-across-regions": () => {
    const s = stageWith(`${DATABASE}; create key k2 region us-east-1; snapshot db1 as s1`);
    return {
      answer: s.answerTo("copy s1 to region us-east-1 with k2 as s2"),
      also: [
        () => s.answerTo("copy s1 to region us-east-1 as s3").outcome !== "ok",
        () => s.holds("expect s1.key is k1") && s.holds("expect s2.key is k2"),
      ],
    };
  },
  "rds-key-disabled-goes-recoverable": () => {
    const s = stageWith(`${DATABASE}; disable k1; advance 1 day`);
    const between = s.holds("expect db1 is inaccessible-encryption-credentials-recoverable");
    s.say("enable k1; advance 1 hour");
    const stillAway = s.holds("expect db1 is inaccessible-encryption-credentials-recoverable");
    return { answer: s.answerTo("start database db1"), also: [() => between, () => stillAway] };
  },
  "rds-replica-same-region": () => {
    const s = stageWith(`${DATABASE}; create key k2`);
    return {
      answer: s.answerTo("replicate db1 as db2"),
      also: [
        () =>
          s.holds("expect db2.key is k1") && s.answerTo("replicate db1 with k2 as db3").outcome === "InvalidParameterCombination",
      ],
    };
  },
  "rds-snapshot-inherits-key": () => {
    const s = stageWith(DATABASE);
    return { answer: s.answerTo("snapshot db1 as s1"), also: [() => s.holds("expect s1.key is k1")] };
  },
};
