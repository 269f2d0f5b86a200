// `k1 is enabled`, `k1.rotations is 2`, `s2.key is k2`, `s2 in acct A region eu-west-1`: what the kinds of the services say of themselves.

import { offer } from "../../contract/offer.js";
import { propertyWords } from "../../contract/property-words.js";
import type { KindEntry, PropertyValue } from "../../contract/service.js";
import type { Claim, Name, Value } from "../../language/syntax.js";
import { aliasKind } from "../../world/key.js";
import type { Resource } from "../../world/resource.js";
import type { World } from "../../world/world.js";
import type { Verdict } from "../log.js";
import type { RunState } from "../run-state.js";
import type { Scope } from "../scope.js";
import { diagnosticAt, Stop } from "../stop.js";
import { AMOUNT_WORDS, amountOf, amountSaid, orderOfDates } from "./amounts.js";
import { compares } from "./comparing.js";

type PropertyClaim = Extract<Claim, { is: "property" }>;
type PlaceClaim = Extract<Claim, { is: "place" }>;

/** The thing that a claim speaks of; undefined when nothing of that name was made, which a refusal earlier on may have caused. */
export function thingNamed(run: RunState, name: Name, scope: Scope): Resource | undefined {
  const direct = run.world.resources.get(name.text);
  if (direct !== undefined) return direct;
  if (name.text.startsWith("aws/")) return run.world.resources.get(`${scope.defaultAccount}/${scope.defaultRegion}/${name.text}`);
  return aliasNamed(run, name.text, scope);
}

/** `app` and `alias/app`: the alias of the default place, else the only one of that name. */
function aliasNamed(run: RunState, text: string, scope: Scope): Resource | undefined {
  const name = text.startsWith("alias/") ? text : `alias/${text}`;
  const { resources } = run.world;
  const inDefaultPlace = resources.get(`${scope.defaultAccount}/${scope.defaultRegion}/${name}`);
  if (inDefaultPlace !== undefined) return inDefaultPlace;
  const [only, ...others] = [...resources.values()].filter((each) => each.kind === aliasKind.name && each.name === name);
  return others.length === 0 ? only : undefined;
}

function absent(wanted: string, name: Name): Verdict {
  return { held: false, wanted, got: `there is no \`${name.text}\`: the statement that would have made it did not` };
}

export function propertyVerdict(run: RunState, claim: PropertyClaim, scope: Scope): Verdict {
  const wanted = scope.file.text.slice(claim.start, claim.end);
  const { subject, compare } = claim;
  const resource = thingNamed(run, subject.of, scope);
  if (resource === undefined) return absent(wanted, subject.of);
  const kind = run.parts.registry.kinds.get(resource.kind);
  if (kind === undefined)
    throw new Stop(diagnosticAt(scope.file.name, subject, "expect/no-properties", { name: subject.of.text }));
  return subject.property === undefined
    ? stateVerdict(run, claim, scope, resource, kind, wanted)
    : valueVerdict(run, claim, scope, resource, kind, wanted, subject.property, compare);
}

/** The states of a kind; a value such as a signature has none. */
export function statesText(states: Iterable<string>): string {
  return [...states].join(", ") || "nothing but what it is: ask who can do what with it, or do it";
}

/** A state of the kind by its word, also as AWS writes it (`PendingDeletion`); `unencrypted` is not encrypted. */
export function stateOf(kind: KindEntry, word: string): ((resource: Resource, world: World) => boolean) | undefined {
  const encrypted = word === "unencrypted" ? kind.states.get("encrypted") : undefined;
  if (encrypted !== undefined) return (resource, world) => !encrypted(resource, world);
  const small = word.replace(/([a-z])([A-Z])/g, "$1-$2").toLowerCase();
  return kind.states.get(word) ?? kind.states.get(small);
}

function stateVerdict(
  run: RunState,
  claim: PropertyClaim,
  scope: Scope,
  resource: Resource,
  kind: KindEntry,
  wanted: string,
): Verdict {
  const { compare, subject } = claim;
  const word = compare.value.is === "name" ? compare.value.text : undefined;
  const state = word === undefined ? undefined : stateOf(kind, word);
  if (state === undefined || (compare.op !== "is" && compare.op !== "is not")) {
    const args = { name: subject.of.text, is: kind.article, states: statesText(kind.states.keys()) };
    const offered = word === undefined ? {} : offer(compare.value, word, kind.states.keys());
    throw new Stop(diagnosticAt(scope.file.name, compare.value, "expect/unknown-state", args, offered));
  }
  const is = state(resource, run.world);
  return { held: is === (compare.op === "is"), wanted, got: statesOf(run, resource, kind) };
}

function statesOf(run: RunState, resource: Resource, kind: KindEntry): string {
  const held: string[] = [];
  for (const [name, state] of kind.states) if (state(resource, run.world)) held.push(name);
  return held.length === 0 ? `${resource.name} is none of these` : `${resource.name} is ${held.join(", ")}`;
}

