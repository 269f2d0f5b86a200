// The names of one statement that acts: what it acts on, what else it uses, what it makes, and where.

import { suggest } from "../../base/suggest.js";
import type { AnyVerbEntry, Use } from "../../contract/statement.js";
import type { Diagnostic } from "../../language/diagnostic.js";
import type { Do, Name, Node } from "../../language/syntax.js";
import { REGIONS } from "../../world/place.js";
import type { Scope } from "../scope.js";
import { diagnosticAt } from "../stop.js";
import type { Checking } from "./check.js";
import { nearName, type Symbols } from "./symbols.js";

export function checkDo(statement: Do, scope: Scope, symbols: Symbols, checking: Checking): void {
  checkPlace(statement, scope, checking);
  if (statement.verb === "outage" || statement.verb === "throttle") checkFaultyService(statement, scope, checking);
  const entries = checking.registry.verbs.get(statement.verb) ?? [];
  if (entries.length === 0) {
    checking.report(diagnosticAt(scope.file.name, statement, "model/not-modelled", { what: `\`${statement.verb}\`` }));
    return;
  }
  const entry = checkObject(statement, entries, scope, symbols, checking);
  const made = entry?.makes;
  symbols.lastMade = made ?? symbols.lastMade;
  for (const use of entry?.uses?.(statement) ?? []) checkUse(use, statement, scope, symbols, checking);
  if (entry?.needsPlace === true) checkNeededPlace(statement, scope, checking);
  if (statement.as !== undefined) declareNew(statement.as, made, placeOf(statement, scope), scope, symbols, checking);
  if (statement.expect !== undefined && statement.expect.is !== "ok") mayNotBe(statement, symbols);
  if (statement.verb === "delete" && statement.object !== undefined) symbols.mayBeGone.add(statement.object.text);
}

/** A fault of a service that is not there would be no fault, and what is tested under it would be tested without. */
function checkFaultyService(statement: Do<"outage"> | Do<"throttle">, scope: Scope, checking: Checking): void {
  const { service } = statement.args;
  const { services } = checking.registry.vocabulary;
  if (services.includes(service)) return;
  const near = suggest(service, services);
  const more = near === undefined ? {} : { hint: `did you mean \`${near}\`?` };
  checking.report(diagnosticAt(scope.file.name, statement, "model/unknown-service", { service }, more));
}

/** What is expected to be refused makes nothing: a later try may give the name again. */
function mayNotBe({ object, as }: Do, symbols: Symbols): void {
  for (const name of [object, as]) if (name !== undefined) symbols.mayBeGone.add(name.text);
}

/** Finds out which service takes the sentence; undefined where only a run can tell. */
function checkObject(
  statement: Do,
  entries: readonly AnyVerbEntry[],
  scope: Scope,
  symbols: Symbols,
  checking: Checking,
): AnyVerbEntry | undefined {
  const { object } = statement;
  const fresh = entries.find((entry) => entry.on === "new");
  if (fresh !== undefined) {
    if (object !== undefined) declareNew(object, fresh.makes, placeOf(statement, scope), scope, symbols, checking);
    return fresh;
  }
  const free = entries.find((entry) => entry.on === "free");
  const kinds = entries.flatMap((entry) => (Array.isArray(entry.on) ? entry.on : []));
  if (object === undefined) return free ?? leftOut(statement, entries, kinds, scope, symbols, checking);
  if (object.text.includes("/")) return free ?? entries[0];
  const known = symbols.get(object.text);
  if (known !== undefined)
    return known.kind === undefined ? entries[0] : takerOf(statement, object, known.kind, entries, free, kinds, scope, checking);
  if (free !== undefined) return free;
  return unknownObject(object, entries, kinds, scope, symbols, checking);
}

function takes(entry: AnyVerbEntry, kind: string | undefined): boolean {
  return Array.isArray(entry.on) && kind !== undefined && entry.on.includes(kind);
}

