// The tree that a scenario file is read into. It knows words and places in the text, nothing of AWS: what a name stands for is
// found out when the file is checked or run. Each node keeps two offsets into its file; lines are worked out when something is printed.
//
// `<name>` holes: a statement, value or name that holds one has `holes: true`. Whoever runs it puts the text in place and reads the
// text again (`reparse` in parse.ts), so a hole means what its text would have meant there.

import type { DateValue, DurationValue, HoleValue, NumberValue, PercentValue, RecordValue, TextValue, Value } from "./values.js";

export type { MessageSpec } from "./kms-syntax.js";
export type {
  BooleanValue,
  BytesValue,
  DateValue,
  DurationValue,
  HoleValue,
  ListValue,
  ModeValue,
  MoneyValue,
  NumberValue,
  PercentValue,
  RecordValue,
  SizeValue,
  TextValue,
  Value,
} from "./values.js";

import type { AtRestArgs } from "./at-rest-syntax.js";
import type { KmsArgs, MayLockOut } from "./kms-syntax.js";
import type { WireArgs } from "./wire-syntax.js";

export interface Node {
  readonly start: number;
  readonly end: number;
}

/**
 * A name as written: `k1`, `A`, `A/backup`, `aws/ebs`, `/app/password`, `k-<r>`. What it names depends on where it stands. The value of a comparison may
 * be another resource's property: `c2.material`.
 */
export interface Name extends Node {
  readonly is: "name";
  readonly text: string;
  readonly holes?: true;
}

/** A word that is no name of a thing: a key spec, an action, a service. */
export interface Word extends Node {
  readonly text: string;
}

// ---- parts of sentences

/** `in acct A region us-east-1`, `in A us-east-1`, `in acct B`, `region eu-west-1`. At least one of the two is there. */
export interface PlaceSpec extends Node {
  readonly account?: Name;
  readonly region?: Name;
}
/** What a cryptographic call is aimed at: a key by its name, `alias app`, `aws/ebs`, or a public key that was downloaded. */
export interface KeyTarget extends Node {
  /** `request`: in quotes, as the call has it. */
  readonly by: "name" | "alias" | "request";
  readonly name: Name;
}
/** Whom a policy sentence speaks of: `acct B`, `A/app`, `everyone`, `service ec2` (or a quoted ARN). */
export interface PrincipalSpec extends Node {
  readonly is: "account" | "principal" | "everyone" | "service" | "arn";
  readonly text: string;
  readonly holes?: true;
}
/** `decrypt` (short, a family) or `"kms:Decrypt"` (quoted, as written). */
export interface ActionSpec extends Node {
  readonly text: string;
  readonly quoted: boolean;
}
/** A policy document: a JSON text in the file, or a path to a JSON file. */
export type DocumentSource = TextValue | (Node & { readonly is: "file"; readonly path: TextValue });
/** `k1`, `b1`, or a quoted resource pattern such as `"*"`. */
export type TargetSpec = Name | TextValue;

export type Outcome = Node &
  (
    | { readonly is: "ok" }
    | { readonly is: "error"; readonly code?: string }
    /** `denied`, `denied by key policy of k1`, `denied by identity policy of A/app`, `denied by service control policy` … */
    | { readonly is: "denied"; readonly by?: { readonly layer: string; readonly of?: Name } }
    | { readonly is: "hole"; readonly text: string }
  );

/** `with any key [of A, B]`: whatever key a message names. */
export interface Discovery {
  readonly is: "discovery";
  readonly accounts: readonly Name[];
}

/** `caching 5 minutes [for 10 messages]` */
/** How a client of the Encryption SDK is set up. */
interface ClientSettings {
  /** Its commitment policy: `without commitment` seals with a suite that does not commit, and opens such messages. */
  readonly uncommitted?: true;
  /** `with at most 2 keys`: it neither makes nor opens a message with more encrypted data keys. */
  readonly keysMax?: number;
  /** `multi-region aware`: a related multi-Region key opens what the other one sealed. */
  readonly multiRegionAware?: true;
}
interface Caching {
  readonly caching?: DurationValue | HoleValue;
  readonly messages?: number;
}

/**
 * Every verb that acts, with what its sentence may say besides object, place, actor, name and expectation.
 * The object of a sentence is `object`; it is absent where it was left out (`share to acct B`).
 */
