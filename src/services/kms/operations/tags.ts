// Tags of a key. They can decide who may use it (aws:ResourceTag), so they are settings like any other.

import { ok, refuse } from "../../../rules/reply.js";
import { keyArnResponse, keyOperation } from "./key-operation.js";
import { checkTags, tagKeys, tagsRecord } from "./validation.js";

const tagResource = keyOperation<"kms:TagResource">({
  action: "kms:TagResource",
  kind: "management",
  crossAccount: "never",
  takes: "key",
  keyId: (input) => input.keyId,
  validate: (input) => checkTags(input.tags),
  conditionKeys: (input) => tagKeys(input.tags),
  parameters: (input) => ({ tags: tagsRecord(input.tags) }),
  perform(input, ctx, key) {
    const tooMany = checkTags(input.tags, key.tags);
    if (tooMany !== undefined) return tooMany;
    ctx.put(
      { ...key, tags: new Map([...key.tags, ...input.tags]) },
      `tagged ${input.tags.map(([name, value]) => `${name}: "${value}"`).join(", ")}`,
    );
    return ok({ keyId: key.arn });
  },
  response: keyArnResponse,
});

const untagResource = keyOperation<"kms:UntagResource">({
  action: "kms:UntagResource",
  kind: "management",
  crossAccount: "never",
  takes: "key",
  keyId: (input) => input.keyId,
  validate: (input) =>
    input.tagKeys.some((name) => name.toLowerCase().startsWith("aws:"))
      ? refuse("TagException", "Tags beginning with aws: are reserved")
      : undefined,
  conditionKeys: (input) => [["aws:TagKeys", input.tagKeys]],
  parameters: (input) => ({ tagKeys: input.tagKeys }),
  perform(input, ctx, key) {
    const tags = new Map(key.tags);
    for (const name of input.tagKeys) tags.delete(name);
    ctx.put({ ...key, tags }, `untagged ${input.tagKeys.join(", ")}`);
    return ok({ keyId: key.arn });
  },
  response: keyArnResponse,
});

const listResourceTags = keyOperation<"kms:ListResourceTags">({
  action: "kms:ListResourceTags",
  kind: "read",
  crossAccount: "never",
  takes: "key",
  keyId: (input) => input.keyId,
  perform: (_input, _ctx, key) => ok({ tags: [...key.tags] }),
});

export const tagOperations = [tagResource, untagResource, listResourceTags];
