// Slips in sentences that make, share, copy and change things.
import { type Rule, rule } from "./rule.js";

export const shareAndCopy = (): readonly Rule[] => [
  rule("share s1 with acct B", "share s1 to acct B", /^share ((?:\S+ )?\S+ )?with /i, "share $1to "),
  rule("unshare s1 with acct B", "unshare s1 from acct B", /^unshare ((?:\S+ )?\S+ )?(?:with|to) /i, "unshare $1from "),
  rule("copy s1 into acct B", "copy s1 to acct B", /^copy (.*?)(?:into|over to|onto) /i, "copy $1to "),
  rule(
    "copy s1 from us-east-1 to us-west-2",
    "copy s1 to us-west-2",
    /^copy (\S+) from (?:region )?[a-z-]+-\d to /i,
    "copy $1 to ",
  ),
  rule(
    "create snapshot s1 of vol1",
    "snapshot vol1 as s1",
    /^(?:create|take|make) (?:a )?snapshot (\S+) (?:of|from) (?:volume |database )?(\S+)/i,
    "snapshot $2 as $1",
  ),
  rule("take a snapshot of vol1 as s1", "snapshot vol1 as s1", /^(?:create|take|make) (?:a )?snapshot of /i, "snapshot "),
  rule("detach vol1 from i1", "detach vol1", /^detach (\S+) from (?:instance )?\S+/i, "detach $1"),
];

