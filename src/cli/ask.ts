// Questions to a person at the terminal, a line for an answer.

import { createInterface } from "node:readline";
import { Interrupted } from "./exit.js";

/** `undefined` where there is no more input: Ctrl-D. */
export type Ask = (question: string) => Promise<string | undefined>;

/** Asks on standard error and reads a line. Ctrl-C throws Interrupted. */
export const askLine: Ask = (question) => {
  const line = createInterface({ input: process.stdin, output: process.stderr });
  return new Promise((done, failed) => {
    let answer: string | undefined;
    let isInterrupted = false;
    line.on("SIGINT", () => {
      isInterrupted = true;
      line.close();
    });
    line.on("close", () => {
      if (answer === undefined) process.stderr.write("\n");
      if (isInterrupted) failed(new Interrupted("by Ctrl-C"));
      else done(answer?.trim());
    });
    line.question(question, (said) => {
      answer = said;
      line.close();
    });
  });
};
