// From one state of the screen and something that happened to the next state. Pure: what must touch the outside is left as a request.

import { unreachable } from "../base/assert.js";
import { sorted } from "../base/order.js";
import type { RunLog } from "../engine/log.js";
import { backward, onward, steppedBack, steppedOn } from "./dues.js";
import { conditionHits, guessed, isAsked, revealed, waitingStep } from "./guesses.js";
import { type Command, commandOf } from "./keys.js";
import { failedSteps, indexFrom, nextIn } from "./marks.js";
import { type MouseAction, moused } from "./mouse.js";
import { lineOfStep } from "./places.js";
import { rerun, toScenario } from "./runs.js";
import {
  atLastStep,
  type BranchRunner,
  DETAILS,
  type Detail,
  PANES,
  type PaneName,
  type ReplayState,
  type Request,
  runOf,
  stepOf,
} from "./state.js";
import { asking, pasted, typed } from "./typing.js";

export type Action =
  | { readonly is: "key"; readonly key: string }
  | { readonly is: "resize"; readonly columns: number; readonly rows: number }
  | { readonly is: "paste"; readonly text: string }
  | { readonly is: "tick" }
  | MouseAction
  | { readonly is: "say"; readonly message: string }
  /** The file as it is now cannot be run. */
  | { readonly is: "stale"; readonly message: string }
  | { readonly is: "golden"; readonly text: string }
  | { readonly is: "log"; readonly log: RunLog };

export function reduce(state: ReplayState, action: Action, branch: BranchRunner): ReplayState {
  const next = stoppedAtQuestion(reduced(state, action, branch));
  // A step is opened by going into it; by going to another it is closed.
  const elsewhere = next.step !== state.step || next.scenario !== state.scenario;
  const left = elsewhere && next.due !== undefined ? { ...next, due: undefined } : next;
  const { whole } = left;
  const folded = whole === undefined || (whole === state.whole ? !elsewhere : whole.last === left.step);
  return folded ? left : { ...left, whole: undefined };
}

/** However one goes on, no further than to a prediction that is asked for: behind it stands the answer. */
function stoppedAtQuestion(state: ReplayState): ReplayState {
  const waiting = waitingStep(state);
  if (waiting === undefined || state.step <= waiting) return state;
  return {
    ...state,
    step: waiting,
    scroll: 0,
    playing: undefined,
    message: `step ${waiting} asks first: A, D, E or p; R shows it`,
  };
}

function reduced(state: ReplayState, action: Action, branch: BranchRunner): ReplayState {
  switch (action.is) {
    case "key":
      return state.prompt === undefined ? pressed(state, action.key) : typed(state, state.prompt, action.key, branch);
    case "paste":
      return pasted(state, action.text);
    case "resize":
      return { ...state, columns: action.columns, rows: action.rows, scroll: 0 };
    case "mouse":
      return state.prompt === undefined && !state.help ? moused(state, action) : state;
    case "tick":
      return ticked(state);
    case "say":
      return { ...state, message: action.message };
    case "stale":
      return { ...state, stale: action.message, message: action.message };
    case "golden":
      return { ...state, golden: action.text, ...shown(state, "diff") };
    case "log":
      return rerun(state, action.log);
    default:
      return unreachable(action);
  }
}

function pressed(state: ReplayState, key: string): ReplayState {
  const command = commandOf(key);
  if (command === undefined)
    return { ...state, message: `${key.length === 1 ? key : `that key`} does nothing here: ? shows all keys` };
  const quiet = { ...state, message: "", playing: command === "play" ? state.playing : undefined };
  if (quiet.help && command !== "quit") return inHelp(quiet, command);
  return obey(quiet, command);
}

/** The list of keys scrolls; any other key closes it. */
function inHelp(state: ReplayState, command: Command): ReplayState {
  const by = HELP_SCROLL.get(command);
  return by === undefined ? { ...state, help: false, scroll: 0 } : { ...state, scroll: Math.max(0, state.scroll + by) };
}

const HELP_SCROLL: ReadonlyMap<Command, number> = new Map([
  ["down", 1],
  ["up", -1],
  ["page-on", 10],
  ["page-back", -10],
]);

