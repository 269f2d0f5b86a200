// Sentences about data at rest: volumes, databases, buckets, secrets, queues and tables, with what each may say.

import type { KeyTarget, Name, PlaceSpec } from "./syntax.js";
import type { DurationValue, HoleValue, ModeValue, NumberValue, RecordValue, SizeValue, TextValue } from "./values.js";

/** What a request to a store may say. */
interface StoreArgs {
  readonly mode?: ModeValue | HoleValue;
  readonly over?: "tls" | "http";
  readonly tlsVersion?: NumberValue;
  readonly presigned?: Name;
}

export interface AtRestArgs {
  document: { readonly text: TextValue; readonly heldBy?: Name };
  "create volume": {
    readonly size?: SizeValue | HoleValue;
    readonly with?: KeyTarget;
    readonly encrypted?: true;
    readonly from?: Name;
    /** `Encrypted: false`. */
    readonly unencrypted?: true;
  };
  attach: { readonly to: Name }; // attach vol1 to instance i1
  detach: Record<never, never>;
  "encrypt volumes by default": { readonly with?: KeyTarget; readonly off?: true };
  "create image": { readonly from: Name }; // create image ami1 from s1
  /** launch instance i1 from ami1 [with K | encrypted] */
  "launch instance": { readonly from: Name; readonly with?: KeyTarget; readonly encrypted?: true };
  "start instance": Record<never, never>;
  "stop instance": Record<never, never>;
  "terminate instance": Record<never, never>;
  "share images": Record<never, never>;
  snapshot: { readonly with?: KeyTarget; readonly automated?: true }; // snapshot db1 automated: by RDS itself
  copy: {
    readonly to?: PlaceSpec;
    readonly with?: KeyTarget;
    readonly encrypted?: true;
    readonly unencrypted?: true;
    readonly into?: Name; // an object: copy b1/doc1 to bucket b2 [encrypted with MODE]
    readonly mode?: ModeValue | HoleValue;
    /** `decrypted with sse-c "mine"`: the key that the source was stored with. */
    readonly sourceMode?: ModeValue | HoleValue;
  };
  share: { readonly to: readonly Name[]; readonly everyone?: true }; // share s1 to acct B | to everyone
  unshare: { readonly from: readonly Name[]; readonly everyone?: true };
  "create database": {
    readonly size?: SizeValue | HoleValue;
    readonly with?: KeyTarget;
    readonly encrypted?: true;
    readonly unencrypted?: true;
  };
  restore: { readonly with?: KeyTarget }; // restore OBJECT as NAME
  "start database": Record<never, never>;
  "stop database": Record<never, never>;
  "create bucket": { readonly mode?: ModeValue | HoleValue };
  "bucket encryption": { readonly mode: ModeValue | HoleValue }; // encrypt bucket b1 with sse-kms k1
  "delete encryption": Record<never, never>; // delete encryption of b1
  "object encryption": { readonly mode: ModeValue | HoleValue }; // encrypt object b1/doc1 with sse-kms k1
  "list objects": Record<never, never>; // list objects of b1
  put: StoreArgs & { readonly in: Name; readonly parts?: number; readonly context?: RecordValue }; // put OBJECT in BUCKET [in 3 parts] [encrypted with MODE] [over http]
  get: StoreArgs & { readonly from: Name }; // get OBJECT from BUCKET [encrypted with sse-c "key"] [over http] [presigned by A/x]
  "put parameter": {
    readonly text: TextValue;
    readonly with?: KeyTarget;
    readonly advanced?: true;
    /** A String, which KMS never sees. */
    readonly unencrypted?: true;
    /** Refused where there is one already: `without overwriting`. */
    readonly onlyNew?: true;
  };
  "get parameter": { readonly raw?: true }; // get parameter /x [without decryption]
  "create secret": { readonly text: TextValue; readonly with?: KeyTarget };
  "delete without recovery": Record<never, never>; // delete OBJECT without recovery: a secret
  "put secret": { readonly text: TextValue; readonly pending?: true };
  "get secret": { readonly pending?: true; readonly previous?: true };
  "change key": { readonly with: KeyTarget }; // encrypt secret|queue|table OBJECT with K
  "create function": { readonly text: TextValue; readonly through: Name; readonly with?: KeyTarget }; // create function OBJECT with environment "…" through A/app
  invoke: Record<never, never>; // invoke OBJECT
  "set role": { readonly to: Name }; // set role of OBJECT to A/app
  "create queue": { readonly with?: KeyTarget; readonly reuse?: DurationValue | HoleValue };
  "create table": { readonly with?: KeyTarget };
}
