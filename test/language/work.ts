// How much work a call does, counted and not timed, so that no busy machine can make a test of it fail: how often each block of src/language is
// run (V8's own counters), and how many characters are gone over inside the built-in functions that are called from there.
import { type Profiler, Session } from "node:inspector";

/** The work that `run` does: blocks run, and characters gone over. */
export function workOf(run: () => void): number {
  const session = new Session();
  session.connect();
  session.post("Profiler.enable");
  session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  const counter = countCharacters();
  let blocks = 0;
  try {
    run();
  } finally {
    counter.stop();
    session.post("Profiler.takePreciseCoverage", (_error, { result }) => {
      blocks = blocksRun(result);
    });
    session.post("Profiler.stopPreciseCoverage");
    session.disconnect();
  }
  return blocks + counter.characters();
}

function blocksRun(scripts: readonly Profiler.ScriptCoverage[]): number {
  return scripts
    .filter(({ url }) => url.includes("/src/language/") || url.includes("/src/generated/"))
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges))
    .reduce((sum, { count }) => sum + count, 0);
}

/** Counts what goes through the built-in functions whose cost grows with what they look at. */
function countCharacters(): { readonly characters: () => number; readonly stop: () => void } {
  let characters = 0;
  const strings = String.prototype;
  const patterns = RegExp.prototype;
  const { slice, indexOf, lastIndexOf, includes, startsWith, trimEnd } = strings;
  const { test, exec } = patterns;
  strings.slice = function (...args) {
    const made = slice.apply(this, args);
    characters += made.length;
    return made;
  };
  strings.indexOf = function (what, from = 0) {
    const at = indexOf.call(this, what, from);
    characters += (at < 0 ? this.length : at) - from;
    return at;
  };
  strings.lastIndexOf = function (this: string, what, from = this.length) {
    const at = lastIndexOf.call(this, what, from);
    characters += from - at;
    return at;
  };
  strings.includes = function (what, from = 0) {
    characters += this.length - from;
    return includes.call(this, what, from);
  };
  strings.startsWith = function (what, from) {
    characters += what.length;
    return startsWith.call(this, what, from);
  };
  strings.trimEnd = function () {
    characters += this.length;
    return trimEnd.call(this);
  };
  // A pattern that finds nothing has looked to the end, or no further than its own place if it is sticky.
  const counted = (pattern: RegExp, text: string, from: number, found: boolean) => {
    if (found) characters += pattern.global || pattern.sticky ? pattern.lastIndex - from : text.length;
    else characters += pattern.sticky ? 1 : text.length - from;
  };
  patterns.test = function (this: RegExp, text) {
    const from = this.lastIndex;
    const found = exec.call(this, text) !== null;
    counted(this, text, from, found);
    return found;
  };
  patterns.exec = function (this: RegExp, text) {
    const from = this.lastIndex;
    const found = exec.call(this, text);
    counted(this, text, from, found !== null);
    return found;
  };
  const stop = () => {
    Object.assign(strings, { slice, indexOf, lastIndexOf, includes, startsWith, trimEnd });
    Object.assign(patterns, { test, exec });
  };
  return { characters: () => characters, stop };
}
