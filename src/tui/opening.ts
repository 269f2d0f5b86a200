// The state that a replay opens with.

import type { RunLog } from "../engine/log.js";
import { shownBefore } from "./guesses.js";
import type { ReplayState } from "./state.js";

export interface Opening {
  readonly columns: number;
  readonly rows: number;
  readonly step?: number | undefined;
  readonly scenario?: number | undefined;
}

/** The first screen: the first scenario that failed, else the first; its first step unless another is asked for. */
export function openReplay(log: RunLog, opening: Opening): ReplayState {
  const failed = log.scenarios.findIndex((run) => run.failures.length > 0);
  const scenario = opening.scenario ?? Math.max(0, failed);
  const run = log.scenarios[scenario];
  const step = Math.min(Math.max(1, opening.step ?? 1), run?.steps.length ?? 0);
  return {
    log,
    scenario,
    step,
    columns: opening.columns,
    rows: opening.rows,
    focus: "steps",
    tab: "why",
    full: false,
    scroll: 0,
    history: new Map(),
    breakpoints: new Set(),
    kept: new Map(),
    conditions: [],
    watches: [],
    guesses: run === undefined ? new Map() : shownBefore(run, step),
    comparing: false,
    onlyChanged: false,
    detail: "changed",
    byTime: false,
    mouse: false,
    help: false,
    message: "",
    paths: [],
    requestCount: 0,
  };
}
