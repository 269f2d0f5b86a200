// Slips in what a key is used for, and in the pairs of a context or of tags.
import { type Rule, record, rule } from "./rule.js";

export const crypto = (): readonly Rule[] => [
  rule(
    'c1 = encrypt "x" with k1',
    'encrypt "x" with k1 as c1',
    /^([\w-]+) ?:?= ?((?:encrypt|decrypt|reencrypt|sign|mac|seal|get|copy|snapshot|create|generate|grant) .+)$/i,
    "$2 as $1",
  ),
  rule('encrypt "x" with k1 -> c1', 'encrypt "x" with k1 as c1', / (?:->|=>|into) (?!(?:denied|ok|error)$)([\w-]+)$/i, " as $1"),
  rule(
    'encrypt "x" k1',
    'encrypt "x" with k1',
    /^(encrypt|sign|mac) ("\d+"|\S+) (?:(?:by|under|to|for) )?(?:key )?(?!(?:with|using|context|in|by|as|expect|and|encryption|algorithm|region)\b)([\w<>-]+)(?= |$)/i,
    "$1 $2 with $3",
  ),
  rule('encrypt "x" using k1', 'encrypt "x" with k1', / using (?:the )?(?:key )?/i, " with "),
  rule(
    "copy s1 to us-west-2 key k2",
    "copy s1 to us-west-2 with k2",
    /^((?:copy|create (?:volume|database|secret|queue|table|function)|put parameter|restore|replicate) .+?) (?:under )?key (?=[\w<>/-]+)/i,
    "$1 with ",
  ),
  rule(
    "seal doc1 under k1",
    "seal doc1 with k1",
    /^(seal|put parameter|create (?:volume|database|secret|queue|table)) (.+?) under /i,
    "$1 $2 with ",
  ),
  rule("unseal m1 by A/app", "open m1 by A/app", /^(?:unseal|unwrap) /i, "open "),
  rule('encrypt "x" with key k1', 'encrypt "x" with k1', / with (?:the )?(?:kms )?key /i, " with "),
  rule(
    "create volume vol2 encrypted under k1",
    "create volume vol2 encrypted with k1",
    / encrypted (?:using|under)(?: key)? /i,
    " encrypted with ",
  ),
  rule(
    'verify "v1.0" sig1 with k2',
    'verify sig1 of "v1.0" with k2',
    /^(verify|verify-mac) ("\d+") (?:against |with |by )?([\w-]+)/i,
    "$1 $3 of $2",
  ),
  rule(
    'verify sig1 for "v1.0" with k2',
    'verify sig1 of "v1.0" with k2',
    /^(verify|verify-mac) ([\w-]+) (?:for|on|against|over)? ?("\d+")/i,
    "$1 $2 of $3",
  ),
  rule(
    "verify sig1 with k2",
    'verify sig1 of "v1.0" with k2',
    /^(verify|verify-mac) ([\w-]+) (?=with )/i,
    '$1 $2 of "v1.0" ',
    false,
  ),
  rule('verify mac t1 of "v1.0" with h1', 'verify-mac t1 of "v1.0" with h1', /^verify (?:the )?mac (?!of\b)/i, "verify-mac "),
  rule(
    'generate mac of "v1.0" with h1',
    'mac "v1.0" with h1',
    /^(?:generate |create )?mac (?:of|for) (?="\d+"|[\w-]+ with )/i,
    "mac ",
  ),
  rule('generate mac "v1.0" with h1', 'mac "v1.0" with h1', /^generate mac (?="\d+")/i, "mac "),
  rule(
    "generate data key pair from k1 spec RSA_2048",
    "generate data key pair RSA_2048 from k1",
    /^generate data key pair from (\S+) spec ([A-Z][A-Z0-9_]+)/,
    "generate data key pair $2 from $1",
  ),
  rule(
    "generate data key pair without plaintext RSA_2048 from k1",
    "generate data key pair RSA_2048 from k1 without plaintext",
    /^generate data key pair without plaintext ([A-Z][A-Z0-9_]+) from (\S+)/,
    "generate data key pair $1 from $2 without plaintext",
  ),
  rule("generate datakey with k1", "generate data key with k1", /^generate (?:a )?data-?key (?:under )?/i, "generate data key "),
  rule(
    "generate data key k1 as dk1",
    "generate data key from k1 as dk1",
    /^generate data key (?:under |of |by )?(?=[\w-])/i,
    "generate data key from ",
  ),
  rule("re-encrypt c1 with k2", "reencrypt c1 with k2", /^re-encrypt /i, "reencrypt "),
  rule(
    "reencrypt c1 from k1 to k2",
    "reencrypt c1 with k2",
    /^re-?encrypt (\S+) (?:from \S+ )?(?:to|under|into|for) (?!context)/i,
    "reencrypt $1 with ",
  ),
];

