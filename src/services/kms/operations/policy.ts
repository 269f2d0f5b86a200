// The key policy: one a key, put as a whole, whatever the key's state.

import { ok, refuse } from "../../../rules/reply.js";
import { keyOperation } from "./key-operation.js";
import { checkKeyPolicy, storedKeyPolicy } from "./policy-check.js";

const noSuchPolicy = refuse("NotFoundException", "No such policy exists");

const putKeyPolicy = keyOperation<"kms:PutKeyPolicy">({
  action: "kms:PutKeyPolicy",
  kind: "management",
  crossAccount: "never",
  takes: "key",
  keyId: (input) => input.keyId,
  validate: (input) => (input.policyName === undefined || input.policyName === "default" ? undefined : noSuchPolicy),
  conditionKeys: (input) =>
    input.bypassLockoutCheck === undefined ? [] : [["kms:BypassPolicyLockoutSafetyCheck", String(input.bypassLockoutCheck)]],
  parameters: (input) => ({
    policyName: "default",
    policy: input.policy,
    bypassPolicyLockoutSafetyCheck: input.bypassLockoutCheck ?? false,
  }),
  perform(input, ctx, key) {
    const policy = storedKeyPolicy(key.name, input.policy);
    const refused = checkKeyPolicy(ctx, key, policy, input.bypassLockoutCheck ?? false);
    if (refused !== undefined) return refused;
    ctx.put({ ...key, policy }, "has a new key policy");
    return ok({ keyId: key.arn });
  },
});

const getKeyPolicy = keyOperation<"kms:GetKeyPolicy">({
  action: "kms:GetKeyPolicy",
  kind: "read",
  crossAccount: "never",
  takes: "key",
  keyId: (input) => input.keyId,
  validate: (input) => (input.policyName === undefined || input.policyName === "default" ? undefined : noSuchPolicy),
  parameters: () => ({ policyName: "default" }),
  perform: (_input, _ctx, key) => ok({ policy: key.policy?.text ?? "" }),
});

const listKeyPolicies = keyOperation<"kms:ListKeyPolicies">({
  action: "kms:ListKeyPolicies",
  kind: "read",
  crossAccount: "never",
  takes: "key",
  keyId: (input) => input.keyId,
  perform: () => ok({ policyNames: ["default"] }),
});

export const policyOperations = [putKeyPolicy, getKeyPolicy, listKeyPolicies];