function valueVerdict(
  run: RunState,
  claim: PropertyClaim,
  scope: Scope,
  resource: Resource,
  kind: KindEntry,
  wanted: string,
  property: string,
  compare: PropertyClaim["compare"],
): Verdict {
  const read = kind.properties.get(property);
  if (read === undefined) {
    const args = { name: claim.subject.of.text, property, is: kind.article, properties: [...kind.properties.keys()].join(", ") };
    const offered = offer(claim.subject, property, kind.properties.keys());
    throw new Stop(diagnosticAt(scope.file.name, claim.subject, "expect/unknown-property", args, offered));
  }
  const actual = read(resource, run.world);
  const got = `${resource.name}.${property} is ${shown(run, actual)}`;
  return { held: holds(run, scope, actual, compare.op, compare.value), wanted, got };
}

function shown(run: RunState, value: PropertyValue): string {
  return propertyWords(value, (id) => run.world.resources.get(id)?.name ?? id, "nothing");
}

/** `p1.key is nothing`: what is not there. */
export function isNothing(said: Value): boolean {
  return said.is === "name" && said.text === "nothing";
}

function holds(run: RunState, scope: Scope, actual: PropertyValue, op: PropertyClaim["compare"]["op"], said: Value): boolean {
  if (isNothing(said) && (op === "is" || op === "is not")) return (actual.is === "nothing") === (op === "is");
  const dates = actual.is === "instant" ? orderOfDates(actual.at, said) : undefined;
  if (dates !== undefined) return compares(op, dates);
  if (actual.is === "number" && actual.also !== undefined && actual.also === textOf(run, scope, said)) return compares(op, 0);
  const amount = amountOf(actual);
  if (amount !== undefined) return compares(op, amount - wantedAmount(run, scope, actual, said));
  const equal =
    actual.is === "resource"
      ? sameThing(run, scope, actual.id, said)
      : actual.is === "text" && sameText(run, scope, actual, said);
  if (op === "is" || op === "is not") return equal === (op === "is");
  if (actual.is === "nothing") return false;
  throw new Stop(diagnosticAt(scope.file.name, said, "expect/no-order", {}));
}

/** `vol2.size is at least vol1.size`, or an amount as it is said: one of another sort can be neither more nor less. */
function wantedAmount(run: RunState, scope: Scope, actual: PropertyValue, said: Value): number {
  const other = said.is === "name" ? otherProperty(run, scope, said.text) : undefined;
  const amount = other === undefined ? amountSaid(said, actual.is) : other.is === actual.is ? amountOf(other) : undefined;
  if (amount !== undefined) return amount;
  throw new Stop(diagnosticAt(scope.file.name, said, "expect/other-sort", { sort: AMOUNT_WORDS.get(actual.is) ?? "" }));
}

/** `s2.key is k2`: the thing of that name; `aws/ebs` is the one of the thing's own account and Region. */
function sameThing(run: RunState, scope: Scope, id: string, said: Value): boolean {
  if (said.is !== "name") return false;
  const other = otherProperty(run, scope, said.text);
  if (other !== undefined) return other.is === "resource" && other.id === id;
  return id === said.text || run.world.resources.get(id)?.name === said.text;
}

function sameText(run: RunState, scope: Scope, actual: Extract<PropertyValue, { is: "text" }>, said: Value): boolean {
  const text = textOf(run, scope, said);
  return text !== undefined && (text === actual.text || text === actual.also);
}

function textOf(run: RunState, scope: Scope, said: Value): string | undefined {
  if (said.is === "text") return said.value;
  if (said.is === "mode") return said.mode;
  if (said.is === "date") return said.text;
  if (said.is === "record") return `{${said.entries.map(({ key, value }) => `${key}: ${textOf(run, scope, value)}`).join(", ")}}`;
  if (said.is !== "name") return undefined;
  const other = otherProperty(run, scope, said.text);
  return other?.is === "text" ? other.text : said.text;
}

/** `c1.material is not c2.material`: the value is another thing's property. */
function otherProperty(run: RunState, scope: Scope, text: string): PropertyValue | undefined {
  const dot = text.indexOf(".");
  if (dot < 0) return undefined;
  const resource = thingNamed(run, { is: "name", text: text.slice(0, dot), start: 0, end: 0 }, scope);
  return resource === undefined
    ? undefined
    : run.parts.registry.kinds.get(resource.kind)?.properties.get(text.slice(dot + 1))?.(resource, run.world);
}

export function placeVerdict(run: RunState, claim: PlaceClaim, scope: Scope): Verdict {
  const wanted = scope.file.text.slice(claim.start, claim.end);
  const resource = thingNamed(run, claim.subject, scope);
  if (resource === undefined) return absent(wanted, claim.subject);
  const { account, region } = claim.place;
  const there =
    (account === undefined || account.text === resource.account) && (region === undefined || region.text === resource.region);
  return {
    held: there !== claim.negated,
    wanted,
    got: `${resource.name} is in acct ${resource.account} region ${resource.region}`,
  };
}
