// Every operation of EC2 that Custody plays.

import type { AnyOperation } from "../../rules/operation.js";
import { signedOnly } from "../../rules/signed.js";
import { attachVolume, detachVolume } from "./attach-operations.js";
import { copySnapshot } from "./copy-operation.js";
import { copyImage, createImage, deregisterImage, modifyImageAttribute, registerImage } from "./image-operations.js";
import { runInstances, startInstances, stopInstances, terminateInstances } from "./instance-operations.js";
import { disableEncryptionByDefault, enableEncryptionByDefault, modifyDefaultKey } from "./settings-operations.js";
import { createSnapshot, deleteSnapshot, modifySnapshotAttribute } from "./snapshot-operations.js";
import { createVolume, deleteVolume } from "./volume-operations.js";

export const operations: readonly AnyOperation[] = [
  createVolume,
  deleteVolume,
  attachVolume,
  detachVolume,
  createSnapshot,
  copySnapshot,
  modifySnapshotAttribute,
  deleteSnapshot,
  registerImage,
  createImage,
  copyImage,
  modifyImageAttribute,
  deregisterImage,
  runInstances,
  startInstances,
  stopInstances,
  terminateInstances,
  enableEncryptionByDefault,
  disableEncryptionByDefault,
  modifyDefaultKey,
].map(signedOnly);
