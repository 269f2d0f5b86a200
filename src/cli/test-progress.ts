// How far a test run is, as one line on a terminal's standard error: only once it has taken long enough to make someone wonder, and
// seldom enough to cost nothing.

import type { Io } from "./io.js";

const patienceMs = 500;
const everyMs = 100;
const fileWidthMax = 50;

export class Progress {
  readonly #start: number;
  #shownAt = 0;
  #shown = false;

  constructor(
    private readonly io: Io,
    private readonly count: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#start = this.now();
  }

  /** `137/412  2 failed  scenarios/tour/03-share.scenario` */
  show(done: number, failed: number, file: string): void {
    const now = this.now();
    if (this.io.overwrite === undefined || now - this.#start < patienceMs || now - this.#shownAt < everyMs) return;
    this.#shownAt = now;
    this.#shown = true;
    const name = file.length > fileWidthMax ? `…${file.slice(1 - fileWidthMax)}` : file;
    this.io.overwrite(`${done}/${this.count}  ${failed > 0 ? `${failed} failed  ` : ""}${name}`);
  }

  end(): void {
    if (this.#shown) this.io.overwrite?.("");
  }
}
