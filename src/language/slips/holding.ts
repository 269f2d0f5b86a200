// Slips in what must hold.
import { pascal, type Rule, rule } from "./rule.js";

const MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";

export const holding = (): readonly Rule[] => [
  rule(
    "expect no one can read doc1",
    "expect nobody can read doc1",
    /^(expect|always) (?:no[ -]?one|no (?:principal|person|user|role)|none) can /i,
    "$1 nobody can ",
  ),
  rule(
    "expect nobody else can read doc1",
    "expect only A/admin can read doc1",
    /^(expect|always) nobody else can /i,
    "$1 only A/admin can ",
    false,
  ),
  rule(
    "expect vol1 is encrypted with k1",
    "expect vol1.key is k1",
    /^((?:expect|always|never) [\w./-]+) is (not )?(?:encrypted|protected) (?:with|under|by) (?:key )?/i,
    "$1.key is $2",
  ),
  rule(
    "expect count of keys is 2",
    "expect count of keys in acct A is 2",
    /^((?:expect|always|never) count of keys) (?=is )/i,
    "$1 in acct A ",
    false,
  ),
  rule(
    "expect bill of A in January 2026 is under $2",
    "expect bill of A in 2026-01 is under $2",
    / in (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* (\d{4})(?= |$)/i,
    (_, month = "", year = "") => ` in ${year}-${String(MONTHS.indexOf(month.toLowerCase()) / 3 + 1).padStart(2, "0")}`,
  ),
  rule(
    "expect bill of A in 2026-01 under $2",
    "expect bill of A in 2026-01 is under $2",
    /^((?:expect|always|never) bill of .*? in \d{4}(?:-\d\d)?) (?=under |over |at (?:least|most) |\$)/i,
    "$1 is ",
  ),
  rule("expect that k1 is enabled", "expect k1 is enabled", /^(expect|always|never)(?: that|:) /i, "$1 "),
  rule(
    "expect k1 enabled",
    "expect k1 is enabled",
    /^(expect|always|never) (\S+) (?:(?:has |in )?state |to be |should be |must be |be |now )?(not )?(enabled|disabled|creating|updating|unavailable|deleted|encrypted|attached|available|shared|public|(?:pending[ -](?:replica[ -])?(?:import|deletion)))$/i,
    (_, word = "", name = "", not = "", state = "") => `${word} ${name} is ${not}${state.replaceAll(" ", "-")}`,
  ),
  rule(
    "expect k1 is pending deletion",
    "expect k1 is pending-deletion",
    / is (not )?(?:in state )?pending (import|deletion)$/i,
    (_, not = "", what = "") => ` is ${not}pending-${what}`,
  ),
  rule("expect k1 isn't enabled", "expect k1 is not enabled", / (?:isn'?t|aint) /i, " is not "),
  rule(
    "expect mallory can't read doc1",
    "expect mallory cannot read doc1",
    / (?:can't|cant|may not|must not|should not|shouldn't|could not) /i,
    " cannot ",
  ),
  rule(
    "expect A/app may kms:Decrypt on k1",
    "expect A/app can kms:Decrypt on k1",
    /^((?:expect|always|never) .*?) (?:may|is allowed to|is able to|must be able to|should be able to|could) /i,
    "$1 can ",
  ),
  rule(
    "never A/app reads doc1",
    "never A/app can read doc1",
    /^((?:expect|always|never) \S+) (?:reads?|sees?|gets?) /i,
    "$1 can read ",
  ),
  rule(
    "expect k1.rotations = 4",
    "expect k1.rotations is 4",
    /^((?:expect|always|never) .*?)(?: is)? ?(?:==?|equals|equal to|to be|to equal|should be) /i,
    "$1 is ",
  ),
  rule(
    "expect k1.rotations != 4",
    "expect k1.rotations is not 4",
    /^((?:expect|always|never) .*?)(?: is)? ?(?:!=|<>) /i,
    "$1 is not ",
  ),
  rule(
    "expect bill of A in 2027-01 < $5",
    "expect bill of A in 2027-01 is under $5",
    /^((?:expect|always|never) .*?)(?: is)? (?:<|less than|below) /i,
    "$1 is under ",
  ),
  rule(
    "expect bill of A in 2027-01 > $5",
    "expect bill of A in 2027-01 is over $5",
    /^((?:expect|always|never) .*?)(?: is)? (?:>|more than|greater than|above) /i,
    "$1 is over ",
  ),
  rule(
    "expect bill of A in 2027-01 <= $5",
    "expect bill of A in 2027-01 is at most $5",
    /^((?:expect|always|never) .*?)(?: is)? (?:<=|up to|no more than) /i,
    "$1 is at most ",
  ),
  rule(
    "expect bill of A in 2027-01 >= $5",
    "expect bill of A in 2027-01 is at least $5",
    /^((?:expect|always|never) .*?)(?: is)? (?:>=|no less than) /i,
    "$1 is at least ",
  ),
  rule(
    "expect bill of A in 2027-01 under $5",
    "expect bill of A in 2027-01 is under $5",
    /^((?:expect|always|never) .*?)(?<! is) (?=(?:under|over|at least|at most) [$\d<])/i,
    "$1 is ",
  ),
  rule(
    "expect bill for A in 2027-01 is $3",
    "expect bill of A in 2027-01 is $3",
    /^(expect|always|never) (?:the )?(bill|trail|count) (?:for|in|on) /i,
    "$1 $2 of ",
  ),
  rule(
    "expect bill of A for 2027-01 is $3",
    "expect bill of A in 2027-01 is $3",
    /^(expect|always|never) (?:the )?bill of (\S+) (for [a-z]+ )?(?:for|during|at|on)? ?(?=\d{4})/i,
    "$1 bill of $2 $3in ",
  ),
  rule(
    "expect bill of A is $3 in 2027-01",
    "expect bill of A in 2027-01 is $3",
    /^(expect|always|never) bill of (\S+)( for [a-z]+)? (is .+?) in (\d{4}(?:-\d\d)?)$/i,
    "$1 bill of $2$3 in $5 $4",
  ),
  rule(
    "expect trail of A contains kms:Decrypt",
    "expect trail of A has kms:Decrypt",
    /^((?:expect|always|never) trail of \S+) (?:contains|includes|shows|records|with) /i,
    "$1 has ",
  ),
  rule(
    "expect 3 kms:Decrypt in trail of A",
    "expect trail of A has 3 kms:Decrypt",
    /^expect (\d+ |no |at least \d+ |at most \d+ )?([a-z0-9]+:\w+) in (?:the )?trail of (\S+)$/i,
    "expect trail of $3 has $1$2",
  ),
  rule(
    "expect A/app cannot decrypt with k1",
    "expect A/app cannot kms:Decrypt on k1",
    /^((?:expect|always|never) .*? (?:can|cannot)) (decrypt|encrypt|sign|verify) (?:with|under|using|by) (?:key )?/i,
    (_, head = "", verb = "") => `${head} kms:${pascal(verb)} on `,
  ),
  rule(
    "expect 2 keys in acct A",
    "expect count of keys in acct A is 2",
    /^expect (\d+) keys? in (acct |account )?(\S+)$/i,
    "expect count of keys in $2$3 is $1",
  ),
];

export const outcomes = (): readonly Rule[] => [
  rule(
    "decrypt c1 expects denied",
    "decrypt c1 expect denied",
    / (?:expects|expected|expecting|expect:|should be|must be|is|gets|get)(?: to)?(?: be| is)? (?=(?:denied|ok|error|refused|allowed|forbidden)\b)/i,
    " expect ",
  ),
  rule(
    "decrypt c1 expect failure",
    "decrypt c1 expect error",
    / expects?(?: to| a| an)? (?:fail|fails|failure|failed|failing|refused|refusal|rejected|exception|errors|an error)$/i,
    " expect error",
  ),
  rule("decrypt c1 fails", "decrypt c1 expect error", / (?:fails|must fail|should fail|to fail|errors)$/i, " expect error"),
  rule(
    "decrypt c1 expect success",
    "decrypt c1 expect ok",
    / expects?(?: to)? (?:success|succeeds?|successful|allow|allowed|works?|pass|passes|okay|true|yes|granted)$/i,
    " expect ok",
  ),
  rule(
    "decrypt c1 succeeds",
    "decrypt c1 expect ok",
    / (?:succeeds|works|must succeed|should succeed|must work|should work)$/i,
    " expect ok",
  ),
  rule(
    "decrypt c1 expect access denied",
    "decrypt c1 expect denied",
    / expects?(?: to be)? (?:deny|denial|forbidden|access[ -]denied|accessdenied|unauthorized|blocked)$/i,
    " expect denied",
  ),
  rule(
    "decrypt c1 expect DisabledException",
    "decrypt c1 expect error DisabledException",
    / expects? (?=[A-Z][a-z]+[A-Z]\w+$|[A-Z]\w*(?:Exception|Error|Fault)$)/,
    " expect error ",
  ),
  rule(
    "decrypt c1 expect denied because key policy of k1",
    "decrypt c1 expect denied by key policy of k1",
    / expect (denied|deny) (?:because of|because|due to|from|via|through) (?:the )?/i,
    " expect denied by ",
  ),
  rule(
    "expect denied because key policy of k1",
    "expect denied by key policy of k1",
    /^expect (?:denied|deny) (?:because of|because|due to|from|via|through) (?:the )?/i,
    "expect denied by ",
  ),
  rule(
    "expect decrypt c1 by A/app denied",
    "decrypt c1 by A/app expect denied",
    /^expect ((?:en|de|reen)crypt .+|get .+|put .+|copy .+|share .+|sign .+|verify .+|snapshot .+|delete .+|create .+|open .+|disable .+|enable .+) (?:to be |is )?(denied|ok|error(?: \w+)?)$/i,
    "$1 expect $2",
  ),
  rule(
    "expect denied: decrypt c1",
    "decrypt c1 expect denied",
    /^expect (denied|ok|error(?: \w+)?)(?::| when| if| from| for)? (.+)$/i,
    "$2 expect $1",
  ),
];
