// RDS's ways of saying no. A key that cannot be used is told at once, unlike EBS. Texts as quoted in public issue threads; those marked
// "guide" say in one sentence what the RDS User Guide says, since no recording of the text was found.

import { type Refused, refuse } from "../../rules/reply.js";

export function databaseNotFound(id: string): Refused {
  return refuse("DBInstanceNotFound", `DBInstance ${id} not found.`);
}

export function snapshotNotFound(id: string): Refused {
  return refuse("DBSnapshotNotFound", `DBSnapshot not found: ${id}`);
}

export function specifiedKeyNotAccessible(arn: string, cause: Refused): Refused {
  const text = `Specified KMS key [${arn}] does not exist, is not enabled or you do not have permissions to access it.`;
  return refuse("KMSKeyNotAccessibleFault", text, cause);
}

export function sourceKeyNotAccessible(arn: string, cause: Refused): Refused {
  const text = `The source snapshot KMS key [${arn}] does not exist, is not enabled or you do not have permissions to access it.`;
  return refuse("KMSKeyNotAccessibleFault", text, cause);
}

export function needsKeyOfRegion(): Refused {
  return refuse("InvalidParameterValue", "Must specify new KMS key for cross region encrypted snapshot copy.");
}

/** guide */
export function needsOwnKey(): Refused {
  return refuse(
    "InvalidParameterValue",
    "A KMS key must be specified to copy an encrypted snapshot that another account shares.",
  );
}

/** guide */
export function sharedEncrypted(): Refused {
  return refuse(
    "InvalidParameterCombination",
    "A DB instance cannot be restored from a shared encrypted snapshot: copy the snapshot first.",
  );
}

export function defaultKeyShared(): Refused {
  const text = "Sharing snapshots encrypted with the default service key for RDS is currently not supported";
  return refuse("InvalidParameterCombination", text);
}

/** guide */
export function encryptedPublic(): Refused {
  return refuse("InvalidParameterCombination", "Encrypted snapshots cannot be shared publicly.");
}

export function tooManyAccounts(): Refused {
  const text = "You have exceeded the maximum number of accounts that you can share a manual DB snapshot with.";
  return refuse("SharedSnapshotQuotaExceeded", text);
}

export function notStartable(id: string): Refused {
  const states =
    "stopped, inaccessible-encryption-credentials-recoverable, incompatible-network (only valid for non-SqlServer instances)";
  return refuse(
    "InvalidDBInstanceState",
    `Instance ${id} cannot be started as it is not in one of the following statuses: '${states}'.`,
  );
}

export function notAvailable(id: string): Refused {
  return refuse("InvalidDBInstanceState", `Instance ${id} is not in available state.`);
}

/** Source: hashicorp/terraform issue 11538. */
export function replicaOfEncrypted(): Refused {
  const text = "Cannot create a cross region unencrypted read replica from encrypted source.";
  return refuse("InvalidParameterCombination", text);
}

/** guide */
export function replicaOfPlain(): Refused {
  return refuse("InvalidParameterCombination", "Cannot create an encrypted read replica from an unencrypted source.");
}

/** guide */
export function replicaKeepsKey(): Refused {
  const text = "A read replica in the source's Region is encrypted under the source's KMS key.";
  return refuse("InvalidParameterCombination", text);
}

/** guide */
export function replicaCannotStop(id: string): Refused {
  return refuse("InvalidDBInstanceState", `Instance ${id} has a read replica or is one, and cannot be stopped.`);
}

/** guide */
export function notAReplica(): Refused {
  return refuse("InvalidDBInstanceState", "DB Instance is not a read replica.");
}

/** guide */
export function automatedNotShared(): Refused {
  const text = "An automated snapshot cannot be shared: copy it, and share the copy, which is a manual one.";
  return refuse("InvalidDBSnapshotState", text);
}

/** guide */
export function automatedNotDeleted(): Refused {
  return refuse("InvalidDBSnapshotState", "Only manual snapshots may be deleted.");
}
