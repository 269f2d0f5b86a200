// The names of one statement that acts: what it acts on, what else it uses, what it makes, and where.

import { joinedBy } from "../../base/listed.js";
import { suggest } from "../../base/suggest.js";
import { type Offer, offer, offerOf } from "../../contract/offer.js";
import type { AnyVerbEntry, Use } from "../../contract/statement.js";
import { type DiagnosticNote, toDiagnostic } from "../../language/diagnostic.js";
import { parse } from "../../language/parse.js";
import type { Do, File, Name, Node, PlaceSpec, Statement, Word } from "../../language/syntax.js";
import { MANAGED_KEY_SERVICES } from "../../rules/managed-keys.js";
import { REGIONS } from "../../world/place.js";
import { type Clause, contradiction, namesNothing } from "../heeded.js";
import type { Registry } from "../registry.js";
import { policyHint, withActionHint } from "./action-hints.js";
import { checkAccountName, checkSharedWith } from "./actors.js";
import type { Here } from "./checking.js";
import { NAMES_COMPARED_MAX, nearName, type Symbols } from "./symbols.js";

export function checkDo(statement: Do, here: Here): void {
  const { symbols, checking, scope } = here;
  checkPlaces(statement, here);
  if (regionMeant(statement.place) === undefined)
    checkSaysSomething(contradiction(statement, statement.by?.text ?? scope.actor?.ref), here);
  if (statement.verb === "outage" || statement.verb === "latency" || statement.verb === "throttle")
    checkService(statement.args.service, calledServices(checking.registry), here);
  const entries = checking.registry.verbs.get(statement.verb) ?? [];
  if (entries.length === 0) {
    here.tell(statement, "model/not-modelled", { what: `\`${statement.verb}\`` });
    return;
  }
  const entry = checkObject(statement, entries, here);
  const made = madeBy(entry, statement, entries, symbols);
  symbols.lastMade = made ?? symbols.lastMade;
  for (const use of entry?.uses?.(statement) ?? []) checkUse(use, statement, here);
  const problems = entry?.mistakes?.(statement) ?? [];
  for (const problem of problems) checking.report(toDiagnostic(withActionHint(problem, statement, here), scope.file.name));
  if (entry?.needsPlace === true) checkNeededPlace(statement, here);
  // `decrypt c1 as A/app` means who acts, whether the sentence makes something or not.
  const isName = statement.as?.text.includes("/") !== true;
  const unnamed = isName ? namesNothing(statement, takersOf(statement, entries, symbols)) : undefined;
  if (!problems.some((each) => isWithin(unnamed?.at, each))) checkSaysSomething(unnamed, here);
  if (statement.as !== undefined && unnamed === undefined) declareNew(statement.as, made, placeOf(statement, here), here);
  if (statement.expect !== undefined && statement.expect.is !== "ok") mayNotBe(statement, symbols);
  if (statement.verb === "delete" && statement.object !== undefined) symbols.mayBeGone.add(statement.object.text);
}

/** What the sentence makes; undefined where that hangs on what it is about, and that is not known (`copy s1`, where there is no `s1`). */
function madeBy(
  entry: AnyVerbEntry | undefined,
  { object }: Do,
  entries: readonly AnyVerbEntry[],
  symbols: Symbols,
): string | undefined {
  const isOne = new Set(entries.map(({ makes }) => makes)).size === 1;
  const isSettled = isOne || object === undefined || symbols.get(object.text)?.kind !== undefined;
  return isSettled ? entry?.makes : undefined;
}

function isWithin(at: Node | undefined, { start, end }: Node): boolean {
  return at !== undefined && start <= at.start && at.end <= end;
}

function checkSaysSomething(clause: Clause | undefined, here: Here): void {
  if (clause !== undefined) here.tell(clause.at, "sentence/says-nothing", { words: clause.words, why: clause.why ?? "" });
}

/** All that may take the sentence, as far as it is known what it is about. */
function takersOf({ object }: Do, entries: readonly AnyVerbEntry[], symbols: Symbols): readonly AnyVerbEntry[] {
  const kind = object === undefined ? undefined : symbols.get(object.text)?.kind;
  const takers = entries.filter((entry) => takes(entry, kind));
  return takers.length > 0 ? takers : entries;
}

/** Services that are called, as an action's prefix names them: there is nothing to be had of others, and nothing to fail. */
export function calledServices({ operations }: Registry): readonly string[] {
  return [...new Set([...operations.keys()].map((action) => action.slice(0, action.indexOf(":"))))];
}

/** A fault of a service that is not there would be no fault, and what is tested under it would be tested without. */
export function checkService(service: Word, services: readonly string[], here: Here): void {
  if (services.includes(service.text)) return;
  here.tell(service, "model/unknown-service", { service: service.text }, offer(service, service.text, services));
}

