// What Secrets Manager keeps: a secret and its versions, each under a data key of its own, with the labels that say which is in use.

import type { NamedKey } from "../../contract/sites.js";
import type { CiphertextData } from "../../world/key.js";
import { kind } from "../../world/resource.js";
import type { Instant } from "../../world/time.js";

export interface SecretVersion {
  /** `v1`, where AWS has a UUID. */
  readonly id: string;
  readonly value: string;
  /** Its data key. After a change of the secret's key it opens by the new wrapping or by the old: newest first. */
  readonly wrapped: readonly [CiphertextData, ...CiphertextData[]];
}

/** The labels that Secrets Manager moves itself. */
export type Stage = "AWSCURRENT" | "AWSPREVIOUS" | "AWSPENDING";

export interface SecretData {
  /** As it was given; absent: `aws/secretsmanager`. */
  readonly key?: NamedKey;
  readonly stages: {
    readonly AWSCURRENT: SecretVersion;
    readonly AWSPREVIOUS?: SecretVersion;
    readonly AWSPENDING?: SecretVersion;
  };
  readonly versionCount: number;
  /** Id of the secret that it is a replica of, in another Region. */
  readonly replicaOf?: string;
  /** Until when it can be taken back: deleted, and its name not free before. */
  readonly deletedUntil?: Instant;
}
export const secretKind = kind<SecretData>("secret", "a secret", "secrets");
