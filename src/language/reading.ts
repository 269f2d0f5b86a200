// What the grammar asks for besides words: blocks that open and close, tables, and the way on after a statement that could not be read. All
// mistakes of a file are found in the one pass that reads it.
import { isColumnName } from "./characters.js";
import type { Problem } from "./diagnostic.js";
import { firstWords } from "./first-words.js";
import { Lexer } from "./lexer.js";
import type { TextLimits } from "./limits.js";
import { Machine } from "./machine.js";
import { explainMistake, wrongCharacter } from "./mistake.js";
import { explainNotModelled } from "./not-modelled.js";
import { explainSlip } from "./slips.js";
import { lineEnd, statementEnd } from "./split.js";
import type { ListValue, Name, Node, NumberValue, RecordValue, Scenario, TableRow, Value } from "./syntax.js";
import { numberOfWord } from "./words.js";

const kinds = new Set(
  [
    "key",
    "volume",
    "snapshot",
    "image",
    "queue",
    "table",
    "role",
    "user",
    "bucket",
    "database",
    "grant",
    "secret",
    "parameter",
    "certificate",
  ].map(numberOfWord),
);

const families = new Map([...firstWords].map(([word, family]) => [numberOfWord(word), family]));

interface OpenBlock {
  readonly at: number;
  /** Already told that its `}` is missing. */
  told: boolean;
}

export class Reading extends Lexer {
  /** Where the statements that stand in no block begin. */
  readonly starts: number[] = [];
  /** Which of them, by their places in `starts`, something is wrong with: the first and the last. */
  trouble: { readonly first: number; readonly last: number } | undefined;
  readonly #stopAt: ((at: number) => boolean) | undefined;
  readonly #open: OpenBlock[] = [];
  readonly #titles = new Map<string, Node>();
  #scenarioCount = 0;

  /** Reading ends before the statement, outside of all blocks, for whose beginning `stopAt` says yes. */
  constructor(text: string, limits: TextLimits, stopAt?: (at: number) => boolean) {
    super(text, limits);
    this.#stopAt = stopAt;
  }

  // ---- statements that cannot be read

