// What the sentences about data on its way may say: a part of VerbArgs in syntax.ts, which is long enough.

import type { DateValue, DurationValue, HoleValue, Name, NumberValue, TextValue, Word } from "./syntax.js";

interface Validity {
  readonly valid?: DurationValue | DateValue | HoleValue;
  readonly validFrom?: DateValue | HoleValue;
}

export interface WireArgs {
  "certificate authority": Validity & { readonly trustedBy?: readonly Name[] | "everyone"; readonly from?: Name }; // certificate authority OBJECT [trusted by WHO | from CA] [valid …]
  certificate: Validity & {
    readonly hosts: readonly TextValue[];
    readonly from?: Name | "self-signed";
    readonly onlyFor?: "servers" | "clients";
  }; // certificate OBJECT for "host", "other" [from CA | self-signed] …
  "request certificate": { readonly hosts: readonly TextValue[]; readonly validation?: "DNS" | "EMAIL" }; // request certificate OBJECT for "host", "other" [validated by dns | email]
  "create load balancer": { readonly network?: true }; // create [network] load balancer OBJECT
  /** create listener OBJECT on lb1 [at "host"] [with c1] [policy ELBSecurityPolicy-…] [in the console] */
  "create listener": {
    readonly of: Name;
    readonly at?: TextValue;
    readonly with?: Name;
    readonly policy?: Word | TextValue;
    readonly inConsole?: true;
    readonly clientsFrom?: Name;
  };
  "create distribution": { readonly at?: TextValue; readonly with?: Name }; // create distribution OBJECT [at "host"] [with c1]
  "import certificate": Record<never, never>; // import certificate OBJECT [as NAME] in PLACE
  "modify listener": { readonly with?: Name; readonly policy?: Word | TextValue };
  validate: Record<never, never>;
  "steal key": Record<never, never>; // steal key of OBJECT by X
  serve: {
    readonly host: TextValue;
    readonly with?: Name;
    readonly sending?: readonly Name[] | "its chain";
    readonly accepting?: { readonly from: NumberValue; readonly to: NumberValue };
    readonly clientsFrom?: Name;
    readonly rsaKeyExchange?: true;
    readonly hsts?: DurationValue | HoleValue;
  }; // serve OBJECT at "host" [with c1] [sending inter1] [accepting tls 1.2 to 1.3] [asking clients for certificates from ca2] [without forward secrecy] [with hsts 1 year]
  connect: {
    readonly to: Name;
    readonly over: "tls" | "http";
    readonly version?: NumberValue;
    readonly unverified?: true;
    readonly presenting?: Name;
    readonly pinning?: Name;
    readonly revocationLists?: readonly Name[];
  }; // connect OBJECT to SERVER over tls [1.3] [unverified] [presenting cA] [pinning c1] [with revocation lists of ca1]
  send: { readonly over: Name };
  eavesdrop: Record<never, never>; // eavesdrop on OBJECT by X
  intercept: { readonly to: Name; readonly presenting?: Name }; // intercept OBJECT to SERVER by X presenting c2
}
