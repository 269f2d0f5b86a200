// Whoever answers on the wire: a server of the scenario's own, a listener of a load balancer, a distribution of CloudFront.

import { type Serving, servingKind } from "./certificate.js";
import { kind } from "./resource.js";
import type { Duration } from "./time.js";

/** As Node names them, without its letters. */
export type TlsVersion = "1.0" | "1.1" | "1.2" | "1.3";
export const tlsVersions: readonly TlsVersion[] = ["1.0", "1.1", "1.2", "1.3"];
export interface VersionRange {
  readonly from: TlsVersion;
  readonly to: TlsVersion;
}
/** What Node accepts and offers where nothing is said, and the least that AWS's endpoints take. */
export const usualVersions: VersionRange = { from: "1.2", to: "1.3" };

export interface ServerData extends Serving {
  readonly host: string;
  /** Ids of the authorities whose certificates it sends along; absent: all above its own but the root. */
  readonly sending?: readonly string[];
  readonly versions: VersionRange;
  /** Id of the authority that clients need a certificate from. */
  readonly clientsFrom?: string;
  /** It exchanges keys by RSA where TLS 1.2 lets it: whoever gets its private key reads what was recorded. */
  readonly rsaKeyExchange?: true;
  /** For how long a browser is to come back over TLS only. */
  readonly hsts?: Duration;
  /** The security policy that its versions come from, where AWS serves. */
  readonly policy?: string;
  /** It may answer plain HTTP beside TLS, by a setting that Custody does not have (a distribution's `ViewerProtocolPolicy`). */
  readonly plainHttp?: "not modelled";
  /** Id of the load balancer that it is a listener of. */
  readonly loadBalancer?: string;
}
export const serverKind = kind<ServerData>(servingKind.name, servingKind.article, servingKind.plural);
