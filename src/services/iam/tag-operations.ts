// Tags of roles and users, which policies know as aws:PrincipalTag.

import type { AnyOperation, Operation } from "../../rules/operation.js";
import { ok } from "../../rules/reply.js";
import type { Principal } from "../../world/principal.js";
import { type IdentityKind, nameParameter, onIdentity, putPrincipal } from "./identity-call.js";

interface TagInput {
  readonly ref: string;
  readonly tags: ReadonlyMap<string, string>;
}
interface UntagInput {
  readonly ref: string;
  readonly keys: readonly string[];
}

declare module "../../rules/operation.js" {
  interface Operations {
    "iam:TagRole": { input: TagInput; output: undefined };
    "iam:TagUser": { input: TagInput; output: undefined };
    "iam:UntagRole": { input: UntagInput; output: undefined };
    "iam:UntagUser": { input: UntagInput; output: undefined };
  }
}

function tagging(action: "iam:TagRole" | "iam:TagUser", kind: IdentityKind): AnyOperation {
  const operation: Operation<"iam:TagRole"> = {
    action: action as "iam:TagRole",
    readOnly: false,
    recorded: true,
    prepare: (input, ctx) => onIdentity(ctx, action, input.ref, kind),
    perform(input, ctx) {
      const principal = ctx.world.principals.get(input.ref)!;
      putPrincipal(ctx.world, { ...principal, tags: new Map([...principal.tags, ...input.tags]) });
      return ok(undefined);
    },
    record: (input) => ({
      requestParameters: { ...nameParameter(input.ref, kind), tags: [...input.tags].map(([key, value]) => ({ key, value })) },
      responseElements: null,
    }),
  };
  return operation;
}

function untagging(action: "iam:UntagRole" | "iam:UntagUser", kind: IdentityKind): AnyOperation {
  const operation: Operation<"iam:UntagRole"> = {
    action: action as "iam:UntagRole",
    readOnly: false,
    recorded: true,
    prepare: (input, ctx) => onIdentity(ctx, action, input.ref, kind),
    perform(input, ctx) {
      const principal = ctx.world.principals.get(input.ref)!;
      putPrincipal(ctx.world, { ...principal, tags: without(principal, input.keys) });
      return ok(undefined);
    },
    record: (input) => ({
      requestParameters: { ...nameParameter(input.ref, kind), tagKeys: input.keys },
      responseElements: null,
    }),
  };
  return operation;
}

function without(principal: Principal, keys: readonly string[]): ReadonlyMap<string, string> {
  return new Map([...principal.tags].filter(([key]) => !keys.includes(key)));
}

export const tagOperations: readonly AnyOperation[] = [
  tagging("iam:TagRole", "role"),
  tagging("iam:TagUser", "user"),
  untagging("iam:UntagRole", "role"),
  untagging("iam:UntagUser", "user"),
];
