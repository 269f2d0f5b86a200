// Accounts, roles, users and people come into being when a statement first names them, so that a slip makes a stranger who may do nothing:
// one that is close to another name of its kind, and named but once, gets a word of warning.

import { editDistance } from "../../base/suggest.js";
import { offerOf } from "../../contract/offer.js";
import type { Do, Name, Node } from "../../language/syntax.js";
import { keyKind } from "../../world/key.js";
import { REGIONS } from "../../world/place.js";
import type { Here } from "./checking.js";
import { NAMES_COMPARED_MAX, type Symbols } from "./symbols.js";

interface Named extends Node {
  readonly is: "name" | "principal" | "account";
  readonly text: string;
}

function isNamed(node: object): node is Named {
  const { is, text } = node as Partial<Named>;
  return (is === "name" || is === "principal" || is === "account") && typeof text === "string";
}

/** Every name in a part of the tree, in the order of its text; ARNs in JSON by `visitText`. */
function walk(value: unknown, visit: (named: Named) => void, visitText?: (text: string) => void): void {
  if (typeof value === "string") visitText?.(value);
  else if (Array.isArray(value)) for (const each of value) walk(each, visit, visitText);
  else if (typeof value === "object" && value !== null) {
    if (isNamed(value)) visit(value);
    for (const name of Object.keys(value)) walk((value as Record<string, unknown>)[name], visit, visitText);
  }
}

const IDENTITY_IN_JSON = /(?:role|user)\/([\w+=,.@/-]+)"/g;

/** Every principal or person that the statements name anywhere, in JSON too: a question about them is no slip. */
export function collectActors(value: unknown, symbols: Symbols, holes: ReadonlyMap<string, readonly string[]>): void {
  walk(
    value,
    (named) => {
      for (const text of textsOf(named.text, holes)) symbols.actors.add(text);
    },
    (text) => {
      if (text.includes("/")) for (const [, name] of text.matchAll(IDENTITY_IN_JSON)) symbols.actors.add(`/${name}`);
    },
  );
}

const TEXTS_MAX = 1_000;

/** What a name with holes in it may be, as far as that is known: `<who>`, `<account>/<role>`. */
function textsOf(text: string, holes: ReadonlyMap<string, readonly string[]>): readonly string[] {
  let texts: readonly string[] = [text];
  if (!text.includes("<")) return texts;
  for (const [name, values] of holes) {
    const hole = `<${name}>`;
    if (!text.includes(hole)) continue;
    texts = texts.flatMap((each) => values.map((value) => each.replaceAll(hole, value.trim()))).slice(0, TEXTS_MAX);
  }
  return texts;
}

/** Warns of a role, user or account in this part that nothing else names, close to one that was named before. */
export function checkActorsIn(value: unknown, here: Here): void {
  walk(value, (named) => {
    if (named.is === "principal" && !/[/<]/.test(named.text)) tellNoPrincipal(named, value, here);
    else if (named.is === "principal" || named.text.includes("/")) checkPrincipal(named, here);
    else if (named.is === "account") checkAccountName(named, here);
  });
}

const EVERYBODY = ["all", "any", "anybody", "anyone", "everybody", "public", "world"];

/** An account may be called so; nobody does. */
function isEverybody(name: string, { symbols }: Here): boolean {
  return EVERYBODY.includes(name.toLowerCase()) && !symbols.namedActors.has(name);
}

/** `share s1 to public`. */
export function checkSharedWith(account: Name, here: Here): void {
  const { text } = account;
  if (isEverybody(text, here))
    here.warn(account, "name/near", { name: text, near: "everyone" }, offerOf(account, text, ["everyone"]));
  checkAccountName(account, here);
}

