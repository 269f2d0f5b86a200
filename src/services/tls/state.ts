// What the wire has: authorities, certificates, servers, those who stand between, and connections. None of it is in AWS.

import { emptyTable, type Table } from "../../base/table.js";
import { kind } from "../../world/resource.js";
import { slice } from "../../world/slice.js";
import type { Instant } from "../../world/time.js";

export interface AuthorityData {
  /** Whose clients have it among their roots: `alice`, `A/app`. */
  readonly trustedBy: readonly string[];
  readonly validFrom: Instant;
}
export const authorityKind = kind<AuthorityData>("certificate authority", "a certificate authority", "certificate authorities");

export interface CertificateData {
  /** The name that it is for, in its subjectAltName: `shop.example`, `*.shop.example`, `192.0.2.1`. */
  readonly host: string;
  /** Id of the authority; absent: signed with its own key. */
  readonly issuer?: string;
  readonly validFrom: Instant;
  /** Expired from here on. */
  readonly validTo: Instant;
  readonly revokedAt?: Instant;
}
export const certificateKind = kind<CertificateData>("certificate", "a certificate", "certificates");

export interface ServerData {
  readonly host: string;
  /** Id of its certificate; absent: it speaks plain HTTP only. */
  readonly certificate?: string;
}
export const serverKind = kind<ServerData>("server", "a server", "servers");

export interface ConnectionData {
  readonly client: string;
  readonly server: string;
  readonly over: "tls" | "http";
  /** Who stands between and reads along, in plaintext: the client took them for the server, or nothing was encrypted. */
  readonly between?: string;
  readonly listeners: readonly string[];
}
export const connectionKind = kind<ConnectionData>("connection", "a connection", "connections");

export interface Interception {
  readonly by: string;
  /** Id of the certificate that is shown to the client; absent: TLS is passed on as it is. */
  readonly presenting?: string;
}
/** By client and server. */
export const interceptions = slice<Table<Interception>>("tls-interceptions", emptyTable());

export function route(client: string, server: string): string {
  return `${client} → ${server}`;
}
