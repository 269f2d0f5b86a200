// What a client says to a certificate, with Node's codes and texts. Time comes before revocation and trust, and the name last: it is
// compared only once the chain is good.

import { type Refused, refuse } from "../../rules/reply.js";
import type { Resource } from "../../world/resource.js";
import type { Instant } from "../../world/time.js";
import type { AuthorityData, CertificateData } from "./state.js";

export interface Presented {
  readonly certificate: CertificateData;
  /** From its issuer up to the root; empty: the certificate is signed with its own key. */
  readonly above: readonly Resource<AuthorityData>[];
  /** Ids of the authorities whose certificates came along. */
  readonly sent: ReadonlySet<string>;
}

/** Clients have the revocation lists of the authorities that they trust: without one, Node would not notice a revocation. */
export function refusedByClient(client: string, host: string, presented: Presented, now: Instant): Refused | undefined {
  const { certificate } = presented;
  const unfit = unfitCertificate(presented, (root) => root.data.trustedBy.includes(client), now);
  if (unfit !== undefined) return unfit;
  return isFor(certificate.host, host) ? undefined : wrongName(certificate.host, host);
}

/** What is wrong with a certificate, whatever name it is for. OpenSSL looks for each next issuer among the trusted, then among those sent. */
export function unfitCertificate(
  { certificate, above, sent }: Presented,
  trusts: (root: Resource<AuthorityData>) => boolean,
  now: Instant,
): Refused | undefined {
  if (now < certificate.validFrom || above.some((each) => now < each.data.validFrom))
    return refuse("CERT_NOT_YET_VALID", "certificate is not yet valid");
  // OpenSSL takes the last instant itself as past.
  if (now >= certificate.validTo) return refuse("CERT_HAS_EXPIRED", "certificate has expired");
  if (above.length === 0) return refuse("DEPTH_ZERO_SELF_SIGNED_CERT", "self-signed certificate");
  for (const [at, authority] of above.entries()) {
    const root = authority.data.issuer === undefined;
    if (root && trusts(authority)) break;
    if (sent.has(authority.id)) {
      if (root) return refuse("SELF_SIGNED_CERT_IN_CHAIN", "self-signed certificate in certificate chain");
      continue;
    }
    return at === 0
      ? refuse("UNABLE_TO_VERIFY_LEAF_SIGNATURE", "unable to verify the first certificate")
      : refuse("UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "unable to get local issuer certificate");
  }
  if (certificate.revokedAt !== undefined && certificate.revokedAt <= now) return refuse("CERT_REVOKED", "certificate revoked");
  return undefined;
}

function wrongName(pattern: string, host: string): Refused {
  const said = isAddress(host)
    ? `IP: ${host} is not in the cert's list: ${isAddress(pattern) ? pattern : ""}`
    : `Host: ${host}. is not in the cert's altnames: ${isAddress(pattern) ? "IP Address" : "DNS"}:${pattern}`;
  return refuse("ERR_TLS_CERT_ALTNAME_INVALID", `Hostname/IP does not match certificate's altnames: ${said}`);
}

/** Whether a certificate for `pattern` is good for `host`: a `*` stands for exactly one label, the first, and never right under a top level. */
export function isFor(pattern: string, host: string): boolean {
  if (isAddress(host) || isAddress(pattern)) return pattern === host;
  const wanted = labels(pattern);
  const found = labels(host);
  if (wanted.length !== found.length) return false;
  const [first = "", ...rest] = wanted;
  const [named = "", ...others] = found;
  if (rest.some((label, at) => label !== others[at])) return false;
  return first === "*" ? wanted.length > 2 && named !== "" : first === named;
}

/** Letter case says nothing in a host name, nor does a dot at its end. */
function labels(name: string): readonly string[] {
  const lower = name.toLowerCase();
  return (lower.endsWith(".") ? lower.slice(0, -1) : lower).split(".");
}

function isAddress(name: string): boolean {
  const parts = name.split(".");
  return name.includes(":") || (parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255));
}