/** `by A`, where `A` is an account: an account does nothing by itself. */
export function checkActing(by: Name | undefined, here: Here): void {
  if (by === undefined || by.text.includes("/")) return;
  if (!here.symbols.namedActors.has(by.text)) {
    checkActs(by, here);
    return;
  }
  const admin = `${by.text}/admin`;
  const fix = by.holes === true ? {} : { fix: admin };
  here.tell(by, "name/account-acts", { name: by.text }, { hint: `write \`${admin}\`, or another role or user of it`, ...fix });
}

/** `by k1`, where `k1` is a key. */
function checkActs(by: Name, here: Here): void {
  const kind = here.symbols.get(by.text)?.kind;
  if (kind === undefined) return;
  const hint = kind === keyKind.name ? { hint: `the key of a call is said by \`with ${by.text}\`` } : {};
  here.tell(by, "name/thing-acts", { name: by.text, is: here.checking.articleOf(kind) }, hint);
}

/** `policy of k1 allows B to decrypt`: an account is `acct B`; a role or a user has its account before it. */
function tellNoPrincipal(named: Named, statement: unknown, here: Here): void {
  const { text } = named;
  const givesToIdentities = (statement as Partial<Do>).verb === "allow";
  const [meant, isSure] = meantPrincipal(text, givesToIdentities, here);
  const more = meant === undefined ? {} : { hint: `write \`${meant}\``, ...(isSure ? { fix: meant } : {}) };
  here.tell(named, "name/no-principal", { name: text }, more);
}

function meantPrincipal(text: string, givesToIdentities: boolean, here: Here): readonly [string | undefined, boolean] {
  if (isEverybody(text, here)) return givesToIdentities ? [undefined, false] : ["everyone", true];
  if (here.symbols.namedActors.has(text)) return givesToIdentities ? [`${text}/admin`, false] : [`acct ${text}`, true];
  const home = here.scope.defaultAccount;
  return [home === undefined ? undefined : `${home}/${text}`, false];
}

function checkPrincipal(named: Named, here: Here): void {
  const slash = named.text.indexOf("/");
  if (slash <= 0 || named.text.startsWith("aws/")) return;
  const account = named.text.slice(0, slash + 1);
  checkNew(named, (other) => other.startsWith(account), here);
}

export function checkAccountName(named: Node & { readonly text: string }, here: Here): void {
  const slash = named.text.indexOf("/");
  const number = here.symbols.accountNumbers.get(named.text);
  if (slash > 0) {
    const [account, rest] = [named.text.slice(0, slash), named.text.slice(slash + 1)];
    here.tell(
      named,
      "name/account-form",
      { name: named.text },
      offerOf(named, named.text, [REGIONS.includes(rest) ? `${account} ${rest}` : account]),
    );
    return;
  }
  if (number !== undefined && number !== named.text) {
    here.tell(named, "name/account-number", { number: named.text, account: number }, offerOf(named, named.text, [number]));
    return;
  }
  checkNew(named, (other) => !other.includes("/"), here);
}

/** `isAlike` tells those that it may be a slip of. */
function checkNew(named: Node & { readonly text: string }, isAlike: (other: string) => boolean, here: Here): void {
  const { namedActors, actors } = here.symbols;
  if (namedActors.has(named.text)) return;
  namedActors.add(named.text);
  if (actors.count(named.text) > 1 || namedActors.size > NAMES_COMPARED_MAX) return;
  const near = [...namedActors].find((other) => isAlike(other) && isSlip(other, named.text));
  if (near === undefined) return;
  const more = "holes" in named || named.end - named.start !== named.text.length ? {} : { fix: near };
  here.warn(named, "name/near", { name: named.text, near }, { hint: `did you mean \`${near}\`?`, ...more });
}

/** One letter too many, too few, another or two swapped, in a word of at least four; numbers alone tell a series apart. */
function isSlip(known: string, written: string): boolean {
  const name = (text: string) => text.slice(text.indexOf("/") + 1);
  if (name(written).length < 4 || editDistance(name(known), name(written), 1) > 1) return false;
  return known.replace(/\d/g, "") !== written.replace(/\d/g, "");
}
