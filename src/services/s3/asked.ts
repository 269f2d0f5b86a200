// For questions: a call about an object is decided by the policy of its bucket, and a call about a bucket is one on some object of it,
// where that is what the action is for.

import { onSomeName } from "../../rules/names-asked.js";
import type { AnyOperation, Permission, PrepareContext } from "../../rules/operation.js";
import { isKind, type Resource } from "../../world/resource.js";
import { bucketOf, onObject } from "./permissions.js";
import { bucketKind, objectKind } from "./state.js";

const ON_OBJECTS: ReadonlySet<string> = new Set([
  "s3:PutObject",
  "s3:GetObject",
  "s3:HeadObject",
  "s3:DeleteObject",
  "s3:CopyObject",
  "s3:UpdateObjectEncryption",
  "s3:CreateMultipartUpload",
  "s3:UploadPart",
  "s3:CompleteMultipartUpload",
  "s3:AbortMultipartUpload",
  "s3:ReplicateObject",
]);

export function askedOfObjects(operation: AnyOperation): AnyOperation {
  const { action, iamActions = [action] } = operation;
  if (!ON_OBJECTS.has(action)) return operation;
  return { ...operation, neededOn: (on: Resource, ctx: PrepareContext) => objectWays(iamActions, on, ctx) };
}

function objectWays(
  actions: readonly string[],
  on: Resource,
  ctx: PrepareContext,
): readonly (readonly Permission[])[] | undefined {
  if (isKind(on, objectKind)) {
    const bucket = bucketOf(ctx.world, on.data.bucket);
    return bucket && [actions.map((action) => onObject(action, bucket, on.data.key, NO_KEYS))];
  }
  if (!isKind(on, bucketKind)) return undefined;
  const arns = actions.flatMap((action) =>
    onSomeName(onObject(action, on, "", NO_KEYS), `${on.arn}/`, ctx).map((permission) => permission.arn),
  );
  return [...new Set(arns)].map((arn) => actions.map((action) => ({ ...onObject(action, on, "", NO_KEYS), arn })));
}

const NO_KEYS: ReadonlyMap<string, string> = new Map();