/** What is expected to be refused makes nothing: a later try may give the name again. */
function mayNotBe({ object, as }: Do, symbols: Symbols): void {
  for (const name of [object, as]) if (name !== undefined) symbols.mayBeGone.add(name.text);
}

/** Finds out which service takes the sentence; undefined where only a run can tell. */
function checkObject(statement: Do, entries: readonly AnyVerbEntry[], here: Here): AnyVerbEntry | undefined {
  const { object } = statement;
  if (statement.verb === "alias" && object !== undefined) here.symbols.aliases.add(object.text);
  const fresh = entries.find((entry) => entry.on === "new");
  if (fresh !== undefined) {
    if (object !== undefined) declareNew(object, fresh.makes, placeOf(statement, here), here);
    return fresh;
  }
  const free = entries.find((entry) => entry.on === "free");
  const kinds = entries.flatMap((entry) => (Array.isArray(entry.on) ? entry.on : []));
  if (object === undefined) return free ?? leftOut(statement, entries, kinds, here);
  if (/^alias\//i.test(object.text)) {
    const alias = `delete alias ${object.text.slice("alias/".length)}`;
    const hint = statement.verb === "delete" ? `write \`${alias}\`` : "name the key itself, which its alias points at";
    here.tell(object, "name/unknown-key", { name: object.text }, { hint });
    return entries[0];
  }
  const known = here.symbols.get(object.text);
  if (known === undefined && object.text.includes("/")) return free ?? entries[0];
  if (known !== undefined)
    return known.kind === undefined ? entries[0] : takerOf(statement, object, known.kind, entries, free, kinds, here);
  if (free !== undefined) return free;
  return unknownObject(statement, object, entries, kinds, here);
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
  here: Here,
): AnyVerbEntry | undefined {
  const entry = entries.find((each) => takes(each, kind)) ?? free;
  if (entry === undefined) wrongKind(statement, object, kind, kinds, here);
  return entry;
}

function unknownObject(
  statement: Do,
  object: Name,
  entries: readonly AnyVerbEntry[],
  kinds: readonly string[],
  here: Here,
): AnyVerbEntry | undefined {
  const { symbols, checking } = here;
  const implying = entries.find((entry) => entry.imply !== undefined && entry.implies?.(statement) !== false);
  if (implying === undefined) {
    if (!symbols.mayExist(object.text)) unknownName(object, kinds, here);
    return entries[0];
  }
  const kind = Array.isArray(implying.on) ? implying.on[0] : undefined;
  if (symbols.strict) here.tell(object, "name/implied-under-strict", { name: object.text, kind: checking.articleOf(kind) });
  const near = symbols.nameCount > NAMES_COMPARED_MAX ? undefined : nearName(object.text, symbols.ofKinds(kinds));
  if (near === undefined) warnOfLookalike(object, here);
  else here.warn(object, "name/near", { name: object.text, near }, offer(object, object.text, [near]));
  symbols.declare(object.text, { kind, at: object });
  return implying;
}

/** Two names that a reader takes for one another are two all the same. */
function warnOfLookalike(name: Name, here: Here): void {
  const other = here.symbols.lookalike(name.text);
  if (other !== undefined) here.warn(name, "name/looks-like", { name: name.text, other });
}

function leftOut(
  statement: Do,
  entries: readonly AnyVerbEntry[],
  kinds: readonly string[],
  here: Here,
): AnyVerbEntry | undefined {
  const { lastMade } = here.symbols;
  if (lastMade === undefined) {
    here.tell(statement, "name/nothing-left-out", { verb: statement.verb, takes: here.checking.articles(kinds) });
    return undefined;
  }
  return entries.find((entry) => takes(entry, lastMade)) ?? entries[0];
}

function wrongKind(statement: Do, name: Name, kind: string, kinds: readonly string[], here: Here): void {
  const { checking } = here;
  const args = { name: name.text, is: checking.articleOf(kind), verb: statement.verb, takes: checking.articles(kinds) };
  here.tell(name, "name/wrong-kind", args, policyHint(statement, name, kind, here));
}