function obey(state: ReplayState, command: Command): ReplayState {
  const run = runOf(state);
  switch (command) {
    case "onward":
      return onward(state);
    case "backward":
      return backward(state);
    case "next":
      return steppedOn(state);
    case "previous":
      return steppedBack(state);
    case "page-on":
      return scrolled(state, 10);
    case "page-back":
      return scrolled(state, -10);
    case "first":
      return moved(state, -run.steps.length);
    case "last":
      return moved(state, run.steps.length);
    case "up":
      return scrolled(state, -1);
    case "down":
      return scrolled(state, 1);
    case "failure-next":
      return jump(state, 1);
    case "failure-previous":
      return jump(state, -1);
    case "stop-next":
      return toStop(state, 1);
    case "stop-previous":
      return toStop(state, -1);
    case "pane-next":
      return { ...state, ...shown(state, PANES[(PANES.indexOf(state.focus) + 1) % PANES.length]!) };
    case "pane-1":
    case "pane-2":
    case "pane-3":
    case "pane-4":
    case "pane-5":
    case "pane-6":
      return { ...state, ...shown(state, PANES[Number(command.slice(5)) - 1]!) };
    case "full":
      return { ...state, full: !state.full, scroll: 0 };
    case "search":
      return asking(state, "search");
    case "goto":
      return asking(state, "goto");
    case "break-when":
      return asking(state, "break");
    case "watch":
      return asking(state, "watch");
    case "break":
      return toggleBreakpoint(state);
    case "mark":
      return { ...state, mark: state.step, message: `step ${state.step} is marked: ' compares with it, d shows the difference` };
    case "compare":
      return compare(state);
    case "only-changed":
      return {
        ...state,
        onlyChanged: !state.onlyChanged,
        ...shown(state, "world"),
        message: state.onlyChanged ? "all of the world" : "only what changed",
      };
    case "fold":
      return folded(state);
    case "diff":
      return { ...state, golden: undefined, ...shown(state, "diff") };
    case "golden":
      return requested(state, { is: "golden" });
    case "timeline":
      return { ...state, byTime: !state.byTime, message: state.byTime ? "timeline by step" : "timeline by time" };
    case "play":
      return play(state);
    case "once":
      return moved(state, 1);
    case "scenario-next":
      return toScenario(state, 1);
    case "scenario-previous":
      return toScenario(state, -1);
    case "edit":
      return edit(state);
    case "rerun":
      return requested(state, { is: "rerun" });
    case "write":
      return write(state);
    case "guess-allow":
      return guessed(state, "allow");
    case "guess-deny":
      return guessed(state, "deny");
    case "guess-error":
      return guessed(state, "error");
    case "guess-why":
      return isAsked(state) ? asking(state, "guess") : guessed(state, "");
    case "reveal":
      return revealed(state);
    case "mouse":
      return {
        ...state,
        mouse: !state.mouse,
        message: state.mouse ? "mouse off: it selects text again" : "mouse on: click a step, turn the wheel; % off",
      };
    case "path":
      return keepPath(state);
    case "help":
      return { ...state, help: true, scroll: 0 };
    case "escape":
      return { ...state, ...nothingOpen, full: false, scroll: 0 };
    case "redraw":
      return requested(state, { is: "draw" });
    case "suspend":
      return requested(state, { is: "suspend" });
    case "quit":
      return requested(state, { is: "quit" });
    default:
      return unreachable(command);
  }
}

const DETAIL_WORDS: Readonly<Record<Detail, string>> = {
  changed: "the world with what changed",
  closed: "the world folded, but for what changed",
  all: "all that is known of each resource",
};

function folded(state: ReplayState): ReplayState {
  const detail = DETAILS[(DETAILS.indexOf(state.detail) + 1) % DETAILS.length]!;
  return { ...state, detail, ...shown(state, "world"), message: DETAIL_WORDS[detail] };
}

const nothingOpen = { search: undefined, comparing: false, whatIf: undefined, golden: undefined, due: undefined };

function moved(state: ReplayState, by: number): ReplayState {
  const last = runOf(state).steps.length;
  const step = Math.min(Math.max(Math.min(1, last), state.step + by), last);
  if (step === state.step) return { ...state, message: by > 0 ? atLastStep(state) : "this is the first step" };
  return { ...state, step, scroll: 0 };
}

/** Rows of the focused pane; the rows of the steps are steps. The newest records stand at the bottom, so that there back is up. */
function scrolled(state: ReplayState, by: number): ReplayState {
  if (state.focus === "steps") return by === 1 ? steppedOn(state) : by === -1 ? steppedBack(state) : moved(state, by);
  return { ...state, scroll: Math.max(0, state.scroll + (state.focus === "trail" ? -by : by)) };
}

