// Colours over the terminal's own foreground, never the only carrier of a meaning. Terminals are black or white and do not say which: yellow,
// cyan and white are pale on white, blue is dark on black, so red, green, magenta, bold and dim must do, and names have no colour.

import { styleText } from "node:util";
import { type Paint, plainPaint, type Role } from "../report/layout.js";

type Style = Parameters<typeof styleText>[0];

const STYLES: ReadonlyMap<Role, Style> = new Map<Role, Style>([
  ["title", "bold"],
  ["number", "dim"],
  ["made", "green"],
  ["changed", "magenta"],
  ["gone", "red"],
  ["good", "green"],
  ["bad", ["red", "bold"]],
  ["warning", "magenta"],
  ["faint", "dim"],
]);

/** Colours where the stream can show them: a terminal that is not dumb, without NO_COLOR; FORCE_COLOR wins over not being a terminal. */
export function paintFor(env: ReadonlyMap<string, string>, isTerminal: boolean): Paint {
  const forced = env.get("FORCE_COLOR");
  const wanted = forced !== undefined ? forced !== "0" && forced !== "false" : isTerminal && env.get("TERM") !== "dumb";
  if (!wanted || (env.get("NO_COLOR") ?? "") !== "") return plainPaint;
  return (role, text) => {
    const style = STYLES.get(role);
    return style === undefined ? text : styleText(style, text, { validateStream: false });
  };
}
