// Sentences about keys themselves: make, describe, enable, disable, delete, take back.

import { offer } from "../../../contract/offer.js";
import { type AnyVerbEntry, verb } from "../../../contract/statement.js";
import type { Problem } from "../../../language/diagnostic.js";
import type { Do, Word } from "../../../language/syntax.js";
import { type KeyData, keyKind } from "../../../world/key.js";
import type { Resource } from "../../../world/resource.js";
import { SPECS, USAGES } from "../specs.js";
import { how } from "./targets.js";
import { constantOf, daysOf, tagListOf } from "./values.js";

export const KEYS = [keyKind.name];

/** Verbs on keys are handed the key itself. */
export function asKey(object: Resource | undefined): Resource<KeyData> {
  return object as Resource<KeyData>;
}

const ORIGINS = ["EXTERNAL", "AWS_KMS"];
/** Origins of custom key stores, which Custody does not have. */
const STORE_ORIGINS = ["AWS_CLOUDHSM", "CLOUDHSM", "EXTERNAL_KEY_STORE", "CUSTOM_KEY_STORE", "XKS"];

/** What is wrong with the words of `spec`, `usage` and `origin`. */
function wordMistakes({ args: { spec, usage, origin } }: Do<"create key">): readonly Problem[] {
  const problems: Problem[] = [];
  const note = (said: Word | undefined, known: readonly string[], code: string) => {
    if (said === undefined || known.includes(constantOf(said))) return;
    const { start, end, text } = said;
    const args = { word: text, known: known.join(", ") };
    problems.push({ code, start, end, args, ...offer(said, text, sameStyle(text, known)) });
  };
  note(spec, [...SPECS.keys()], "kms/unknown-spec");
  note(usage, USAGES, "kms/unknown-usage");
  if (origin === undefined || !STORE_ORIGINS.includes(constantOf(origin))) note(origin, ORIGINS, "kms/unknown-origin");
  return problems;
}

/** `sign-verify` for a word in small letters, `SIGN_VERIFY` else: both are read. */
function sameStyle(said: string, known: readonly string[]): readonly string[] {
  return said === said.toLowerCase() ? known.map((each) => each.toLowerCase().replaceAll("_", "-")) : known;
}

const createKey = verb({
  verb: "create key",
  on: "new",
  makes: keyKind.name,
  needsPlace: true,
  mistakes: wordMistakes,
  run(ctx, st) {
    const { args } = st;
    const place = ctx.place(st.place);
    const [spec, usage, origin] = [args.spec, args.usage, args.origin].map((said) => said && constantOf(said));
    if (origin !== undefined && STORE_ORIGINS.includes(origin))
      return ctx.notModelled("keys in custom key stores", args.origin ?? st);
    const tags = tagListOf(ctx, args.tags);
    return ctx.call(
      "kms:CreateKey",
      {
        id: ctx.newName(st.object === undefined ? {} : { as: st.object }, "key"),
        ...(spec === undefined ? {} : { spec }),
        ...(usage === undefined ? {} : { usage }),
        ...(origin === undefined ? {} : { origin }),
        ...(args.multiRegion === undefined ? {} : { multiRegion: true }),
        ...(args.described === undefined ? {} : { description: args.described.value }),
        ...(tags === undefined ? {} : { tags }),
        ...(args.policy === undefined ? {} : { policy: ctx.policyDocument(args.policy, "key") }),
        ...(args.bypassLockoutCheck === undefined ? {} : { bypassLockoutCheck: true }),
      },
      { as: ctx.actor(place.account), region: place.region },
    );
  },
});

const describe = verb({
  verb: "describe",
  on: KEYS,
  run(ctx, st, object) {
    const key = asKey(object);
    const { described } = st.args;
    return described === undefined
      ? ctx.call("kms:DescribeKey", { keyId: key.arn }, how(ctx, st, key))
      : ctx.call("kms:UpdateKeyDescription", { keyId: key.arn, description: described.value }, how(ctx, st, key));
  },
});

const enable = verb({
  verb: "enable",
  on: KEYS,
  run: (ctx, st, object) => ctx.call("kms:EnableKey", { keyId: asKey(object).arn }, how(ctx, st, asKey(object))),
});

const disable = verb({
  verb: "disable",
  on: KEYS,
  run: (ctx, st, object) => ctx.call("kms:DisableKey", { keyId: asKey(object).arn }, how(ctx, st, asKey(object))),
});

const deleteKey = verb({
  verb: "delete",
  on: KEYS,
  run(ctx, st, object) {
    const key = asKey(object);
    const days = daysOf(ctx, st.args.after);
    return ctx.call(
      "kms:ScheduleKeyDeletion",
      { keyId: key.arn, ...(days === undefined ? {} : { pendingWindowInDays: days }) },
      how(ctx, st, key),
    );
  },
});

const cancelDeletion = verb({
  verb: "cancel deletion",
  on: KEYS,
  run: (ctx, st, object) => ctx.call("kms:CancelKeyDeletion", { keyId: asKey(object).arn }, how(ctx, st, asKey(object))),
});

const tag = verb({
  verb: "tag",
  on: KEYS,
  run: (ctx, st, object) =>
    ctx.call(
      "kms:TagResource",
      { keyId: asKey(object).arn, tags: tagListOf(ctx, st.args.tags) ?? [] },
      how(ctx, st, asKey(object)),
    ),
});

const untag = verb({
  verb: "untag",
  on: KEYS,
  run: (ctx, st, object) =>
    ctx.call("kms:UntagResource", { keyId: asKey(object).arn, tagKeys: st.args.keys }, how(ctx, st, asKey(object))),
});

export const keyVerbs: readonly AnyVerbEntry[] = [createKey, describe, enable, disable, deleteKey, cancelDeletion, tag, untag];
