// For questions: a call about an object is decided by the policy of its bucket, and a call about a bucket is one on some object of it,
// where that is what the action is for.

import { matches, patternTokens, wildcardOf } from "../../base/wildcard.js";
import { gatherPolicies } from "../../rules/gather.js";
import type { AnyOperation, Permission, PrepareContext } from "../../rules/operation.js";
import { isKind, type Resource } from "../../world/resource.js";
import { bucketOf, onObject } from "./permissions.js";
import { type BucketData, bucketKind, objectKind } from "./state.js";

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
  const bucket = isKind(on, objectKind) ? bucketOf(ctx.world, on.data.bucket) : isKind(on, bucketKind) ? on : undefined;
  if (bucket === undefined) return undefined;
  const keys = isKind(on, objectKind) ? [on.data.key] : keysAsked(actions, bucket, ctx);
  return keys.map((key) => actions.map((action) => onObject(action, bucket, key, NO_KEYS)));
}

const NO_KEYS: ReadonlyMap<string, string> = new Map();
const ANY = "*";
const ARN = "arn:aws:s3:::";

/** Any key, then such as policies name: who may write below `logs/` alone may write into the bucket. */
function keysAsked(
  actions: readonly string[],
  bucket: Resource<BucketData>,
  { world, caller }: PrepareContext,
): readonly string[] {
  const keys = new Set([ANY]);
  for (const action of actions) {
    const { identity, resource } = gatherPolicies(world, caller, onObject(action, bucket, ANY, NO_KEYS), []);
    for (const { document } of resource === undefined ? identity : [...identity, resource]) {
      for (const { statement } of document.candidates(action).allows)
        for (const { text } of statement.resource?.patterns ?? []) addKey(keys, text, bucket.name);
    }
  }
  return [...keys];
}

function addKey(keys: Set<string>, pattern: string, bucket: string): void {
  if (!pattern.startsWith(ARN)) return;
  const slash = pattern.indexOf("/");
  if (slash === -1 || !matches(wildcardOf(patternTokens(pattern.slice(ARN.length, slash))), bucket)) return;
  const key = pattern.slice(slash + 1);
  if (key !== ANY) keys.add(key.replace(/[*?]/g, "x"));
}
