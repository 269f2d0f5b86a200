// What completion offers that no table knows: names and tags in the user's scenarios, codes, goldens that are pending. The scripts ask for it
// while someone waits at a key, so files are looked through, not read as scenarios, and what cannot be read offers nothing.

import { basename } from "node:path";
import { readTextFile } from "../../api/node.js";
import { theRegistry } from "../../api/simulate.js";
import { sortedTexts } from "../../base/order.js";
import { engineCodes } from "../../engine/log.js";
import { languageCodes } from "../../language/codes.js";
import { pendingGoldens } from "../golden-files.js";
import type { Io } from "../io.js";
import { findScenarios } from "../scenario-files.js";

const filesMax = 300;
const HEAD = /^[ \t]*scenario[ \t]+"((?:[^"\\\n]|\\.)*)"((?:[ \t]+@[\w-]+)*)/gm;

/** `words`: what stands on the line already; files and folders among it are looked through, else `scenarios/`. */
export function listFor(kind: string, words: readonly string[], io: Io): readonly string[] {
  switch (kind) {
    case "names":
      return sortedTexts(
        new Set(
          scenarioFiles(words).flatMap((path) => {
            const heads = headsOf(path);
            return heads.length === 0 ? [basename(path).replace(/\.scenario$/, "")] : heads.map(({ name }) => name);
          }),
        ),
      );
    case "tags":
      return sortedTexts(new Set(scenarioFiles(words).flatMap((path) => headsOf(path).flatMap(({ tags }) => tags))));
    case "codes":
      return sortedTexts([...languageCodes.keys(), ...engineCodes.keys(), ...theRegistry().vocabulary.words.keys()]);
    case "pending":
      return pendingGoldens(io).map(({ golden }) => golden);
    default:
      return [];
  }
}

function scenarioFiles(words: readonly string[]): readonly string[] {
  const named = words.flatMap(found);
  return (named.length > 0 ? named : found("scenarios")).slice(0, filesMax);
}

function found(path: string): readonly string[] {
  try {
    return path.startsWith("-") ? [] : findScenarios([path]).scenarios.filter((each) => each.endsWith(".scenario"));
  } catch {
    return [];
  }
}

function headsOf(path: string): { readonly name: string; readonly tags: readonly string[] }[] {
  const read = readTextFile(path);
  if (!("text" in read)) return [];
  return [...read.text.matchAll(HEAD)].map(([, name = "", tags = ""]) => ({
    name: name.replace(/\\(["\\])/g, "$1"),
    tags: tags.split(/\s+/).filter((tag) => tag !== ""),
  }));
}
