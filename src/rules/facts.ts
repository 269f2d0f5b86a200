// What a step leaves behind. Facts are all that comes out of a run: traces, goldens, trails, bills and pictures are made from them.

import type { Place } from "../world/place.js";
import type { Caller } from "../world/principal.js";
import type { Instant } from "../world/time.js";
import type { Decision } from "./authorize/decide.js";
import type { Refused } from "./reply.js";

/** A value as a CloudTrail record carries it. */
export type RecordValue = string | number | boolean | null | readonly RecordValue[] | { readonly [name: string]: RecordValue };

/** The parts of a CloudTrail record that only the operation knows; the rest comes from the call itself (rules/audit). */
export interface RecordDetail {
  readonly requestParameters: RecordValue;
  readonly responseElements?: RecordValue;
  readonly additionalEventData?: RecordValue;
  /** Set for what a service writes by itself (RotateKey, DeleteKey …): `eventType` AwsServiceEvent. */
  readonly serviceEventDetails?: RecordValue;
  /** Of what a service did by itself: AWS shows it as a call all the same (SynchronizeMultiRegionKey). */
  readonly asCall?: true;
}

/** A metered unit: who pays for how much of what. Items are those of the services' catalogs. */
export interface Metered {
  readonly account: string;
  readonly item: string;
  readonly quantity: number;
  /** Id of what it was for; empty where it is for none. */
  readonly resource: string;
}

export interface CallFact {
  readonly is: "call";
  /** Depth under the call that caused it; 0 for the statement's own calls. */
  readonly depth: number;
  /** Happened after the service had answered. */
  readonly late: boolean;
  readonly action: string;
  readonly caller: Caller;
  readonly place: Place;
  readonly at: Instant;
  /** Ids of the resources it was made on, as the trail lists them. */
  readonly on: readonly string[];
  readonly encryptionContext?: ReadonlyMap<string, string>;
  /** What ReEncrypt gave in its place, if another. */
  readonly newEncryptionContext?: ReadonlyMap<string, string>;
  /** One for each permission that was needed, in order; the last one refused if the call was denied. */
  readonly decisions: readonly Decision[];
  readonly refused?: Refused;
  readonly readOnly: boolean;
  /** Accounts that get a record of it. Empty: never recorded (a data event, an AWS owned key). */
  readonly recordedIn: readonly string[];
  readonly detail?: RecordDetail;
  readonly metered?: Metered;
  /** How long the caller waited for answers, in milliseconds, if a service was slow; `at` is when the last came. */
  readonly answerMs?: number;
  /** How often the caller tried, if more than once; `at` is when it tried last. */
  readonly attempts?: number;
  /** The tries before the last, each with what kept it from being answered. */
  readonly earlier?: readonly FailedAttempt[];
}

/** A try that the service did not answer: it was down, or the caller's account had asked too often. */
export interface FailedAttempt {
  readonly at: Instant;
  readonly refused: Refused;
  readonly recordedIn: readonly string[];
  /** How long the caller waited until it tried again, in milliseconds. */
  readonly waitMs: number;
}

export type Fact =
  | CallFact
  /** Something was made because a sentence named it: `implied: create volume vol1 with k1 in acct A region us-east-1`. */
  | { readonly is: "implied"; readonly sentence: string }
  | {
      readonly is: "made";
      readonly id: string /** Of a thing that did not live to the end of its step. */;
      readonly kind?: string;
    }
  /** `what` says what changed, in the words of the service: `shared with B`. */
  | { readonly is: "changed"; readonly id: string; readonly what: string }
  | { readonly is: "gone"; readonly id: string; readonly what: string; readonly kind?: string }
  /** Code and arguments; the words are in the tables of the language and the services. */
  | { readonly is: "warning"; readonly code: string; readonly args: Readonly<Record<string, string>> }
  /** Work that fell due: which, on what, when. What it did follows. */
  | { readonly is: "due"; readonly at: Instant; readonly event: string; readonly subject: string }
  | { readonly is: "scheduled"; readonly at: Instant; readonly event: string; readonly subject: string }
  /** Something that is paid for by time: from `at` on, or until `at`. */
  | {
      readonly is: "holding";
      readonly change: "begins" | "ends";
      readonly id: string;
      readonly account: string;
      readonly region: string;
      readonly item: string;
      readonly quantity: number;
      readonly at: Instant;
    }
  /** A one-time or monthly quantity without a call (data moved across Regions). */
  | {
      readonly is: "usage";
      readonly account: string;
      readonly region: string;
      readonly item: string;
      readonly quantity: number;
      readonly at: Instant;
    }
  /** Someone came to know a document. */
  | { readonly is: "learned"; readonly who: string; readonly document: string; readonly how: string }
  /** The answer to a question that stands in the file, as lines. */
  | { readonly is: "answer"; readonly lines: readonly string[] };
