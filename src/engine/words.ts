// How the engine's diagnostics and warnings are said: names, places, flow, expectations, time. Same form as the language's own table.

import type { CodeTable, CodeWords } from "../language/codes.js";
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
    "flow/after-scenario",
    {
      say: "set-up stands before the first scenario",
      explain: "What stands outside scenarios runs afresh before each of them, so it is written first.",
      bad: 'scenario "one" { }\ncreate key k1 in acct A region us-east-1',
      good: 'create key k1 in acct A region us-east-1\nscenario "one" { }',
    },
  ],
  [
    "flow/bad-count",
    {
      say: "`repeat` takes a whole number of times, from 0",
      explain: "How often a body runs is known before it runs.",
      bad: "repeat 1.5 times { rotate k1 }",
      good: "repeat 2 times { rotate k1 }",
    },
  ],
  [
    "flow/calls-itself",
    {
      say: "a definition cannot call itself: {name}",
      explain: "Definitions are sentences made of sentences; there is no recursion.",
      bad: "define a() { a() }\na()",
      good: "define a() { snapshot vol1 }\na()",
    },
  ],
  [
    "flow/wrong-arguments",
    {
      say: "`{name}` takes {takes} and is given {given}",
      explain: "A definition is called with as many values as it has parameters.",
      bad: "define back-up(volume, key) { snapshot <volume> }\nback-up(vol1)",
      good: "define back-up(volume) { snapshot <volume> }\nback-up(vol1)",
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
      bad: "expect k1.owner is A",
      good: "expect k1.rotations is 2",
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
    "expect/not-money",
    {
      say: "a bill is compared with an amount such as `$1.03`",
      explain: "Money is compared to the digits written.",
      bad: "expect bill of A in 2026-01 is 1",
      good: "expect bill of A in 2026-01 is $1.00",
    },
  ],
  [
    "time/clock-back",
    {
      say: "the clock cannot be set back once something has happened",
      explain: "`clock` says where simulated time starts.",
      bad: "create key k1 in acct A region us-east-1\nclock 2020-01-01",
      good: "clock 2020-01-01\ncreate key k1 in acct A region us-east-1",
    },
  ],
  [
    "time/advance-back",
    {
      say: "that is in the past: simulated time only goes forward",
      explain: "`advance to` takes an instant from now on.",
      bad: "clock 2026-06-01\nadvance to 2026-01-01",
      good: "clock 2026-06-01\nadvance to 2026-07-01",
    },
  ],
  [
    "time/out-of-range",
    {
      say: "simulated time runs from 1970 to the end of 2199",
      explain: "Later instants would be of no use, and some would not be exact.",
      bad: "advance 99999 years",
      good: "advance 3 years",
    },
  ],
  [
    "time/bad-date",
    {
      say: "`{text}` is no date: {problem}",
      explain: "Dates are written `2026-01-31`, instants `2026-01-31T12:00:00Z`; both are UTC.",
      bad: "clock 2026-02-30",
      good: "clock 2026-02-28",
    },
  ],
  [
    "time/not-a-date",
    {
      say: "a date such as `2026-01-31` stands here",
      explain: "`clock` and `advance to` take an instant.",
      bad: "clock yesterday",
      good: "clock 2026-01-31",
    },
  ],
  [
    "time/not-a-duration",
    {
      say: "a duration such as `90 days` stands here",
      explain: "`advance` takes a duration; `advance to` an instant.",
      bad: "advance soon",
      good: "advance 90 days",
    },
  ],
  [
    "time/bad-period",
    {
      say: "`every` takes two durations, the first longer than nothing",
      explain: "`every 1 day for 30 days { … }` runs its body thirty times.",
      bad: "every 0 days for 30 days { rotate k1 }",
      good: "every 1 day for 30 days { rotate k1 }",
    },
  ],
  [
    "chance/bad-percent",
    {
      say: "a chance lies between 0% and 100%",
      explain: "`with chance 1% { … }` runs its body once in a hundred times, drawn from the seed.",
      bad: "with chance 101% { rotate k1 }",
      good: "with chance 1% { rotate k1 }",
    },
  ],
  [
    "chance/bad-seed",
    {
      say: "`{text}` is no seed: a whole number from 0 stands here",
      explain: "The same seed gives the same run, to the byte.",
      bad: "seed -1",
      good: "seed 42",
    },
  ],
  [
    "chance/seed-twice",
    {
      say: "the seed was said already",
      explain: "One seed for a scenario: all its chance comes from there.",
      bad: "seed 42\nseed 43",
      good: "seed 42",
    },
  ],
  [
    "limit/steps",
    {
      say: "a scenario has at most {max} steps",
      explain: "Every run of a statement counts, in loops too. A library user raises the limit with `limits.stepCountMax`.",
      bad: "repeat 1000000 times { rotate k1 }",
      good: "repeat 100 times { rotate k1 }",
    },
  ],
  [
    "limit/includes",
    {
      say: "a file includes at most {max} others",
      explain: "Files taken in by included files count too.",
      bad: "",
      good: 'include "common/accounts.scenario"',
    },
  ],
  [
    "limit/include-depth",
    {
      say: "includes go at most {max} deep",
      explain: "A file that includes a file that includes a file …",
      bad: "",
      good: 'include "common/accounts.scenario"',
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
    "time/advance-nothing",
    {
      say: "this does not move the clock",
      explain: "Nothing falls due in no time.",
      bad: "advance 0 days",
      good: "advance 1 day",
    },
  ],
  [
    "flow/repeat-nothing",
    {
      say: "this body never runs",
      explain: "`repeat 0 times` is read, and does nothing.",
      bad: "repeat 0 times { rotate k1 }",
      good: "repeat 1 times { rotate k1 }",
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

export const engineCodes: CodeTable = new Map([...words, ...lintCodes]);
