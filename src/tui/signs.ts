// Every sign that the screen draws, in two sets: one for terminals that know Unicode, one of ASCII. A state is told by its sign; colour
// only repeats it.

import { columnsOf } from "./columns.js";

export interface Signs {
  readonly ok: string;
  readonly failed: string;
  readonly refused: string;
  readonly advance: string;
  /** A prediction that waits for its answer. */
  readonly asks: string;
  readonly mark: string;
  readonly here: string;
  readonly selected: string;
  readonly step: string;
  readonly line: string;
  readonly folded: string;
  readonly open: string;
  readonly decides: string;
  readonly arrow: string;
  readonly dot: string;
  readonly ellipsis: string;
  readonly horizontal: string;
  readonly vertical: string;
  readonly corners: readonly [string, string, string, string];
  readonly bars: readonly string[];
  /** Whether keys may be written as arrows. */
  readonly arrowKeys: boolean;
}

export const unicodeSigns: Signs = {
  ok: "✓",
  failed: "✗",
  refused: "×",
  advance: "·",
  asks: "?",
  mark: "◆",
  here: "▼",
  selected: "▶",
  step: "●",
  line: "─",
  folded: "▸",
  open: "▾",
  decides: "◀",
  arrow: "→",
  dot: "·",
  ellipsis: "…",
  horizontal: "─",
  vertical: "│",
  corners: ["┌", "┐", "└", "┘"],
  bars: ["▁", "▂", "▃", "▄", "▅", "▆", "▇"],
  arrowKeys: true,
};

export const asciiSigns: Signs = {
  ok: "*",
  failed: "x",
  refused: "!",
  advance: ".",
  asks: "?",
  mark: "#",
  here: "V",
  selected: ">",
  step: "o",
  line: "-",
  folded: "+",
  open: "-",
  decides: "<-",
  arrow: "->",
  dot: "-",
  ellipsis: "~",
  horizontal: "-",
  vertical: "|",
  corners: ["+", "+", "+", "+"],
  bars: ["_", ".", "-", "=", "*", "#", "#"],
  arrowKeys: false,
};

const IN_ASCII: ReadonlyMap<string, string> = new Map([
  ["…", "~"],
  ["·", "-"],
  ["×", "x"],
  ["–", "-"],
  ["—", "-"],
  ["→", ">"],
  ["“", '"'],
  ["”", '"'],
  ["’", "'"],
]);

/** As wide as before: what a scenario says in other letters cannot be shown where there are none. */
export function inAscii(said: string): string {
  if (/^[\x20-\x7E]*$/.test(said)) return said;
  return [...said].map((each) => (each <= "~" ? each : (IN_ASCII.get(each) ?? "?".repeat(columnsOf(each))))).join("");
}
