// How diagnostics about expectations, predictions and questions are said. Same form as the language's own table.

import type { CodeWords } from "../../language/codes.js";

export const claimWords: readonly (readonly [string, CodeWords])[] = [
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
    "expect/not-asked-of",
    {
      say: "`{action}` is never asked of `{name}`, which is {is}: neither a yes nor a no would say anything",
      explain:
        "An action is of one service and is asked of its things: `kms:Decrypt` of a key or its alias, `s3:GetObject` of a bucket or what is in it. Who can read what lies under a key is asked with `read`.",
      bad: "expect A/app cannot kms:Decrypt on vol1",
      good: "expect A/app cannot kms:Decrypt on k1",
    },
  ],
  [
    "expect/asked-of-nothing",
    {
      say: "`{action}` is for no single key: leave `on {name}` out",
      explain:
        "Only identity policies allow `kms:CreateKey`, `kms:ListKeys`, `kms:GenerateRandom` and their like; a key's policy has no say.",
      bad: "expect A/app cannot kms:CreateKey on k1",
      good: "expect A/app cannot kms:CreateKey",
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
    "expect/no-order",
    {
      say: "what is compared here is no amount: it can be this or another, and neither more nor less",
      explain:
        "Numbers, sizes, days, times and money are more or less. Names, texts and states are equal or not: write `is` or `is not`.",
      bad: "create key k1 in acct A region us-east-1\nexpect k1.spec is over 3",
      good: "create key k1 in acct A region us-east-1\nexpect k1.spec is SYMMETRIC_DEFAULT",
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
    "expect/no-span",
    {
      say: "nothing can be asked of this time: {why}",
      explain: "AWS writes a bill for a month. A trail's records are counted by year, month or day.",
      bad: "expect bill of A in 2026-01-15 is $1.00",
      good: "expect bill of A in 2026-01 is $1.00",
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