function shown(state: ReplayState, pane: PaneName): Pick<ReplayState, "focus" | "tab" | "scroll"> {
  return { focus: pane, tab: pane === "steps" ? state.tab : pane, scroll: 0 };
}

function requested(state: ReplayState, request: Request): ReplayState {
  const number = state.requestCount + 1;
  return { ...state, request: { ...request, number }, requestCount: number };
}

/** To the next failure, or to the next hit of a search that has not ended. */
function jump(state: ReplayState, direction: 1 | -1): ReplayState {
  const { search, step } = state;
  const among = search?.hits ?? failedSteps(runOf(state));
  const found = nextIn(among, step, direction);
  if (found !== undefined) return { ...state, step: found, scroll: 0 };
  const what = search === undefined ? "failure" : `hit of \`${search.query}\``;
  const elsewhere = state.log.scenarios.findIndex((run, at) => at !== state.scenario && run.failures.length > 0);
  const more = search === undefined && elsewhere >= 0 ? `; scenario ${elsewhere + 1} has one (s)` : "";
  return { ...state, message: `no ${what} ${direction === 1 ? "after" : "before"} step ${step}${more}` };
}

/** Steps where playing stops, in order: breakpoints, conditions, failures; and the mark for those who jump. */
export function stopsOf(state: ReplayState, playing: boolean): readonly number[] {
  const stops = new Set<number>([...state.breakpoints, ...conditionHits(state)]);
  if (playing) for (const failed of failedSteps(runOf(state))) stops.add(failed);
  else if (state.mark !== undefined) stops.add(state.mark);
  return sorted(stops, (a, b) => a - b);
}

function toStop(state: ReplayState, direction: 1 | -1): ReplayState {
  const found = nextIn(stopsOf(state, false), state.step, direction);
  if (found !== undefined) return { ...state, step: found, scroll: 0 };
  return {
    ...state,
    message: `no breakpoint or mark ${direction === 1 ? "after" : "before"} step ${state.step}: b sets one, m marks`,
  };
}

function toggleBreakpoint(state: ReplayState): ReplayState {
  const breakpoints = new Set(state.breakpoints);
  const gone = breakpoints.delete(state.step);
  if (!gone) breakpoints.add(state.step);
  return { ...state, breakpoints, message: `breakpoint at step ${state.step} ${gone ? "removed" : "set"}` };
}

function compare(state: ReplayState): ReplayState {
  if (state.mark === undefined) return { ...state, message: "nothing is marked yet: m marks a step" };
  const message = state.comparing ? "compared with the step before" : `compared with step ${state.mark}`;
  return { ...state, comparing: !state.comparing, message };
}

const SPEEDS = [1, 4, 16] as const;

function play(state: ReplayState): ReplayState {
  if (state.step >= runOf(state).steps.length) return { ...state, playing: undefined, message: atLastStep(state) };
  const playing = SPEEDS.find((each) => each > (state.playing ?? 0));
  return {
    ...state,
    playing,
    message: playing === undefined ? "stopped" : `playing, ${playing} a second: space is faster, any key stops`,
  };
}

function ticked(state: ReplayState): ReplayState {
  if (state.playing === undefined) return state;
  const next = { ...state, step: Math.min(state.step + 1, runOf(state).steps.length), scroll: 0 };
  const stops = stopsOf(state, true);
  if (next.step === runOf(state).steps.length) return { ...next, playing: undefined, message: atLastStep(state) };
  if (stops[indexFrom(stops, next.step)] !== next.step) return next;
  return { ...next, playing: undefined, message: `stopped at step ${next.step}` };
}

function edit(state: ReplayState): ReplayState {
  const step = stepOf(state);
  if (step === undefined) return { ...state, message: "there is no step to edit" };
  return requested(state, { is: "edit", file: step.file, line: lineOfStep(step, state.log) });
}

function keepPath(state: ReplayState): ReplayState {
  const step = stepOf(state);
  if (step === undefined) return { ...state, message: "there is no step here" };
  const path = `${step.file}:${lineOfStep(step, state.log)}`;
  return { ...state, paths: [...state.paths.filter((each) => each !== path), path], message: `${path} is printed when you quit` };
}

function write(state: ReplayState): ReplayState {
  const { whatIf } = state;
  if (whatIf === undefined || whatIf.texts.length === 0)
    return { ...state, message: "there is no what-if to write: type : and a statement first" };
  const run = state.log.scenarios[whatIf.point.scenario]!;
  return requested(state, { is: "write", point: { log: state.log, run, step: whatIf.point.step }, texts: whatIf.texts });
}
