// Encryption by default: a setting of one account in one Region, for what is made from now on. What is there stays as it is.

import type { Operation, PrepareContext, Prepared } from "../../rules/operation.js";
import { ok } from "../../rules/reply.js";
import { setSettings, settingsOf } from "./state.js";
import type { ChosenKey } from "./volume-encryption.js";

declare module "../../rules/operation.js" {
  interface Operations {
    "ec2:EnableEbsEncryptionByDefault": { input: Record<never, never>; output: undefined };
    "ec2:DisableEbsEncryptionByDefault": { input: Record<never, never>; output: undefined };
    "ec2:ModifyEbsDefaultKmsKeyId": { input: { readonly key: ChosenKey }; output: undefined };
  }
}

export const enableEncryptionByDefault: Operation<"ec2:EnableEbsEncryptionByDefault"> = {
  action: "ec2:EnableEbsEncryptionByDefault",
  readOnly: false,
  recorded: true,
  prepare: (_input, ctx) => everywhere(ctx, "ec2:EnableEbsEncryptionByDefault"),
  perform(_input, ctx) {
    setSettings(ctx.world, ctx.place, { ...settingsOf(ctx.world, ctx.place), encryptedByDefault: true });
    return ok(undefined);
  },
  record: () => ({ requestParameters: null, responseElements: { ebsEncryptionByDefault: true } }),
};

export const disableEncryptionByDefault: Operation<"ec2:DisableEbsEncryptionByDefault"> = {
  action: "ec2:DisableEbsEncryptionByDefault",
  readOnly: false,
  recorded: true,
  prepare: (_input, ctx) => everywhere(ctx, "ec2:DisableEbsEncryptionByDefault"),
  perform(_input, ctx) {
    setSettings(ctx.world, ctx.place, { ...settingsOf(ctx.world, ctx.place), encryptedByDefault: false });
    return ok(undefined);
  },
  record: () => ({ requestParameters: null, responseElements: { ebsEncryptionByDefault: false } }),
};

export const modifyDefaultKey: Operation<"ec2:ModifyEbsDefaultKmsKeyId"> = {
  action: "ec2:ModifyEbsDefaultKmsKeyId",
  readOnly: false,
  recorded: true,
  prepare: (_input, ctx) => everywhere(ctx, "ec2:ModifyEbsDefaultKmsKeyId"),
  perform(input, ctx) {
    setSettings(ctx.world, ctx.place, { ...settingsOf(ctx.world, ctx.place), defaultKey: input.key.id });
    return ok(undefined);
  },
  record: (input) => ({
    requestParameters: { kmsKeyId: input.key.reference },
    responseElements: { kmsKeyId: input.key.reference },
  }),
};

/** Settings have no ARN: the permission is on `*`. */
function everywhere(ctx: PrepareContext, action: string): Prepared {
  const permission = { action, arn: "*", account: ctx.place.account, rule: "identity-only", crossAccount: "never" } as const;
  return { permissions: [permission], on: [], owners: [] };
}
