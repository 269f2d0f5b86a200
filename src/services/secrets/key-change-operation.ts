// UpdateSecret with another key: the key is tried, and the data keys of the labelled versions are wrapped under it too, if whoever asks
// may open them and may encrypt under the new key. Those that are wrapped anew open with either key from then on; the others stay as they
// are, and nothing is said of it. Source: Secrets Manager guide, security-encryption.

import type { NamedKey } from "../../contract/sites.js";
import type { Operation, OperationContext } from "../../rules/operation.js";
import { ok } from "../../rules/reply.js";
import { putVersion } from "./operations.js";
import { CALL_ITEM, prepared } from "./requests.js";
import { type SecretData, type SecretVersion, secretKind } from "./state.js";
import { keyReference, openVersion, type Sealed, sealedAs, secretContext, tryKey } from "./versions.js";

declare module "../../rules/operation.js" {
  interface Operations {
    "secretsmanager:UpdateSecret": {
      input: { readonly secret: string; readonly key?: NamedKey; readonly value?: string };
      output: undefined;
    };
  }
}

export const updateSecret: Operation<"secretsmanager:UpdateSecret"> = {
  action: "secretsmanager:UpdateSecret",
  readOnly: false,
  recorded: true,
  prepare: (input, ctx) => prepared(ctx, "secretsmanager:UpdateSecret", input.secret, { writes: true }),
  perform(input, ctx) {
    const secret = ctx.find(secretKind, input.secret)!;
    if (input.key !== undefined) {
      const sealed = { ...sealedAs(secret), key: input.key };
      const tried = tryKey(ctx, sealed);
      if (tried?.is === "refused") return tried;
      const data: SecretData = { ...secret.data, key: input.key, stages: wrappedAnew(ctx, secret.data.stages, sealed) };
      ctx.put({ ...secret, data }, `under ${input.key.id} from now on`);
    }
    if (input.value === undefined) return ok(undefined);
    const put = putVersion(ctx, ctx.find(secretKind, input.secret)!, input.value, "AWSCURRENT");
    return put.is === "refused" ? put : ok(undefined);
  },
  record: (input) => ({
    requestParameters: { secretId: input.secret, ...(input.key === undefined ? {} : { kmsKeyId: input.key.reference }) },
    responseElements: null,
  }),
  meter: () => CALL_ITEM,
};

function wrappedAnew(ctx: OperationContext, stages: SecretData["stages"], sealed: Sealed): SecretData["stages"] {
  const { AWSCURRENT, AWSPENDING, AWSPREVIOUS } = stages;
  return {
    AWSCURRENT: underNewKey(ctx, AWSCURRENT, sealed),
    ...(AWSPENDING === undefined ? {} : { AWSPENDING: underNewKey(ctx, AWSPENDING, sealed) }),
    ...(AWSPREVIOUS === undefined ? {} : { AWSPREVIOUS: underNewKey(ctx, AWSPREVIOUS, sealed) }),
  };
}

function underNewKey(ctx: OperationContext, version: SecretVersion, sealed: Sealed): SecretVersion {
  const [newest] = version.wrapped;
  if (openVersion(ctx, version, sealed.place.region).is === "refused") return version;
  const made = ctx.call("kms:Encrypt", {
    keyId: keyReference(ctx, sealed),
    plaintext: newest.content,
    encryptionContext: secretContext(sealed.arn, version.id),
  });
  return made.is === "refused" ? version : { ...version, wrapped: [made.output.ciphertext, newest] };
}
