// What CloudTrail shows, in which account.

import type { Area } from "../play.js";
import { Stage } from "../stage.js";

/** "Far fewer" than one event an object. */
const FEW = 20;
const SCOPE = '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["s3:*", "kms:*"], "Resource": "*" }] }';

export const trail: Area = {
  "trail-bucket-key-logs-bucket-arn": () => {
    const s = new Stage();
    s.say(`create key k1; create bucket b1 encrypted with sse-kms k1 bucket key; document doc1 "the plan"; role A/writer
      allow A/writer to "s3:*" on b1; allow A/writer to "kms:GenerateDataKey", "kms:Decrypt" on k1
      role A/writer trusts A/one`);
    const answer = s.answerTo("repeat 1000 times { put doc1 in b1 by A/writer }");
    const events = s.calls("kms:GenerateDataKey");
    return {
      answer,
      also: [
        () => events.length > 0 && events.every((each) => each.encryptionContext?.get("aws:s3:arn") === "arn:aws:s3:::b1"),
        () => events.length < FEW,
        // The guide of S3 says when: "the same role with different scoping policies".
        () => {
          s.say('allow A/one to "sts:AssumeRole" on A/writer');
          const before = s.calls("kms:GenerateDataKey").length;
          s.say(`as A/writer assumed by A/one with session policy """${SCOPE}""" { put doc1 in b1 }`);
          return s.calls("kms:GenerateDataKey").length === before + 1;
        },
      ],
    };
  },
  "trail-cross-account-success-in-both": () => {
    const s = new Stage();
    s.say(
      'create key k1; encrypt "hello" with k1 as c1; policy of k1 allows acct B to decrypt; allow B/app to "kms:Decrypt" on k1',
    );
    const answer = s.answerTo("decrypt c1 by B/app");
    const [event] = s.calls("kms:Decrypt");
    return { answer, also: [() => event!.recordedIn.includes("A") && event!.recordedIn.includes("B")] };
  },
  "trail-exclude-kms-is-all-or-nothing": () => {
    const s = new Stage();
    s.say("create key k1; trail of A excludes kms");
    const answer = s.answerTo("delete k1 after 7 days");
    return {
      answer,
      also: [
        () =>
          s.calls("kms:ScheduleKeyDeletion").every((each) => each.recordedIn.length === 0) &&
          s.holds("expect trail of A has no kms:ScheduleKeyDeletion") &&
          s.answerTo("trail of A excludes kms:ScheduleKeyDeletion").outcome === "InvalidEventSelectorsException",
      ],
    };
  },
};