function takerOf(
  statement: Do,
  object: Name,
  kind: string,
  entries: readonly AnyVerbEntry[],
  free: AnyVerbEntry | undefined,
  kinds: readonly string[],
  scope: Scope,
  checking: Checking,
): AnyVerbEntry | undefined {
  const entry = entries.find((each) => takes(each, kind)) ?? free;
  if (entry === undefined) wrongKind(statement, object, kind, kinds, scope, checking);
  return entry;
}

function unknownObject(
  object: Name,
  entries: readonly AnyVerbEntry[],
  kinds: readonly string[],
  scope: Scope,
  symbols: Symbols,
  checking: Checking,
): AnyVerbEntry | undefined {
  const implying = entries.find((entry) => entry.imply !== undefined);
  if (implying === undefined) {
    if (!symbols.mayExist(object.text)) checking.report(unknownName(object, kinds, scope, symbols, checking));
    return entries[0];
  }
  const kind = Array.isArray(implying.on) ? implying.on[0] : undefined;
  if (symbols.strict)
    checking.report(
      diagnosticAt(scope.file.name, object, "name/implied-under-strict", { name: object.text, kind: articleOf(kind, checking) }),
    );
  const near = nearName(object.text, symbols.ofKinds(kinds));
  if (near !== undefined)
    checking.report({ ...diagnosticAt(scope.file.name, object, "name/near", { name: object.text, near }), severity: "warning" });
  symbols.declare(object.text, { kind, at: object });
  return implying;
}

function leftOut(
  statement: Do,
  entries: readonly AnyVerbEntry[],
  kinds: readonly string[],
  scope: Scope,
  symbols: Symbols,
  checking: Checking,
): AnyVerbEntry | undefined {
  if (symbols.lastMade === undefined) {
    checking.report(
      diagnosticAt(scope.file.name, statement, "name/nothing-left-out", {
        verb: statement.verb,
        takes: articles(kinds, checking),
      }),
    );
    return undefined;
  }
  return entries.find((entry) => takes(entry, symbols.lastMade)) ?? entries[0];
}

function wrongKind(statement: Do, name: Name, kind: string, kinds: readonly string[], scope: Scope, checking: Checking): void {
  const args = { name: name.text, is: articleOf(kind, checking), verb: statement.verb, takes: articles(kinds, checking) };
  checking.report(diagnosticAt(scope.file.name, name, "name/wrong-kind", args));
}

export function unknownName(
  name: Name,
  kinds: readonly string[],
  scope: Scope,
  symbols: Symbols,
  checking: Checking,
): Diagnostic {
  const near = symbols.nearest(name.text, kinds);
  const known = symbols.ofKinds(kinds).slice(0, 8);
  const kind = kinds.length === 0 ? "thing" : kinds.map((each) => articleOf(each, checking).replace(/^an? /, "")).join(" or ");
  const code = kinds.length === 1 && kinds[0] === "key" ? "name/unknown-key" : "name/unknown";
  const hint = near === undefined ? undefined : `did you mean \`${near}\`${placed(near, symbols)}?`;
  const notes =
    known.length === 0
      ? []
      : [{ text: `${kind}s known at this line: ${known.map((each) => `${each}${placed(each, symbols)}`).join(", ")}` }];
  return diagnosticAt(
    scope.file.name,
    name,
    code,
    { name: name.text, kind },
    hint === undefined ? { notes } : { notes, hint, fix: { start: name.start, end: name.end, text: near! } },
  );
}

function placed(name: string, symbols: Symbols): string {
  const place = symbols.get(name)?.place ?? "";
  return place === "" ? "" : ` (${place})`;
}

function checkUse(use: Use, statement: Do, scope: Scope, symbols: Symbols, checking: Checking): void {
  const { name, kinds } = use;
  if (name.text.includes("/") || symbols.mayExist(name.text)) return;
  const known = symbols.get(name.text);
  if (known === undefined) {
    if (use.implied === true) symbols.declare(name.text, { kind: kinds[0], at: name });
    else checking.report(unknownName(name, kinds, scope, symbols, checking));
  } else if (known.kind !== undefined && !kinds.includes(known.kind))
    wrongKind(statement, name, known.kind, kinds, scope, checking);
}

