// Slips in who acts, where and when, and in the shape of a file.
import { type Rule, rule } from "./rule.js";

/** Before `expect`, which comes last. */
function by(actor: string, rest: string): string {
  const [act, ...after] = rest.split(/ (?=expects? )/);
  return [`${act} by ${actor}`, ...after].join(" ");
}

export const who = (): readonly Rule[] => [
  rule("decrypt c1 by acct B", "decrypt c1 by B/admin", / by (?:acct|account) ([\w<>-]+)(?= |$)/i, " by $1/admin", false),
  rule(
    "as A/app decrypt c1",
    "decrypt c1 by A/app",
    /^(?:as|by) ([\w<>-]+\/[\w<>-]+)[:,]? (?!assumed|with)(.+)$/i,
    (_, actor = "", rest = "") => by(actor, rest),
  ),
  rule(
    "A/app decrypts c1",
    "decrypt c1 by A/app",
    /^([\w<>-]+(?:\/[\w<>-]+)?) (encrypt|decrypt|reencrypt|sign|put|get|open|seal|share|cop(?:y|ie)|delete|disable|enable|rotate|eavesdrop|snapshot)s? (.+)$/i,
    (_, actor = "", verb = "", rest = "") => by(actor, `${verb.toLowerCase().replace("copie", "copy")} ${rest}`),
  ),
];

export const places = (): readonly Rule[] => [
  rule(
    "create key k2 in acct A, region us-east-1",
    "create key k2 in acct A region us-east-1",
    / in ((?:acct |account )?[\w<>-]+), (?=region |[a-z]{2}-)/i,
    " in $1 ",
  ),
  rule(
    "default account A region us-east-1",
    "default in account A region us-east-1",
    /^default(?: is|:| =| to)? (?!in |region )/i,
    "default in ",
  ),
  rule(
    "use acct A region us-east-1",
    "default in acct A region us-east-1",
    /^(?:use|using|set default|defaults?)(?: to| in)? (?=acct|account|region)/i,
    "default in ",
  ),
  rule("create key k2 in account: A", "create key k2 in account A", / (acct|account|region)(?: =|:|=) ?(?=[\w<])/i, " $1 "),
];

const NUMBERS: ReadonlyMap<string, number> = new Map(
  "a an one two three four five six seven eight nine ten twelve thirty ninety"
    .split(" ")
    .map((word, at) => [word, [1, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 30, 90][at]!]),
);

