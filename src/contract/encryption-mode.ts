// `sse-s3`, `sse-kms k1 bucket key`, `dsse-kms`, `sse-c` of a sentence, as what a request to a store asks for.

import { assert } from "../base/assert.js";
import type { HoleValue, KeyTarget, ModeValue } from "../language/syntax.js";
import { keyKind } from "../world/key.js";
import type { Place } from "../world/place.js";
import { isKind } from "../world/resource.js";
import { type NamedKey, namedKey } from "./sites.js";
import type { StatementContext } from "./statement.js";

export type RequestedEncryption =
  | {
      readonly is: "sse-s3";
      /** A KMS key's header beside it, which S3 refuses. */
      readonly key?: NamedKey;
    }
  | {
      readonly is: "sse-kms";
      /** Absent: the AWS managed key of the store in the caller's account. */
      readonly key?: NamedKey;
      readonly bucketKey: boolean;
      /** Two layers for dsse-kms. */
      readonly layers: 1 | 2;
    }
  | {
      readonly is: "sse-c";
      /** What the 256 bits are: the same text is the same key. */
      readonly customerKey: string;
      /** What only a request made by hand gets wrong. */
      readonly flaws?: CustomerKeyFlaws;
    };

/** Headers of a customer's key that do not fit together. */
export interface CustomerKeyFlaws {
  /** Anything but AES256, or `absent`. */
  readonly algorithm?: string;
  /** Anything but 32. */
  readonly keyBytes?: number | "absent";
  readonly md5?: "absent" | "wrong";
  /** `x-amz-server-side-encryption`, which asks for another encryption. */
  readonly serverSideEncryption?: "AES256" | "aws:kms" | "aws:kms:dsse";
}

/** `caller`: where the call is made, in whose account an alias or `aws/s3` is looked up. */
export function requestedEncryption(ctx: StatementContext, mode: ModeValue | HoleValue, caller: Place): RequestedEncryption {
  assert(mode.is === "mode", "holes are filled before a statement runs");
  switch (mode.mode) {
    case "sse-s3":
      return { is: "sse-s3", ...keySaid(ctx, mode, caller) };
    case "sse-kms":
    case "dsse-kms": {
      const base = { is: "sse-kms", bucketKey: mode.bucketKey, layers: mode.mode === "dsse-kms" ? 2 : 1 } as const;
      return { ...base, ...keySaid(ctx, mode, caller) };
    }
    case "sse-c":
      return {
        is: "sse-c",
        customerKey: mode.customerKey?.value ?? accountsCustomerKey(caller.account),
        ...(mode.flaws === undefined ? {} : { flaws: mode.flaws }),
      };
  }
}

function keySaid(ctx: StatementContext, { key, rawKey }: ModeValue, caller: Place): { readonly key?: NamedKey } {
  if (rawKey !== undefined) return { key: keyAsSaid(ctx, rawKey.value, caller) };
  return key === undefined ? {} : { key: namedKey(ctx, key, caller) };
}

/** An ID, an ARN or an alias as the request has it; the request finds out whether there is such a key. */
function keyAsSaid(ctx: StatementContext, reference: string, caller: Place): NamedKey {
  const arn = reference.includes(":")
    ? reference
    : `arn:aws:kms:${caller.region}:${ctx.world.accounts.get(caller.account)?.id}:key/${reference}`;
  for (const each of ctx.world.resources.values())
    if (isKind(each, keyKind) && each.arn === arn) return { reference, id: each.id };
  return { reference, id: reference };
}

/** The key that the clients of an account have in common where a scenario names none. */
export function accountsCustomerKey(account: string): string {
  return `the customer key of account ${account}`;
}

export function keyInMode(mode: ModeValue | HoleValue | undefined): KeyTarget | undefined {
  return mode?.is === "mode" ? mode.key : undefined;
}