/** Tells that nothing of these kinds has the name, what may have been meant, and what there is. */
export function unknownName(name: Name, kinds: readonly string[], here: Here): void {
  const { symbols, checking } = here;
  const candidates = symbols.ofKinds(kinds);
  const words = kinds.length === 0 ? ["thing"] : kinds.map((each) => checking.articleOf(each).replace(/^an? /, ""));
  const kind = joinedBy("or", words);
  const code = kinds.length === 1 && kinds[0] === "key" ? "name/unknown-key" : "name/unknown";
  const known = candidates.slice(0, 8).map((each) => `${each}${placed(each, symbols)}`);
  const plurals = joinedBy("and", words.map(plural));
  const knownNote = known.length === 0 ? [] : [{ text: `${plurals} known at this line: ${known.join(", ")}` }];
  const elsewhere = madeElsewhere(name, here);
  const notes = [...elsewhere, ...knownNote];
  const offered = placedOffer(name, candidates, symbols);
  const isLeftOut = elsewhere.length === 0 && offered.hint === undefined;
  const isAlias = kinds.includes("key") && symbols.aliases.has(name.text);
  const first = isAlias
    ? {
        hint: `\`${name.text}\` is an alias: \`with alias ${name.text}\` uses its key, whatever changes the key names the key itself`,
      }
    : isLeftOut && kinds.length === 1
      ? madeFirst(name.text, kinds[0]!, here)
      : {};
  here.tell(name, code, { name: name.text, kind }, { notes, ...offered, ...first, ...holeMeant(name, here) });
}

/** `rotate k`, where `k` is a `let`, a column, a parameter or the variable of a loop. */
function holeMeant(name: Name, { scope }: Here): Offer {
  return scope.lookup(name.text) === undefined ? {} : offerOf(name, name.text, [`<${name.text}>`]);
}

/** `create volume vol1`, `snapshot vol1 as s1`: the plainest whole sentence that makes such a thing. */
function madeFirst(name: string, kind: string, { symbols, checking }: Here): { readonly hint?: string } {
  const makers = [...checking.registry.verbs.values()].flat().filter(({ makes }) => makes === kind);
  const sentences = makers.flatMap(({ verb, on }) => {
    if (on === "new") return [`${verb} ${name}`];
    const [source] = Array.isArray(on) ? symbols.ofKinds(on) : [];
    return source === undefined || verb !== kind ? [] : [`${verb} ${source} as ${name}`];
  });
  const whole = sentences.find((each) => parse(each, "").diagnostics.length === 0);
  return whole === undefined ? {} : { hint: `${checking.articleOf(kind)} is made first: \`${whole}\`` };
}

/** The lines are in the wrong order, or what is spoken of is in a world of its own. */
function madeElsewhere(name: Name, { scope: { file }, checking }: Here): readonly DiagnosticNote[] {
  const places = checking.makersOf(name.text, file);
  const own = scenarioAt(file, name.start);
  const later = places.find(({ start }) => start > name.start && [undefined, own].includes(scenarioAt(file, start)));
  if (later !== undefined) return [{ text: `\`${name.text}\` is made only later`, span: later }];
  const other = places.find(({ start }) => ![undefined, own].includes(scenarioAt(file, start)));
  if (other === undefined) return [];
  return [{ text: `\`${name.text}\` is made within a scenario, which has a world of its own`, span: other }];
}

function scenarioAt({ statements }: File, at: number): Statement | undefined {
  return statements.find(({ is, start, end }) => is === "scenario" && start <= at && at < end);
}

/** `keys`, `aliases` */
function plural(word: string): string {
  return word.endsWith("s") ? `${word}es` : `${word}s`;
}

/** ``did you mean `k1` (A us-east-1)?`` */
function placedOffer(name: Name, candidates: readonly string[], symbols: Symbols): Offer {
  const offered = offer(name, name.text, candidates);
  return offered.fix === undefined
    ? offered
    : { ...offered, hint: `did you mean \`${offered.fix}\`${placed(offered.fix, symbols)}?` };
}

function placed(name: string, symbols: Symbols): string {
  const place = symbols.get(name)?.place ?? "";
  return place === "" ? "" : ` (${place})`;
}

function checkUse(use: Use, statement: Do, here: Here): void {
  const { symbols } = here;
  const { name, kinds } = use;
  if (name.text.startsWith("aws/")) checkManagedKey(name, here);
  if (name.text.includes("/") || symbols.mayExist(name.text)) return;
  const known = symbols.get(name.text);
  if (known === undefined) {
    if (use.implied === true) symbols.declare(name.text, { kind: kinds[0], at: name });
    else unknownName(name, kinds, here);
  } else if (known.kind !== undefined && kinds.length > 0 && !kinds.includes(known.kind))
    wrongKind(statement, name, known.kind, kinds, here);
}

export function checkManagedKey(name: Name, here: Here): void {
  const known = MANAGED_KEY_SERVICES.map((service) => `aws/${service}`);
  if (!known.includes(name.text)) here.tell(name, "name/unknown-key", { name: name.text }, offer(name, name.text, known));
}