export interface VerbArgs extends WireArgs, AtRestArgs, KmsArgs {
  revoke: Record<never, never>; // a grant or a certificate
  retire: { readonly byToken?: true };
  // policies
  "policy allows": MayLockOut & {
    readonly effect: "Allow" | "Deny";
    readonly to: readonly PrincipalSpec[];
    readonly actions: readonly ActionSpec[];
    readonly when?: RecordValue;
    readonly sid?: TextValue;
  }; // policy of OBJECT allows|denies …
  "policy is": MayLockOut & { readonly document: DocumentSource }; // policy of OBJECT is …
  "remove statement": { readonly sid: TextValue }; // remove "sid" from policy of OBJECT
  allow: {
    readonly effect: "Allow" | "Deny";
    readonly principals: readonly PrincipalSpec[];
    readonly actions: readonly ActionSpec[];
    readonly on: readonly TargetSpec[];
    readonly when?: RecordValue;
    readonly sid?: TextValue;
  }; // allow|deny …
  "identity policy": { readonly document: DocumentSource }; // identity policy of OBJECT is …
  boundary: { readonly document: DocumentSource };
  "service control policy": { readonly document: DocumentSource; readonly account?: true }; // of a unit, an organization (its root), or `acct A`
  "resource control policy": { readonly document: DocumentSource; readonly account?: true };
  tag: { readonly tags: RecordValue };
  untag: { readonly keys: readonly string[] };
  "role trusts": { readonly trusts: readonly PrincipalSpec[] }; // role OBJECT trusts …
  role: Record<never, never>; // role A/app
  user: Record<never, never>; // user A/app
  organization: {
    readonly units: readonly { readonly name: Name; readonly accounts: readonly Name[] }[];
    readonly management?: Name;
  };
  account: { readonly id?: string }; // account A id 111122223333
  "trail excludes": { readonly sources: readonly Word[] }; // trail of A excludes kms | nothing
  // in the client
  seal: Caching & ClientSettings & { readonly with: readonly KeyTarget[] | Discovery; readonly context?: RecordValue };
  open: Caching & ClientSettings & { readonly with?: readonly KeyTarget[] | Discovery; readonly required?: RecordValue };
  // faults
  outage: { readonly service: Word; readonly for?: DurationValue | HoleValue }; // outage of kms in us-east-1 for 2 hours
  latency: {
    readonly service: Word;
    readonly answer: DurationValue | HoleValue;
    readonly for?: DurationValue | HoleValue;
  }; // latency of kms in us-east-1 is 2 seconds for 1 hour
  throttle: { readonly service: Word; readonly perSecond: number }; // throttle kms in … to 100 per second
}
export type Verb = keyof VerbArgs;

export interface DoBase extends Node {
  readonly is: "do";
  /** What the sentence acts on or names: for `create key k1` and its like, the new name; else the thing acted on. */
  readonly object?: Name;
  readonly place?: PlaceSpec;
  readonly by?: Name;
  readonly as?: Name;
  readonly expect?: Outcome;
  readonly holes?: true;
}
export type Do<V extends Verb = Verb> = V extends Verb ? DoBase & { readonly verb: V; readonly args: VerbArgs[V] } : never;

// ---- what must hold

export interface Comparison extends Node {
  readonly op: "is" | "is not" | "is under" | "is over" | "is at least" | "is at most";
  readonly value: Value;
}
export interface PropertyRef extends Node {
  readonly of: Name;
  readonly property?: string;
}
export interface SubjectSpec extends Node {
  readonly is: "name" | "account" | "service";
  readonly name: Name;
}

export type Claim = Node &
  (
    | { readonly is: "outcome"; readonly outcome: Outcome }
    /** `k1 is enabled`, `k1.rotations is 2`, `s2.key is k2`, `p1 is not encrypted` */
    | { readonly is: "property"; readonly subject: PropertyRef; readonly compare: Comparison }
    | { readonly is: "place"; readonly subject: Name; readonly negated: boolean; readonly place: PlaceSpec }
    /** `[only] SUBJECTS can|cannot kms:Decrypt on k1`; `read` has no `on` before its object */
    | {
        readonly is: "can";
        readonly only: boolean;
        readonly subjects: readonly SubjectSpec[];
        readonly negated: boolean;
        readonly action: Word;
        readonly object?: Name;
      }
    | {
        readonly is: "bill";
        readonly account: Name;
        readonly service?: Word;
        readonly period: DateValue | HoleValue;
        readonly compare: Comparison;
      }
    | {
        readonly is: "trail";
        readonly account: Name;
        readonly quantity: {
          readonly op: "has" | "has no" | "has exactly" | "has at least" | "has at most";
          readonly count: number;
        };
        readonly action: Word;
        readonly by?: Name;
        readonly denied?: true;
        readonly error?: string;
        readonly on?: Name;
        /** These pairs, among others, in its encryption context. */
        readonly context?: RecordValue;
        /** The service that made it in the caller's name. */
        readonly through?: Word;
        readonly period?: DateValue | HoleValue;
        readonly region?: Name;
      }
    | { readonly is: "count of keys"; readonly account: Name; readonly region?: Name; readonly compare: Comparison }
    | { readonly is: "count of calls"; readonly service: Word; readonly by: readonly Name[]; readonly compare: Comparison }
  );

