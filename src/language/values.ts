// Values as they stand in a sentence: texts, numbers, times, money, sizes, records. Part of the syntax tree (syntax.ts).

import type { KeyTarget, Name, Node } from "./syntax.js";

export interface TextValue extends Node {
  readonly is: "text";
  readonly value: string /** offset of the first character inside the quotes */;
  readonly inner: number;
}
/** `4097 bytes`, where only how many counts. */
export interface BytesValue extends Node {
  readonly is: "bytes";
  readonly count: number;
}
export interface NumberValue extends Node {
  readonly is: "number";
  readonly value: number;
}
export interface DurationValue extends Node {
  readonly is: "duration";
  readonly count: number;
  readonly unit: "millisecond" | "second" | "minute" | "hour" | "day" | "month" | "year";
}
/** `2026-01` (a month), `2026` as a period, `2026-01-31`, `2026-01-31T12:00:00Z`; kept as written, checked by world/time.ts. */
export interface DateValue extends Node {
  readonly is: "date";
  readonly text: string;
}
export interface MoneyValue extends Node {
  readonly is: "money" /** dollars as written, without the sign: `1.03` */;
  readonly text: string;
}
export interface SizeValue extends Node {
  readonly is: "size";
  readonly bytes: number;
}
export interface PercentValue extends Node {
  readonly is: "percent" /** as written, without the sign */;
  readonly text: string;
}
export interface BooleanValue extends Node {
  readonly is: "boolean";
  readonly value: boolean;
}
export interface RecordValue extends Node {
  readonly is: "record";
  readonly entries: readonly { readonly key: string; readonly value: Value; readonly start: number }[];
}
export interface ListValue extends Node {
  readonly is: "list";
  readonly items: readonly Value[];
}
/** A way to encrypt a bucket or an object: `sse-s3`, `sse-kms k1 bucket key`, `dsse-kms`, `sse-c`. */
export interface ModeValue extends Node {
  readonly is: "mode";
  readonly mode: "sse-s3" | "sse-kms" | "dsse-kms" | "sse-c";
  readonly key?: KeyTarget;
  /** `sse-kms "fake-key-id"`: as the request has it, whether there is such a key or not. */
  readonly rawKey?: TextValue;
  readonly bucketKey: boolean;
  /** `sse-c "mine"`: what the customer's key is; left out, the one that the account's clients have in common. */
  readonly customerKey?: TextValue;
  /** `of 16 bytes`, `with wrong md5`, `algorithm AES128`, `and sse-s3`: what is wrong with its headers. */
  readonly flaws?: {
    readonly keyBytes?: number;
    readonly md5?: "wrong" | "absent";
    readonly algorithm?: string;
    readonly serverSideEncryption?: "AES256" | "aws:kms";
  };
}
/** A `<name>` that stands where a value of any kind may stand; `text` is as written, with what belongs to it: `<n>`, `<n> days`, `<p>%`. */
export interface HoleValue extends Node {
  readonly is: "hole";
  readonly text: string;
}
export type Value =
  | TextValue
  | NumberValue
  | DurationValue
  | DateValue
  | MoneyValue
  | SizeValue
  | PercentValue
  | BooleanValue
  | RecordValue
  | ListValue
  | ModeValue
  | HoleValue
  | Name;