export const contexts = (): readonly Rule[] => [
  rule(
    'allow A/app to decrypt on k1 when { StringEquals: { kms:ViaService: "s3.us-east-1.amazonaws.com" } }',
    'allow A/app to decrypt on k1 when { StringEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } }',
    /([{,] ?)([a-z]\w*(?::[\w/-]+)+):(?= )/g,
    '$1"$2":',
  ),
  rule(
    'encrypt "x" with k1 context app=shop',
    'encrypt "x" with k1 context { app: "shop" }',
    /(?: with| and| in| using)? (?:encryption )?context ?(?:=|:)? ((?:"\d+"|[\w:/-]+) ?[=:] ?(?:"\d+"|[\w.@/-]+)(?:,? (?:"\d+"|[\w:/-]+) ?[=:] ?(?:"\d+"|[\w.@/-]+)){0,9})/i,
    (_, pairs = "") => ` context ${record(pairs)}`,
  ),
  rule(
    'encrypt "x" with k1 and context { app: "shop" }',
    'encrypt "x" with k1 context { app: "shop" }',
    /(?<!when)(?: with| and| in| using| under) (?:encryption )?context ?(?:=|:)? ?(?=\{)/i,
    " context ",
  ),
  rule(
    'encrypt "x" with k1 encryption context { app: "shop" }',
    'encrypt "x" with k1 context { app: "shop" }',
    / encryption context /i,
    " context ",
  ),
  rule(
    "tag k1 app=shop",
    'tag k1 { app: "shop" }',
    /^tag ((?:key )?\S+) (?:with )?(?!with |as )((?:"\d+"|[\w:/-]+) ?[=: ] ?(?:"\d+"|[\w.@/-]+)(?:,? (?:"\d+"|[\w:/-]+) ?[=:] ?(?:"\d+"|[\w.@/-]+)){0,9})$/i,
    (_, name = "", pairs = "") =>
      `tag ${name.replace(/^key /i, "")} ${record(/[=:]/.test(pairs) ? pairs : pairs.replace(" ", "="))}`,
  ),
  rule('tag k1 with { app: "shop" }', 'tag k1 { app: "shop" }', /^tag (?:key )?(\S+) (?:with|as) \{/i, "tag $1 {"),
  rule(
    "create key k2 tags app=shop",
    'create key k2 tags { app: "shop" }',
    /(?: with)? tags? ((?:"\d+"|[\w:/-]+) ?[=:] ?(?:"\d+"|[\w.@/-]+)(?:,? (?:"\d+"|[\w:/-]+) ?[=:] ?(?:"\d+"|[\w.@/-]+)){0,9})/i,
    (_, pairs = "") => ` tags ${record(pairs)}`,
  ),
  rule("tag k1 { app = shop }", 'tag k1 { app: "shop" }', /\{ ?([^{}]*?=[^{}]*?) ?\}/, (_, pairs = "") => record(pairs)),
  rule(
    "derive shared secret from mine with pub-theirs",
    "derive secret with mine from pub-theirs",
    /^derive (?:a )?shared[ -]secret (?:from|of|using) (\S+) (?:with|and) (\S+)/i,
    "derive secret with $1 from $2",
  ),
  rule(
    "derive shared secret with mine from pub-theirs",
    "derive secret with mine from pub-theirs",
    /^derive (?:a )?shared[ -]secret /i,
    "derive secret ",
  ),
  rule(
    "generate data key pair from k1",
    "generate data key pair RSA_2048 from k1",
    /^generate data key pair (?=from |with )/i,
    "generate data key pair RSA_2048 ",
  ),
  rule("generate 32 random bytes", "generate random 32 bytes", /^generate (\d+) random bytes/i, "generate random $1 bytes"),
  rule("list keys", "call kms:ListKeys", /^list (?:all )?keys(?= |$)/i, "call kms:ListKeys"),
  rule("show k1", "describe k1", /^(?:show|inspect|print) (?:key )?([\w-]+)(?=$| by )/i, "describe $1"),
];