export interface Expect extends Node {
  readonly is: "expect";
  readonly claim: Claim;
  readonly within?: DurationValue;
  readonly holes?: true;
}
export interface Invariant extends Node {
  readonly is: "invariant";
  readonly mode: "never" | "always";
  readonly claim: Claim;
  readonly holes?: true;
}

/** What a policy that decides is called in a sentence: `key policy of k1`, `identity policy`. */
export interface LayerSpec {
  readonly layer: string;
  readonly of?: Name;
}
/** `predict deny because key policy of k1`: a guess about the statement that follows. */
export interface Predict extends Node {
  readonly is: "predict";
  readonly prediction: Prediction;
  readonly holes?: true;
}
export type Prediction = Node &
  (
    | { readonly is: "allow"; readonly because?: LayerSpec }
    | { readonly is: "deny"; readonly because?: LayerSpec }
    | { readonly is: "error"; readonly code?: string }
    | { readonly is: "hole"; readonly text: string }
  );

// ---- questions, answered into the trace

export type Question = Node & { readonly holes?: true } & (
    | {
        readonly is: "ask";
        readonly ask: "why can";
        readonly negated: boolean;
        readonly subject: SubjectSpec;
        readonly action: Word;
        readonly object?: Name;
      }
    | { readonly is: "ask"; readonly ask: "who can"; readonly action: Word; readonly object: Name }
    | { readonly is: "ask"; readonly ask: "since when"; readonly subject: SubjectSpec; readonly object: Name }
    | { readonly is: "ask"; readonly ask: "explain" }
    | { readonly is: "ask"; readonly ask: "what breaks"; readonly without: Name; readonly sid?: TextValue }
    | { readonly is: "ask"; readonly ask: "list grants"; readonly object: Name }
    | { readonly is: "ask"; readonly ask: "next events"; readonly count: number }
    | { readonly is: "ask"; readonly ask: "compare"; readonly from: Value; readonly to?: Value }
  );

// ---- the flow of a file

export interface Block {
  readonly statements: readonly Statement[];
  readonly start: number;
  readonly end: number;
}

export interface Scenario extends Node {
  readonly is: "scenario";
  readonly title: TextValue;
  readonly tags: readonly string[];
  /** Rows of a `for each` table; the cells are names or values as text, read with the file's own rules. */
  readonly table?: { readonly columns: readonly Name[]; readonly rows: readonly TableRow[] };
  readonly body: Block;
}
export interface TableRow extends Node {
  readonly cells: readonly (Node & { readonly text: string })[];
}

export type Flow =
  | Scenario
  | (Node & { readonly is: "strict" })
  | (Node & { readonly is: "default"; readonly place: PlaceSpec; readonly holes?: true })
  | (Node & { readonly is: "include"; readonly path: TextValue })
  | (Node & {
      readonly is: "let";
      readonly name: Name;
      readonly value: Value | (Node & { readonly is: "raw"; readonly text: string });
      readonly holes?: true;
    })
  | (Node & { readonly is: "define"; readonly name: Name; readonly parameters: readonly Name[]; readonly body: Block })
  | (Node & { readonly is: "call"; readonly name: Name; readonly arguments: readonly Value[]; readonly holes?: true })
  | (Node & { readonly is: "repeat"; readonly times: NumberValue | HoleValue; readonly body: Block })
  | (Node & { readonly is: "for"; readonly variable: Name; readonly values: readonly Value[]; readonly body: Block })
  | (Node & { readonly is: "pick"; readonly variable: Name; readonly values: readonly Value[]; readonly holes?: true })
  | (Node & {
      readonly is: "as";
      readonly actor: Name;
      readonly assumedBy?: Name;
      readonly sessionPolicy?: DocumentSource;
      readonly body: Block;
    })
  | (Node & { readonly is: "chance"; readonly percent: PercentValue | HoleValue; readonly body: Block })
  | (Node & {
      readonly is: "every";
      readonly period: DurationValue | HoleValue;
      readonly for: DurationValue | HoleValue;
      readonly body: Block;
    })
  | (Node & { readonly is: "clock"; readonly at: DateValue | HoleValue; readonly holes?: true })
  | (Node & {
      readonly is: "advance";
      readonly by?: DurationValue | HoleValue;
      readonly to?: DateValue | HoleValue;
      readonly holes?: true;
    })
  | (Node & { readonly is: "seed"; readonly text: string });

export type Statement = Do | Expect | Predict | Invariant | Question | Flow;

/** One file, read. `statements` leaves out what could not be read; `diagnostics` (parse.ts) says what that was. */
export interface File {
  readonly name: string;
  readonly text: string;
  readonly statements: readonly Statement[];
}