export const keys = (): readonly Rule[] => [
  rule(
    "create key k2 with rotation",
    "create key k2; enable rotation of k2",
    /^(create (?:multi-region )?key ([\w<>-]+)(?: .*)?) (?:with|and) (?:(?:automatic|key|yearly|annual) )*rotation(?: enabled)?$/i,
    "$1; enable rotation of $2",
  ),
  rule(
    "enable rotation of k1 every year",
    "enable rotation of k1 every 1 year",
    /^(enable rotation of \S+) (?:every|each) (day|week|month|year)$/i,
    "$1 every 1 $2",
  ),
  rule(
    "enable key rotation k1",
    "enable rotation of k1",
    /^(enable|disable) (?:key |automatic )*rotation (?:(?:of|on|for) )?/i,
    "$1 rotation of ",
  ),
  rule("rotate k1 on demand", "rotate k1", /^rotate (\S+) on demand/i, "rotate $1"),
  rule(
    "enable rotation of k1 with period 90 days",
    "enable rotation of k1 every 90 days",
    /^enable rotation of (\S+) (?:with|at) (?:a )?(?:rotation )?period (?:of )?(\d+ \w+)/i,
    "enable rotation of $1 every $2",
  ),
  rule(
    "import m1 into k3 without expiry",
    "import m1 into k3",
    /^import (\S+) into (\S+) (?:without expir\w+|expiring never|never expiring)/i,
    "import $1 into $2",
  ),
  rule(
    "delete imported material of k3",
    "delete material of k3",
    /^delete imported (?:key )?material (?:of|from|in) /i,
    "delete material of ",
  ),
  rule(
    'update description of k1 to "orders"',
    'describe k1 as "orders"',
    /^(?:update|change|set) (?:the )?description (?:of|for) (?:key )?(\S+) (?:to|as) /i,
    "describe $1 as ",
  ),
  rule("make m2 primary", "promote m2", /^make (\S+) (?:the )?primary(?= |$)/i, "promote $1"),
  rule(
    "rotate k1 every 90 days",
    "enable rotation of k1 every 90 days",
    /^rotate (?:key )?(\S+) (?:every|each) /i,
    "enable rotation of $1 every ",
  ),
  rule(
    "turn on rotation for k1",
    "enable rotation of k1",
    /^(?:turn|switch) on (?:key )?rotation (?:of|for|on) /i,
    "enable rotation of ",
  ),
  rule("destroy k1", "delete k1", /^(?:destroy|drop|erase) (?:the )?(?:key )?(?=[\w/<"-]+)/i, "delete "),
  rule(
    "delete k1 in 7 days",
    "delete k1 after 7 days",
    /^delete (.+?) (?:in|within|with|over) (?=\d+ (?:day|week|month))/i,
    "delete $1 after ",
  ),
  rule("delete k1 7 days", "delete k1 after 7 days", /^delete ((?:key )?\S+) (\d+ days?)/i, "delete $1 after $2"),
  rule(
    "schedule deletion of k1 in 7 days",
    "delete k1 after 7 days",
    /^schedule (?:the )?(?:key )?deletion (?:of |for )?(?:key )?(\S+) (?:in|after) (\d+ \w+)/i,
    "delete $1 after $2",
  ),
  rule(
    "schedule k1 for deletion in 7 days",
    "delete k1 after 7 days",
    /^schedule (?:key )?(\S+) for deletion (?:in|after) (\d+ \w+)/i,
    "delete $1 after $2",
  ),
  rule(
    "cancel key deletion k1",
    "cancel deletion of k1",
    /^cancel (?:the )?(?:key )?(?:deletion|delete|deleting) (?:of |for )?(?:key )?/i,
    "cancel deletion of ",
  ),
  rule("undelete k1", "cancel deletion of k1", /^undelete (?:key )?(\S+)/i, "cancel deletion of $1"),
  rule("create alias app for k1", "alias app for k1", /^(?:create|add|make) (?:an )?alias /i, "alias "),
  rule("alias app to k1", "alias app for k1", /^alias (\S+) (?:->|=>|=|to|of|at|on) ?/i, "alias $1 for "),
  rule(
    "point alias app to k1",
    "point alias app at k1",
    /^(?:point|move|update|repoint) alias (\S+) (?:to|->|=>|for|at) /i,
    "point alias $1 at ",
  ),
  rule(
    'import material "first" into k3',
    'material k3-material "first"; import k3-material into k3',
    /^import (?:key )?material ("\d+") into (?:key )?(\S+)/i,
    "material $2-material $1; import $2-material into $2",
  ),
  rule(
    "import m1 into k3 expires in 30 days",
    "import m1 into k3 expiring in 30 days",
    /^(.*\bimport .*?) (?:valid for|expires in|expires after|expiring after|for) (?=\d)/i,
    "$1 expiring in ",
  ),
  rule(
    "download public key k2 as pub1",
    "download public key of k2 as pub1",
    /^(?:download|get|export) (?:the )?public key (?:of |from |for )?(?:key )?(?!(?:of|from|for|key)?$)/i,
    "download public key of ",
  ),
];

export const creating = (): readonly Rule[] => [
  rule(
    'create secret login "hunter2" encrypted with k1',
    'create secret login "hunter2" with k1',
    /^((?:create|put) (?:secret|queue|table|parameter|function) .*?) encrypted (?:with|by|under|using) (?:key )?/i,
    "$1 with ",
  ),
  rule("make key k2", "create key k2", /^(?:make|new|add) (?:a )?(?=key|volume|bucket|database|secret|queue|table)/i, "create "),
  rule(
    "create role A/app",
    "role A/app",
    /^(?:create|add|make) (?:an? )?(?=(?:role|user|account|acct|organization|document|certificate) )/i,
    "",
  ),
  rule(
    "create external key k2",
    "create key k2 origin external",
    /^create (?:external|imported) key ([\w<>-]+)(.*)$/i,
    "create key $1 origin external$2",
  ),
  rule(
    "create multi region key m1",
    "create multi-region key m1",
    /^create multi(?: |_)?region(?: |-)?key /i,
    "create multi-region key ",
  ),
  rule(
    "create signing key k2",
    "create key k2 spec RSA_2048 usage sign-verify",
    /^create (?:a )?(?:signing|asymmetric|rsa) key (\S+)/i,
    "create key $1 spec RSA_2048 usage sign-verify",
    false,
  ),
  rule(
    "create symmetric key k2",
    "create key k2",
    /^create (?:an? )?(?:new )?(?:symmetric |customer managed |cmk |kms )*key (?:named |called )?/i,
    "create key ",
  ),
  rule(
    "create key k2 us-west-2",
    "create key k2 in region us-west-2",
    /^(create .*?|replicate \S+) (?:at |on )?([a-z]{2}(?:-[a-z]+)+-\d)/i,
    (_, head = "", region = "") =>
      / (?:in|region|to|acct|account)(?: [\w<>-]+)?$/i.test(head) ? `${head} ${region}` : `${head} in region ${region}`,
  ),
  rule(
    "create key k2 spec RSA_2048 sign-verify",
    "create key k2 spec RSA_2048 usage sign-verify",
    /^(create .*?) (?=(?:sign-verify|encrypt-decrypt|generate-verify-mac|key-agreement)\b)/i,
    "$1 usage ",
  ),
  rule(
    "create key k2 RSA_2048 usage sign-verify",
    "create key k2 spec RSA_2048 usage sign-verify",
    /^(create (?:multi-region )?key \S+) (?=(?:RSA|ECC|HMAC|SM2|SYMMETRIC)_)/i,
    "$1 spec ",
  ),
  rule(
    'create key k2 with origin external and tags { app: "shop" }',
    'create key k2 origin external tags { app: "shop" }',
    /^(create .*)$/i,
    (all) => all.replace(/ (?:with|and|of)(?= (?:spec|usage|origin|described|tags|policy|size)\b)/gi, ""),
  ),
  rule(
    'create key k2 with description "orders"',
    'create key k2 described "orders"',
    /(?: with)? (?:description|described as|describe)(?: =|:)? (?="\d+")/i,
    " described ",
  ),
  rule(
    'create key k2 tagged { app: "shop" }',
    'create key k2 tags { app: "shop" }',
    /^(create key .*?) (?:tagged|with tags?|tag)(?: with)? (?=\{)/i,
    "$1 tags ",
  ),
  rule(
    "create volume vol2 100 GiB",
    "create volume vol2 size 100 GiB",
    /^(create (?:volume|database) \S+)(?: of| with)?(?: size)?(?: of)? (\d+ \w+)/i,
    "$1 size $2",
  ),
  rule(
    "create volume vol2 from snapshot s1",
    "create volume vol2 from s1",
    /^(create (?:volume|image) .*?)from (?:the )?(?:snapshot|instance|volume) /i,
    "$1from ",
  ),
  rule(
    "create bucket b2 encrypted with sse-kms k1 with bucket key",
    "create bucket b2 encrypted with sse-kms k1 bucket key",
    /( sse-kms \S+) (?:with|and|using) (?:a |the )?bucket[ -]key/i,
    "$1 bucket key",
  ),
  rule(
    "create bucket b2 with sse-kms k1",
    "create bucket b2 encrypted with sse-kms k1",
    /^(create bucket \S+) (?:with|using|under)(?: key)? (?=sse-|dsse-)/i,
    "$1 encrypted with ",
  ),
  rule(
    "create bucket b2 encrypted with k1",
    "create bucket b2 encrypted with sse-kms k1",
    /^(create bucket \S+|put \S+ in \S+) (?:encrypted )?(?:with|using|under)(?: key)? (?!sse|dsse)(?=\S)/i,
    "$1 encrypted with sse-kms ",
  ),
  rule(
    'create secret db-pass = "hunter2" with k1',
    'create secret db-pass "hunter2" with k1',
    /^(create secret|put secret|put parameter|document|material) (\S+?) ?(?:=|:|is|as|with value|value|with|containing|saying) ("\d+")/i,
    "$1 $2 $3",
  ),
  rule(
    'document d1 "the plan" owned by A/alice',
    'document d1 "the plan" held by A/alice',
    /^(document .*?) (?:owned|known|kept|read|written) by /i,
    "$1 held by ",
  ),
  rule(
    'create parameter /app/password "s3cret"',
    'put parameter /app/password "s3cret"',
    /^(?:create|set|add) parameter /i,
    "put parameter ",
  ),
  rule(
    "organization o1 { A, B }",
    "organization o1 with unit prod { A, B }",
    /^(organization \S+)(?: with)? \{/i,
    "$1 with unit prod {",
    false,
  ),
];

export const storing = (): readonly Rule[] => [
  rule("put doc1 into b1", "put doc1 in b1", /^put (\S+) (?:into|to|on|inside) /i, "put $1 in "),
  rule(
    "upload doc1 to b1",
    "put doc1 in b1",
    /^(?:upload|store|save|write|place) (\S+) (?:into|to|in|on) (?:bucket )?/i,
    "put $1 in ",
  ),
  rule("get doc1 in b1", "get doc1 from b1", /^get (\S+) (?:in|of|at) (?:bucket )?/i, "get $1 from "),
  rule(
    "download doc1 from b1",
    "get doc1 from b1",
    /^(?:download|read|fetch|retrieve|load) (?!public)(\S+) from /i,
    "get $1 from ",
  ),
  rule(
    "encrypt bucket b1 using sse-kms k1",
    "encrypt bucket b1 with sse-kms k1",
    /^encrypt bucket (\S+) (?:using|under|by) /i,
    "encrypt bucket $1 with ",
  ),
  rule(
    "delete doc1 from b1",
    "delete b1/doc1",
    /^(?:delete|remove) (?!(?:key|volume|snapshot|material|alias|grant)\b)([\w.-]+) (?:from|in|of) (?:bucket )?([\w.-]+)(?=$| by )/i,
    "delete $2/$1",
  ),
];
