// Who does something on the wire: people outside AWS by their names, principals by theirs.

import type { StatementContext } from "../../contract/statement.js";
import type { Name, Node } from "../../language/syntax.js";

/** `alice`, or `A/app`, who comes into being. */
export function personNamed(ctx: StatementContext, name: Name): string {
  return name.text.includes("/") ? ctx.principal(name).ref : name.text;
}

export function doneBy(ctx: StatementContext, st: Node & { readonly verb: string; readonly by?: Name }): string {
  return st.by === undefined ? ctx.fail("tls/nobody-said", st, { verb: st.verb }) : personNamed(ctx, st.by);
}
