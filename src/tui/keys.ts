// All keys, in one table: the handler, the key bar, the help and the README are made from it, so none can promise what another lacks.

export type Command =
  | "onward"
  | "backward"
  | "next"
  | "previous"
  | "page-on"
  | "page-back"
  | "first"
  | "last"
  | "failure-next"
  | "failure-previous"
  | "stop-next"
  | "stop-previous"
  | "up"
  | "down"
  | "pane-next"
  | "pane-1"
  | "pane-2"
  | "pane-3"
  | "pane-4"
  | "pane-5"
  | "pane-6"
  | "full"
  | "search"
  | "goto"
  | "break"
  | "break-when"
  | "watch"
  | "mark"
  | "compare"
  | "only-changed"
  | "fold"
  | "diff"
  | "golden"
  | "timeline"
  | "play"
  | "once"
  | "scenario-next"
  | "scenario-previous"
  | "edit"
  | "rerun"
  | "write"
  | "guess-allow"
  | "guess-deny"
  | "guess-error"
  | "guess-why"
  | "reveal"
  | "mouse"
  | "path"
  | "help"
  | "escape"
  | "quit"
  | "redraw"
  | "suspend";

export interface Key {
  /** Names of keys: a character, or `left`, `pagedown`, `escape`, `ctrl-l`. */
  readonly keys: readonly string[];
  /** How the keys are written for people. */
  readonly shown: string;
  readonly command: Command;
  /** What it does, for the help. */
  readonly help: string;
  /** Its word in the key bar; absent: it is in the help only. */
  readonly bar?: string;
  /** How the bar writes the key, where its word is that of another as well. */
  readonly barKeys?: string;
  /** Its word in the key bar where a prediction is asked for, and there before all others. */
  readonly asked?: string;
}

