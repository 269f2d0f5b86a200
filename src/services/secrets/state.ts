// What Secrets Manager keeps: a secret, its versions each under a data key of its own, and the names that are not free again yet.

import { emptyTable, type Table } from "../../base/table.js";
import type { NamedKey } from "../../contract/sites.js";
import type { CiphertextData } from "../../world/key.js";
import { kind } from "../../world/resource.js";
import { slice } from "../../world/slice.js";
import type { Instant } from "../../world/time.js";

export interface SecretVersion {
  /** `v1`, where AWS has a UUID. */
  readonly id: string;
  readonly value: string;
  readonly wrapped: CiphertextData;
}

export interface SecretData {
  /** As it was given; absent: `aws/secretsmanager`. */
  readonly key?: NamedKey;
  /** AWSCURRENT. */
  readonly current: SecretVersion;
  /** AWSPREVIOUS. */
  readonly previous?: SecretVersion;
  readonly versionCount: number;
}
export const secretKind = kind<SecretData>("secret", "a secret", "secrets");

/** Until when a deleted secret could be taken back, by `A/us-east-1/db-login`: its name is not free before. */
export const secretsInRecovery = slice<Table<Instant>>("secrets-in-recovery", emptyTable());