/** `A us-east-1`, as far as the sentence and `default` say. */
function placeOf(statement: Do, scope: Scope): string {
  const account = statement.place?.account?.text ?? scope.defaultAccount;
  const region = statement.place?.region?.text ?? scope.defaultRegion;
  return [account, region].filter((each) => each !== undefined).join(" ");
}

function declareNew(
  name: Name,
  kind: string | undefined,
  place: string,
  scope: Scope,
  symbols: Symbols,
  checking: Checking,
): void {
  const rebindable = (each: string | undefined) => each === undefined || checking.registry.kinds.get(each)?.rebindable === true;
  const taken = symbols.get(name.text);
  if (taken !== undefined && !symbols.mayBeGone.has(name.text) && !rebindable(taken.kind) && !rebindable(kind)) {
    checking.report(diagnosticAt(scope.file.name, name, "name/taken", { name: name.text, is: articleOf(taken.kind, checking) }));
  }
  symbols.declare(name.text, { kind, at: name, place });
}

function checkPlace(statement: Do, scope: Scope, checking: Checking): void {
  const region = statement.place?.region;
  if (region === undefined || REGIONS.includes(region.text)) return;
  const near = suggest(region.text, REGIONS);
  checking.report(
    diagnosticAt(
      scope.file.name,
      region,
      "place/unknown-region",
      { region: region.text },
      near === undefined ? {} : { hint: `did you mean \`${near}\`?`, fix: { start: region.start, end: region.end, text: near } },
    ),
  );
}

function checkNeededPlace(statement: Do, scope: Scope, checking: Checking): void {
  const account = statement.place?.account?.text ?? scope.defaultAccount;
  const region = statement.place?.region?.text ?? scope.defaultRegion;
  const at: Node = { start: statement.end, end: statement.end };
  const name = statement.object?.text ?? "";
  if (account === undefined) {
    const missing = region === undefined ? " in acct A region us-east-1" : " in acct A";
    checking.report(
      diagnosticAt(
        scope.file.name,
        at,
        "place/no-account",
        { what: statement.verb, name },
        { hint: `add \`${missing}\`, or once for the file: \`default in acct A region us-east-1\`` },
      ),
    );
  } else if (region === undefined) {
    checking.report(
      diagnosticAt(
        scope.file.name,
        at,
        "place/no-region",
        { what: statement.verb, name, account },
        { hint: `add \` region us-east-1\`, or once for the file: \`default in acct ${account} region us-east-1\`` },
      ),
    );
  }
}

export function articleOf(kind: string | undefined, checking: Checking): string {
  return kind === undefined ? "a thing" : (checking.registry.kinds.get(kind)?.article ?? `a ${kind}`);
}
function articles(kinds: readonly string[], checking: Checking): string {
  return [...new Set(kinds.map((each) => articleOf(each, checking)))].join(" or ");
}

export function noteActors(name: string, symbols: Symbols): void {
  symbols.actors.add(name);
}

/** Every principal or person that the statement names anywhere, in JSON too: a question about them is no slip. */
export function collectActors(value: unknown, symbols: Symbols): void {
  if (typeof value === "string") {
    for (const [, name] of value.matchAll(/(?:role|user)\/([\w+=,.@-]+)"/g)) symbols.actors.add(`/${name}`);
    return;
  }
  if (Array.isArray(value)) for (const each of value) collectActors(each, symbols);
  else if (typeof value === "object" && value !== null) {
    const node = value as { is?: unknown; text?: unknown };
    if ((node.is === "name" || node.is === "principal" || node.is === "account") && typeof node.text === "string")
      symbols.actors.add(node.text);
    for (const each of Object.values(value)) collectActors(each, symbols);
  }
}
