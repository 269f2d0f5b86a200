// A refusal that no policy need change for: the same call would be allowed with an encryption context that a grant or a statement asks for.

import { decide } from "./authorize/decide.js";
import type { Refused } from "./authorize/decision.js";
import type { AccessRequest } from "./authorize/request.js";

type Pairs = ReadonlyMap<string, string>;

/** The call that would be allowed, in words. */
export function otherCalls(decision: Refused): readonly string[] {
  const { request, policies } = decision;
  if (request.grantOperation === undefined) return [];
  const found = new Set<string>();
  for (const pairs of contextsAsked(decision)) {
    const context = new Map([...(request.grantContext ?? []), ...pairs]);
    if (decide(withContext(request, context), policies).allowed) found.add(`the same call with ${contextInSentence(context)}`);
  }
  return [...found];
}

const CONTEXT = "kms:encryptioncontext:";

/** What grants want of the context, and the first values that a statement wants. */
function contextsAsked({ policies }: Refused): readonly Pairs[] {
  const found: Pairs[] = policies.grants.flatMap(({ constraint }) => (constraint === undefined ? [] : [constraint.pairs]));
  for (const policy of [policies.resource, ...policies.identity]) {
    for (const { statement } of policy?.document.statements ?? []) {
      const asked = statement.conditions.filter(({ key }) => key.toLowerCase().startsWith(CONTEXT));
      if (asked.length > 0)
        found.push(new Map(asked.map(({ key, values }) => [key.slice(CONTEXT.length), values[0]?.text ?? ""])));
    }
  }
  return found;
}

function withContext(request: AccessRequest, context: Pairs): AccessRequest {
  const keys = new Map<string, string | readonly string[]>([["kms:encryptioncontextkeys", [...context.keys()]]]);
  for (const [name, value] of context) keys.set(CONTEXT + name.toLowerCase(), value);
  return { ...request, grantContext: context, context: { get: (key) => keys.get(key) ?? request.context.get(key) } };
}

function contextInSentence(context: Pairs): string {
  const pairs = [...context].map(
    ([key, value]) => `${/^[A-Za-z]\w*$/.test(key) ? key : JSON.stringify(key)}: ${JSON.stringify(value)}`,
  );
  return `context { ${pairs.join(", ")} }`;
}
