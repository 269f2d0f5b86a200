// What the sentences of stores and their policies may get wrong before AWS is asked.

import type { CodeWords } from "../../contract/service.js";

export const words: ReadonlyMap<string, CodeWords> = new Map<string, CodeWords>([
  [
    "s3/copy-to-bucket",
    {
      title: "An object is copied to a bucket",
      say: ({ object = "" }) => ({
        text: `${object} is copied to a bucket, and how the copy is encrypted is said by a mode.`,
        help: `copy ${object} to bucket b2 encrypted with sse-kms k2`,
      }),
      example: "copy b1/doc1 to acct B with k2",
    },
  ],
  [
    "s3/rewrap-needs-key",
    {
      title: "An object's encryption is changed to a KMS key",
      say: ({ object = "" }) => ({
        text: `the encryption of ${object} can only be changed to SSE-KMS under a key that is named.`,
        help: `encrypt object ${object} with sse-kms k2; any other change is a copy`,
      }),
      example: "encrypt object b1/doc1 with sse-s3",
    },
  ],
  [
    "s3/replicate-needs",
    {
      title: "Replication has a bucket and a role",
      say: ({ bucket = "" }) => ({
        text: `objects of ${bucket} are replicated to a bucket, by a role that S3 may assume.`,
        help: `replicate ${bucket} to bucket b2 through A/replicator with k2`,
      }),
      example: "replicate b1 to region eu-west-1",
    },
  ],
  [
    "s3/kms-not-replicated",
    {
      title: "Objects under KMS keys are not replicated unless the rule names a key",
      say: ({ object = "", bucket = "", to = "", role = "" }) => ({
        text: `${object} stays where it is: it is under a KMS key, and the rule of ${bucket} names no key for replicas.`,
        help: `replicate ${bucket} to bucket ${to} through ${role} with a key of the Region of ${to}`,
      }),
      example: "replicate b1 to bucket b2 through A/replicator; put doc1 in b1",
    },
  ],
  [
    "policy/lockout-check-of-keys",
    {
      title: "A lockout check that there is not",
      say: () => ({
        text: "only a key's policy is checked for locking its maker out",
        help: "leave `without lockout check` away",
      }),
      example: 'policy of b1 is """{ "Version": "2012-10-17", "Statement": [] }""" without lockout check',
    },
  ],
  [
    "policy/action-in-quotes",
    {
      title: "Short names are for keys",
      say: ({ action = "", example = "" }) => ({
        text: `\`${action}\` is a short name, and short names are those of KMS actions`,
        help: `write the action in quotes: "${example}"`,
      }),
      example: "policy of b1 allows acct B to read",
    },
  ],
  [
    "policy/no-statement",
    {
      title: "A policy has no statement of that name",
      say: ({ sid = "", of = "" }) => ({
        text: `the policy of ${of} has no statement "${sid}"`,
        help: 'a statement has a name by `as "…"`, or by its Sid',
      }),
      example: 'remove "backup" from policy of b1',
    },
  ],
]);
