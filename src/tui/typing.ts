// The line that is typed into: letters, what is pasted, and the lines that were typed before.

import { answerPrompt } from "./prompts.js";
import type { BranchRunner, Prompt, PromptKind, ReplayState } from "./state.js";

const textMax = 4000;
const historyMax = 50;

export function asking(state: ReplayState, is: PromptKind): ReplayState {
  return { ...state, prompt: { is, text: "" } };
}

export function typed(state: ReplayState, prompt: Prompt, key: string, branch: BranchRunner): ReplayState {
  switch (key) {
    case "escape":
    case "ctrl-c":
      return { ...state, prompt: undefined };
    case "return":
      return answerPrompt(remembered(state, prompt), prompt, branch);
    case "backspace":
    case "delete":
      return prompt.text === ""
        ? { ...state, prompt: undefined }
        : withText(state, prompt, [...prompt.text].slice(0, -1).join(""));
    case "ctrl-u":
      return withText(state, prompt, "");
    case "ctrl-w":
      return withText(state, prompt, prompt.text.replace(/\S+\s*$/, ""));
    case "up":
      return older(state, prompt, 1);
    case "down":
      return older(state, prompt, -1);
    default: {
      const character = key === "space" ? " " : key;
      return [...character].length === 1 ? withText(state, prompt, prompt.text + character) : state;
    }
  }
}

/** Lines that are pasted for `:` are statements; what else is typed stands on one line. */
export function pasted(state: ReplayState, text: string): ReplayState {
  const { prompt } = state;
  if (prompt === undefined) return { ...state, message: "what is pasted does nothing here: it can be pasted behind : and /" };
  const lines = text
    .replace(/\r\n?/g, "\n")
    .replace(/[^\S\n]/g, " ")
    .replace(/[^\P{Cc}\n]/gu, "")
    .trim();
  return withText(state, prompt, prompt.text + (prompt.is === "goto" ? lines : lines.replace(/\n/g, " ")));
}

function withText(state: ReplayState, prompt: Prompt, text: string): ReplayState {
  if (text.length <= textMax) return { ...state, prompt: { is: prompt.is, text }, message: "" };
  const cut = [...text.slice(0, textMax)].filter((each) => !/^[\uD800-\uDFFF]$/.test(each)).join("");
  return { ...state, prompt: { is: prompt.is, text: cut }, message: `${textMax} characters at most` };
}

function remembered(state: ReplayState, { is, text }: Prompt): ReplayState {
  if (text.trim() === "") return state;
  const before = linesOf(state, is).filter((each) => each !== text);
  return { ...state, history: new Map(state.history).set(is, [text, ...before].slice(0, historyMax)) };
}

/** Newest first. */
function linesOf(state: ReplayState, is: PromptKind): readonly string[] {
  return state.history.get(is) ?? [];
}

function older(state: ReplayState, prompt: Prompt, by: 1 | -1): ReplayState {
  const lines = linesOf(state, prompt.is);
  const back = Math.min((prompt.back ?? 0) + by, lines.length);
  if (lines.length === 0) return { ...state, message: "nothing was typed here before" };
  return back <= 0
    ? { ...state, prompt: { is: prompt.is, text: "" } }
    : { ...state, prompt: { is: prompt.is, text: lines[back - 1]!, back } };
}
