// Sentences about a key's policy. Each puts the whole policy anew, as AWS's own call does: the old text with one statement more or less.

import { suggest } from "../../../base/suggest.js";
import { actionMistakes, actionsOf } from "../../../contract/short-actions.js";
import { type AnyVerbEntry, type StatementContext, verb } from "../../../contract/statement.js";
import { addStatement, removeStatement, statementIds } from "../../../rules/policy-text.js";
import type { Reply } from "../../../rules/reply.js";
import type { KeyData } from "../../../world/key.js";
import type { Resource } from "../../../world/resource.js";
import { asKey, KEYS } from "./keys.js";
import { how, type Said } from "./targets.js";

function put(ctx: StatementContext, st: Said, key: Resource<KeyData>, policy: string, bypass?: true): Reply {
  const input = { keyId: key.arn, policy, ...(bypass === undefined ? {} : { bypassLockoutCheck: bypass }) };
  return ctx.call("kms:PutKeyPolicy", input, how(ctx, st, key));
}

const allows = verb({
  verb: "policy allows",
  on: KEYS,
  mistakes: (st) => actionMistakes(st.args.actions),
  run(ctx, st, object) {
    const key = asKey(object);
    const { effect, to, actions, when, sid } = st.args;
    const text = addStatement(key.policy?.text ?? "{}", {
      effect,
      principals: to.map((spec) => ctx.policyPrincipal(spec)),
      actions: actionsOf(actions),
      ...(sid === undefined ? {} : { sid: sid.value }),
      ...(when === undefined ? {} : { condition: ctx.condition(when) }),
    });
    return put(ctx, st, key, text, st.args.bypassLockoutCheck);
  },
});

const is = verb({
  verb: "policy is",
  on: KEYS,
  run(ctx, st, object) {
    return put(ctx, st, asKey(object), ctx.policyDocument(st.args.document, "key"), st.args.bypassLockoutCheck);
  },
});

const remove = verb({
  verb: "remove statement",
  on: KEYS,
  run(ctx, st, object) {
    const key = asKey(object);
    const before = key.policy?.text ?? "{}";
    const { sid } = st.args;
    const text = removeStatement(before, sid.value);
    if (text !== undefined) return put(ctx, st, key, text);
    const near = suggest(sid.value, statementIds(before));
    return ctx.fail(
      "kms/no-statement",
      sid,
      { sid: sid.value, key: key.name },
      near === undefined ? {} : { hint: `did you mean "${near}"?` },
    );
  },
});
export const policyVerbs: readonly AnyVerbEntry[] = [allows, is, remove];
