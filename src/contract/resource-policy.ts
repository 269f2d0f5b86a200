// Sentences about the policy of a thing that has one: a statement more, a statement less, or the whole. Each puts the whole text anew by
// the service's own call, as AWS has it.

import { suggest } from "../base/suggest.js";
import type { Problem } from "../language/diagnostic.js";
import type { Do, DoBase, Word } from "../language/syntax.js";
import { addStatement, hasStatements, removeStatement, statementIds } from "../rules/policy-text.js";
import type { Reply } from "../rules/reply.js";
import type { Resource } from "../world/resource.js";
import { type AnyVerbEntry, type StatementContext, verb } from "./statement.js";

export interface PolicyHolder {
  readonly kind: string;
  /** Actions that its policies mostly speak of, the first for want of a better guess. */
  readonly actions: readonly [string, ...string[]];
  /** What a statement's `Resource` holds when a sentence does not say: the thing, and what is in it. */
  resources(of: Resource): readonly string[];
  /** The service's call that puts a policy. */
  put(ctx: StatementContext, st: DoBase, on: Resource, policy: string): Reply;
  /** The call that takes the policy away, when its last statement goes. */
  clear(ctx: StatementContext, st: DoBase, on: Resource): Reply;
}

const EMPTY = '{"Version":"2012-10-17","Statement":[]}';

/** Only KMS looks whether a policy locks its maker out. */
function lockoutMistakes({ start, end, args }: Do<"policy allows" | "policy is">): readonly Problem[] {
  return args.bypassLockoutCheck === undefined ? [] : [{ code: "policy/lockout-check-of-keys", start, end, args: {} }];
}

/** `get-object` and `getobject` are s3:GetObject, as a bucket's policy has it. */
function notInQuotes(word: Word, actions: PolicyHolder["actions"]): Problem {
  const plain = (name: string): string =>
    name
      .slice(name.indexOf(":") + 1)
      .replaceAll("-", "")
      .toLowerCase();
  const meant = actions.find((each) => plain(each) === plain(word.text));
  const offered = meant === undefined ? {} : { hint: `write \`"${meant}"\``, fix: `"${meant}"` };
  const { start, end, text } = word;
  return { code: "policy/action-in-quotes", start, end, args: { action: text, example: meant ?? actions[0] }, ...offered };
}

export function policyVerbsOf(holder: PolicyHolder): readonly AnyVerbEntry[] {
  const on = [holder.kind];
  const allows = verb<"policy allows">({
    verb: "policy allows",
    on,
    // Short names are those of KMS.
    mistakes: (st) => [
      ...st.args.actions.flatMap(({ start, end, text, quoted }) =>
        quoted ? [] : [notInQuotes({ start, end, text }, holder.actions)],
      ),
      ...lockoutMistakes(st),
    ],
    run(ctx, st, object) {
      const thing = object!;
      const { effect, to, actions, when, sid } = st.args;
      const text = addStatement(thing.policy?.text ?? EMPTY, {
        effect,
        principals: to.map((spec) => ctx.policyPrincipal(spec)),
        actions: actions.map((action) => action.text),
        resources: holder.resources(thing),
        ...(sid === undefined ? {} : { sid: sid.value }),
        ...(when === undefined ? {} : { condition: ctx.condition(when) }),
      });
      return holder.put(ctx, st, thing, text);
    },
  });
  const is = verb<"policy is">({
    verb: "policy is",
    on,
    mistakes: lockoutMistakes,
    run(ctx, st, object) {
      return holder.put(ctx, st, object!, ctx.policyDocument(st.args.document, "resource"));
    },
  });
  const remove = verb<"remove statement">({
    verb: "remove statement",
    on,
    run(ctx, st, object) {
      const before = object!.policy?.text ?? EMPTY;
      const { sid } = st.args;
      const text = removeStatement(before, sid.value);
      if (text !== undefined) return hasStatements(text) ? holder.put(ctx, st, object!, text) : holder.clear(ctx, st, object!);
      const near = suggest(sid.value, statementIds(before));
      return ctx.fail(
        "policy/no-statement",
        sid,
        { sid: sid.value, of: object!.name },
        near === undefined ? {} : { hint: `did you mean "${near}"?` },
      );
    },
  });
  return [allows, is, remove];
}
