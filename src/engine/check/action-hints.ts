// `allow A/app to read on login`, `expect A/app can delete on s1`: what is meant by a plain word is an action of the service that the thing is of.

import { joinedBy } from "../../base/listed.js";
import { sorted } from "../../base/order.js";
import type { Problem } from "../../language/diagnostic.js";
import type { Do, Name } from "../../language/syntax.js";
import type { Registry } from "../registry.js";
import type { Here } from "./checking.js";

/** How the names of AWS's actions begin that are about what is in a thing, by the words that stand for them. */
const OF_CONTENTS: ReadonlyMap<string, string> = new Map([
  ["read", "Get"],
  ["get", "Get"],
  ["download", "Get"],
  ["write", "Put"],
  ["put", "Put"],
  ["upload", "Put"],
  ["send", "Send"],
  ["receive", "Receive"],
]);

/** The same of those that are about the thing itself; AWS mostly has the same word. */
const OF_THINGS: ReadonlyMap<string, readonly string[]> = new Map([
  ["delete", ["Delete", "Schedule"]],
  ["remove", ["Delete", "Schedule"]],
  ["list", ["List"]],
  ["create", ["Create"]],
  ["update", ["Update"]],
  ["use", ["Encrypt", "Decrypt"]],
]);

/** Actions of the thing's service that a plain word may stand for, the plainest first: `s3:GetObject` before what is got of its settings. */
export function actionsMeant(registry: Registry, written: string, kind: string | undefined): readonly string[] {
  const service = kind === undefined ? undefined : registry.kindServices.get(kind);
  const word = written.toLowerCase();
  if (kind === undefined || service === undefined || !/^[a-z]+$/.test(word)) return [];
  const ofContents = OF_CONTENTS.get(word);
  const ofThings = OF_THINGS.get(word);
  const begins = (ofContents === undefined ? (ofThings ?? [word]) : [ofContents]).map((each) =>
    `${service}:${each}`.toLowerCase(),
  );
  const fitting = [...new Set(registry.actions)].filter((action) => begins.some((each) => action.toLowerCase().startsWith(each)));
  const plainest = sorted(fitting, (a, b) => a.length - b.length);
  if (ofContents !== undefined) return plainest;
  // `ec2:DeleteSnapshot`, of a snapshot; where AWS has another word for the thing, as DBInstance, whatever the service has.
  const thing = kind.slice(kind.lastIndexOf(" ") + 1);
  const own = plainest.filter((action) => action.toLowerCase().endsWith(thing));
  const about = own.length > 0 ? own : plainest.filter((action) => action.toLowerCase().includes(thing));
  return about.length > 0 || ofThings === undefined ? about : plainest;
}

const NO_ACTION: ReadonlySet<string> = new Set(["policy/unknown-action", "policy/action-in-quotes"]);
const SHOWN_MAX = 3;

/** The problem, with what may have been meant where an action is no short name of KMS's. */
export function withActionHint(problem: Problem, statement: Do, here: Here): Problem {
  if (!NO_ACTION.has(problem.code) || problem.hint !== undefined) return problem;
  const kind = targetsOf(statement).map(({ text }) => here.symbols.get(text)?.kind)[0];
  const meant = actionsMeant(here.checking.registry, problem.args?.action ?? "", kind).slice(0, SHOWN_MAX);
  if (meant.length === 0) return problem;
  const words = meant.map((action) => `\`"${action}"\``);
  return { ...problem, hint: `of ${here.checking.articleOf(kind)} it may be ${joinedBy("or", words)}` };
}

/** `share login to acct B`: what is shared by its policy, not by a call of its own. */
export function policyHint(statement: Do, name: Name, kind: string, here: Here): { readonly hint?: string } {
  const { verbs } = here.checking.registry;
  const takes = verbs.get("policy allows")?.some(({ on }) => Array.isArray(on) && on.includes(kind));
  if (statement.verb !== "share" || takes !== true) return {};
  const [to] = statement.args.to;
  return {
    hint: `its policy shares it: \`policy of ${name.text} allows ${to === undefined ? "everyone" : `acct ${to.text}`} to …\``,
  };
}

function targetsOf(statement: Do): readonly Name[] {
  if (statement.verb === "policy allows") return statement.object === undefined ? [] : [statement.object];
  if (statement.verb !== "allow") return [];
  const { on } = statement.args;
  return on.filter((each): each is Name => each.is === "name");
}
