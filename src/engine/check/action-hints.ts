// `allow A/app to read on login`: what is meant is an action of the service that the thing is of.

import { joinedBy } from "../../base/listed.js";
import { sorted } from "../../base/order.js";
import type { Problem } from "../../language/diagnostic.js";
import type { Do, Name } from "../../language/syntax.js";
import type { Here } from "./checking.js";

/** How the names of AWS's actions begin, by the words that stand for them. */
const BEGINNINGS: ReadonlyMap<string, string> = new Map([
  ["read", "Get"],
  ["get", "Get"],
  ["download", "Get"],
  ["write", "Put"],
  ["put", "Put"],
  ["upload", "Put"],
  ["delete", "Delete"],
  ["remove", "Delete"],
  ["list", "List"],
  ["create", "Create"],
  ["update", "Update"],
  ["send", "Send"],
  ["receive", "Receive"],
]);

const NO_ACTION: ReadonlySet<string> = new Set(["policy/unknown-action", "policy/action-in-quotes"]);
const SHOWN_MAX = 3;

/** The problem, with what may have been meant where an action is no short name of KMS's. */
export function withActionHint(problem: Problem, statement: Do, here: Here): Problem {
  if (!NO_ACTION.has(problem.code) || problem.hint !== undefined) return problem;
  const begins = BEGINNINGS.get((problem.args?.action ?? "").toLowerCase());
  const kind = targetsOf(statement).map(({ text }) => here.symbols.get(text)?.kind)[0];
  const { registry } = here.checking;
  const service = kind === undefined ? undefined : registry.kindServices.get(kind);
  if (begins === undefined || service === undefined) return problem;
  const fitting = [...new Set(registry.actions)].filter((action) => action.startsWith(`${service}:${begins}`));
  // The plainest first: `s3:GetObject` before what is got of its settings.
  const meant = sorted(fitting, (a, b) => a.length - b.length).slice(0, SHOWN_MAX);
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