  /** Whether anything is left to read: not at the end of the file, nor at the `}` of an open block, nor where reading was to stop. */
  itemAhead(at: number): boolean {
    if (at >= this.text.length) return false;
    if (this.#open.length > 0) return this.text.charCodeAt(at) !== 125;
    if (this.#stopAt?.(at) === true) return false;
    this.starts.push(at);
    return true;
  }

  /** Begins to note what would have been right; false where no statement is left to read. */
  startRecording(at: number): boolean {
    const code = this.text.charCodeAt(at);
    if (at >= this.text.length || code === 125 || code === 123) return false;
    this.recording = true;
    this.furthest = at;
    this.expected.length = 0;
    return true;
  }

  /** Tells of the statement at `at` and goes to its end, or to the block it opens; -1 where the statements end. */
  skipBroken(at: number): number {
    this.recording = false;
    if (at >= this.text.length) return -1;
    if (this.text.charCodeAt(at) === 125) return this.#strayBrace(at);
    this.withdraw(at);
    const missing = explainNotModelled(this.text, at);
    const slip = missing === undefined ? explainSlip(this.text, at, (text) => isReadable(text, this.limits)) : undefined;
    // `10x` is told as a part of the slip.
    if (slip !== undefined) this.withdraw(at, "number/unreadable");
    this.problem(missing ?? slip?.problem ?? explainMistake(this, at));
    if (slip !== undefined) return slip.end;
    const { end, block } = statementEnd(this.text, at);
    return Math.max(at + 1, block && this.furthest > end ? this.#afterBrokenRecord() : end);
  }

  /** Reading went on behind the brace: it was a record's, not a block's. */
  #afterBrokenRecord(): number {
    const line = lineEnd(this.text, this.furthest);
    const close = this.text.slice(this.furthest, line).indexOf("}");
    return close < 0 ? line : statementEnd(this.text, this.furthest + close + 1).end;
  }

  #strayBrace(at: number): number {
    if (this.#open.length > 0) return -1;
    this.problem({ code: "syntax/no-block-open", start: at, end: at + 1 });
    return at + 1;
  }

  // ---- blocks

  openBlock(at: number): number {
    const start = this.lines(at);
    if (this.text.charCodeAt(start) !== 123) return this.miss(this.space(at), "`{`");
    this.#open.push({ at: start, told: false });
    this.recording = false;
    return start + 1;
  }

  /** A `{` where a statement should begin. */
  strayBlock(at: number): boolean {
    if (this.text.charCodeAt(at) !== 123) return false;
    this.problem({ code: "syntax/block-without-word", start: at, end: at + 1 });
    return true;
  }

  closeBlock(at: number): number {
    const start = this.lines(at);
    const opened = this.#open.pop();
    if (this.text.charCodeAt(start) === 125) return start + 1;
    if (opened !== undefined && !opened.told && !this.#textIsOpen()) {
      for (const outer of this.#open) outer.told = true;
      this.problem({ code: "syntax/block-not-closed", start: opened.at, end: opened.at + 1 });
    }
    return start;
  }

  /** Everything behind a text that was not closed belongs to it: the blocks around it are not to blame. */
  #textIsOpen(): boolean {
    return this.problems.some((problem) => problem.code === "syntax/text-not-closed" && problem.args?.quote === '"""');
  }

  /** The family of sentences that the next word begins. */
  family(at: number): string {
    if (this.atWord(at) && this.text.charCodeAt(this.tokenEnd) === 40) return "call";
    return families.get(this.word(at)) ?? "nothing";
  }

  /** After a word that says what kind of thing follows: `disable key k1`. */
  kind(at: number): number {
    return kinds.has(this.word(at)) ? this.tokenEnd : -1;
  }

  // ---- checks of what was read

  saidTwice(start: number, end: number): void {
    this.problem({
      code: "syntax/said-twice",
      start: this.space(start),
      end,
      args: { text: this.text.slice(this.space(start), end) },
    });
  }

  checkScenario(scenario: Scenario): void {
    const { start, end, value } = scenario.title;
    const around = this.#open.at(-1);
    if (around !== undefined) {
      around.told = true;
      const notes = [{ text: "the block that is open here", span: { start: around.at, end: around.at + 1 } }];
      this.problem({ code: "syntax/scenario-in-block", start: scenario.start, end: scenario.start + "scenario".length, notes });
      return;
    }
    const first = this.#titles.get(value);
    if (first !== undefined) {
      const notes = [{ text: "the first one", span: { start: first.start, end: first.end } }];
      this.problem({ code: "name/scenario-twice", start, end, args: { name: value }, notes });
    } else this.#titles.set(value, scenario.title);
    this.#scenarioCount++;
    const most = this.limits.scenarioCountMax;
    if (this.#scenarioCount === most + 1) this.problem({ code: "limit/scenarios", start, end, args: { most: String(most) } });
  }

  checkSeed(text: string, value: Value): void {
    if (value.is === "name" && value.holes === true) return;
    if (value.is === "number" && /^\d{1,15}$/.test(text)) return;
    this.problem({ code: "number/seed", start: value.start, end: value.end, args: { text } });
  }

  /** The same name twice in an object of JSON is nobody's intention. */
  checkPairs(record: RecordValue): void {
    const seen = new Map<string, Node>();
    for (const { key, value, start } of record.entries) {
      const end = start + key.length + (this.text.charCodeAt(start) === 34 ? 2 : 0);
      const first = seen.get(key);
      if (first === undefined) seen.set(key, { start, end });
      else {
        const notes = [{ text: "the first one", span: first }];
        this.problem({ code: "syntax/pair-twice", start, end, args: { key }, notes });
      }
      if (value.is === "record") this.checkPairs(value);
    }
  }

  /** A number that counts something. */
  whole(number: NumberValue): number {
    if (!Number.isInteger(number.value)) {
      const text = this.text.slice(number.start, number.end);
      this.problem({ code: "number/not-whole", start: number.start, end: number.end, args: { text, of: "times" } });
    }
    return Math.floor(number.value);
  }

  /** `1 to 1000`: the numbers from the one to the other. */
  range(first: NumberValue, last: NumberValue): ListValue {
    const node = { start: first.start, end: last.end };
    const [from, to] = [this.whole(first), this.whole(last)];
    const count = to - from + 1;
    const most = this.limits.rangeCountMax;
    if (count < 1) this.problem({ code: "number/range-backwards", ...node, args: { from: String(from), to: String(to) } });
    else if (count > most) this.problem({ code: "limit/range", ...node, args: { count: String(count), most: String(most) } });
    const items = Array.from({ length: count > most ? 0 : Math.max(0, count) }, (_, at) => {
      return { is: "number", value: from + at, ...node } as const;
    });
    return { is: "list", items, ...node };
  }

  /** A whole year as a period. */
  year(number: NumberValue): string {
    const text = this.text.slice(number.start, number.end);
    const good = /^\d{4}$/.test(text) && number.value >= 1970 && number.value <= 2199;
    const why = "years go from 1970 to 2199";
    if (!good) this.problem({ code: "date/not-in-the-calendar", start: number.start, end: number.end, args: { text, why } });
    return text;
  }

  // ---- tables

  /** A line `| a | b |`; cells keep their text without the blanks around it. */
  row(at: number): TableRow | undefined {
    const start = this.lines(at);
    if (this.text.charCodeAt(start) !== 124) {
      this.miss(start, "a row such as `| a | b |`");
      return undefined;
    }
    const cells: (Node & { text: string })[] = [];
    let cellStart = start + 1;
    let quoted = false;
    let i = cellStart;
    for (; i < this.text.length; i++) {
      const code = this.text.charCodeAt(i);
      if (code === 10 || code === 13 || (code === 35 && !quoted && cellStart === this.#blankBack(i))) break;
      if (code === 34) quoted = !quoted;
      if (code === 92 && quoted) i++;
      if (code !== 124 || quoted) continue;
      cells.push(this.#cell(cellStart, i));
      cellStart = i + 1;
    }
    const rest = this.#cell(cellStart, Math.min(i, this.text.length));
    if (rest.text === "") return { start, end: cellStart, cells };
    this.problem({ code: "table/row-not-closed", start: rest.end, end: rest.end });
    return { start, end: rest.end, cells: [...cells, rest] };
  }

  #blankBack(at: number): number {
    let i = at;
    while (this.text.charCodeAt(i - 1) === 32 || this.text.charCodeAt(i - 1) === 9) i--;
    return i;
  }

  #cell(from: number, to: number): Node & { text: string } {
    const all = this.text.slice(from, to);
    const text = all.trim();
    const start = from + (all.length - all.trimStart().length);
    return { start, end: start + text.length, text };
  }

  /** The first row names the columns; each row after it has as many cells. */
  table(rows: readonly TableRow[]): { columns: readonly Name[]; rows: readonly TableRow[] } {
    const [head, ...body] = rows as [TableRow, ...TableRow[]];
    const columns = head.cells.map((cell): Name => ({ is: "name", start: cell.start, end: cell.end, text: cell.text }));
    this.#checkColumns(columns);
    for (const row of body) {
      if (row.cells.every(({ text }) => /^:?-+:?$/.test(text))) {
        this.problem({ code: "table/line", start: row.start, end: row.end });
        continue;
      }
      if (row.cells.length === columns.length) continue;
      const args = { has: String(row.cells.length), wanted: String(columns.length) };
      this.problem({ code: "table/cells", start: row.start, end: row.end, args });
    }
    const most = this.limits.tableRowCountMax;
    const over = body[most];
    if (over !== undefined) this.problem({ code: "limit/rows", start: over.start, end: over.end, args: { most: String(most) } });
    if (body.length === 0) this.problem({ code: "table/no-rows", start: head.start, end: head.end });
    return { columns, rows: body };
  }

  /** `define f(a, b)`: each parameter has its own name. */
  parameters(names: readonly Name[]): readonly Name[] {
    const seen = new Set<string>();
    for (const { text, start, end } of names) {
      if (seen.has(text)) this.problem({ code: "flow/parameter-twice", start, end, args: { name: text } });
      seen.add(text);
    }
    return names;
  }

  #checkColumns(columns: readonly Name[]): void {
    const seen = new Set<string>();
    for (const { text, start, end } of columns) {
      if (!isColumnName(text)) this.problem({ code: "table/column-name", start, end, args: { text } });
      else if (seen.has(text)) this.problem({ code: "table/column-twice", start, end, args: { name: text } });
      seen.add(text);
    }
  }

  override problem(problem: Problem): void {
    const last = this.starts.length - 1;
    this.trouble = { first: this.trouble?.first ?? last, last };
    super.problem(wrongCharacter(this.text, problem) ?? problem);
  }
}

/** Whether a text can be read as it stands, without a mistake. */
function isReadable(text: string, limits: TextLimits): boolean {
  const reading = new Trial(text, limits);
  new Machine(reading).read("File");
  return !reading.isBroken && reading.problems.every((one) => one.severity === "warning");
}

/** Ends at the first statement that cannot be read, and does not explain it. */
class Trial extends Reading {
  isBroken = false;

  override skipBroken(): number {
    this.isBroken = true;
    return -1;
  }
}
