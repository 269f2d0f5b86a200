// A misspelt kind of thing where a name could stand as well: the grammar takes `secrt` for the name, and stumbles over the name behind it.
import { suggest } from "../../base/suggest.js";
import { type Rule, rule } from "./rule.js";

const KINDS =
  "alias bucket certificate database function grant image instance key material object parameter queue role secret snapshot table user volume".split(
    " ",
  );

function spelt(all: string, verb = "", word = "", rest = ""): string {
  const kind = suggest(word.toLowerCase(), KINDS);
  return kind === undefined ? all : `${verb} ${kind} ${rest}`;
}

export const kindsOfThings = (): readonly Rule[] => [
  rule(
    "get secrt login",
    "get secret login",
    /^(get|put|rotate|replicate|promote|restore|start|stop|delete|snapshot|encrypt) ([a-z]{3,}) (?=[\w</"-])(.+)$/i,
    spelt,
  ),
];
