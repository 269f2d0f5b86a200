// What the wire has: authorities, certificates, servers, those who stand between, and connections. None of it is in AWS.

import { emptyTable, type Table } from "../../base/table.js";
import { type Serving, servingKind } from "../../world/certificate.js";
import { kind } from "../../world/resource.js";
import { slice } from "../../world/slice.js";
import type { Duration, Instant } from "../../world/time.js";

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
}
export const serverKind = kind<ServerData>(servingKind.name, servingKind.article, servingKind.plural);

export interface ConnectionData {
  readonly client: string;
  readonly server: string;
  readonly over: "tls" | "http";
  /** What both ends agreed on; absent over HTTP. */
  readonly version?: TlsVersion;
  /** Why the client should not have believed the certificate, and did: it was told not to verify. */
  readonly unauthorized?: string;
  /** The server did not take whoever stands between: what is sent ends with them. */
  readonly cutOff?: true;
  /** Who stands between and reads along, in plaintext: the client took them for the server, or nothing was encrypted. */
  readonly between?: string;
  /** They keep what they hear, readable or not. */
  readonly listeners: readonly string[];
  /** Id of the certificate whose key the session hangs on; absent: forward secrecy, the session's key was agreed on and is forgotten. */
  readonly hangsOn?: string;
  /** Ids of the documents that were sent while somebody listened, with all who did. */
  readonly recorded: readonly Recording[];
}

export interface Recording {
  readonly document: string;
  readonly by: readonly string[];
}
export const connectionKind = kind<ConnectionData>("connection", "a connection", "connections");

export interface Interception {
  readonly by: string;
  /** Id of the certificate that is shown to the client; absent: TLS is passed on as it is. */
  readonly presenting?: string;
}
/** By client and server. */
export const interceptions = slice<Table<Interception>>("tls-interceptions", emptyTable());

/** Until when a browser goes to a host over TLS only, by client and host. */
export const rememberedHosts = slice<Table<Instant>>("tls-hsts", emptyTable());

export function route(client: string, server: string): string {
  return `${client} → ${server}`;
}
