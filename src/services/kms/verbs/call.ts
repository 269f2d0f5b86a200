// `call kms:GetKeyPolicy on k1`: an operation of KMS by its name, where no sentence of its own makes that call, or the key is named otherwise.

import { offer } from "../../../contract/offer.js";
import { type AnyVerbEntry, type StatementContext, verb } from "../../../contract/statement.js";
import type { Problem } from "../../../language/diagnostic.js";
import type { ActionSpec, Do } from "../../../language/syntax.js";
import type { Reply } from "../../../rules/reply.js";
import { actionOfShort } from "../../../rules/short-actions.js";
import { aimAtKey, how, keyAimUses } from "./targets.js";

/** Operations that take a key and nothing else, or for the rest what AWS takes by default. */
const ON_KEY = [
  "kms:CancelKeyDeletion",
  "kms:DeleteImportedKeyMaterial",
  "kms:DescribeKey",
  "kms:DisableKey",
  "kms:DisableKeyRotation",
  "kms:EnableKey",
  "kms:EnableKeyRotation",
  "kms:GetKeyLastUsage",
  "kms:GetKeyPolicy",
  "kms:GetKeyRotationStatus",
  "kms:GetParametersForImport",
  "kms:GetPublicKey",
  "kms:ListAliases",
  "kms:ListGrants",
  "kms:ListKeyPolicies",
  "kms:ListKeyRotations",
  "kms:ListResourceTags",
  "kms:RotateKeyOnDemand",
  "kms:ScheduleKeyDeletion",
] as const;
const ON_NOTHING = ["kms:ListAliases", "kms:ListKeys"] as const;

function named<A extends string>(list: readonly A[], { text, quoted }: ActionSpec): A | undefined {
  const wanted = (quoted ? text : (actionOfShort(text) ?? text)).toLowerCase();
  return list.find((each) => each.toLowerCase() === wanted);
}

/** Those that take grant tokens. Source: KMS API reference, the request parameters of each. */
const WITH_TOKENS: readonly string[] = ["kms:DescribeKey", "kms:GetPublicKey"];

function mistakes({ args: { action, with: key, tokens } }: Do<"call">): readonly Problem[] {
  const list: readonly string[] = key === undefined ? ON_NOTHING : ON_KEY;
  const operation = named(list, action);
  const [token] = tokens ?? [];
  if (operation !== undefined && token !== undefined && !WITH_TOKENS.includes(operation)) {
    const args = { words: `\`with token of ${token.text}\``, why: `a request of \`${operation}\` has no grant tokens` };
    return [{ code: "sentence/says-nothing", start: token.start, end: token.end, args }];
  }
  if (operation !== undefined) return [];
  const { start, end, text } = action;
  return [
    { code: "kms/not-called-so", start, end, args: { action: text, known: list.join(", ") }, ...offer(action, text, list) },
  ];
}

function callOn(ctx: StatementContext, st: Do<"call">): Reply {
  const { keyId, ...caller } = aimAtKey(ctx, st, st.args.with);
  return ctx.call(named(ON_KEY, st.args.action)!, { keyId }, caller);
}

const call = verb({
  verb: "call",
  on: "free",
  mistakes,
  uses: ({ args }) => keyAimUses(args.with),
  run: (ctx, st) =>
    st.args.with === undefined
      ? ctx.call(named(ON_NOTHING, st.args.action)!, {}, how(ctx, st, ctx.place(st.place)))
      : callOn(ctx, st),
});

export const callVerbs: readonly AnyVerbEntry[] = [call];
