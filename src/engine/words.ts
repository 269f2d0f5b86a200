// How the engine's diagnostics and warnings are said: names, places, flow, expectations, time. Same form as the language's own table.

import type { CodeTable, CodeWords } from "../language/codes.js";
import { flowWords } from "./flow-words.js";
import { lintCodes } from "./lint/words.js";

const words: readonly (readonly [string, CodeWords])[] = [
  [
    "name/unknown",
    {
      say: "there is no {kind} `{name}` here",
      explain:
        "A name must have been given by an earlier statement of this scenario or of the file's set-up. What other scenarios made is theirs alone.",
      bad: "create key k1 in acct A region us-east-1\nrotate k2",
      good: "create key k1 in acct A region us-east-1\nrotate k1",
    },
  ],
  [
    "name/unknown-key",
    {
      say: "there is no key `{name}` here",
      explain:
        "A key must have been created by an earlier statement of this scenario or of the file's set-up. AWS managed keys such as `aws/ebs` need not.",
      bad: "create key k1 in acct A region us-east-1\nsnapshot vol1 with k11",
      good: "create key k1 in acct A region us-east-1\nsnapshot vol1 with k1",
    },
  ],
  [
    "name/unknown-alias",
    {
      say: "there is no alias `{name}` in acct {account} region {region}",
      explain: "An alias is known in its own account and Region only.",
      bad: 'encrypt "x" with alias app',
      good: 'alias app for k1\nencrypt "x" with alias app',
    },
  ],
  [
    "name/unknown-definition",
    {
      say: "there is no definition `{name}`",
      explain: "`name(…)` runs the body of `define name(…) { … }`, which must stand before it.",
      bad: "back-up(vol1)",
      good: "define back-up(volume) { snapshot <volume> }\nback-up(vol1)",
    },
  ],
  [
    "name/unknown-placeholder",
    {
      say: "nothing stands for `<{name}>` here",
      explain: "`<name>` stands for a table's column, a `let`, a `pick`, a loop's variable or a definition's parameter.",
      bad: "snapshot <vol>",
      good: "let vol = vol1\nsnapshot <vol> with k1",
    },
  ],
  [
    "name/not-a-value",
    {
      say: "`{text}` is no value once its placeholders are filled",
      explain: "What stands for a `<name>` is put in its place as text; the result must read as a value.",
      bad: "advance <n> parsecs",
      good: "let n = 3 days\nadvance <n>",
    },
  ],
  [
    "name/wrong-kind",
    {
      say: "`{name}` is {is}; `{verb}` takes {takes}",
      explain: "Each verb acts on certain kinds of things.",
      bad: "rotate vol1",
      good: "rotate k1",
    },
  ],
  [
    "sentence/not-for-this",
    {
      say: "{words} means nothing where `{verb}` is of {is}",
      explain:
        "A verb that several kinds of things share has words for some of them only: a waiting period is a key's or a secret's.",
      bad: "create volume vol1; delete vol1 after 7 days",
      good: "create volume vol1; delete vol1",
    },
  ],
  [
    "sentence/says-nothing",
    {
      say: "{words} means nothing here: {why}",
      explain:
        "Who acts, where, and what a thing is to be called may stand in many sentences; said where nothing is made or no call goes out, it would be left out in silence.",
      bad: "create key k1; disable k1 as k2",
      good: "create key k1; disable k1",
    },
  ],
  [
    "name/taken",
    {
      say: "`{name}` is already the name of {is}",
      explain:
        "Names of things are unique in a scenario, in all accounts and Regions together, so that a reader always knows which is meant.",
      bad: "create key k1 in acct A region us-east-1\ncreate key k1 in acct B region us-east-1",
      good: "create key k1 in acct A region us-east-1\ncreate key k2 in acct B region us-east-1",
    },
  ],
  [
    "name/outcome",
    {
      say: "`{name}` is the word for an outcome, and no name",
      explain:
        "`ok`, `denied` and `error` are what a statement may come to. Any other word can be a name, those of the language too.",
      bad: "create key ok in acct A region us-east-1",
      good: "create key ok-key in acct A region us-east-1",
    },
  ],
  [
    "name/near",
    {
      say: "`{name}` is new, and close to `{near}`",
      explain:
        "A volume that is first named by `snapshot` is created. If the name is a slip of another one, the scenario tests the wrong thing.",
      bad: "create volume vol1 with k1\nsnapshot vo11 with k1",
      good: "create volume vol1 with k1\nsnapshot vol1",
    },
  ],
  [
    "name/looks-like",
    {
      say: "`{name}` looks like `{other}`, and is another name",
      explain: "Letters of two scripts, `0` and `O`, `1` and `l` are drawn alike. A reader takes the one name for the other.",
      bad: "create key k0 in acct A region us-east-1\ncreate key kO in acct A region us-east-1",
      good: "create key k0 in acct A region us-east-1\ncreate key k1 in acct A region us-east-1",
    },
  ],
  [
    "name/unused",
    {
      say: "the {what} `{name}` is said nowhere",
      explain:
        "A `let`, a `pick`, a definition, a column or a parameter that nothing stands for is left over, or a slip of another.",
      bad: "let days = 90\nadvance 30 days",
      good: "let days = 90\nadvance <days> days",
    },
  ],
  [
    "name/implied-under-strict",
    {
      say: "`{name}` would be created here as {kind}, and this file is strict",
      explain: "`strict` as a file's first statement turns every implied creation into an error.",
      bad: "strict\ncreate key k1 in acct A region us-east-1\nsnapshot vol1 with k1",
      good: "strict\ncreate key k1 in acct A region us-east-1\ncreate volume vol1 with k1\nsnapshot vol1",
    },
  ],
  [
    "name/nothing-left-out",
    {
      say: "`{verb}` needs to be told what, since no statement before it made it",
      explain: "A statement may leave its object out when it can only mean what the statement before it made.",
      bad: "share to acct B",
      good: "snapshot vol1 with k1\nshare to acct B",
    },
  ],
  [
    "name/only-in-expectations",
    {
      say: "`{name}` is named in expectations alone",
      explain:
        "A question makes no principal. A name that no statement uses may be a slip, and `cannot` would hold for it whatever the policies say.",
      bad: 'allow B/backup to "kms:Decrypt" on k1\nexpect B/bakcup cannot kms:Decrypt on k1',
      good: 'allow B/backup to "kms:Decrypt" on k1\nexpect B/backup cannot kms:Decrypt on k1',
    },
  ],
  [
    "name/account-acts",
    {
      say: "`{name}` is an account: its roles and users act, not the account itself",
      explain:
        "Every account has an administrator, `A/admin`, and a root user, `A/root`; other roles and users come into being when first named.",
      bad: "create key k1 in acct A region us-east-1\nrotate k1 by A",
      good: "create key k1 in acct A region us-east-1\nrotate k1 by A/admin",
    },
  ],
  [
    "name/thing-acts",
    {
      say: "`{name}` is {is}: nobody acts by that name",
      explain: "`by` says who makes the calls: a role or user such as `A/app`, or somebody outside AWS.",
      bad: 'create key k1 in acct A region us-east-1\nencrypt "x" by k1',
      good: 'create key k1 in acct A region us-east-1\nencrypt "x" with k1',
    },
  ],
  [
    "name/account-form",
    {
      say: "`{name}` is no account",
      explain: "An account is named by itself; a place is an account and a Region, `A us-east-1`, and `A/app` a role or user.",
      bad: "create key k1 in A/us-east-1",
      good: "create key k1 in A us-east-1",
    },
  ],
  [
    "name/account-number",
    {
      say: "{number} is the number of account `{account}`: sentences name it",
      explain: "Another account of that name would come into being. Numbers stand in ARNs and in JSON.",
      bad: "account B id 444455556666\ncreate key k1 in acct A region us-east-1\npolicy of k1 allows acct 444455556666 to decrypt",
      good: "account B id 444455556666\ncreate key k1 in acct A region us-east-1\npolicy of k1 allows acct B to decrypt",
    },
  ],
  [
    "name/with-slash",
    {
      say: "`{name}` cannot be the name of something new: it has a `/`",
      explain: "`A/app` is a role or user, `b1/doc1` an object in a bucket. Other things have names without `/`.",
      bad: "create key A/k1 in region us-east-1",
      good: "create key k1 in acct A region us-east-1",
    },
  ],
  [
    "name/no-principal",
    {
      say: "`{name}` is no role or user: write ACCOUNT/NAME, such as `A/app`",
      explain:
        "An account's actors are roles and users, written with their account. Names without an account are people and machines outside AWS.",
      bad: "policy of k1 allows app to decrypt",
      good: "policy of k1 allows A/app to decrypt",
    },
  ],
  [
    "place/no-account",
    {
      say: "`{what}` needs an account",
      explain: "A place is taken from the sentence, from the object acted on, or from `default in acct A region us-east-1`.",
      bad: "create key k1",
      good: "create key k1 in acct A region us-east-1",
    },
  ],
  [
    "place/no-region",
    {
      say: "`{what}` needs a region",
      explain: "A place is taken from the sentence, from the object acted on, or from `default in acct A region us-east-1`.",
      bad: "create key k1 in acct A",
      good: "create key k1 in acct A region us-east-1",
    },
  ],
  [
    "place/unknown-region",
    {
      say: "`{region}` is no region that Custody knows",
      explain: "Regions are those that every account has from the start; opt-in Regions, GovCloud and China are not modelled.",
      bad: "create key k1 in acct A region us-est-1",
      good: "create key k1 in acct A region us-east-1",
    },
  ],
  [
    "expect/nothing-before",
    {
      say: "there is no statement before this that could have an outcome",
      explain: "`expect ok`, `expect error` and `expect denied` speak of the statement before them.",
      bad: "expect denied",
      good: "decrypt c1 by A/app\nexpect denied",
    },
  ],
  [
    "expect/outcome-within",
    {
      say: "what came of the statement before has been settled: `within` goes with a claim about the world",
      explain:
        "A claim with `within` is looked at now and at every instant up to the deadline at which something falls due, as if nothing else were done.",
      bad: "decrypt c1 by A/app\nexpect denied within 3 days",
      good: "delete k1 after 7 days\nexpect k1 is deleted within 8 days",
    },
  ],
  [
    "predict/nothing-after",
    {
      say: "a prediction stands right before the statement that it is about, and none that acts follows",
      explain: "`predict allow`, `predict deny` and `predict error` are checked against what the next statement comes to.",
      bad: "predict deny because key policy",
      good: "predict deny because key policy\ndecrypt c1 by B/app",
    },
  ],
  [
    "expect/no-properties",
    {
      say: "nothing is known of `{name}` that could be compared",
      explain: "Keys, volumes, snapshots and other things of AWS have states and properties.",
      bad: "expect A is enabled",
      good: "expect k1 is enabled",
    },
  ],
  [
    "expect/unknown-state",
    {
      say: "`{name}` is {is}, which can be: {states}",
      explain: "Each kind of thing has its own states.",
      bad: "expect k1 is attached",
      good: "expect k1 is enabled",
    },
  ],
  [
    "expect/unknown-property",
    {
      say: "`{name}` is {is} and has no `{property}`; it has: {properties}",
      explain: "Each kind of thing has its own properties.",
      bad: "expect k1.colour is red",
      good: "expect k1.rotations is 2",
    },
  ],
  [
    "expect/unknown-code",
    {
      say: "no refusal has the code `{code}`",
      explain: "Codes are written as AWS writes them, with their capitals: `DisabledException`, `KMSInvalidStateException`.",
      bad: "decrypt c1 expect error disabledexception",
      good: "decrypt c1 expect error DisabledException",
    },
  ],
  [
    "expect/not-a-number",
    {
      say: "a count is compared with a number",
      explain: "`is 3`, `is not 3`, `is under 3`, `is over 3`, `is at least 3`, `is at most 3`.",
      bad: "expect count of keys in acct A is few",
      good: "expect count of keys in acct A is 3",
    },
  ],
  [
    "expect/other-sort",
    {
      say: "this is compared with {sort}",
      explain: "Sizes are compared with sizes, periods with days, times with dates, counts with numbers; a name is none of them.",
      bad: "create volume vol1 size 8 GiB\nexpect vol1.size is at least 8",
      good: "create volume vol1 size 8 GiB\nexpect vol1.size is at least 8 GiB",
    },
  ],
  [
    "expect/not-money",
    {
      say: "a bill is compared with an amount such as `$1.03`",
      explain: "Money is compared to the digits written.",
      bad: "expect bill of A in 2026-01 is 1",
      good: "expect bill of A in 2026-01 is $1.00",
    },
  ],
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
    "model/not-modelled",
    {
      say: "Custody does not model {what} yet",
      explain:
        "What AWS does and Custody does not is refused by name and satisfies no expectation. docs/aws.md lists what is modelled.",
      bad: "",
      good: "",
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
  [
    "ask/no-step",
    {
      say: "there is no such step: {count} were taken so far",
      explain: "`compare` takes numbers of steps as the trace shows them, 0 for the world before the first.",
      bad: "compare step 12",
      good: "compare step 2 with step 5",
    },
  ],
];

export const engineCodes: CodeTable = new Map([...words, ...flowWords, ...lintCodes]);
