// `custody test --coverage`: after the tests, what none of them exercised. The files are run once more, so that workers need not send
// their worlds.

import { theRegistry } from "../api/simulate.js";
import { Coverage } from "../report/coverage.js";
import { InputProblem } from "./exit.js";
import type { Io } from "./io.js";
import { runFile } from "./scenario.js";

/** Prints the coverage of `files`. A file that cannot be read was told of by the tests. */
export function printCoverage(files: Iterable<string>, io: Io, seed: string | undefined): void {
  const coverage = new Coverage();
  for (const file of files) {
    try {
      coverage.add(runFile(file, io, { seed }));
    } catch (thrown) {
      if (!(thrown instanceof InputProblem)) throw thrown;
    }
  }
  for (const line of coverage.lines({ verbs: theRegistry().verbs.keys() })) io.result(`${line}\n`);
}
