// What a golden says, read back from its text: scenarios, their steps, and in each step who called what and whether it was let. A reviewer
// is told the difference of two outlines in words; whatever this does not know how to read still shows in the diff of the lines.

export type CallVerdict = "allowed" | "denied" | "refused";

export interface OutlineCall {
  /** `A/backup  kms:Decrypt k1`, runs of spaces as one. */
  readonly call: string;
  readonly verdict: CallVerdict;
  readonly reason: string;
}

export interface OutlineStep {
  /** As the golden has it. */
  readonly number: number;
  readonly sentence: string;
  readonly calls: readonly OutlineCall[];
  /** What it made, changed and took away, as it stands: `+ key k1 …`. */
  readonly world: readonly string[];
}

export interface OutlineScenario {
  readonly name: string;
  readonly steps: readonly OutlineStep[];
  /** `passed` or `failed at step 3`. */
  readonly result: string;
  /** Counts of the trail, and the bill: the parts of the closing line. */
  readonly closing: readonly string[];
}

const VERDICT = /^(.*?)\s{2,}(allowed|denied|refused)(?:\s+(.*))?$/;
const LONE_VERDICT = /^ {40,}(allowed|denied|refused)(?:\s+(.*))?$/;
const TITLE = /^(.*?)\s*clock \d{4}-\S+ \S+ · seed \d+$/;

/** A golden as an outline. Never throws, whatever the text. */
export function outlineOf(golden: string): OutlineScenario[] {
  const reader = new OutlineReader();
  for (const line of golden.split("\n")) reader.take(line);
  return reader.finished();
}

interface Opened {
  name: string;
  steps: { number: number; sentence: string; calls: OutlineCall[]; world: string[] }[];
  result: string;
  closing: string[];
}

class OutlineReader {
  readonly #scenarios: Opened[] = [];
  /** The line before, for what is broken over two. */
  #before = "";
  /** A name that was too long for the line of its clock. */
  #name: string[] = [];
  #closing = false;

  take(line: string): void {
    this.#read(line);
    this.#before = line;
  }

  finished(): OutlineScenario[] {
    return this.#scenarios;
  }

  #read(line: string): void {
    const title = TITLE.exec(line);
    if (title !== null) {
      const name = title[1] !== "" ? title[1]! : this.#name.join(" ");
      this.#scenarios.push({ name, steps: [], result: "", closing: [] });
      this.#name = [];
      this.#closing = false;
      return;
    }
    if (line === "") this.#name = [];
    else if (/^\S/.test(line) || this.#name.length > 0) this.#name.push(line.trim());
    const scenario = this.#scenarios.at(-1);
    if (scenario !== undefined) this.#readInside(line, scenario);
  }

  #readInside(line: string, scenario: Opened): void {
    if (/^(passed|failed at step \d+) · /.test(line) || (this.#closing && /^ +· /.test(line))) {
      const [first = "", ...parts] = line.trim().replace(/^· /, "").split(" · ");
      if (this.#closing) parts.unshift(first);
      else scenario.result = first;
      scenario.closing.push(...parts);
      this.#closing = true;
      return;
    }
    this.#closing = false;
    const head = this.#before === "" ? /^ *(\d+) {2}(\S.*)$/.exec(line) : null;
    if (head !== null) scenario.steps.push({ number: Number(head[1]), sentence: withoutAside(head[2]!), calls: [], world: [] });
    const step = scenario.steps.at(-1);
    if (step === undefined || head !== null) return;
    if (/^ +[+~-] \S/.test(line)) step.world.push(spaced(line));
    const call = this.#callOf(line);
    if (call !== undefined) step.calls.push(call);
  }

  #callOf(line: string): OutlineCall | undefined {
    const lone = LONE_VERDICT.exec(line);
    if (lone !== null) return { call: spaced(this.#before), verdict: lone[1] as CallVerdict, reason: lone[2]?.trim() ?? "" };
    const beside = VERDICT.exec(line);
    if (beside === null || !/^\s*\S.* \S*[a-z0-9-]+:[A-Z]\w+/.test(beside[1]!)) return undefined;
    return { call: spaced(beside[1]!), verdict: beside[2] as CallVerdict, reason: beside[3]?.trim() ?? "" };
  }
}

/** Without what stands in the right-hand column. */
function withoutAside(sentence: string): string {
  return spaced(sentence.replace(/\s{2,}(holds|as expected|× \d.*|\d{4}-\d\d-\d\d .*)$/, ""));
}

function spaced(text: string): string {
  return text.trim().replaceAll(/\s+/g, " ");
}
