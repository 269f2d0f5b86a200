// What SQS keeps: queues and the messages in them. A queue without a key is encrypted all the same, by a key that is SQS's own.

import type { NamedKey } from "../../contract/sites.js";
import type { StoredValue } from "../../rules/stored-value.js";
import type { CiphertextData } from "../../world/key.js";
import { kind } from "../../world/resource.js";

export interface Message {
  readonly value: StoredValue;
  /** The data key that it is under; absent under SSE-SQS. */
  readonly wrapped?: CiphertextData;
}

export interface QueueData {
  /** Absent: SSE-SQS, which calls no KMS. */
  readonly key?: NamedKey;
  /** For how long a data key serves a caller; absent: 300 seconds. */
  readonly reuseSeconds?: number;
  /** The data key in use, for those who send. */
  readonly sending?: CiphertextData;
  readonly messages: readonly Message[];
}
export const queueKind = kind<QueueData>("queue", "a queue", "queues");
