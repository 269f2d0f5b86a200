// What KMS's operations take and give. Values are symbolic: a plaintext says what it is about, a ciphertext says what made it.

import type { CiphertextData, Content, Grant, GrantPrincipal, KeyData } from "../../../world/key.js";
import type { Resource } from "../../../world/resource.js";
import type { Instant } from "../../../world/time.js";
import type { KeyMetadata } from "../key-metadata.js";
import type { MacData, PublicKeyData, SharedSecretData, SignatureData } from "../state.js";

export type EncryptionContext = ReadonlyMap<string, string>;
export type TagList = readonly (readonly [key: string, value: string])[];

/** Checks everything and does nothing: answered with DryRunOperationException if all is well. */
interface MayDryRun {
  readonly dryRun?: boolean;
}

export interface EncryptInput extends MayDryRun {
  /** Key ARN, key ID, `alias/app` or alias ARN; so for every `keyId` of a cryptographic operation. */
  readonly keyId: string;
  readonly plaintext: Content;
  readonly plaintextBytes?: number;
  readonly encryptionContext?: EncryptionContext;
  readonly algorithm?: string;
}
export interface DecryptInput extends MayDryRun {
  readonly ciphertext: CiphertextData;
  readonly keyId?: string;
  readonly encryptionContext?: EncryptionContext;
  readonly algorithm?: string;
}
export interface ReEncryptInput extends MayDryRun {
  readonly ciphertext: CiphertextData;
  readonly sourceKeyId?: string;
  readonly sourceEncryptionContext?: EncryptionContext;
  readonly sourceAlgorithm?: string;
  readonly destinationKeyId: string;
  readonly destinationEncryptionContext?: EncryptionContext;
  readonly destinationAlgorithm?: string;
}
/** Its length by `keySpec` or by `numberOfBytes`, one of the two. */
export interface DataKeyInput extends MayDryRun {
  readonly keyId: string;
  readonly encryptionContext?: EncryptionContext;
  readonly keySpec?: string;
  readonly numberOfBytes?: number;
}
export interface DataKeyPairInput extends MayDryRun {
  readonly keyId: string;
  readonly encryptionContext?: EncryptionContext;
  readonly keyPairSpec: string;
}
export interface DataKeyOutput {
  /** Id of the data key, which a `Content` of kind `data-key` names. */
  readonly dataKey: string;
  readonly ciphertext: CiphertextData;
}
export interface SignInput extends MayDryRun {
  readonly keyId: string;
  readonly message: Content;
  readonly messageBytes?: number;
  /** Defaults to the first algorithm of the key's spec. */
  readonly algorithm?: string;
  /** RAW, DIGEST or EXTERNAL_MU. */
  readonly messageType?: string;
}
export interface MacInput extends MayDryRun {
  readonly keyId: string;
  readonly message: Content;
  readonly messageBytes?: number;
  readonly algorithm?: string;
}

export interface CreateKeyInput {
  /** The scenario's name for the key, which becomes its key ID. */
  readonly id: string;
  readonly spec?: string;
  readonly usage?: string;
  readonly origin?: string;
  readonly multiRegion?: boolean;
  readonly description?: string;
  readonly tags?: TagList;
  readonly policy?: string;
  readonly bypassLockoutCheck?: boolean;
}
export interface ReplicateKeyInput {
  readonly keyId: string;
  readonly replicaRegion: string;
  /** The scenario's name for the replica. */
  readonly id: string;
  readonly policy?: string;
  readonly description?: string;
  readonly tags?: TagList;
  readonly bypassLockoutCheck?: boolean;
}
export interface CreateGrantInput extends MayDryRun {
  readonly keyId: string;
  readonly grantee: GrantPrincipal;
  readonly retiring?: GrantPrincipal;
  readonly operations: readonly string[];
  readonly constraint?: { readonly is: "equals" | "subset"; readonly pairs: EncryptionContext };
  readonly sourceArn?: string;
  /** The `Name` parameter, which makes the call idempotent. */
  readonly grantName?: string;
  /** The scenario's name; derived if it is absent. */
  readonly id?: string;
  /** An integrated service asks for it, on the user's behalf: `kms:GrantIsForAWSResource` is true. */
  readonly forService?: boolean;
}
export interface GetParametersForImportInput {
  readonly keyId: string;
  readonly wrappingAlgorithm?: string;
  readonly wrappingKeySpec?: string;
}
export interface ImportKeyMaterialInput {
  readonly keyId: string;
  /** What the bytes are: the same text is the same material. */
  readonly bytes: string;
  readonly expirationModel?: "KEY_MATERIAL_EXPIRES" | "KEY_MATERIAL_DOES_NOT_EXPIRE";
  readonly validTo?: Instant;
  readonly importType?: "NEW_KEY_MATERIAL" | "EXISTING_KEY_MATERIAL";
  /** Key for which the import token was fetched, and when. Absent: for this key, just now. */
  readonly token?: { readonly keyArn: string; readonly issuedAt: Instant };
}

interface OnKey {
  readonly keyId: string;
}
/** An operation by input and output. */
interface Op<I, O> {
  input: I;
  output: O;
}
/** ARN of the key, as management calls answer. */
export interface Done {
  readonly keyId: string;
}
type KeyOutput = { readonly key: Resource<KeyData> };
export interface RotationStatus {
  readonly enabled: boolean;
  readonly periodDays?: number;
  readonly nextAt?: Instant;
}
export type CompletedRotation = KeyData["completedRotations"][number];

