// What CloudTrail shows, in which account.

import { type Area, notModelled } from "../play.js";
import { Stage } from "../stage.js";

export const trail: Area = {
  "trail-bucket-key-logs-bucket-arn": notModelled("S3 buckets with a bucket key"),
  "trail-cross-account-success-in-both": () => {
    const s = new Stage();
    s.say(
      'create key k1; encrypt "hello" with k1 as c1; policy of k1 allows acct B to decrypt; allow B/app to "kms:Decrypt" on k1',
    );
    const answer = s.answerTo("decrypt c1 by B/app");
    const [event] = s.calls("kms:Decrypt");
    return { answer, also: [() => event!.recordedIn.includes("A") && event!.recordedIn.includes("B")] };
  },
  "trail-exclude-kms-is-all-or-nothing": notModelled("trails that exclude KMS events"),
};
