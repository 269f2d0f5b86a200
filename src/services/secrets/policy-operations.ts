// The resource policy of a secret, which lets other accounts in as far as the key does.

import { readPolicy } from "../../rules/authorize/document.js";
import type { Operation } from "../../rules/operation.js";
import { ok, refuse } from "../../rules/reply.js";
import { CALL_ITEM, prepared, secretPolicyName } from "./requests.js";
import { secretKind } from "./state.js";

declare module "../../rules/operation.js" {
  interface Operations {
    "secretsmanager:PutResourcePolicy": {
      input: { readonly secret: string; readonly policy: string };
      output: undefined;
    };
    "secretsmanager:DeleteResourcePolicy": { input: { readonly secret: string }; output: undefined };
  }
}

const putResourcePolicy: Operation<"secretsmanager:PutResourcePolicy"> = {
  action: "secretsmanager:PutResourcePolicy",
  readOnly: false,
  recorded: true,
  prepare: (input, ctx) => prepared(ctx, "secretsmanager:PutResourcePolicy", input.secret),
  perform(input, ctx) {
    const reading = readPolicy(input.policy, "resource");
    if ("problems" in reading) {
      const text = reading.problems[0]?.message ?? "This resource policy contains invalid JSON.";
      return refuse("MalformedPolicyDocumentException", text);
    }
    const secret = ctx.find(secretKind, input.secret)!;
    const policy = { name: secretPolicyName(secret), text: input.policy };
    ctx.put({ ...secret, policy }, "has a new resource policy");
    return ok(undefined);
  },
  record: (input) => ({
    requestParameters: { secretId: input.secret, resourcePolicy: input.policy },
    responseElements: null,
  }),
  meter: () => CALL_ITEM,
};

const deleteResourcePolicy: Operation<"secretsmanager:DeleteResourcePolicy"> = {
  action: "secretsmanager:DeleteResourcePolicy",
  readOnly: false,
  recorded: true,
  prepare: (input, ctx) => prepared(ctx, "secretsmanager:DeleteResourcePolicy", input.secret),
  perform(input, ctx) {
    const { policy: _gone, ...secret } = ctx.find(secretKind, input.secret)!;
    ctx.put(secret, "has no resource policy");
    return ok(undefined);
  },
  record: (input) => ({ requestParameters: { secretId: input.secret }, responseElements: null }),
  meter: () => CALL_ITEM,
};

export const policyOperations = [putResourcePolicy, deleteResourcePolicy];
