// How diagnostics about names, kinds and places are said. Same form as the language's own table.

import type { CodeWords } from "../language/codes.js";

export const nameWords: readonly (readonly [string, CodeWords])[] = [
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
    "name/quoted-whole",
    {
      say: "`{name}` in quotes is read as an ARN, which it is none",
      explain:
        'A role or user is its account and its name, `A/app`. Only the name may be quoted, where it has signs that other names have not: `A/"my.role"`.',
      bad: 'create key k1 in acct A region us-east-1\npolicy of k1 allows "A/app" to decrypt',
      good: "create key k1 in acct A region us-east-1\npolicy of k1 allows A/app to decrypt",
    },
  ],
  [
    "name/same-identity",
    {
      say: "`{name}` and `{other}` have one name in IAM, which knows a role or user by its name without its path",
      explain: "A path is a part of the ARN and not of the name: an account has one role of a name, wherever it lies.",
      bad: 'role A/service-role/app\nallow A/app to decrypt on "*"',
      good: 'role A/service-role/app\nallow A/service-role/app to decrypt on "*"',
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
];
