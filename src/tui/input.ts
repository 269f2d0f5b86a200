// What a terminal sends, as actions: keys by the names of the table, the mouse, and what is pasted as one text.

import { keyNames } from "./keys.js";
import { mouseAction } from "./mouse.js";
import type { Action } from "./reduce.js";

/** What ink knows of a key. */
export interface KeyFlags {
  readonly leftArrow: boolean;
  readonly rightArrow: boolean;
  readonly upArrow: boolean;
  readonly downArrow: boolean;
  readonly pageUp: boolean;
  readonly pageDown: boolean;
  readonly home: boolean;
  readonly end: boolean;
  readonly return: boolean;
  readonly tab: boolean;
  readonly backspace: boolean;
  readonly delete: boolean;
  readonly escape: boolean;
  readonly ctrl: boolean;
}

/** A terminal's signs before and behind what is pasted, their Escape left out. */
const PASTE_BEGINS = "[200~";
const PASTE_ENDS = "[201~";

/** Reads piece by piece, since a paste comes in several. */
export class InputReader {
  #pasted: string | undefined;

  read(input: string, key: KeyFlags): Action[] {
    if (input === PASTE_BEGINS) {
      this.#pasted = "";
      return [];
    }
    if (this.#pasted !== undefined) {
      if (input !== PASTE_ENDS) {
        this.#pasted += key.return ? "\n" : key.tab ? " " : input;
        return [];
      }
      const text = this.#pasted;
      this.#pasted = undefined;
      return [{ is: "paste", text }];
    }
    const mouse = mouseAction(input);
    if (mouse === "nothing" || (mouse === undefined && isReport(input))) return [];
    if (mouse !== undefined) return [mouse];
    return namesOf(input, key).map((name): Action => ({ is: "key", key: name }));
  }
}

/** A terminal's word of something else, such as that its window has the focus. */
function isReport(input: string): boolean {
  return /^\[(?:[IO]|[\d;?<=>]+[~A-Za-z])$/.test(input);
}

/** The keys that one piece of input holds, by the names of the table. */
function namesOf(input: string, key: KeyFlags): string[] {
  if (key.leftArrow) return ["left"];
  if (key.rightArrow) return ["right"];
  if (key.upArrow) return ["up"];
  if (key.downArrow) return ["down"];
  if (key.pageUp) return ["pageup"];
  if (key.pageDown) return ["pagedown"];
  if (key.home) return ["home"];
  if (key.end) return ["end"];
  if (key.return) return ["return"];
  if (key.tab) return ["tab"];
  if (key.backspace || key.delete) return ["backspace"];
  if (key.ctrl) return [`ctrl-${input}`];
  if (key.escape) return ["escape"];
  return keyNames(input);
}
