// Slips in grants and policies.
import { pascal, type Rule, rule } from "./rule.js";

const document = (action: string, effect: string): string => {
  const name = /^"\d+"$/.test(action) ? action : `"${action.includes(":") ? action : `kms:${pascal(action)}`}"`;
  const statement = `{ "Effect": "${effect === "allows" ? "Allow" : "Deny"}", "Action": ${name}, "Resource": "*" }`;
  return `is """{ "Version": "2012-10-17", "Statement": [${statement}] }"""`;
};

export const permissions = (): readonly Rule[] => [
  rule(
    'policy of k1 from "k1.json"',
    'policy of k1 is from "k1.json"',
    /^((?:policy|identity policy|boundary|service control policy|resource control policy) of \S+) (?:is |= ?)?(?:in |read )?(?:from|file|from file|in file) (?="\d+")/i,
    "$1 is from ",
  ),
  rule(
    'policy of k1 = from "k1.json"',
    'policy of k1 is from "k1.json"',
    /^((?:policy|identity policy|boundary|service control policy|resource control policy) of \S+) ?(?:=|:) ?/i,
    "$1 is ",
  ),
  rule(
    "let acct B decrypt with k1",
    "policy of k1 allows acct B to decrypt",
    /^let (?:acct |account )?(\w+) (?:use|(encrypt|decrypt|reencrypt|describe-key|create-grant))(?: with| on| under)? (?:key )?([\w-]+)$/i,
    (_, account = "", verb = "decrypt", key = "") => `policy of ${key} allows acct ${account} to ${verb.toLowerCase()}`,
    false,
  ),
  rule(
    "policy of k1 allows A/app to encrypt and decrypt",
    "policy of k1 allows A/app to encrypt, decrypt",
    /^((?:policy of|allow|deny|grant) .+? to [^{]+?),? (?:and|&) (?=[\w"])/i,
    "$1, ",
  ),
  rule(
    "create grant g1 on k1 for A/app to decrypt",
    "grant A/app on k1 to decrypt as g1",
    /^(?:create|add|make) (?:a )?grant (\S+) on (\S+) (?:for|to) (\S+) to (.+)$/i,
    "grant $3 on $2 to $4 as $1",
  ),
  rule(
    "grant decrypt on k1 to A/app",
    "grant A/app on k1 to decrypt",
    /^grant ((?:"\d+"|[\w:*-]+)(?: ?, ?(?:"\d+"|[\w:*-]+))*) on (?:key )?(\S+) to ((?:acct |account |service )?\S+)/i,
    "grant $3 on $2 to $1",
  ),
  rule(
    "grant A/app decrypt on k1",
    "grant A/app on k1 to decrypt",
    /^grant ((?:acct |account |service )?\S+) ((?:"\d+"|[\w:*-]+)(?: ?, ?(?:"\d+"|[\w:*-]+))*) on (?:key )?(\S+)/i,
    "grant $1 on $3 to $2",
  ),
  rule(
    "grant A/app on k1 decrypt",
    "grant A/app on k1 to decrypt",
    /^grant (\S+) on (?:key )?(\S+) (?!to |when |as |by |in )/i,
    "grant $1 on $2 to ",
  ),
  rule(
    "grant to A/app on k1 decrypt",
    "grant A/app on k1 to decrypt",
    /^grant to (\S+) on (?:key )?(\S+) (?:to )?/i,
    "grant $1 on $2 to ",
  ),
  rule(
    'grant A/app on k1 to decrypt with context { app: "shop" }',
    'grant A/app on k1 to decrypt when context includes { app: "shop" }',
    /^(grant .*?) (?:with|when|where|if)(?: encryption)? context (?:is |has |contains |= )?(?=\{)/i,
    "$1 when context includes ",
  ),
  rule(
    'grant A/app on k1 to decrypt where context includes { app: "shop" }',
    'grant A/app on k1 to decrypt when context includes { app: "shop" }',
    /^(grant .*?) (?:where|if|with)(?: encryption)? context (?=includes|equals)/i,
    "$1 when context ",
  ),
  rule("revoke g1 on k1", "revoke g1", /^(revoke|retire) (?:grant )?(\S+) (?:on|of|from) \S+/i, "$1 $2"),
  rule(
    "allow decrypt on k1 to A/app",
    "allow A/app to decrypt on k1",
    /^(allow|deny) ((?:"\d+"|[\w:*-]+)(?: ?, ?(?:"\d+"|[\w:*-]+))*) on (\S+) (?:to|for) ([^ ,]+)/i,
    "$1 $4 to $2 on $3",
  ),
  rule(
    "allow A/app on k1 to decrypt",
    "allow A/app to decrypt on k1",
    /^(allow|deny) (\S+) on (\S+) (?:to )?((?:"\d+"|[\w:*-]+)(?: ?, ?(?:"\d+"|[\w:*-]+))*)/i,
    "$1 $2 to $4 on $3",
  ),
  rule(
    "allow A/app decrypt k1",
    "allow A/app to decrypt on k1",
    /^(allow|deny) (\S+) (?!to )((?:"\d+"|[\w:*-]+)(?: ?, ?(?:"\d+"|[\w:*-]+))*) (?:on )?("\d+"|[\w/-]+)/i,
    "$1 $2 to $3 on $4",
  ),
  rule(
    "allow A/app to decrypt k1",
    "allow A/app to decrypt on k1",
    /^(allow|deny) (\S+(?: ?, ?\S+)*) to ((?:"\d+"|[\w:*-]+)(?: ?, ?(?:"\d+"|[\w:*-]+))*) (?:for |with |in )?("\d+"|[\w/-]+)/i,
    "$1 $2 to $3 on $4",
  ),
  rule(
    "give A/app decrypt on k1",
    "allow A/app to decrypt on k1",
    /^(?:give|permit|let) (\S+) (?:to )?((?:"\d+"|[\w:*-]+)(?: ?, ?(?:"\d+"|[\w:*-]+))*) (?:on )?("\d+"|[\w/-]+)$/i,
    "allow $1 to $2 on $3",
  ),
  rule(
    "key policy of k1 allows acct B to decrypt",
    "policy of k1 allows acct B to decrypt",
    /^(?:the )?(?:key|bucket|queue|secret|resource) policy (?:of|on|for) (?:key )?/i,
    "policy of ",
  ),
  rule(
    "policy k1 allows acct B to decrypt",
    "policy of k1 allows acct B to decrypt",
    /^policy (?:on |for |of key )?(?!of )/i,
    "policy of ",
  ),
  rule(
    "k1 policy allows acct B to decrypt",
    "policy of k1 allows acct B to decrypt",
    /^(?:key )?([\w-]+?)(?:'s)?(?: key)? policy (?=allows|denies|is)/i,
    "policy of $1 ",
  ),
  rule(
    "k1 allows acct B to decrypt",
    "policy of k1 allows acct B to decrypt",
    /^(?:key )?([\w-]+) (?=(?:allows|denies) )/i,
    "policy of $1 ",
  ),
  rule(
    "policy of k1 allow acct B decrypt",
    "policy of k1 allows acct B to decrypt",
    /^policy of (\S+) (allow|deny|allows|denies|permits) ((?:acct |account |service )?\S+) (?:to )?(?:do )?/i,
    (_, name = "", effect = "", who = "") => `policy of ${name} ${/^d/i.test(effect) ? "denies" : "allows"} ${who} to `,
  ),
  rule(
    'allow A/app to decrypt on k1 when kms:ViaService is "s3.us-east-1.amazonaws.com"',
    'allow A/app to decrypt on k1 when { StringEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } }',
    / (?:when|if|where) "?([a-z0-9]+:[\w:/-]+)"? ?(?:is|=|==|equals) ("\d+")/i,
    ' when { StringEquals: { "$1": $2 } }',
  ),
  rule(
    'allow A/app to decrypt on k1 if { StringEquals: { "aws:username": "x" } }',
    'allow A/app to decrypt on k1 when { StringEquals: { "aws:username": "x" } }',
    / (?:if|where|condition|with condition|unless) (?=\{ ?\w)/i,
    " when ",
  ),
  rule(
    "service control policy of prod denies kms:ScheduleKeyDeletion",
    'service control policy of prod is """{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "kms:ScheduleKeyDeletion", "Resource": "*" }] }"""',
    /^(?:service control policy|scp) (?:of|on|for) (\S+) (denies|allows) (?:everyone (?:to )?)?([\w:*-]+|"\d+")(?: on "\d+")?$/i,
    (_, unit = "", effect = "", action = "") => `service control policy of ${unit} ${document(action, effect)}`,
  ),
  rule(
    'scp of prod is """{}"""',
    'service control policy of prod is """{}"""',
    /^(?:scp|service control policy) (?:of|on|for) /i,
    "service control policy of ",
  ),
  rule(
    'rcp of prod is """{}"""',
    'resource control policy of prod is """{}"""',
    /^(?:rcp|resource control policy) (?:of|on|for) /i,
    "resource control policy of ",
  ),
];
