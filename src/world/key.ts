// KMS keys and grants as the world holds them. They stand in the world, not in the KMS service, because every service's
// authorization, bill and trail speaks of them.

import { emptyTable, type Table } from "../base/table.js";
import { kind } from "./resource.js";
import { slice } from "./slice.js";
import type { Instant } from "./time.js";

export type KeySpec =
  | "SYMMETRIC_DEFAULT"
  | "RSA_2048"
  | "RSA_3072"
  | "RSA_4096"
  | "ECC_NIST_P256"
  | "ECC_NIST_P384"
  | "ECC_NIST_P521"
  | "ECC_SECG_P256K1"
  | "ECC_NIST_EDWARDS25519"
  | "ML_DSA_44"
  | "ML_DSA_65"
  | "ML_DSA_87"
  | "HMAC_224"
  | "HMAC_256"
  | "HMAC_384"
  | "HMAC_512"
  | "SM2";
export type KeyUsage = "ENCRYPT_DECRYPT" | "SIGN_VERIFY" | "GENERATE_VERIFY_MAC" | "KEY_AGREEMENT";
export type KeyOrigin = "AWS_KMS" | "EXTERNAL";

export type KeyState =
  | { readonly is: "enabled" }
  | { readonly is: "disabled" }
  | { readonly is: "creating" }
  | { readonly is: "updating"; readonly was: "enabled" | "disabled" }
  | { readonly is: "pending-import" }
  | { readonly is: "unavailable" }
  | { readonly is: "pending-deletion"; readonly deletionAt: Instant; readonly scheduledAt: Instant }
  | { readonly is: "pending-replica-deletion"; readonly windowDays: number; readonly scheduledAt: Instant }
  | { readonly is: "deleted"; readonly at: Instant };

export interface KeyMaterial {
  /** Shown as KeyMaterialId; from a counter, or from the imported bytes' name so that the same bytes have the same id. */
  readonly id: string;
  readonly since: Instant;
  readonly status: "current" | "non-current" | "pending-rotation" | "pending-multi-region-import-and-rotation";
  readonly from: "kms" | "import";
  /** Imported only: false once expired or deleted. */
  readonly present: boolean;
  /** Imported only: what the bytes are, symbolically. The same text is the same bytes. */
  readonly bytes?: string;
  readonly validTo?: Instant;
}

export interface Rotation {
  readonly periodDays: number;
  readonly nextAt: Instant;
}

export interface KeyData {
  /** Key ID as in the ARN: the scenario's name, `mrk-` and the primary's name, or `aws/ebs`. */
  readonly keyId: string;
  readonly manager: "CUSTOMER" | "AWS";
  /** AWS managed keys: the service, `ebs` of `aws/ebs`. */
  readonly service?: string;
  readonly spec: KeySpec;
  readonly usage: KeyUsage;
  readonly origin: KeyOrigin;
  readonly multiRegion?: { readonly type: "PRIMARY" | "REPLICA" /** id of the primary */; readonly primary: string };
  readonly state: KeyState;
  readonly description: string;
  readonly rotation?: Rotation;
  readonly materials: readonly KeyMaterial[];
  readonly completedRotations: readonly { readonly at: Instant; readonly type: "AUTOMATIC" | "ON_DEMAND" }[];
  readonly onDemandRotationCount: number;
}

export const keyKind = kind<KeyData>("key", "a key", "keys");

export interface AliasData {
  /** Id of the key it points at. */
  readonly target: string;
}
export const aliasKind = kind<AliasData>("alias", "an alias", "aliases");

/** Resource ids of keys by their ARN. A multi-Region key that is replicated again takes the ARN of the deleted replica over. */
export const keysByArn = slice<Table<string>>("kms-keys-by-arn", emptyTable());
/** Names of a key's aliases (`alias/app`), by the resource id of the key. */
export const aliasesByKey = slice<Table<readonly string[]>>("kms-aliases-by-key", emptyTable());

/** A grant as a thing that a scenario names; what it allows stands in `World.grants`. */
export interface GrantData {
  /** Resource id of its key. */
  readonly key: string;
}
export const grantKind = kind<GrantData>("grant", "a grant", "grants");

export interface Grant {
  /** The scenario's name, or one that is derived: `k1-grant-1`. It is its token as well. */
  readonly id: string;
  /** Resource id of the key: `World.grants` goes by it. */
  readonly keyId: string;
  /** Name parameter of CreateGrant, which makes it idempotent. */
  readonly grantName?: string;
  readonly grantee: GrantPrincipal;
  readonly retiring?: GrantPrincipal;
  readonly operations: readonly string[];
  readonly constraint?: { readonly is: "equals" | "subset"; readonly pairs: ReadonlyMap<string, string> };
  readonly sourceArn?: string;
  /** The account that made it, by the scenario's name. */
  readonly issuingAccount: string;
  readonly createdAt: Instant;
  /** From here on every caller is seen to hold it; before, only a caller that brings its token. */
  readonly seenAt: Instant;
  /** Once retired or revoked: works on until this instant for callers everywhere. */
  readonly endedAt?: Instant;
  readonly endsAt?: Instant;
  readonly parent?: string;
  readonly sequence: number;
}

export type GrantPrincipal =
  | { readonly is: "principal"; readonly ref: string; readonly arn: string; readonly uniqueId: string }
  | { readonly is: "account"; readonly account: string }
  | { readonly is: "service" /** `ec2.us-east-1.amazonaws.com` */; readonly principal: string }
  | { readonly is: "infrastructure"; readonly account: string; readonly instance: string };

/** What a ciphertext is, symbolically: which material made it, with which context, from what. */
export interface CiphertextData {
  /** Resource id of the key that made it; KMS finds the key in a symmetric ciphertext. */
  readonly key: string;
  readonly material: string;
  readonly algorithm: string;
  readonly context: ReadonlyMap<string, string>;
  readonly content: Content;
  readonly tampered?: true;
}

/** What a plaintext is about: a text said in the scenario, a document, a data key, or another ciphertext. */
export type Content =
  | { readonly is: "text"; readonly text: string }
  | { readonly is: "document"; readonly document: string }
  | { readonly is: "data-key"; readonly dataKey: string }
  | { readonly is: "ciphertext"; readonly ciphertext: string };

export const ciphertextKind = kind<CiphertextData>("ciphertext", "a ciphertext", "ciphertexts");

/** Whether two contents are the same. */
export function sameContent(a: Content, b: Content): boolean {
  switch (a.is) {
    case "text":
      return b.is === "text" && a.text === b.text;
    case "document":
      return b.is === "document" && a.document === b.document;
    case "data-key":
      return b.is === "data-key" && a.dataKey === b.dataKey;
    case "ciphertext":
      return b.is === "ciphertext" && a.ciphertext === b.ciphertext;
  }
}
