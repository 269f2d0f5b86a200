// Who can read an object: whoever S3 gives it to, with the key of KMS where there is one. What was sealed before stays sealed.

import { accountsCustomerKey } from "../../contract/encryption-mode.js";
import type { ReadRule } from "../../rules/reach/sources.js";
import { callerAccount } from "../../world/principal.js";
import type { Resource } from "../../world/resource.js";
import { type ObjectData, objectKind } from "./state.js";

const object: ReadRule = {
  holds(resource) {
    const { value } = (resource as Resource<ObjectData>).data;
    return value.document === undefined ? [] : [{ is: "document", document: value.document }];
  },
  ways(resource, _world, reader) {
    const { bucket, key, encryption } = (resource as Resource<ObjectData>).data;
    // A customer's key is known to the clients of its account, and to nobody else.
    const sent = { is: "sse-c", customerKey: accountsCustomerKey(callerAccount(reader)) } as const;
    return [
      {
        how: `s3:GetObject from ${bucket}`,
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

export const reads: ReadonlyMap<string, ReadRule> = new Map([[objectKind.name, object]]);
