// `--until DATE`: how far a scenario runs on by itself.

import { type Instant, instantFromText, isInClockRange } from "../world/time.js";
import { InputProblem } from "./exit.js";

export function untilOf(text: string | undefined): Instant | undefined {
  if (text === undefined) return undefined;
  const at = instantFromText(text);
  if (typeof at !== "number") throw new InputProblem(`--until ${text}: ${at.problem}`, "write --until 2029-01-01");
  if (!isInClockRange(at)) throw new InputProblem(`--until ${text} is beyond the years that Custody knows, 1970 to 2199`);
  return at;
}
