// Every sign that the screen draws, in two sets: one for terminals that know Unicode, one of ASCII. A state is told by its sign; colour
// only repeats it.

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