/** `A us-east-1`, as far as the sentence and `default` say. */
function placeOf(statement: Do, { scope }: Here): string {
  const account = statement.place?.account?.text ?? scope.defaultAccount;
  const region = statement.place?.region?.text ?? scope.defaultRegion;
  return [account, region].filter((each) => each !== undefined).join(" ");
}

/** `expect k1 is ok` could be read in two ways if something were named so. */
const OUTCOMES = ["ok", "denied", "error"];

function declareNew(name: Name, kind: string | undefined, place: string, here: Here): void {
  const { symbols, checking } = here;
  if (OUTCOMES.includes(name.text)) here.tell(name, "name/outcome", { name: name.text });
  if (!isNewName(name.text, kind)) here.tell(name, "name/with-slash", { name: name.text }, slashHint(name, here));
  const rebindable = (each: string | undefined) => each === undefined || checking.registry.kinds.get(each)?.rebindable === true;
  const taken = symbols.get(name.text);
  if (taken === undefined) warnOfLookalike(name, here);
  else if (!symbols.mayBeGone.has(name.text) && !rebindable(taken.kind) && !rebindable(kind))
    here.tell(name, "name/taken", { name: name.text, is: checking.articleOf(taken.kind) });
  symbols.declare(name.text, { kind, at: name, place });
}

/** Only what AWS names by a path has `/` in its name. */
const NAMED_BY_PATHS: ReadonlySet<string | undefined> = new Set(["parameter", "secret", "object"]);

function isNewName(text: string, kind: string | undefined): boolean {
  return !text.includes("/") || text.startsWith("/") || NAMED_BY_PATHS.has(kind);
}

/** After `as` it is mostly an actor; before it, an account. */
function slashHint(name: Name, { scope }: Here): { readonly hint: string } {
  const [account, rest] = [name.text.slice(0, name.text.indexOf("/")), name.text.slice(name.text.indexOf("/") + 1)];
  const isAfterAs = /\bas\s+$/i.test(scope.file.text.slice(Math.max(0, name.start - 8), name.start));
  return {
    hint: isAfterAs ? `who acts is said by \`by ${name.text}\`` : `write \`${rest}\`, and \`in acct ${account}\` at the end`,
  };
}

function checkPlaces(statement: Do, here: Here): void {
  checkPlace(statement.place, here);
  if (statement.verb === "copy" || statement.verb === "replicate") checkPlace(statement.args.to, here);
  if (statement.verb === "share") for (const account of statement.args.to) checkSharedWith(account, here);
  if (statement.verb === "unshare") for (const account of statement.args.from) checkSharedWith(account, here);
}

export function checkPlace(place: PlaceSpec | undefined, here: Here): void {
  const meant = regionMeant(place);
  if (meant !== undefined) tellUnknownRegion(meant, here);
  else if (place?.account !== undefined) checkAccountName(place.account, here);
  checkRegion(place?.region, here);
}

/** `in us-east1`: written as a Region is, and near one, so that no account is meant. */
export function regionMeant(place: PlaceSpec | undefined): Name | undefined {
  const account = place?.region === undefined ? place?.account : undefined;
  if (account === undefined || account.holes === true || !/^[a-z]{2}-?[a-z]+-?\d$/.test(account.text)) return undefined;
  return suggest(account.text, REGIONS) === undefined ? undefined : account;
}

export function checkRegion(region: Name | undefined, here: Here): void {
  if (region === undefined || region.holes === true || REGIONS.includes(region.text)) return;
  tellUnknownRegion(region, here);
}

function tellUnknownRegion(region: Name, here: Here): void {
  const help = { ...offer(region, region.text, REGIONS), ...holeMeant(region, here) };
  here.tell(region, "place/unknown-region", { region: region.text }, help);
}

function checkNeededPlace(statement: Do, here: Here): void {
  if (here.checking.defaultUnread || regionMeant(statement.place) !== undefined) return;
  const { scope } = here;
  const account = statement.place?.account?.text ?? scope.defaultAccount;
  const region = statement.place?.region?.text ?? scope.defaultRegion;
  const at: Node = { start: statement.end, end: statement.end };
  const args = { what: statement.verb, name: statement.object?.text ?? "" };
  if (account === undefined) {
    const missing = region === undefined ? " in acct A region us-east-1" : " in acct A";
    const hint = `add \`${missing}\`, or once for the file: \`default in acct A region us-east-1\``;
    here.tell(at, "place/no-account", args, { hint });
  } else if (region === undefined) {
    const hint = `add \` region us-east-1\`, or once for the file: \`default in acct ${account} region us-east-1\``;
    here.tell(at, "place/no-region", { ...args, account }, { hint });
  }
}
