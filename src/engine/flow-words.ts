// How diagnostics about the flow of a file, time, chance and limits are said. Same form as the language's own table.

import type { CodeWords } from "../language/codes.js";

export const flowWords: readonly (readonly [string, CodeWords])[] = [
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
    "flow/include-in-block",
    {
      say: "a file is taken in outside all blocks, with the set-up",
      explain:
        "`include` takes in the set-up of another file, once, before the first scenario; it stands in no block and no definition.",
      bad: 'scenario "one" { include "common/accounts.scenario" }',
      good: 'include "common/accounts.scenario"\nscenario "one" { }',
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
    "flow/defined-twice",
    {
      say: "`{name}` is defined already; from here on it means this",
      explain: "Two definitions of one name are mostly a slip: a call means the last one before it.",
      bad: "define f() { rotate k1 }\ndefine f() { rotate k2 }",
      good: "define f() { rotate k1 }\ndefine g() { rotate k2 }",
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
    "limit/title-length",
    {
      say: "the scenario's name has {length} characters, the most is {most}",
      explain:
        "A name is a line of every report, with what stands for its placeholders. What is to be told at length stands in a comment.",
      bad: "(a name of 600 letters)",
      good: 'scenario "a key is lost" { explain }',
    },
  ],
  [
    "policy/arn-length",
    {
      say: "an ARN of {length} characters: AWS takes at most 2,048",
      explain: "The longest ARN that IAM takes has 2,048 characters; nothing is named by a longer one.",
      bad: "(an ARN of 3,000 letters)",
      good: "policy of k1 allows A/app to decrypt",
    },
  ],
  [
    "limit/turns",
    {
      say: "loops and definitions go through their blocks at most {max} times in a scenario",
      explain:
        "Each turn of a loop and each call of a definition counts, whatever stands in it: inside one another they multiply. A library user raises the limit with `limits.stepCountMax`.",
      bad: "repeat 1000000 times { let a = 1 }",
      good: "repeat 100 times { rotate k1 }",
    },
  ],
  [
    "limit/resources",
    {
      say: "a world holds at most {max} things at once",
      explain:
        "Keys, volumes, snapshots and all else that AWS keeps count; ciphertexts and other values do not. A library user raises the limit with `limits.resourceCountMax`.",
      bad: "default in acct A region us-east-1\ncreate volume vol1 size 1 GiB\nrepeat 20000 times { snapshot vol1 }",
      good: "default in acct A region us-east-1\ncreate volume vol1 size 1 GiB\nrepeat 200 times { snapshot vol1 }",
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
      explain: "`repeat 0 times` is read, and does nothing; so is `every 30 days for 7 days`.",
      bad: "repeat 0 times { rotate k1 }",
      good: "repeat 1 times { rotate k1 }",
    },
  ],
];
