// S3: objects under keys, what a bucket's defaults do, and how S3 tells what KMS refused.

import type { Area } from "../play.js";
import { stageWith } from "../stage.js";

const BUCKET = 'create key k1; create bucket b1 encrypted with sse-kms k1; document doc1 "the plan"';
const STORED = `${BUCKET}; put doc1 in b1`;

export const s3: Area = {
  "s3-anonymous-read-of-kms-object": () => {
    const s = stageWith(`${STORED}; policy of b1 allows everyone to "s3:GetObject"`);
    return { answer: s.answerTo("get doc1 from b1 by browser") };
  },
  "s3-bucket-key-changes-context": () => {
    const s = stageWith(BUCKET);
    s.say(`role A/App; allow A/App to "s3:*" on b1; document doc2 "the next plan"
      policy of k1 allows A/App to decrypt, generate-data-key when { StringLike: { "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::b1/*" } }
      put doc2 in b1 by A/App
      encrypt bucket b1 with sse-kms k1 bucket key`);
    const answer = s.answerTo("put doc1 in b1 by A/App");
    const asked = answer.calls.find((call) => call.action === "kms:GenerateDataKey");
    return {
      answer,
      also: [
        () => asked?.encryptionContext?.get("aws:s3:arn") === "arn:aws:s3:::b1",
        () => {
          const old = s.answerTo("get doc2 from b1 by A/App");
          const decrypt = old.calls.find((call) => call.action === "kms:Decrypt");
          return old.outcome === "ok" && decrypt?.encryptionContext?.get("aws:s3:arn") === "arn:aws:s3:::b1/doc2";
        },
      ],
    };
  },
  "s3-copy-in-place-without-headers-loses-kms": () => {
    const s = stageWith('create key k1; create bucket b1; document doc1 "the plan"; put doc1 in b1 encrypted with sse-kms k1');
    return { answer: s.answerTo("copy b1/doc1"), also: [() => s.holds("expect b1/doc1.encryption is sse-s3")] };
  },
  "s3-cross-account-read-customer-key": () => {
    const s = stageWith(`${STORED}; user B/bob; allow B/bob to "s3:GetObject" on b1
      policy of b1 allows acct B to "s3:GetObject"; policy of k1 allows acct B to decrypt`);
    return {
      answer: s.answerTo("get doc1 from b1 by B/bob"),
      also: [
        () => {
          s.say('allow B/bob to "kms:Decrypt" on k1');
          return s.answerTo("get doc1 from b1 by B/bob").outcome === "ok";
        },
      ],
    };
  },
  "s3-default-two-rules": () => {
    const s = stageWith("create bucket b1");
    const rule = { is: "sse-s3" } as const;
    return { answer: s.ask("A/admin", "s3:PutBucketEncryption", { bucket: "b1", encryption: rule, moreRules: [rule] }) };
  },
  "s3-get-with-disabled-key": () => {
    const s = stageWith(`${STORED}; document doc2 "more"; disable k1`);
    const answer = s.answerTo("get doc1 from b1");
    return { answer, keyArn: s.arn("k1"), also: [() => s.answerTo("put doc2 in b1").message === answer.message] };
  },
  "s3-get-without-kms-decrypt": () => {
    const s = stageWith(`${STORED}; user A/alice; allow A/alice to "s3:GetObject" on b1; user A/carol`);
    const answer = s.answerTo("get doc1 from b1 by A/alice");
    return { answer, also: [() => s.answerTo("get doc1 from b1 by A/carol").outcome === answer.outcome] };
  },
  "s3-multipart-needs-decrypt": () => {
    const s = stageWith(`${BUCKET}; document doc2 "a short one"; user A/alice
      allow A/alice to "s3:PutObject" on b1; allow A/alice to "kms:GenerateDataKey" on k1`);
    const answer = s.answerTo("put doc1 in b1 in 2 parts by A/alice");
    const refused = answer.calls.filter((call) => call.depth === 0 && call.refused !== undefined);
    return {
      answer,
      also: [
        () => refused.map((call) => call.action).join() === "s3:UploadPart",
        () => s.answerTo("put doc2 in b1 by A/alice").outcome === "ok",
      ],
    };
  },
  "s3-put-with-key-of-other-region": () => {
    const s = stageWith('create key k1 region us-west-2; create bucket b1 in acct A region us-east-2; document doc1 "the plan"');
    return { answer: s.answerTo("put doc1 in b1 encrypted with sse-kms k1") };
  },
  "s3-put-without-headers": () => {
    const s = stageWith('create bucket b1; document doc1 "the plan"');
    return {
      answer: s.answerTo("put doc1 in b1"),
      also: [
        () => s.holds("expect b1/doc1.encryption is sse-s3"),
        () => {
          const before = s.ask("A/admin", "s3:GetBucketEncryption", { bucket: "b1" }).output!;
          s.say("delete encryption of b1");
          const after = s.ask("A/admin", "s3:GetBucketEncryption", { bucket: "b1" }).output!;
          return [before, after].every((each) => each.algorithm === "AES256" && !each.bucketKey);
        },
      ],
    };
  },
  "s3-ssec-get-with-wrong-key": () => {
    const s = stageWith('create bucket b1 encrypted with sse-c; document doc1 "the plan"');
    s.say('put doc1 in b1 encrypted with sse-c "mine"');
    return {
      answer: s.answerTo('get doc1 from b1 encrypted with sse-c "another"'),
      also: [() => s.answerTo('describe b1/doc1 encrypted with sse-c "another"').message === "Forbidden"],
    };
  },
  "s3-ssec-part-with-other-key": () => {
    const s = stageWith('create bucket b1 encrypted with sse-c; document doc1 "the plan"');
    const on = { bucket: "b1", object: "doc1" };
    const value = { kind: "document", name: "doc1", data: undefined, place: { account: "A", region: "" } };
    const begun = s.ask("A/admin", "s3:CreateMultipartUpload", { ...on, value, encryption: { is: "sse-c", customerKey: "X" } });
    const { upload } = begun.output!;
    return {
      answer: s.ask("A/admin", "s3:UploadPart", { ...on, upload, encryption: { is: "sse-c", customerKey: "Y" } }),
    };
  },
};
