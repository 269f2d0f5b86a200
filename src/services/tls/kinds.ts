// How authorities, certificates, servers and connections are spoken of.

import type { KindEntry, PropertyValue } from "../../contract/service.js";
import { refuse } from "../../rules/reply.js";
import { type AuthorityData, authorityKind, type CertificateData, certificateKind } from "../../world/certificate.js";
import type { Kind, Resource } from "../../world/resource.js";
import { type ServerData, serverKind } from "../../world/server.js";
import { formatInstant, type Instant } from "../../world/time.js";
import type { World } from "../../world/world.js";
import { type ConnectionData, connectionKind } from "./state.js";

const text = (value: string): PropertyValue => ({ is: "text", text: value });
const NOTHING: PropertyValue = { is: "nothing" };
const thing = (id: string | undefined): PropertyValue => (id === undefined ? NOTHING : { is: "resource", id });

function entry<T>(
  kind: Kind<T>,
  describe: (data: T) => string,
  properties: readonly (readonly [string, (data: T) => PropertyValue])[],
  states: readonly (readonly [string, (data: T, now: Instant) => boolean])[] = [],
): KindEntry {
  const of = (resource: Resource) => (resource as Resource<T>).data;
  return {
    ...kind,
    describe: (resource) => describe(of(resource)),
    properties: new Map(properties.map(([name, read]) => [name, (resource: Resource) => read(of(resource))])),
    states: new Map(states.map(([name, holds]) => [name, (resource: Resource, world: World) => holds(of(resource), world.now)])),
  };
}

const authority = entry<AuthorityData>(
  authorityKind,
  ({ trustedBy, issuer }) =>
    issuer !== undefined
      ? `from ${issuer}`
      : trustedBy === "everyone"
        ? "trusted by everyone"
        : trustedBy.length === 0
          ? "trusted by nobody"
          : `trusted by ${trustedBy.join(", ")}`,
  [["issuer", ({ issuer }) => thing(issuer)]],
  [["revoked", ({ revokedAt }) => revokedAt !== undefined]],
);

const certificate = entry<CertificateData>(
  certificateKind,
  ({ hosts, issuer, validTo, inAcm }) => {
    const host = hosts.join(", ");
    if (inAcm !== undefined && inAcm.status !== "ISSUED") return `for ${host}, of ACM, ${inAcm.status}`;
    return `for ${host}, ${issuer === undefined ? "self-signed" : `from ${issuer}`}, until ${formatInstant(validTo)}`;
  },
  [
    ["host", ({ hosts }) => text(hosts.join(", "))],
    ["issuer", ({ issuer }) => thing(issuer)],
    ["expires", ({ validTo }) => ({ is: "instant", at: validTo })],
    ["state", ({ inAcm }) => (inAcm === undefined ? NOTHING : text(inAcm.status))],
    ["renewal", ({ inAcm }) => (inAcm?.renewal === undefined ? NOTHING : text(inAcm.renewal))],
  ],
  [
    ["revoked", ({ revokedAt }) => revokedAt !== undefined],
    ["expired", ({ validTo }, now) => now >= validTo],
    [
      "valid",
      ({ validFrom, validTo, revokedAt, inAcm }, now) =>
        now >= validFrom && now < validTo && revokedAt === undefined && (inAcm === undefined || inAcm.status === "ISSUED"),
    ],
    ["self-signed", ({ issuer }) => issuer === undefined],
  ],
);

const server = entry<ServerData>(
  serverKind,
  ({ host, certificate: shown, policy }) =>
    `at ${host}, ${shown === undefined ? "plain HTTP" : `TLS with ${shown}`}${policy === undefined ? "" : `, ${policy}`}`,
  [
    ["host", ({ host }) => text(host)],
    ["certificate", ({ certificate: shown }) => thing(shown)],
    ["policy", ({ policy }) => (policy === undefined ? NOTHING : text(policy))],
    ["load-balancer", ({ loadBalancer }) => thing(loadBalancer)],
  ],
);

const connection = entry<ConnectionData>(
  connectionKind,
  ({ client, server: to, over, unauthorized }) =>
    `${client} to ${to} over ${over}${unauthorized === undefined ? "" : `, though ${unauthorized}`}`,
  [
    ["server", ({ server: to }) => thing(to)],
    [
      "version",
      ({ version }) => (version === undefined ? NOTHING : { is: "number", value: Number(version), also: `TLSv${version}` }),
    ],
  ],
  [
    ["encrypted", ({ over }) => over === "tls"],
    ["forward-secret", ({ over, hangsOn }) => over === "tls" && hangsOn === undefined],
    ["authorized", ({ over, unauthorized }) => over === "tls" && unauthorized === undefined],
    ["intercepted", ({ between }) => between !== undefined],
  ],
);

/** Who writes to a connection that was never made is told by the stream. Source: Node 20, `tls`, run on 2026-11-30. */
const noConnection = () => refuse("ERR_STREAM_DESTROYED", "Cannot call write after a stream was destroyed");

// A server is set up anew under its name, with another certificate, say. A certificate and an authority keep theirs.
export const tlsKinds: readonly KindEntry[] = [
  authority,
  certificate,
  { ...server, rebindable: true },
  { ...connection, rebindable: true, absent: noConnection },
];