declare module "../../../rules/operation.js" {
  interface Operations {
    "kms:CreateKey": Op<CreateKeyInput, KeyOutput>;
    "kms:DescribeKey": Op<OnKey, KeyOutput & { readonly metadata: KeyMetadata }>;
    "kms:ListKeys": Op<Record<never, never>, { readonly keyIds: readonly string[] }>;
    "kms:EnableKey": Op<OnKey, Done>;
    "kms:DisableKey": Op<OnKey, Done>;
    "kms:UpdateKeyDescription": Op<OnKey & { readonly description: string }, Done>;
    "kms:ScheduleKeyDeletion": Op<
      OnKey & { readonly pendingWindowInDays?: number },
      { readonly key: Resource<KeyData>; readonly deletionAt?: Instant; readonly windowDays: number }
    >;
    "kms:CancelKeyDeletion": Op<OnKey, Done>;
    "kms:GetKeyLastUsage": Op<OnKey, { readonly at?: Instant; readonly operation?: string }>;
    "kms:PutKeyPolicy": Op<
      OnKey & { readonly policy: string; readonly policyName?: string; readonly bypassLockoutCheck?: boolean },
      Done
    >;
    "kms:GetKeyPolicy": Op<OnKey & { readonly policyName?: string }, { readonly policy: string }>;
    "kms:ListKeyPolicies": Op<OnKey, { readonly policyNames: readonly string[] }>;
    "kms:TagResource": Op<OnKey & { readonly tags: TagList }, Done>;
    "kms:UntagResource": Op<OnKey & { readonly tagKeys: readonly string[] }, Done>;
    "kms:ListResourceTags": Op<OnKey, { readonly tags: TagList }>;
    "kms:Encrypt": Op<EncryptInput, { readonly ciphertext: CiphertextData }>;
    "kms:Decrypt": Op<DecryptInput, { readonly plaintext: Content; readonly keyId: string }>;
    "kms:ReEncrypt": Op<ReEncryptInput, { readonly ciphertext: CiphertextData }>;
    "kms:GenerateDataKey": Op<DataKeyInput, DataKeyOutput>;
    "kms:GenerateDataKeyWithoutPlaintext": Op<DataKeyInput, DataKeyOutput>;
    "kms:GenerateDataKeyPair": Op<DataKeyPairInput, DataKeyOutput>;
    "kms:GenerateDataKeyPairWithoutPlaintext": Op<DataKeyPairInput, DataKeyOutput>;
    "kms:GenerateRandom": Op<{ readonly numberOfBytes?: number }, undefined>;
    "kms:Sign": Op<SignInput, { readonly signature: SignatureData }>;
    "kms:Verify": Op<SignInput & { readonly signature: SignatureData }, undefined>;
    "kms:GenerateMac": Op<MacInput, { readonly mac: MacData }>;
    "kms:VerifyMac": Op<MacInput & { readonly mac: MacData }, undefined>;
    "kms:GetPublicKey": Op<OnKey, { readonly publicKey: PublicKeyData }>;
    "kms:DeriveSharedSecret": Op<
      OnKey & MayDryRun & { readonly publicKey: PublicKeyData; readonly algorithm?: string },
      { readonly secret: SharedSecretData }
    >;
    "kms:CreateAlias": Op<{ readonly aliasName: string; readonly targetKeyId: string }, Done>;
    "kms:UpdateAlias": Op<{ readonly aliasName: string; readonly targetKeyId: string }, Done>;
    "kms:DeleteAlias": Op<{ readonly aliasName: string }, Done>;
    "kms:ListAliases": Op<Partial<OnKey>, { readonly aliasNames: readonly string[] }>;
    "kms:CreateGrant": Op<CreateGrantInput, { readonly grantId: string; readonly grantToken: string }>;
    "kms:RetireGrant": Op<{ readonly keyId?: string; readonly grantId: string }, undefined>;
    "kms:RevokeGrant": Op<OnKey & { readonly grantId: string }, Done>;
    "kms:ListGrants": Op<OnKey, { readonly grants: readonly Grant[] }>;
    "kms:ListRetirableGrants": Op<{ readonly retiring: GrantPrincipal }, { readonly grants: readonly Grant[] }>;
    "kms:EnableKeyRotation": Op<OnKey & { readonly periodDays?: number }, Done>;
    "kms:DisableKeyRotation": Op<OnKey, Done>;
    "kms:GetKeyRotationStatus": Op<OnKey, RotationStatus>;
    "kms:RotateKeyOnDemand": Op<OnKey, Done>;
    "kms:ListKeyRotations": Op<OnKey, { readonly rotations: readonly CompletedRotation[] }>;
    "kms:GetParametersForImport": Op<
      GetParametersForImportInput,
      { readonly token: { readonly keyArn: string; readonly issuedAt: Instant } }
    >;
    "kms:ImportKeyMaterial": Op<ImportKeyMaterialInput, { readonly materialId: string }>;
    "kms:DeleteImportedKeyMaterial": Op<OnKey & { readonly materialId?: string }, Done>;
    "kms:ReplicateKey": Op<ReplicateKeyInput, KeyOutput>;
    "kms:UpdatePrimaryRegion": Op<OnKey & { readonly primaryRegion: string }, Done>;
  }
}
