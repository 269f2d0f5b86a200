// How the engine's diagnostics and warnings are said: those about files, policies and what is not modelled here, the others beside what they are about.

import type { CodeTable, CodeWords } from "../language/codes.js";
import { claimWords } from "./claims/words.js";
import { flowWords } from "./flow-words.js";
import { lintCodes } from "./lint/words.js";
import { nameWords } from "./name-words.js";

const words: readonly (readonly [string, CodeWords])[] = [
  [
    "policy/not-json",
    {
      say: "this policy cannot be read: {message}",
      explain:
        "A policy is JSON, without comments, commas too many or one name twice in an object. AWS never sees a text that is none.",
      bad: 'policy of k1 is """{ "Version": "2012-10-17", }"""',
      good: 'policy of k1 is """{ "Version": "2012-10-17", "Statement": [] }"""',
    },
  ],
  [
    "policy/aws-refuses",
    {
      say: "AWS will refuse this policy with {refusal}: {message}",
      explain: "The text is JSON, and no policy as AWS reads it. A scenario that means it says so: `expect error`.",
      bad: 'policy of k1 is """{ "Statement": [{ "Efect": "Allow" }] }"""',
      good: 'policy of k1 is """{ "Statement": [{ "Efect": "Allow" }] }""" expect error MalformedPolicyDocumentException',
    },
  ],
  [
    "policy/unknown-sid",
    {
      say: 'no statement "{sid}" was put into the policy of {of}; it has had: {known}',
      explain: "A statement of a policy is named by its Sid: the one in the JSON, or the one that `as` gave it.",
      bad: 'policy of k1 allows acct B to decrypt as "backup"\nremove "bakcup" from policy of k1',
      good: 'policy of k1 allows acct B to decrypt as "backup"\nremove "backup" from policy of k1',
    },
  ],
  [
    "file/unreadable",
    {
      say: "`{path}` cannot be read: {problem}",
      explain: "Included files and policy files lie inside the folder of the scenario's project, and are ordinary text files.",
      bad: 'include "../../elsewhere.scenario"',
      good: 'include "common/accounts.scenario"',
    },
  ],
  [
    "file/no-statements",
    {
      say: "there are no statements here",
      explain: "A file without statements passes, and tests nothing.",
      bad: "# nothing but comments",
      good: "create key k1 in acct A region us-east-1",
    },
  ],
  [
    "file/include-ring",
    {
      say: "files include each other in a ring: {ring}",
      explain: "A file's set-up cannot be its own beginning.",
      bad: "",
      good: 'include "common/accounts.scenario"',
    },
  ],
  [
    "model/unknown-service",
    {
      say: "`{service}` is no service that Custody models",
      explain: "Services are named as in an action's prefix: kms, ec2, s3, rds, ssm, secretsmanager, sqs, dynamodb, iam.",
      bad: "outage of ksm in us-east-1 for 2 hours",
      good: "outage of kms in us-east-1 for 2 hours",
    },
  ],
  [
    "model/unknown-action",
    {
      say: "`{action}` is no action that Custody models",
      explain: "Actions are written as AWS does, `kms:Decrypt`. docs/aws.md lists what is modelled.",
      bad: "expect B/app can kms:Decript on k1",
      good: "expect B/app can kms:Decrypt on k1",
    },
  ],
];

export const engineCodes: CodeTable = new Map([...nameWords, ...claimWords, ...words, ...flowWords, ...lintCodes]);
