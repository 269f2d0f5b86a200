// Slips of who asks instead of claiming, and of who comes from Gherkin.
import { type Rule, rule } from "./rule.js";

export const asking = (): readonly Rule[] => [
  rule("given create key k2", "create key k2", /^(?:given|when|then|and|but)(?: that)?[,:]? (?=\S+ )/i, ""),
  rule("can anyone read doc1", "who can read doc1", /^can (?:anyone|anybody|someone|somebody|who) /i, "who can ", false),
  rule("can A/app read doc1", "expect A/app can read doc1", /^(?:can|may|could) ([\w<>-]+\/\S+) /i, "expect $1 can ", false),
  rule(
    "expect can A/app read doc1",
    "expect A/app can read doc1",
    /^(expect|always|never) (can|cannot) ([\w<>-]+\/\S+) /i,
    "$1 $3 $2 ",
  ),
  rule("is k1 enabled", "expect k1 is enabled", /^(?:is|are) (\S+) /i, "expect $1 is ", false),
  rule("k1 is enabled", "expect k1 is enabled", /^([\w<>./-]+) (?=(?:is|can|cannot) )/i, "expect $1 ", false),
];
