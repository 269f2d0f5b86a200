// Multi-Region keys: what primary and replica share, and what each has for itself.

import type { Area } from "../play.js";
import { type Stage, stageWith } from "../stage.js";

function inUsEast1(sentences: string): Stage {
  return stageWith(sentences, "us-east-1");
}

const IN_EUROPE = "create multi-region key m1; replicate m1 to region eu-west-1 as m1-eu";
/** MultiRegionConfiguration of DescribeKey. */
interface Relatives {
  readonly primaryKey: { readonly arn: string; readonly region: string };
  readonly replicaKeys: readonly { readonly arn: string; readonly region: string }[];
}
const europe = { region: "eu-west-1" };

export const multiRegion: Area = {
  "mrk-absent-elsewhere-before-replication": () => ({
    answer: inUsEast1("create multi-region key m1").ask(
      "A/admin",
      "kms:DescribeKey",
      { keyId: "mrk-m1" },
      { region: "us-west-1" },
    ),
  }),
  "mrk-decrypt-in-other-region": () => {
    const s = inUsEast1(`${IN_EUROPE}; encrypt "hello" with m1 as c1`);
    return {
      answer: s.answerTo("decrypt c1 with m1-eu"),
      also: [
        () => {
          s.say("policy of m1 allows A/app to decrypt");
          const byPrimary = s.answerTo("decrypt c1 with m1-eu by A/app").outcome;
          s.say("policy of m1-eu allows A/app to decrypt");
          return byPrimary === "AccessDeniedException" && s.answerTo("decrypt c1 with m1-eu by A/app").outcome === "ok";
        },
      ],
    };
  },
  "mrk-delete-replica-then-recreate": () => {
    const s = inUsEast1(`${IN_EUROPE}; encrypt "hello" with m1-eu as c1; delete m1-eu after 7 days; advance 8 days`);
    return {
      answer: s.answerTo("decrypt c1 with m1"),
      also: [
        () => {
          s.say("replicate m1 to region eu-west-1 as m1-eu2");
          return s.key("m1-eu2").data.keyId === s.key("m1").data.keyId;
        },
      ],
    };
  },
  "mrk-external-replica-needs-import": () => {
    const s = inUsEast1(
      'create multi-region key m1 origin external; material a "first"; material b "second"; import a into m1 expiring in 30 days',
    );
    const answer = s.answerTo("replicate m1 to region eu-west-1 as m1-eu");
    return {
      answer,
      also: [
        () => s.stateOf("m1-eu") === "pending-import",
        () => s.answerTo("import b into m1-eu").outcome === "IncorrectKeyMaterialException",
        () => {
          s.say("import a into m1-eu expiring in 60 days; advance 31 days");
          return s.stateOf("m1") === "pending-import" && s.stateOf("m1-eu") === "enabled";
        },
      ],
    };
  },
  "mrk-policy-change-not-copied": () => {
    const s = inUsEast1(`${IN_EUROPE}; role A/app`);
    const before = s.key("m1-eu");
    const answer = s.answerTo("policy of m1 allows A/app to decrypt");
    return {
      answer,
      also: [
        () => s.key("m1-eu").policy!.text === before.policy!.text && s.key("m1").policy!.text !== before.policy!.text,
        () => {
          s.say('alias app for m1; tag m1 { app: "shop" }; grant A/app on m1 to decrypt as g1; describe m1 as "the shop"');
          const { description } = s.key("m1-eu").data;
          const grants = s.ask("A/admin", "kms:ListGrants", { keyId: "mrk-m1" }, europe).output!.grants;
          const { aliasNames } = s.ask("A/admin", "kms:ListAliases", {}, europe).output!;
          return description === "" && grants.length === 0 && aliasNames.length === 0 && s.key("m1-eu").tags.size === 0;
        },
      ],
    };
  },
  "mrk-promote-without-replica-there": () => ({
    answer: inUsEast1(IN_EUROPE).ask("A/admin", "kms:UpdatePrimaryRegion", { keyId: "mrk-m1", primaryRegion: "ap-southeast-2" }),
  }),
  "mrk-replicate-response": () => {
    const s = inUsEast1(
      'create key plain; create multi-region key m1 described "the shop"; policy of m1 allows A/app to decrypt',
    );
    const answer = s.ask("A/admin", "kms:ReplicateKey", { keyId: "mrk-m1", replicaRegion: "us-west-1", id: "m1-west" });
    const [primary, replica] = [s.key("m1"), s.key("m1-west")];
    return {
      answer,
      also: [
        () => answer.output!.key.data.state.is === "creating" && replica.data.state.is === "enabled",
        () => replica.data.description === "" && replica.policy!.text === s.key("plain").policy!.text,
        () =>
          replica.data.keyId === primary.data.keyId &&
          replica.arn === primary.arn.replace("us-east-1", "us-west-1") &&
          s.metadata("m1-west").currentKeyMaterialId === s.metadata("m1").currentKeyMaterialId,
        () => {
          const { primaryKey, replicaKeys } = s.metadata("m1").multiRegionConfiguration as unknown as Relatives;
          const lists = replicaKeys.length === 1 && replicaKeys[0]?.arn === replica.arn && replicaKeys[0].region === "us-west-1";
          return lists && primaryKey.arn === primary.arn && primaryKey.region === "us-east-1";
        },
      ],
    };
  },
  "mrk-replicate-twice-into-one-region": () => {
    const s = inUsEast1(IN_EUROPE);
    const again = () => s.answerTo("replicate m1 to region eu-west-1 as m1-eu2");
    return {
      answer: again(),
      also: [
        () => {
          s.say("delete m1-eu after 7 days");
          return again().outcome === "AlreadyExistsException";
        },
      ],
    };
  },
  "mrk-use-while-creating": () => {
    const s = inUsEast1(`${IN_EUROPE}; role A/app`);
    s.hold("m1-eu", { is: "creating" });
    const keyId = s.arn("m1-eu");
    const creating = `${keyId} is creating.`;
    return {
      answer: s.answerTo('encrypt "hello" with m1-eu'),
      keyArn: keyId,
      also: [
        () =>
          s.answerTo('tag m1-eu { app: "shop" }').outcome === "ok" &&
          s.answerTo("policy of m1-eu allows A/app to decrypt").outcome === "ok" &&
          s.answerTo("alias app for m1-eu").outcome === "ok",
        () =>
          s.answerTo("grant A/app on m1-eu to decrypt as g1").message === creating &&
          s.answerTo("disable m1-eu").message === creating,
      ],
    };
  },
};
