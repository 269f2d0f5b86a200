// Who can read an object: whoever S3 gives it to, with the key of KMS where there is one. What was sealed before stays sealed.

import { accountsCustomerKey } from "../../contract/encryption-mode.js";
import type { ReadRule } from "../../rules/reach/sources.js";
import { callerAccount } from "../../world/principal.js";
import type { Resource } from "../../world/resource.js";
import type { World } from "../../world/world.js";
import { type ObjectData, objectKind } from "./state.js";

const object: ReadRule = {
  holds(resource) {
    const { value } = (resource as Resource<ObjectData>).data;
    return value.document === undefined ? [] : [{ is: "document", document: value.document }];
  },
  ways(resource, world, reader) {
    const { bucket, key, encryption } = (resource as Resource<ObjectData>).data;
    // A customer's key is known to the clients of its account, and to nobody else.
    const sent = { is: "sse-c", customerKey: accountsCustomerKey(callerAccount(reader)) } as const;
    return [
      {
        how: `s3:GetObject from ${bucket}${throughKey(world, encryption)}`,
        try: (trial) =>
          trial.call(
            "s3:GetObject",
            { bucket, object: key, ...(encryption.is === "sse-c" ? { encryption: sent } : {}) },
            resource.region,
          ),
      },
    ];
  },
};

function throughKey(world: World, encryption: ObjectData["encryption"]): string {
  if (encryption.is !== "sse-kms") return "";
  return `, which has S3 use ${world.resources.get(encryption.key)?.name ?? encryption.key} in its name`;
}

export const reads: ReadonlyMap<string, ReadRule> = new Map([[objectKind.name, object]]);
