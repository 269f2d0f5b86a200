// What two ends of a TLS connection make of each other: which version they agree on, whether the client believes the server's certificate,
// and whether the server takes the client's.

import type { StatementContext } from "../../contract/statement.js";
import { type Refused, refuse } from "../../rules/reply.js";
import { type AuthorityData, authorityKind, certificateItself, certificateKind } from "../../world/certificate.js";
import type { Resource } from "../../world/resource.js";
import { type ServerData, type TlsVersion, tlsVersions, type VersionRange } from "../../world/server.js";
import { type Presented, unfitCertificate } from "./verify.js";

/** The newest that both take. Whoever is too old or too new for the other is told so by an alert. */
export function agreedVersion(client: VersionRange, server: VersionRange): TlsVersion | Refused {
  const taken = tlsVersions.filter((version) => isIn(version, client) && isIn(version, server));
  return taken.at(-1) ?? refuse("ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION", "tlsv1 alert protocol version");
}

/** Version numbers of one length are in order as texts. */
function isIn(version: TlsVersion, { from, to }: VersionRange): boolean {
  return version >= from && version <= to;
}

/** A certificate with all above it; sent along is what its server says, or all above it but the root. */
export function presentedAs(ctx: StatementContext, certificate: string, sending: readonly string[] | undefined): Presented {
  const found = ctx.find(certificateKind, certificate)!;
  const { data } = found;
  const above = authoritiesAbove(ctx, data.issuer);
  const chain = above.filter((each) => each.data.issuer !== undefined).map((each) => each.id);
  return { id: certificateItself(found), certificate: data, above, sent: new Set(sending ?? chain) };
}

function authoritiesAbove(ctx: StatementContext, issuer: string | undefined): readonly Resource<AuthorityData>[] {
  const above: Resource<AuthorityData>[] = [];
  for (let id = issuer; id !== undefined; ) {
    const authority: Resource<AuthorityData> = ctx.find(authorityKind, id)!;
    above.push(authority);
    id = authority.data.issuer;
  }
  return above;
}

/** What a server that asks for certificates tells the client; in TLS 1.3 after the client took itself for connected. Codes as OpenSSL sends alerts. */
export function refusedByServer(
  ctx: StatementContext,
  server: Resource<ServerData>,
  presenting: string | undefined,
  version: TlsVersion,
): Refused | undefined {
  const { clientsFrom } = server.data;
  if (clientsFrom === undefined) return undefined;
  if (presenting === undefined)
    return version === "1.3"
      ? refuse("ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED", "tlsv13 alert certificate required")
      : refuse("ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE", "sslv3 alert handshake failure");
  const presented = presentedAs(ctx, presenting, undefined);
  const unfit = unfitCertificate(presented, { by: "servers", trusts: (root) => root.id === clientsFrom, now: ctx.now });
  return unfit === undefined ? undefined : alertFor(unfit.code);
}

function alertFor(code: string): Refused {
  switch (code) {
    case "CERT_HAS_EXPIRED":
      return refuse("ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED", "sslv3 alert certificate expired");
    case "CERT_NOT_YET_VALID":
      return refuse("ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE", "sslv3 alert bad certificate");
    case "CERT_REVOKED":
      return refuse("ERR_SSL_SSLV3_ALERT_CERTIFICATE_REVOKED", "sslv3 alert certificate revoked");
    case "INVALID_PURPOSE":
      return refuse("ERR_SSL_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE", "sslv3 alert unsupported certificate");
    default:
      return refuse("ERR_SSL_TLSV1_ALERT_UNKNOWN_CA", "tlsv1 alert unknown ca");
  }
}