export const timeAndFlow = (): readonly Rule[] => [
  rule(
    "advance a week",
    "advance 1 week",
    /(?<= )(a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|thirty|ninety)[ -](?=(?:second|minute|hour|day|week|month|year|time)s?(?: |$))/gi,
    (_, word = "") => `${NUMBERS.get(word.toLowerCase())} `,
  ),
  rule(
    "what if delete k1",
    "what breaks without k1",
    /^what (?:if|happens if)(?: (?:I|we|you))? (?:delete|remove|disable) (?:key )?(\S+?)$/i,
    "what breaks without $1",
    false,
  ),
  rule("wait 31 days", "advance 31 days", /^(?:wait|sleep|after|pass|skip)(?: for)? (?=\d|<)/i, "advance "),
  rule(
    "wait until 2026-03-01",
    "advance to 2026-03-01",
    /^(?:wait|advance|sleep|skip)(?: until| till| to)? (?=\d{4}-\d\d-\d\d)/i,
    "advance to ",
  ),
  rule("31 days later", "advance 31 days", /^(\d+ \w+) (?:later|pass|go by)$/i, "advance $1"),
  rule(
    "every day for 30 days { explain }",
    "every 1 day for 30 days { explain }",
    /^(?:every|each) (hour|day|week|month|year) /i,
    "every 1 $1 ",
  ),
  rule(
    "for n in 1 - 9 { explain }",
    "for n in 1 to 9 { explain }",
    /^for (\S+) (?:in )?(?:from )?(\d+) ?(?:-|to|through|until|till|up to) ?(\d+)$/i,
    "for $1 in $2 to $3",
  ),
  rule(
    "for n in 1-9, 12 { explain }",
    "for n in 1 to 9, 12 { explain }",
    /^(for \S+ in (?:.* )?\d+) ?- ?(\d+)(?=,|$)/i,
    "$1 to $2",
  ),
  rule(
    'repeat 10 { encrypt "x" with k1 }',
    'repeat 10 times { encrypt "x" with k1 }',
    /^(?:repeat|do|loop) (\d+|<\w+>)(?: ?x| loops)?$/i,
    "repeat $1 times",
  ),
  rule(
    'repeat 10x { encrypt "x" with k1 }',
    'repeat 10 times { encrypt "x" with k1 }',
    /^(?:repeat )?(\d+)x$/i,
    "repeat $1 times",
  ),
  rule('10 times { encrypt "x" with k1 }', 'repeat 10 times { encrypt "x" with k1 }', /^(\d+) times$/i, "repeat $1 times"),
  rule("every 1 day { explain }", "every 1 day for 30 days { explain }", /^every (\d+ \w+)$/i, "every $1 for 30 days", false),
  rule(
    'repeat n times { encrypt "x" with k1 }',
    'repeat <n> times { encrypt "x" with k1 }',
    /^repeat ([A-Za-z][\w-]*) times/i,
    "repeat <$1> times",
  ),
  rule(
    "for each r in us-east-1, us-west-2 { explain }",
    "for r in us-east-1, us-west-2 { explain }",
    /^(?:for each|foreach|for all|for every|for any|loop over|iterate over) /i,
    "for ",
  ),
  rule(
    "for r from us-east-1, us-west-2 { explain }",
    "for r in us-east-1, us-west-2 { explain }",
    /^for (\S+) (?:of|from|over|=|:) /i,
    "for $1 in ",
  ),
  rule("for r in us-east-1, us-west-2, { explain }", "for r in us-east-1, us-west-2 { explain }", /^(for \S+ in .+),$/i, "$1"),
  rule(
    "every hour { explain }",
    "every 1 hour for 30 hours { explain }",
    /^(?:every|each) (hour|day|week|month|year)$/i,
    "every 1 $1 for 30 $1s",
    false,
  ),
  rule(
    "every 1 day until 2026-02-01 { explain }",
    "every 1 day for 30 days { explain }",
    /^(every \d+ (\w+?)s?) (?:until|till|to|up to) \S+$/i,
    "$1 for 30 $2s",
    false,
  ),
  rule(
    "every 1 day, 30 times { explain }",
    "every 1 day for 30 days { explain }",
    /^(every 1 (\w+?)),? (\d+) times$/i,
    "$1 for $3 $2s",
  ),
  rule(
    "pick r in us-east-1, us-west-2",
    "pick r from us-east-1, us-west-2",
    /^(?:pick|choose|draw|select)(?: one| any)? ([\w-]+) (?:in|of|out of|among|from|between|=) /i,
    "pick $1 from ",
  ),
  rule("let n 3", "let n = 3", /^let ([\w-]+) (?!=)/i, "let $1 = "),
  rule("n = 3", "let n = 3", /^(?!seed |clock |start |date |now )([A-Za-z][\w-]*) ?= ?(?=[\d"$[])/, "let $1 = "),
  rule("let n: 3", "let n = 3", /^let (\S+?) ?(?::|:=|be|is) /i, "let $1 = "),
  rule("set n = 3", "let n = 3", /^(?:set|var|const|def) (\S+) ?(?:=|to) /i, "let $1 = "),
  rule(
    "advance n days",
    "advance <n> days",
    /^advance (?!infinity|nan)([A-Za-z][\w-]*) (?=(?:second|minute|hour|day|week|month|year)s?$)/i,
    "advance <$1> ",
  ),
  rule("kms outage in us-east-1 for 2 hours", "outage of kms in us-east-1 for 2 hours", /^(\w+) outage /i, "outage of $1 "),
  rule(
    "outage kms in us-east-1 for 2 hours",
    "outage of kms in us-east-1 for 2 hours",
    /^outage (?:for |on )?(?!of )/i,
    "outage of ",
  ),
  rule(
    "throttle kms in acct A region us-east-1 to 100 requests per second",
    "throttle kms in acct A region us-east-1 to 100 per second",
    /^(throttle .*?) (?:to|at) (\d+) ?(?:requests |calls |operations )?(?:(?:per|a|\/) ?(?:second|s|sec))?$/i,
    "$1 to $2 per second",
  ),
  rule(
    "with 10% chance { explain }",
    "with chance 10% { explain }",
    /^with (?:a )?(?:probability )?(?:of )?(\d[\d.]*%)(?: chance| probability)?/i,
    "with chance $1",
  ),
  rule(
    "with a chance of 10% { explain }",
    "with chance 10% { explain }",
    /^(?:with |by |at |in )?(?:an? )?(?:chance|probability|odds)(?: of| is|:)? (?=\d[\d.]*%)/i,
    "with chance ",
  ),
  rule(
    "with chance 0.5 { explain }",
    "with chance 50% { explain }",
    /^with chance (0?\.\d{1,6})$/i,
    (_, share = "") => `with chance ${Number((Number(share) * 100).toFixed(4))}%`,
  ),
  rule(
    "clock is 2026-06-01",
    "clock 2026-06-01",
    /^(?:clock|start|date|time|today|set clock|now)(?: is| at| =| to|:)* (?=\d{4}-)/i,
    "clock ",
  ),
  rule("seed = 42", "seed 42", /^(?:random )?seed(?: =|:| is)? (?=\d)/i, "seed "),
  rule(
    "scenario a key is lost { explain }",
    'scenario "a key is lost" { explain }',
    /^(?:scenario|test)(?: ?:)? (?!')([^"@|{]*[^"@|{: ])( @.*)?$/i,
    'scenario "$1"$2',
  ),
  rule(
    'test "a key is lost" { explain }',
    'scenario "a key is lost" { explain }',
    /^(?:test|it|describe|case|scenario:) (?="\d+")/i,
    "scenario ",
  ),
  rule('scenario "a" @x, @y { explain }', 'scenario "a" @x @y { explain }', /^(scenario "\d+"(?: @\S+?)*), ?(?=@)/i, "$1 "),
  rule(
    'scenario "a" tags x { explain }',
    'scenario "a" @x { explain }',
    /^(scenario "\d+") (?:tags?|tagged)(?: with)?:? @?([\w-]+)$/i,
    "$1 @$2",
  ),
  rule(
    "def f(a) { explain }",
    "define f(a) { explain }",
    /^(?:def|function|func|fn|macro|procedure|sub) (?=[\w-]+ ?\()/i,
    "define ",
  ),
  rule("define f { explain }", "define f() { explain }", /^define ([\w-]+)$/i, "define $1()"),
  rule("f (k1, k2)", "f(k1, k2)", /^([\w-]+) \((.*)\)$/, "$1($2)"),
  rule("call f(k1)", "f(k1)", /^(?:call|do|run|invoke|apply) ([\w-]+ ?\(.*\))$/i, "$1"),
  rule("include common.scenario", 'include "common.scenario"', /^include ([\w./-]+\.scenario)$/i, 'include "$1"'),
  rule(
    'use "common.scenario"',
    'include "common.scenario"',
    /^(?:use|require|import|load|source|read|from)(?: file)? (?="\d+"$)/i,
    "include ",
  ),
  rule("strict mode", "strict", /^(?:use |be |set )?strict(?: mode| on|ly)?$/i, "strict"),
  rule(
    "outage of kms in us-east-1 for ever",
    "outage of kms in us-east-1",
    /^(outage of .*?) (?:for ?ever|forever|for good|permanently)$/i,
    "$1",
  ),
  rule("// a remark", "# a remark", /^(?:\/\/+|--+) ?(.*)$/, "# $1"),
];

export const anywhere = (): readonly Rule[] => [
  rule(
    'encrypt "x" with k1 by A/my.role',
    'encrypt "x" with k1 by A/"my.role"',
    /(?<= )([\w<>-]+)\/(?=[\w/-]*[.@+=])([\w-]+(?:[.@+=/][\w-]+)+)(?=[ ,]|$)/,
    '$1/"$2"',
  ),
  rule(
    "disable the key k1",
    "disable key k1",
    / the (?=key|volume|snapshot|bucket|database|secret|queue|table|role|alias|policy|bill|trail)/i,
    " ",
  ),
  rule(
    "disable ${key}",
    "disable <key>",
    /(?<=[ ("]|^)(?:\$\{ ?([A-Za-z][\w-]*) ?\}|\$([A-Za-z][\w-]*)|\{\{ ?([A-Za-z][\w-]*) ?\}\}|\{ ?([A-Za-z][\w-]*) ?\}|< ?([A-Za-z][\w-]*) ?>|%([A-Za-z][\w-]*)%)(?=[ ,)"]|$)/g,
    (_, ...names) => `<${names.slice(0, 6).find((name) => name !== undefined)}>`,
    false,
  ),
  rule("encrypt 'x y' with k1", 'encrypt "x y" with k1', /(?<= |^)'(?!\d{1,3}')([^'"]*)'(?=[ ,]|$)/g, '"$1"'),
  rule("disable k1.", "disable k1", /[.?!]$/, ""),
];
