// How each diagnostic of the language is said: a sentence with `{arg}` in it, why it is so, and a bad and a good example for
// `custody explain CODE`. Codes are stable. Services bring tables of their own; the renderer takes any number of them.

export interface CodeWords {
  /** One sentence without a full stop; `{name}` stands for the diagnostic's argument of that name. */
  readonly say: string;
  readonly explain: string;
  readonly bad: string;
  readonly good: string;
}

/** By code. A `Map`, since codes come from the command line too (`custody explain toString`). */
export type CodeTable = ReadonlyMap<string, CodeWords>;

const words: readonly (readonly [string, CodeWords])[] = [
  [
    "syntax/unknown-statement",
    {
      say: "no statement begins with `{found}`",
      explain:
        "A statement begins with a verb, such as `create`, `snapshot` or `expect`, with the name of a definition and `(`, or with a word that opens a block.",
      bad: "crate key k1 in acct A region us-east-1",
      good: "create key k1 in acct A region us-east-1",
    },
  ],
  [
    "syntax/not-expected",
    {
      say: "`{found}` does not fit here: expected {expected}",
      explain:
        "The words before it were understood, and none of the words that may follow them is here. What the statement acts on comes first, then its tails in any order, `expect` last.",
      bad: "copy s1 wiht k2",
      good: "copy s1 with k2",
    },
  ],
  [
    "syntax/other-words",
    {
      say: "`{found}`: this is said in other words",
      explain:
        "What is meant can be told, but the sentence goes otherwise. The sentence to write stands beside it; `custody check --fix` writes it where nothing else can have been meant.",
      bad: "share s1 with acct B",
      good: "share s1 to acct B",
    },
  ],
  [
    "syntax/text-not-expected",
    {
      say: 'the text "{found}" does not fit here: expected {expected}',
      explain: "Names stand without quotes. Quotes hold texts, policies, ARNs, and actions and resources as AWS writes them.",
      bad: 'snapshot "vol1"',
      good: "snapshot vol1",
    },
  ],
  [
    "syntax/more-expected",
    {
      say: "the statement ends too soon: expected {expected}",
      explain: "A statement ends at the end of its line or at `;`. A line that ends in `,` or `\\` goes on.",
      bad: "snapshot vol1 with",
      good: "snapshot vol1 with k1",
    },
  ],
  [
    "syntax/goes-on-to-nothing",
    {
      say: "`{sign}` says that the line goes on, but the file ends here",
      explain: "A line that ends in `,` or `\\` goes on in the next one.",
      bad: "share s1 to acct B,",
      good: "share s1 to acct B,\n  acct C",
    },
  ],
  [
    "syntax/part-missing",
    {
      say: "a part is missing here, such as `{part}`",
      explain:
        "Some parts of a sentence may stand in any order but cannot be left out: a grant says what it lets its grantee do, a seal says under which key.",
      bad: "grant B/app on k1 as g1",
      good: "grant B/app on k1 to decrypt as g1",
    },
  ],
  [
    "syntax/said-twice",
    {
      say: "`{text}`: this part is there already",
      explain: "Each part of a sentence is said once.",
      bad: "snapshot vol1 with k1 with k2",
      good: "snapshot vol1 with k1",
    },
  ],
  [
    "syntax/pair-twice",
    {
      say: "`{key}` stands twice here",
      explain: "An encryption context and a condition are objects of JSON: each name stands once.",
      bad: 'encrypt "x" with k1 context { app: "shop", app: "mail" }',
      good: 'encrypt "x" with k1 context { app: "shop", tier: "gold" }',
    },
  ],
  [
    "syntax/text-not-closed",
    {
      say: "the text that opens with `{quote}` here is not closed",
      explain: 'A text in `"` ends on its own line; a text in `"""` may go over several.',
      bad: 'document doc1 "the plan',
      good: 'document doc1 "the plan"',
    },
  ],
  [
    "syntax/escape",
    {
      say: "`{text}` is no escape",
      explain:
        'In a text `\\n`, `\\t`, `\\"`, `\\\\`, `\\/`, `\\<` and `\\u0041` stand for a character. A backslash itself is `\\\\`.',
      bad: 'document doc1 "C:\\data"',
      good: 'document doc1 "C:\\\\data"',
    },
  ],
  [
    "syntax/character",
    {
      say: "the character {character} cannot stand here",
      explain:
        "Sentences are made of letters, digits and the signs of the keyboard. Control characters cannot stand in a text either.",
      bad: "document doc1 “the plan”",
      good: 'document doc1 "the plan"',
    },
  ],
  [
    "syntax/not-utf-8",
    {
      say: "the file is not UTF-8 text: a byte here is no character",
      explain: "Scenario files are UTF-8. An editor can save the file again as UTF-8.",
      bad: 'document doc1 "\uFFFD"',
      good: 'document doc1 "é"',
    },
  ],
  [
    "syntax/block-not-closed",
    {
      say: "the block that opens here is not closed: a `}` is missing",
      explain: "Each `{` has its `}`.",
      bad: "repeat 3 times { rotate k1",
      good: "repeat 3 times { rotate k1 }",
    },
  ],
  [
    "syntax/no-block-open",
    {
      say: "no block is open here that this `}` could close",
      explain: "Each `}` closes a block that was opened by a `{` before it.",
      bad: "rotate k1 }",
      good: "repeat 3 times { rotate k1 }",
    },
  ],
  [
    "syntax/block-without-word",
    {
      say: "a block cannot stand alone: what is it for?",
      explain: "A block belongs to a sentence before it: `scenario`, `repeat`, `for`, `as`, `with chance`, `every` or `define`.",
      bad: "{ rotate k1 }",
      good: "repeat 3 times { rotate k1 }",
    },
  ],
  [
    "syntax/scenario-in-block",
    {
      say: "a scenario cannot stand inside a block; is a `}` missing before it?",
      explain: "Scenarios stand next to one another. Mostly the block before was not closed.",
      bad: 'scenario "a" {\n  rotate k1\nscenario "b" {\n  rotate k1\n}\n}',
      good: 'scenario "a" {\n  rotate k1\n}\nscenario "b" {\n  rotate k1\n}',
    },
  ],
  [
    "number/unreadable",
    {
      say: "`{text}` is no number",
      explain: "A number is written in digits, without leading zeros, exponents or separators, with at most one point.",
      bad: "advance 007 days",
      good: "advance 7 days",
    },
  ],
  [
    "number/signed",
    {
      say: "`{text}` has a sign: numbers here are never negative",
      explain: "Time goes forward, sizes and counts are at least zero: a number has no sign.",
      bad: "advance -1 day",
      good: "advance 1 day",
    },
  ],
  [
    "number/not-whole",
    {
      say: "`{text}` {of}: that must be a whole number",
      explain: "Times, counts and bytes are whole. A part of a larger unit is said in a smaller one.",
      bad: "advance 1.5 days",
      good: "advance 36 hours",
    },
  ],
  [
    "number/range-backwards",
    {
      say: "a range goes up, and {from} to {to} does not",
      explain: "`for n in 1 to 1000` goes through the whole numbers from the first to the last.",
      bad: "for n in 3 to 1 { create key k<n> in acct A region us-east-1 }",
      good: "for n in 1 to 3 { create key k<n> in acct A region us-east-1 }",
    },
  ],
  [
    "limit/range",
    {
      say: "this range has {count} numbers, the most is {most}",
      explain: "What stands in a loop is run for each of them. What need not be told apart is repeated: `repeat 100000 times`.",
      bad: "for n in 1 to 1000000 { create key k<n> in acct A region us-east-1 }",
      good: "for n in 1 to 1000 { create key k<n> in acct A region us-east-1 }",
    },
  ],
  [
    "number/too-large",
    {
      say: "`{text}` is more than Custody counts: sizes stay under 8,192 TiB",
      explain: "Sizes are counted in bytes, exactly. No volume, database or object of AWS is nearly so large.",
      bad: "create volume vol1 size 99999999 TiB",
      good: "create volume vol1 size 16 TiB",
    },
  ],
  [
    "number/percent-over-100",
    {
      say: "{text} is more than always",
      explain: "A chance lies between 0% and 100%.",
      bad: "with chance 101% { rotate k1 }",
      good: "with chance 100% { rotate k1 }",
    },
  ],
  [
    "number/money",
    {
      say: "`{text}` is no amount of money",
      explain:
        "Money is dollars, then at most nine digits after the point: `$3`, `$1.03`, `$0.000003`. It has no sign, no exponent and no separators, and stays under a thousand million.",
      bad: "expect bill of A in 2026-01 is $1e9",
      good: "expect bill of A in 2026-01 is $1.03",
    },
  ],
  [
    "number/seed",
    {
      say: "`{text}` is no seed: a seed is a whole number of at most 15 digits",
      explain: "All randomness is drawn from the seed, so that a run can be repeated.",
      bad: "seed 1.5",
      good: "seed 42",
    },
  ],
  [
    "date/unreadable",
    {
      say: "`{text}` is no date",
      explain: "Dates are written `2026-01-31`, instants `2026-01-31T12:00:00Z`, months `2026-01`. Times are UTC.",
      bad: "clock 2026-1-31",
      good: "clock 2026-01-31",
    },
  ],
  [
    "date/not-in-the-calendar",
    {
      say: "{text} is not in the calendar: {why}",
      explain: "Dates are those of the calendar from 1970 to 2199, in UTC and without leap seconds.",
      bad: "clock 2026-02-30",
      good: "clock 2026-02-28",
    },
  ],
  [
    "name/letters",
    {
      say: "the name `{name}` holds the letter {letter}, which may look like another",
      explain: "Names may hold letters of any script, but letters of two scripts can look alike and are still two names.",
      bad: "snapshot v\u043El1",
      good: "snapshot vol1",
    },
  ],
  [
    "name/composition",
    {
      say: "the name `{name}` is written with {letter} in parts; written in one, it would be another name",
      explain: "One letter with an accent can be stored in two ways that look alike. Names are compared as they are stored.",
      bad: "snapshot cafe\u0301",
      good: "snapshot caf\u00E9",
    },
  ],
  [
    "name/scenario-twice",
    {
      say: 'a scenario named "{name}" is there already',
      explain: "A scenario's name is that of its result and of its golden entry: each has its own.",
      bad: 'scenario "a" { explain }\nscenario "a" { explain }',
      good: 'scenario "a" { explain }\nscenario "b" { explain }',
    },
  ],
  [
    "table/cells",
    {
      say: "this row has {has} cells, the table has {wanted} columns",
      explain: "Each row of a table has a cell for each column.",
      bad: 'scenario "<a>" for each\n  | a | b |\n  | 1 |\n{ explain }',
      good: 'scenario "<a>" for each\n  | a | b |\n  | 1 | 2 |\n{ explain }',
    },
  ],
  [
    "table/row-not-closed",
    {
      say: "the row is not closed: a `|` is missing",
      explain: "A row begins and ends with `|`.",
      bad: 'scenario "<a>" for each\n  | a |\n  | 1\n{ explain }',
      good: 'scenario "<a>" for each\n  | a |\n  | 1 |\n{ explain }',
    },
  ],
  [
    "table/no-rows",
    {
      say: "the table has no rows",
      explain: "The first line of a table names its columns; the scenario runs once for each line after it.",
      bad: 'scenario "<a>" for each\n  | a |\n{ explain }',
      good: 'scenario "<a>" for each\n  | a |\n  | 1 |\n{ explain }',
    },
  ],
  [
    "table/column-name",
    {
      say: "`{text}` cannot name a column",
      explain: "A column has a name of letters, digits, `-` and `_`, so that `<name>` can stand for its cells.",
      bad: 'scenario "<a>" for each\n  | a b |\n  | 1 |\n{ explain }',
      good: 'scenario "<a>" for each\n  | a-b |\n  | 1 |\n{ explain }',
    },
  ],
  [
    "table/column-twice",
    {
      say: "a column named `{name}` is there already",
      explain: "Each column has its own name.",
      bad: 'scenario "<a>" for each\n  | a | a |\n  | 1 | 2 |\n{ explain }',
      good: 'scenario "<a>" for each\n  | a | b |\n  | 1 | 2 |\n{ explain }',
    },
  ],
  [
    "table/line",
    {
      say: "a table has no line between its head and its rows",
      explain: "The first row names the columns, and the rows follow at once: take the line of hyphens out.",
      bad: 'scenario "<a>" for each\n  | a |\n  |---|\n  | 1 |\n{ explain }',
      good: 'scenario "<a>" for each\n  | a |\n  | 1 |\n{ explain }',
    },
  ],
  [
    "flow/parameter-twice",
    {
      say: "a parameter named `{name}` is there already",
      explain: "Each parameter of a definition has its own name.",
      bad: "define back-up(volume, volume) { snapshot <volume> }",
      good: "define back-up(volume, key) { snapshot <volume> with <key> }",
    },
  ],
  [
    "limit/file-size",
    {
      say: "the file has {length} characters, the most is {most}",
      explain: "A scenario file is read by people. Set-up that several files share can be taken in with `include`.",
      bad: "(a file of 300 KiB)",
      good: 'include "common/accounts.scenario"',
    },
  ],
  [
    "limit/nesting",
    {
      say: "this is nested deeper than {most}",
      explain: "Blocks, records and lists stand inside one another at most 64 deep.",
      bad: "(`{` 65 times)",
      good: "define deep() { rotate k1 }\nrepeat 3 times { deep() }",
    },
  ],
  [
    "limit/name-length",
    {
      say: "the name has {length} characters, the most is {most}",
      explain: "Names have at most 128 characters.",
      bad: "(a name of 129 letters)",
      good: "snapshot vol1",
    },
  ],
  [
    "limit/text-length",
    {
      say: "the text has {length} characters, the most is {most}",
      explain: "A text in quotes has at most 64 KiB.",
      bad: "(a text of 65 KiB)",
      good: 'document doc1 "the plan"',
    },
  ],
  [
    "limit/rows",
    {
      say: "the table has more than {most} rows",
      explain: "A table has at most 1,000 rows.",
      bad: "(a table of 1,001 rows)",
      good: "(two tables of 501 rows)",
    },
  ],
  [
    "limit/scenarios",
    {
      say: "the file has more than {most} scenarios",
      explain: "A file has at most 1,000 scenarios.",
      bad: "(a file of 1,001 scenarios)",
      good: "(two files)",
    },
  ],
  [
    "limit/mistakes",
    {
      say: "and {count} more",
      explain: "At most 20 mistakes of a file are told at once.",
      bad: "(a file with 25 mistakes)",
      good: "(mend the first ones, then look again)",
    },
  ],
  [
    "model/not-modelled",
    {
      say: "Custody does not model {what} yet",
      explain:
        "What AWS does and Custody does not is refused by name and satisfies no expectation. docs/aws.md lists what is modelled.",
      bad: "lock snapshot s1",
      good: "",
    },
  ],
];

export const languageCodes: CodeTable = new Map(words);
