// What the wire has: authorities, certificates, servers, those who stand between, and connections. None of it is in AWS.

import { emptyTable, type Table } from "../../base/table.js";
import { kind } from "../../world/resource.js";
import type { TlsVersion } from "../../world/server.js";
import { slice } from "../../world/slice.js";
import type { Instant } from "../../world/time.js";

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