/** In the order of the help: what stands together is used together. */
export const KEY_GROUPS: readonly { readonly title: string; readonly keys: readonly Key[] }[] = [
  {
    title: "Moving",
    // biome-ignore format: a table is read by its columns
    keys: [
      { keys: ["right"], shown: "→", command: "onward", help: "next step; into an advance, what fell due, one by one, and into a folded call or loop", bar: "step", barKeys: "← →" },
      { keys: ["left"], shown: "←", command: "backward", help: "back in the same way" },
      { keys: ["l"], shown: "l", command: "next", help: "next step" },
      { keys: ["h"], shown: "h", command: "previous", help: "previous step" },
      { keys: ["pagedown"], shown: "PgDn", command: "page-on", help: "ten rows down in the pane (in the steps: ten steps on)" },
      { keys: ["pageup"], shown: "PgUp", command: "page-back", help: "ten rows up in the pane (in the steps: ten steps back)" },
      { keys: ["g", "home"], shown: "g", command: "first", help: "first step" },
      { keys: ["G", "end"], shown: "G", command: "last", help: "last step" },
      { keys: ["down", "j"], shown: "↓ j", command: "down", help: "row down in the pane (in the steps: next step)" },
      { keys: ["up", "k"], shown: "↑ k", command: "up", help: "row up in the pane (in the steps: previous step)" },
      { keys: ["s"], shown: "s", command: "scenario-next", help: "next scenario of the file" },
      { keys: ["S"], shown: "S", command: "scenario-previous", help: "previous scenario" },
    ],
  },
  {
    title: "Finding",
    // biome-ignore format: a table is read by its columns
    keys: [
      { keys: ["n"], shown: "n", command: "failure-next", help: "next failure; after a search, next hit", bar: "failure", barKeys: "n N" },
      { keys: ["N"], shown: "N", command: "failure-previous", help: "previous failure; after a search, previous hit" },
      { keys: ["/"], shown: "/", command: "search", help: "search names, errors and actions", bar: "search" },
      { keys: [":"], shown: ":", command: "goto", help: "go to a step (7), a line (line 14), a date (2026-02-01); or try a statement: what if", bar: "go to, what if" },
      { keys: ["b"], shown: "b", command: "break", help: "breakpoint on this step, on or off", bar: "break" },
      { keys: ["B"], shown: "B", command: "break-when", help: "breakpoint on a condition, or no longer: denied, k1 is disabled, bill > $2" },
      { keys: ["]"], shown: "]", command: "stop-next", help: "next breakpoint or mark" },
      { keys: ["["], shown: "[", command: "stop-previous", help: "previous breakpoint or mark" },
    ],
  },
  {
    title: "Looking",
    // biome-ignore format: a table is read by its columns
    keys: [
      { keys: ["tab"], shown: "Tab", command: "pane-next", help: "next pane" },
      { keys: ["1"], shown: "1", command: "pane-1", help: "steps" },
      { keys: ["2"], shown: "2", command: "pane-2", help: "why" },
      { keys: ["3"], shown: "3", command: "pane-3", help: "world" },
      { keys: ["4"], shown: "4", command: "pane-4", help: "trail" },
      { keys: ["5"], shown: "5", command: "pane-5", help: "bill" },
      { keys: ["6"], shown: "6", command: "pane-6", help: "diff" },
      { keys: ["+"], shown: "+", command: "full", help: "the focused pane on the whole screen, and back" },
      { keys: ["c"], shown: "c", command: "only-changed", help: "in the world, only what changed" },
      { keys: ["z"], shown: "z", command: "fold", help: "fold and unfold the world's resources: what changed, closed, all that is known" },
      { keys: ["t"], shown: "t", command: "timeline", help: "timeline by step or by time" },
      { keys: ["w"], shown: "w", command: "watch", help: "watch a value or a claim, or no longer: k1.rotations, B/app can kms:Decrypt on k1", bar: "watch" },
    ],
  },
  {
    title: "Comparing",
    // biome-ignore format: a table is read by its columns
    keys: [
      { keys: ["m"], shown: "m", command: "mark", help: "mark this step" },
      { keys: ["'"], shown: "'", command: "compare", help: "compare the world with the mark, or with the step before" },
      { keys: ["d"], shown: "d", command: "diff", help: "diff of the mark and this step; of the step before without a mark", bar: "diff" },
      { keys: ["x"], shown: "x", command: "golden", help: "diff of this run and its golden" },
    ],
  },
  {
    title: "Playing",
    // biome-ignore format: a table is read by its columns
    keys: [
      { keys: ["space"], shown: "space", command: "play", help: "play: 1, 4, 16 steps a second, then stop", bar: "play" },
      { keys: ["."], shown: ".", command: "once", help: "stop playing and take one step" },
    ],
  },
  {
    title: "Lessons",
    // biome-ignore format: a table is read by its columns
    keys: [
      { keys: ["A"], shown: "A", command: "guess-allow", help: "where a lesson asks: I predict that it is allowed", asked: "allowed" },
      { keys: ["D"], shown: "D", command: "guess-deny", help: "I predict that it is denied", asked: "denied" },
      { keys: ["E"], shown: "E", command: "guess-error", help: "I predict another error", asked: "another error" },
      { keys: ["p"], shown: "p", command: "guess-why", help: "predict with the reason: deny because key policy of k1", asked: "with the reason" },
      { keys: ["R"], shown: "R", command: "reveal", help: "show the answer without a prediction", asked: "just show it" },
    ],
  },
  {
    title: "File and program",
    // biome-ignore format: a table is read by its columns
    keys: [
      { keys: ["W"], shown: "W", command: "write", help: "write the what-if as a scenario file" },
      { keys: ["e"], shown: "e", command: "edit", help: "open $EDITOR at this step's line", bar: "edit" },
      { keys: ["r"], shown: "r", command: "rerun", help: "read and run the file again, and stay at this step" },
      { keys: ["y"], shown: "y", command: "path", help: "print FILE:LINE of this step at the end, for copying" },
      { keys: ["%"], shown: "%", command: "mouse", help: "mouse on or off: a click goes to a step, the wheel scrolls" },
      { keys: ["ctrl-l"], shown: "Ctrl-L", command: "redraw", help: "draw again" },
      { keys: ["ctrl-z"], shown: "Ctrl-Z", command: "suspend", help: "back to the shell; fg comes back to this step" },
      { keys: ["escape"], shown: "Esc", command: "escape", help: "end a search, a comparison, a what-if, this help" },
      { keys: ["?"], shown: "?", command: "help", help: "all keys", bar: "keys" },
      { keys: ["q", "ctrl-c"], shown: "q", command: "quit", help: "quit", bar: "quit" },
    ],
  },
];

export const KEYS: readonly Key[] = KEY_GROUPS.flatMap((group) => group.keys);

const byKey = new Map(KEYS.flatMap((each) => each.keys.map((key) => [key, each] as const)));

export function commandOf(key: string): Command | undefined {
  return byKey.get(key)?.command;
}

const ARROWS: readonly (readonly [string, string])[] = [
  ["→", "right"],
  ["←", "left"],
  ["↓", "down"],
  ["↑", "up"],
];

/** How a key is written where there are no arrows to write it with. */
export function keyInWords(shown: string): string {
  return ARROWS.reduce((text, [arrow, word]) => text.replace(arrow, word), shown);
}

/** Key names in what a terminal sent as one text: a paste or a quick hand sends several at once. */
export function keyNames(input: string): string[] {
  return [...input].map((character) => {
    if (character === " ") return "space";
    if (character === "\r" || character === "\n") return "return";
    if (character === "\t") return "tab";
    if (character === "\u007F" || character === "\b") return "backspace";
    // Ctrl with a letter is the letter's place in the alphabet.
    if (character >= "\u0001" && character <= "\u001A") return `ctrl-${String.fromCharCode(character.charCodeAt(0) + 0x60)}`;
    return character;
  });
}
