// What a sentence says and its handler never looks at means nothing there: a mistake, rather than a thing left out in silence. `delete k1
// after 7 days` has a clause that no volume has, `disable k1 as k2` names what is not made, `tamper with c1 by A/app` makes no call.

import type { AnyVerbEntry } from "../contract/statement.js";
import type { Do, Node, PlaceSpec } from "../language/syntax.js";

/** A statement that remembers which of its clauses were asked for. */
export interface Watched {
  readonly statement: Do;
  /** The first clause that was not. */
  unheeded(): Clause | undefined;
}

export interface Clause {
  readonly at: Node;
  /** As the sentence has it, in quotes: `as k2`, `acct B`. */
  readonly words: string;
  /** Why it means nothing, where the clause shows it. */
  readonly why?: string;
}

const HALVES = ["account", "region"] as const;
/** Their place is that of what they are about, whoever acts around them; a copy has words of its own for it. */
const NOT_THE_CALLERS: ReadonlySet<string> = new Set(["copy", "outage", "latency", "throttle"]);

/**
 * What was looked at before in a run: the same clauses of the same verb on the same kind of thing are not watched again, since to watch takes
 * longer than most handlers do.
 */
export class Heeded {
  readonly #statements = new WeakSet<Do>();
  readonly #clauses = new Set<string>();

  watch(statement: Do, kind: string, text: string): Watched {
    const unwatched: Watched = { statement, unheeded: () => undefined };
    if (this.#statements.has(statement)) return unwatched;
    const said = saidOf(statement);
    const alike = `${statement.verb} ${kind} ${said.join()}`;
    if (said.length === 0 || this.#clauses.has(alike)) {
      this.#statements.add(statement);
      return unwatched;
    }
    const read = new Set<string>();
    return {
      statement: watching(statement, "", read),
      unheeded: () => {
        const clause = said.find((each) => !read.has(each));
        if (clause !== undefined) return clauseOf(clause.split("."), statement, text);
        this.#clauses.add(alike);
        return undefined;
      },
    };
  }
}

/** `in acct B by A/app`: whoever calls does so in the own account. */
export function contradiction({ verb, place }: Do, actor: string | undefined): Clause | undefined {
  const said = place?.account;
  const slash = actor?.indexOf("/") ?? -1;
  if (said === undefined || actor === undefined || slash <= 0 || said.holes || /[<>]/.test(actor)) return undefined;
  const own = actor.slice(0, slash);
  if (own === said.text || /^\d{12}$/.test(own + said.text) || NOT_THE_CALLERS.has(verb)) return undefined;
  return { at: said, words: quoted(`acct ${said.text}`), why: `\`${actor}\` makes the calls, in account ${own}` };
}

/** `as k2` where nothing is made that is not named already; `entries` are those that may take the sentence. */
export function namesNothing({ verb, as, object }: Do, entries: readonly AnyVerbEntry[]): Clause | undefined {
  if (as === undefined) return undefined;
  const makers = entries.filter(({ makes, makesSome }) => makes !== undefined || makesSome === true);
  if (makers.some(({ on }) => on !== "new" || object === undefined)) return undefined;
  const why = makers.length === 0 ? makesNothing(verb) : `\`${verb} ${object!.text}\` names what is made already`;
  return { at: as, words: quoted(`as ${as.text}`), why };
}

function makesNothing(verb: string): string {
  return `\`${verb}\` makes nothing that \`as\` could name`;
}

type Clauses = { readonly [clause: string]: unknown };

/** Paths of what is said: `as`, `place.region`, `args.after`, `args.to.account`. */
function saidOf({ as, by, place, args }: Do): string[] {
  const clauses = args as Clauses;
  const said = Object.keys(clauses).flatMap((name) => {
    const value = clauses[name];
    return isPlace(value) ? halvesOf(value, `args.${name}`) : value === undefined ? [] : [`args.${name}`];
  });
  if (as !== undefined) said.push("as");
  if (by !== undefined) said.push("by");
  return place === undefined ? said : [...said, ...halvesOf(place, "place")];
}

function halvesOf(place: PlaceSpec, path: string): string[] {
  return HALVES.filter((half) => place[half] !== undefined).map((half) => `${path}.${half}`);
}

function isPlace(value: unknown): value is PlaceSpec {
  return isNode(value) && !("is" in value) && ("account" in value || "region" in value);
}

function watching<T extends object>(clauses: T, of: string, read: Set<string>): T {
  return new Proxy(clauses, {
    get(target, name) {
      const path = `${of}${String(name)}`;
      read.add(path);
      const value = (target as Clauses)[String(name)];
      return path === "args" || isPlace(value) ? watching(value as object, `${path}.`, read) : value;
    },
  });
}

function clauseOf(path: readonly string[], statement: Do, text: string): Clause {
  const { verb } = statement;
  const last = path.at(-1)!;
  const value = path.reduce<unknown>((of, name) => (of as Clauses)[name], statement);
  const at = nodeOf(value) ?? flagOf(last, statement, text);
  if (at === undefined) return { at: statement, words: "a part of this sentence" };
  const words = text.slice(at.start, at.end);
  if (path[0] === "as") return { at, words: quoted(`as ${words}`), why: makesNothing(verb) };
  if (path[0] === "by") return { at, words: quoted(`by ${words}`), why: `\`${verb}\` makes no call of anybody's` };
  if (path[0] === "args" && path.length === 2) return { at, words: quoted(words) };
  return last === "account"
    ? { at, words: quoted(`acct ${words}`), why: `no account is chosen for \`${verb}\`` }
    : { at, words: quoted(`region ${words}`), why: `no Region is chosen for \`${verb}\`` };
}

function quoted(words: string): string {
  return `\`${words}\``;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "start" in value && "end" in value;
}

function nodeOf(value: unknown): Node | undefined {
  if (!Array.isArray(value)) return isNode(value) ? value : undefined;
  const [first, last] = [nodeOf(value[0]), nodeOf(value.at(-1))];
  return first === undefined || last === undefined ? undefined : { start: first.start, end: last.end };
}

/** Where `dryRun` is said: the words `dry run`. */
function flagOf(name: string, { start, end }: Do, text: string): Node | undefined {
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const found = text.slice(start, end).toLowerCase().replaceAll("-", " ").lastIndexOf(` ${words}`);
  return found < 0 ? undefined : { start: start + found + 1, end: start + found + 1 + words.length };
}
