// `tag A/app { team: "shop" }`: tags of roles and users.

import { type AnyVerbEntry, type StatementContext, verb } from "../../contract/statement.js";
import type { Name, RecordValue } from "../../language/syntax.js";
import type { Principal } from "../../world/principal.js";
import { howFor, identityNamed, objectOf } from "./policy-verbs.js";

const tag = verb<"tag">({
  verb: "tag",
  on: "free",
  run(ctx, st) {
    const { ref, kind, account } = taggable(ctx, objectOf(st));
    return ctx.call(kind === "role" ? "iam:TagRole" : "iam:TagUser", { ref, tags: tagsOf(st.args.tags) }, howFor(ctx, account));
  },
});

const untag = verb<"untag">({
  verb: "untag",
  on: "free",
  run(ctx, st) {
    const { ref, kind, account } = taggable(ctx, objectOf(st));
    return ctx.call(kind === "role" ? "iam:UntagRole" : "iam:UntagUser", { ref, keys: st.args.keys }, howFor(ctx, account));
  },
});

/** A name without an account is no identity: then it was to be something else that has tags. */
function taggable(ctx: StatementContext, name: Name): Principal {
  if (!name.text.includes("/")) ctx.anyResource(name, ["key"]);
  return identityNamed(ctx, name);
}

function tagsOf(record: RecordValue): ReadonlyMap<string, string> {
  const tags = new Map<string, string>();
  for (const { key, value } of record.entries) tags.set(key, textOf(value));
  return tags;
}

function textOf(value: RecordValue["entries"][number]["value"]): string {
  switch (value.is) {
    case "text":
      return value.value;
    case "number":
    case "boolean":
      return String(value.value);
    case "name":
      return value.text;
    default:
      return "";
  }
}

export const tagVerbs: readonly AnyVerbEntry[] = [tag, untag];
