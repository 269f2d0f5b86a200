// `document doc1 "the plan" held by A/author`: a plaintext and who has it. It lies nowhere until somebody puts it somewhere.

import { type AnyVerbEntry, type StatementContext, verb } from "../../contract/statement.js";
import type { Name } from "../../language/syntax.js";
import { DONE } from "../../rules/reply.js";
import { documentKind } from "../../world/document.js";
import { storeVerbs } from "./store-verbs.js";

const document = verb<"document">({
  verb: "document",
  on: "new",
  makes: documentKind.name,
  run(ctx, st) {
    const id = st.object?.text ?? ctx.newName(st, "document");
    if (st.object !== undefined && ctx.find(documentKind, id) !== undefined)
      ctx.fail("document/already-there", st.object, { name: id });
    const holder = st.args.heldBy ?? st.by;
    const account = holder === undefined ? "" : accountOf(holder);
    const place = { account, region: "" };
    ctx.make(documentKind, { id, place, arn: "", data: { text: st.args.text.value } });
    if (holder !== undefined) ctx.learn(knowerOf(ctx, holder), id, "holds it");
    return DONE;
  },
});

/** `A/author`, who comes into being, or a person outside AWS. */
function knowerOf(ctx: StatementContext, name: Name): string {
  return accountOf(name) === "" ? name.text : ctx.principal(name).ref;
}

function accountOf(name: Name): string {
  return name.text.slice(0, Math.max(0, name.text.indexOf("/")));
}

export const verbs: readonly AnyVerbEntry[] = [document, ...storeVerbs];
