// Most services answer signed calls only. Someone without credentials of AWS is told nothing of what is there: the call is denied
// before anything is looked up.

import type { AnyOperation, PrepareContext, Prepared } from "./operation.js";

export function signedOnly(operation: AnyOperation): AnyOperation {
  return {
    ...operation,
    prepare: (input: unknown, ctx: PrepareContext) =>
      ctx.caller.is === "outside" ? nothingFor(operation.action) : operation.prepare(input, ctx),
  };
}

function nothingFor(action: string): Prepared {
  return { permissions: [{ action, arn: "*", account: "", rule: "identity-only", crossAccount: "never" }], on: [], owners: [] };
}
