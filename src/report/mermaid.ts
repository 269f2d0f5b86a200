// Pictures of a run for Mermaid: the sequence of its calls, and from each key to what lies under it and who has come to know it. Every id is a
// number of ours and every label escaped, so that no name of a scenario can become part of the drawing.

import { sortedTexts } from "../base/order.js";
import { safeText } from "../base/safe-text.js";
import type { RunLog, ScenarioRun } from "../engine/log.js";
import type { CallFact } from "../rules/facts.js";
import { callerText } from "../world/principal.js";

/** A label that ends neither its quotes nor its line and holds no directive (`%%{…}`), in Mermaid's own escapes. */
function label(text: string): string {
  return safeText(text).replace(/[#;"<>`%{}\n\r]/g, (character) => `#${character.charCodeAt(0)};`);
}

/** Gives each name an id of its own, in the order in which they come. */
class Ids {
  readonly #ids = new Map<string, string>();
  constructor(private readonly prefix: string) {}
  of(name: string): string {
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    const id = `${this.prefix}${this.#ids.size + 1}`;
    this.#ids.set(name, id);
    return id;
  }
  entries(): Iterable<readonly [name: string, id: string]> {
    return this.#ids;
  }
}

/** Lines of one `sequenceDiagram` for each scenario: who called which service for what, and what was refused. */
export function* renderSequence(log: RunLog): Iterable<string> {
  for (const run of log.scenarios) {
    const ids = new Ids("p");
    const arrows: string[] = [];
    for (const step of run.steps) {
      const calls = step.facts.filter((fact): fact is CallFact => fact.is === "call");
      for (const call of calls) arrows.push(arrowOf(call, ids));
    }
    if (run !== log.scenarios[0]) yield "";
    yield "sequenceDiagram";
    yield `  %% ${label(run.name)}`;
    for (const [name, id] of ids.entries()) yield `  participant ${id} as ${label(name)}`;
    yield* arrows;
  }
}

function arrowOf(call: CallFact, ids: Ids): string {
  const at = call.action.indexOf(":");
  const from = ids.of(callerText(call.caller));
  const to = ids.of(`${call.action.slice(0, at)} in ${call.place.region}`);
  const on = call.on.length === 0 ? "" : ` ${call.on.join(", ")}`;
  const refused = call.refused === undefined ? "" : ` refused, ${call.refused.code}`;
  return `  ${from}${call.refused === undefined ? "->>" : "-x"}${to}: ${label(`${call.action}${on}${refused}`)}`;
}

/** Lines of one `flowchart` for each scenario, of the world at its end: key → data key → what it protects → who knows what was in it. */
export function* renderKeyGraph(log: RunLog): Iterable<string> {
  for (const run of log.scenarios) {
    if (run !== log.scenarios[0]) yield "";
    yield* graphOf(run);
  }
}

function* graphOf(run: ScenarioRun): Iterable<string> {
  const world = run.steps.at(-1)?.world;
  yield "flowchart LR";
  yield `  %% ${label(run.name)}`;
  if (world === undefined) return;
  const ids = new Ids("n");
  const edges = new Set<string>();
  const edge = (from: string, to: string) => edges.add(`  ${ids.of(from)} --> ${ids.of(to)}`);
  for (const resource of world.resources.values()) {
    const thing = `${resource.kind} ${resource.name}`;
    const holds = new Set<string>();
    for (const found of partsOf(resource.data)) {
      if (found.is === "document") holds.add(found.name);
      else if (found.dataKey === undefined) edge(`key ${found.name}`, thing);
      else {
        edge(`key ${found.name}`, `data key ${found.dataKey}`);
        if (thing !== `data key ${found.dataKey}`) edge(`data key ${found.dataKey}`, thing);
      }
    }
    for (const document of holds) edge(thing, `document ${document}`);
  }
  for (const who of sortedTexts(world.knowledge.keys())) {
    for (const document of sortedTexts(world.knowledge.get(who) ?? [])) edge(`document ${document}`, `reader ${who}`);
  }
  for (const [name, id] of ids.entries()) yield `  ${id}["${label(name)}"]`;
  yield* edges;
}

type Part =
  | { readonly is: "document"; readonly name: string }
  | { readonly is: "wrapped"; readonly name: string; readonly dataKey?: string };

const DEPTH_MAX = 4;

/** What a thing carries: documents, and ciphertexts with the key that made them, wherever its service keeps them. */
function* partsOf(data: unknown, depth = 0): Generator<Part> {
  if (typeof data !== "object" || data === null || data instanceof Map || data instanceof Set || depth > DEPTH_MAX) return;
  const fields = data as {
    key?: unknown;
    material?: unknown;
    content?: { is?: unknown; dataKey?: unknown };
    document?: unknown;
    is?: unknown;
  };
  if (typeof fields.key === "string" && typeof fields.material === "string") {
    const dataKey = fields.content?.is === "data-key" ? fields.content.dataKey : undefined;
    yield typeof dataKey === "string" ? { is: "wrapped", name: fields.key, dataKey } : { is: "wrapped", name: fields.key };
  }
  if (typeof fields.document === "string") yield { is: "document", name: fields.document };
  for (const inner of Object.values(data)) yield* partsOf(inner, depth + 1);
}
