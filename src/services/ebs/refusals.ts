// EC2's ways of saying no, with its own codes and texts.

import { type Refused, refuse } from "../../rules/reply.js";

export function volumeNotFound(id: string, cause?: Refused): Refused {
  return refuse("InvalidVolume.NotFound", `The volume '${id}' does not exist.`, cause);
}

export function snapshotNotFound(id: string): Refused {
  return refuse("InvalidSnapshot.NotFound", `The snapshot '${id}' does not exist.`);
}

/** Code and text as many have reported them, from sebdah/automated-ebs-snapshots issue 4 (2014) to gruntwork-io/cloud-nuke issue 727 (2024). */
export function snapshotInUse(snapshot: string, image: string): Refused {
  return refuse("InvalidSnapshot.InUse", `The snapshot ${snapshot} is currently in use by ${image}`);
}

export function instanceNotFound(id: string): Refused {
  return refuse("InvalidInstanceID.NotFound", `The instance ID '${id}' does not exist`);
}

export function keyRevoked(volume: string, cause: Refused): Refused {
  const text = `Volume ${volume} cannot be attached. The encrypted volume was unable to access the KMS key.`;
  return refuse("CustomerKeyHasBeenRevoked", text, cause);
}

export function alreadyAttached(volume: string): Refused {
  return refuse("VolumeInUse", `${volume} is already attached to an instance`);
}

export function stillAttached(volume: string, instance: string): Refused {
  return refuse("VolumeInUse", `Volume ${volume} is currently attached to ${instance}`);
}

export function notAttached(volume: string): Refused {
  return refuse("IncorrectState", `Volume '${volume}' is in the 'available' state.`);
}

export function keyWithoutEncrypted(): Refused {
  return refuse("InvalidParameterDependency", "The parameter KmsKeyId requires the parameter Encrypted to be set.");
}

/** EC2's general code for a value that it does not take; its text is that of RunInstances for the same mistake. */
export function smallerThanSnapshot(sizeGib: number, snapshot: string, leastGib: number): Refused {
  const text = `Volume of size ${sizeGib}GB is smaller than snapshot '${snapshot}', expect size >= ${leastGib}GB`;
  return refuse("InvalidParameterValue", text);
}

/** EC2's general code: that it refuses is documented (EC2 API reference, CopySnapshot, Encrypted), its text is not. */
export function encryptedStays(snapshot: string): Refused {
  return refuse("InvalidParameterValue", `The copy of encrypted snapshot '${snapshot}' is encrypted: Encrypted cannot be false`);
}

export function defaultKeyShared(): Refused {
  return refuse("OperationNotPermitted", "Encrypted snapshots with EBS default key cannot be shared");
}

export function encryptedPublic(): Refused {
  return refuse("OperationNotPermitted", "Encrypted snapshots cannot be shared publicly");
}

/** The call was answered with `creating`; then the volume is gone. */
export function vanished(volume: string, cause: Refused): Refused {
  return { ...volumeNotFound(volume, cause), late: true };
}

/** The call was answered with a snapshot id; then the copy's state is `error`, which is all the code there is. */
export function copyFailed(stateMessage: string, cause?: Refused): Refused {
  return { ...refuse("error", stateMessage, cause), late: true };
}

/** The call was answered with `pending`; then the instance is gone, or stopped again. Its StateReason says why. Source: EC2 User Guide,
 * troubleshooting-launch; the code for keys in another state as reported in hashicorp/terraform-provider-aws and kubernetes/autoscaler. */
export function launchFailed(cause: Refused): Refused {
  const ofState = ["DisabledException", "KMSInvalidStateException"].includes(cause.code);
  const reason = ofState
    ? refuse("Client.InvalidKMSKey.InvalidState", "The KMS key provided is in an incorrect state", cause)
    : refuse("Client.InternalError", "Client.InternalError: Client error on launch", cause);
  return { ...reason, late: true };
}

export function imageNotFound(id: string): Refused {
  return refuse("InvalidAMIID.NotFound", `The image id '[${id}]' does not exist`);
}

/** Code and text as users quote them of CopyImage, and as public tools look for them. */
export function storageNotReadable(): Refused {
  return refuse("InvalidRequest", "You do not have permission to access the storage of this ami");
}

export function withoutVolume(instance: string): Refused {
  return refuse("InvalidParameterValue", `Instance '${instance}' has no EBS volume`);
}

export function managedKeyImageShared(): Refused {
  const text = "Snapshots encrypted with the AWS Managed CMK can't be shared. Specify another snapshot.";
  return refuse("InvalidParameter", text);
}

export function encryptedImagePublic(): Refused {
  return refuse("UnsupportedOperation", "Encrypted snapshots can't be shared publicly. Specify another snapshot.");
}
