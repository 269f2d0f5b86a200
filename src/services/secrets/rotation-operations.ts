// RotateSecret and what the rotation function does then, as its role: it reads the current value, puts a pending one, reads that to test
// it, and moves the label. RotateSecret itself makes no call of KMS; what the function may not do shows only later, and then the secret is
// as it was but for a version that is pending. Source: Secrets Manager guide, rotate-secrets_how.

import type { Operation, OperationContext } from "../../rules/operation.js";
import { ok, type Refused, type Reply } from "../../rules/reply.js";
import type { Caller } from "../../world/principal.js";
import type { Resource } from "../../world/resource.js";
import { noVersionOf } from "./refusals.js";
import { replicateVersion } from "./replication-operation.js";
import { CALL_ITEM, prepared } from "./requests.js";
import { type SecretData, secretKind } from "./state.js";

declare module "../../rules/operation.js" {
  interface Operations {
    "secretsmanager:RotateSecret": {
      input: { readonly secret: string /** The role of the rotation function: `A/rotator`. */; readonly role: string };
      output: { /** Why the function did not come to its end. */ readonly failure?: Refused };
    };
    "secretsmanager:UpdateSecretVersionStage": {
      /** AWSCURRENT moves to the version that is AWSPENDING. */
      input: { readonly secret: string };
      output: undefined;
    };
  }
}

const rotateSecret: Operation<"secretsmanager:RotateSecret"> = {
  action: "secretsmanager:RotateSecret",
  readOnly: false,
  recorded: true,
  prepare: (input, ctx) => prepared(ctx, "secretsmanager:RotateSecret", input.secret, { writes: true }),
  perform(input, ctx) {
    const failed = ctx.later(() => byFunction(ctx, ctx.find(secretKind, input.secret)!, input.role));
    return ok(failed === undefined ? {} : { failure: { ...failed, late: true } });
  },
  record: (input) => ({ requestParameters: { secretId: input.secret }, responseElements: null }),
  meter: () => CALL_ITEM,
};

/** createSecret, setSecret, testSecret, finishSecret: each of the function's steps in turn. */
function byFunction(ctx: OperationContext, { id: secret, data }: Resource<SecretData>, role: string): Refused | undefined {
  const as: Caller = { is: "principal", ref: role };
  const value = `${data.stages.AWSCURRENT.value}, rotated`;
  const steps: readonly (() => Reply)[] = [
    () => ctx.call("secretsmanager:GetSecretValue", { secret }, { as }),
    () => ctx.call("secretsmanager:PutSecretValue", { secret, value, stage: "AWSPENDING" }, { as }),
    () => ctx.call("secretsmanager:GetSecretValue", { secret, stage: "AWSPENDING" }, { as }),
    () => ctx.call("secretsmanager:UpdateSecretVersionStage", { secret }, { as }),
  ];
  for (const step of steps) {
    const done = step();
    if (done.is === "refused") return done;
  }
  ctx.learn(role, secret, "rotated it");
  return undefined;
}

const updateVersionStage: Operation<"secretsmanager:UpdateSecretVersionStage"> = {
  action: "secretsmanager:UpdateSecretVersionStage",
  readOnly: false,
  recorded: true,
  prepare: (input, ctx) => prepared(ctx, "secretsmanager:UpdateSecretVersionStage", input.secret, { writes: true }),
  perform(input, ctx) {
    const secret = ctx.find(secretKind, input.secret)!;
    const { AWSPENDING, AWSCURRENT } = secret.data.stages;
    if (AWSPENDING === undefined) return noVersionOf("AWSPENDING");
    const stages: SecretData["stages"] = { AWSCURRENT: AWSPENDING, AWSPREVIOUS: AWSCURRENT };
    const after = { ...secret, data: { ...secret.data, stages } };
    ctx.put(after, `version ${AWSPENDING.id} is AWSCURRENT`);
    replicateVersion(ctx, after);
    return ok(undefined);
  },
  record: (input) => ({ requestParameters: { secretId: input.secret, versionStage: "AWSCURRENT" }, responseElements: null }),
  meter: () => CALL_ITEM,
};

export const rotationOperations = [rotateSecret, updateVersionStage];
