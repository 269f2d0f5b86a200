// What the sentences about keys, cryptography and grants may say: a part of VerbArgs in syntax.ts, which is long enough.

import type {
  ActionSpec,
  BytesValue,
  DateValue,
  DocumentSource,
  DurationValue,
  HoleValue,
  KeyTarget,
  ModeValue,
  Name,
  PlaceSpec,
  PrincipalSpec,
  RecordValue,
  TextValue,
  Word,
} from "./syntax.js";

/** `with token of g1`: grants that count for this call before they are seen everywhere. */
interface BringsTokens {
  readonly tokens?: readonly Name[];
}

/** Who calls KMS besides somebody alone: a service for itself (`by service cloudtrail for "arn:…"`), or in somebody's name (`by A/alice via s3`). */
interface CalledBy {
  readonly service?: Name;
  readonly sourceArn?: TextValue;
  readonly via?: Name;
}

/** A call to KMS, which may be tried only. */
interface CallArguments extends BringsTokens, CalledBy {
  readonly dryRun?: true;
}

interface AliasArguments {
  /** The name in quotes, as the request has it; the sentence has no object then. */
  readonly said?: TextValue;
}

/** `without lockout check` */
export interface MayLockOut {
  readonly bypassLockoutCheck?: true;
}

/** What is encrypted or signed: a text, a thing, or so many bytes of no matter what. */
export type MessageSpec = TextValue | Name | BytesValue;

/** What is signed or authenticated, and how. */
interface SignArguments extends CallArguments {
  readonly what: MessageSpec;
  readonly with?: KeyTarget;
  readonly algorithm?: Word;
}

interface CipherArguments extends CallArguments {
  readonly with?: KeyTarget;
  readonly context?: RecordValue;
  readonly algorithm?: Word;
}

export interface KmsArgs {
  // kms: keys and their settings
  "create key": MayLockOut & {
    readonly spec?: Word;
    readonly usage?: Word;
    readonly origin?: Word;
    readonly multiRegion?: true;
    readonly described?: TextValue;
    readonly tags?: RecordValue;
    readonly policy?: DocumentSource;
  };
  // replicate k1 to region R; replicate b1 to bucket b2 through A/replicator [with K]
  replicate: MayLockOut & {
    readonly to?: PlaceSpec;
    readonly described?: TextValue;
    readonly tags?: RecordValue;
    readonly policy?: DocumentSource;
    readonly into?: Name;
    readonly through?: Name;
    readonly with?: KeyTarget;
  };
  promote: Record<never, never>;
  alias: AliasArguments & { readonly target: KeyTarget }; // alias OBJECT for TARGET
  "point alias": AliasArguments & { readonly target: KeyTarget }; // point alias OBJECT at TARGET
  "delete alias": AliasArguments;
  "enable rotation": { readonly every?: DurationValue | HoleValue };
  "disable rotation": Record<never, never>;
  rotate: { readonly through?: Name }; // rotate k1; rotate secret login through A/rotator
  enable: Record<never, never>;
  disable: Record<never, never>;
  delete: { readonly after?: DurationValue | HoleValue }; // a key, volume, snapshot, role A/x, …
  "cancel deletion": Record<never, never>;
  call: BringsTokens & CalledBy & { readonly action: ActionSpec; readonly with?: KeyTarget }; // call kms:GetKeyPolicy on k1
  describe: BringsTokens & { readonly described?: TextValue; readonly mode?: ModeValue | HoleValue }; // describe k1 (kms:DescribeKey); describe k1 as "text" changes the description
  material: { readonly text: TextValue }; // material OBJECT "first"
  import: { readonly into: Name; readonly expiring?: DurationValue | DateValue | HoleValue; readonly asNew?: true }; // import m1 into k3 [as new material]
  "delete material": { readonly material?: Name }; // delete material [m1] of OBJECT
  "download public key": BringsTokens & { readonly of: KeyTarget };
  // kms: cryptography. `object` is a Value for encrypt, sign, mac: a text or the name of a document or ciphertext
  encrypt: CipherArguments & { readonly what: MessageSpec };
  decrypt: CipherArguments;
  // `from` and `algorithm` are the source's, `with`, `to context` and `to algorithm` the destination's; `context` is both sides' without `to context`
  reencrypt: CipherArguments & { readonly source?: KeyTarget; readonly toContext?: RecordValue; readonly toAlgorithm?: Word };
  tamper: Record<never, never>; // tamper with c1 as c2
  "generate data key": CallArguments & {
    readonly with?: KeyTarget;
    readonly context?: RecordValue;
    readonly withoutPlaintext?: true;
    readonly pair?: Word;
    readonly spec?: Word;
    readonly bytes?: number;
  }; // generate data key [without plaintext] | data key pair RSA_2048, from KEY
  "generate random": { readonly bytes: number };
  sign: SignArguments & { readonly messageType?: Word };
  verify: SignArguments & { readonly messageType?: Word }; // verify OBJECT of WHAT with KEY
  mac: SignArguments;
  "verify-mac": SignArguments;
  "derive secret": CallArguments & { readonly algorithm?: Word; readonly with?: KeyTarget; readonly from: Name }; // derive secret with k1 from pub2 as s1
  // grants
  grant: CallArguments & {
    readonly named?: TextValue;
    readonly to: PrincipalSpec;
    readonly operations: readonly ActionSpec[];
    readonly constraint?: { readonly is: "equals" | "includes"; readonly pairs: RecordValue };
    readonly retiredBy?: PrincipalSpec;
  }; // grant TO on OBJECT to OPERATIONS
}
