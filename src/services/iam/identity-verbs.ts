// Sentences that make and end roles, users and accounts.

import { type AnyVerbEntry, type StatementContext, verb } from "../../contract/statement.js";
import type { Problem } from "../../language/diagnostic.js";
import type { Do, Name } from "../../language/syntax.js";
import { accountOfId, isAdministratorAccess, makeAccount } from "../../rules/identities.js";
import { DONE, type Reply } from "../../rules/reply.js";
import type { Principal } from "../../world/principal.js";
import { howFor, identityNamed, objectOf } from "./policy-verbs.js";

function maker<V extends "role" | "user">(kind: V): AnyVerbEntry {
  return verb<"role" | "user">({ verb: kind, on: "free", run: (ctx, st) => makeIdentity(ctx, objectOf(st), kind, st.by) });
}

function makeIdentity(ctx: StatementContext, name: Name, kind: "role" | "user", by: Name | undefined): Reply {
  const slash = name.text.indexOf("/");
  if (slash <= 0) return ctx.fail("iam/no-account", name, { name: name.text, kind });
  const account = ctx.named(name.text.slice(0, slash));
  const there = ctx.world.principals.get(name.text);
  // It may have come into being before, by being named.
  if (there?.kind === kind) {
    if (by !== undefined) ctx.actor(account);
    return DONE;
  }
  if (there !== undefined) return ctx.fail("iam/other-kind", name, { name: name.text, is: there.kind, wanted: kind });
  return ctx.call(kind === "role" ? "iam:CreateRole" : "iam:CreateUser", { ref: name.text }, howFor(ctx, account));
}

const remove = verb<"delete">({
  verb: "delete",
  on: "free",
  run(ctx, st) {
    const name = objectOf(st);
    if (!ctx.world.principals.has(name.text)) {
      if (!name.text.includes("/")) ctx.anyResource(name, ["key", "volume", "snapshot"]);
      return ctx.fail("name/no-principal", name, { name: name.text });
    }
    const principal = identityNamed(ctx, name);
    return withoutPolicies(ctx, principal);
  },
});

/** IAM deletes nobody who still has a policy: those go first. */
function withoutPolicies(ctx: StatementContext, principal: Principal): Reply {
  const { ref, kind, policies, account } = principal;
  const how = howFor(ctx, account);
  const role = kind === "role";
  if (policies.some((policy) => !isAdministratorAccess(policy))) {
    const inline = ctx.call(role ? "iam:DeleteRolePolicy" : "iam:DeleteUserPolicy", { ref }, how);
    if (inline.is === "refused") return inline;
  }
  if (policies.some(isAdministratorAccess)) {
    const attached = ctx.call("iam:DetachRolePolicy", { ref }, how);
    if (attached.is === "refused") return attached;
  }
  return ctx.call(role ? "iam:DeleteRole" : "iam:DeleteUser", { ref }, how);
}

const ACCOUNT_NUMBER = /^\d{12}$/;

/** AWS's own pages write it 1111-2222-3333. */
function numberMistake({ start, end, object }: Do<"account">, id: string): Problem {
  const digits = id.replaceAll("-", "");
  const hint = ACCOUNT_NUMBER.test(digits) ? { hint: `write \`account ${object?.text ?? "A"} id ${digits}\`` } : {};
  return { code: "iam/account-number", start, end, args: { id }, ...hint };
}

const account = verb<"account">({
  verb: "account",
  on: "free",
  mistakes(st) {
    const { id } = st.args;
    return id === undefined || st.holes === true || ACCOUNT_NUMBER.test(id) ? [] : [numberMistake(st, id)];
  },
  run(ctx, st) {
    const name = objectOf(st);
    const { id } = st.args;
    const there = ctx.world.accounts.get(name.text);
    if (there !== undefined) {
      if (id !== undefined && there.id !== id) ctx.fail("iam/account-has-number", st, { name: name.text, id: there.id });
      return DONE;
    }
    if (id === undefined) {
      ctx.named(name);
      return DONE;
    }
    if (!ACCOUNT_NUMBER.test(id)) ctx.fail("iam/account-number", st, { id });
    const other = accountOfId(ctx.world.accounts.values(), id);
    if (other !== undefined) ctx.fail("iam/account-number-taken", st, { id, account: other.name });
    makeAccount(ctx, name.text, id);
    return DONE;
  },
});

export const identityVerbs: readonly AnyVerbEntry[] = [maker("role"), maker("user"), remove, account];
