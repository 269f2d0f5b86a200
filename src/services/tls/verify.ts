// What a client says to a certificate, with Node's codes and texts. OpenSSL looks at trust, then purpose, revocation and time, and Node
// tells the last thing that was wrong: time counts for more than revocation, that for more than purpose and trust. The name is last of all: it is compared
// only once the chain is good, and so is a pin.

import { type Refused, refuse } from "../../rules/reply.js";
import type { AuthorityData, CertificateData } from "../../world/certificate.js";
import { isAddress, isFor } from "../../world/host-name.js";
import type { Resource } from "../../world/resource.js";
import type { Instant } from "../../world/time.js";

export interface Presented {
  readonly id: string;
  readonly certificate: CertificateData;
  /** From its issuer up to the root; empty: the certificate is signed with its own key. */
  readonly above: readonly Resource<AuthorityData>[];
  /** Ids of the authorities whose certificates came along. */
  readonly sent: ReadonlySet<string>;
}

export interface Client {
  readonly client: string;
  readonly host: string;
  readonly now: Instant;
  /** Id of the certificate or authority that it insists on. */
  readonly pin?: string;
  /** Ids of the authorities whose lists it has; absent: of all, as the operating system's would be kept. */
  readonly revocationLists?: readonly string[];
}

/** Node's own default is no list at all: it would not notice a revocation. */
export function refusedByClient(client: Client, presented: Presented): Refused | undefined {
  const { host, pin } = client;
  const { certificate } = presented;
  const trusts = ({ data: { trustedBy } }: Resource<AuthorityData>) =>
    trustedBy === "everyone" || trustedBy.includes(client.client);
  const unfit = unfitCertificate(presented, { ...client, by: "clients", trusts });
  if (unfit !== undefined) return unfit;
  if (!certificate.hosts.some((each) => isFor(each, host))) return wrongName(certificate.hosts, host);
  const pinned = pin === undefined || pin === presented.id || presented.above.some((each) => each.id === pin);
  // An application's own check has a code of its own; this is Custody's.
  return pinned ? undefined : refuse("PIN_MISMATCH", `the certificate is not ${pin}, nor from it`);
}

/** Who verifies, and what it goes by. */
export interface Verifier {
  readonly by: "clients" | "servers";
  readonly trusts: (root: Resource<AuthorityData>) => boolean;
  readonly now: Instant;
  readonly revocationLists?: readonly string[];
}

/** What is wrong with a certificate, whatever name it is for. Node's client tells the last fault, OpenSSL's server stops at the first. */
export function unfitCertificate(presented: Presented, verifier: Verifier): Refused | undefined {
  const chain = chainOf(presented, verifier);
  // For a client, a certificate that stands alone is found out when its signature is looked at, after all but its time.
  const isLate = verifier.by === "clients" && chain.fault?.code === NO_ISSUER;
  const faults = [
    isLate ? undefined : chain.fault,
    otherPurpose(presented.certificate, verifier),
    revoked(presented, chain.authorities, verifier),
    isLate ? chain.fault : undefined,
    outOfTime(presented.certificate, chain.authorities, verifier.now),
  ].filter((fault) => fault !== undefined);
  return verifier.by === "clients" ? faults.at(-1) : faults[0];
}

const NO_ISSUER = "UNABLE_TO_VERIFY_LEAF_SIGNATURE";

/** As far as it can be followed: each next issuer is looked for among the trusted, then among those sent. */
function chainOf({ above, sent }: Presented, { trusts }: Verifier) {
  const authorities: Resource<AuthorityData>[] = [];
  if (above.length === 0) return { authorities, fault: refuse("DEPTH_ZERO_SELF_SIGNED_CERT", "self-signed certificate") };
  for (const [at, authority] of above.entries()) {
    const root = authority.data.issuer === undefined;
    const trusted = root && trusts(authority);
    if (!trusted && !sent.has(authority.id)) {
      const fault =
        at === 0
          ? refuse(NO_ISSUER, "unable to verify the first certificate")
          : refuse("UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "unable to get local issuer certificate");
      return { authorities, fault };
    }
    authorities.push(authority);
    if (root && !trusted)
      return { authorities, fault: refuse("SELF_SIGNED_CERT_IN_CHAIN", "self-signed certificate in certificate chain") };
  }
  return { authorities, fault: undefined };
}

/** From the root down: the last that is out of its time is told, and that is the certificate itself if it is. */
function outOfTime(
  certificate: CertificateData,
  authorities: readonly Resource<AuthorityData>[],
  now: Instant,
): Refused | undefined {
  for (const { validFrom, validTo } of [certificate, ...authorities.map(({ data }) => data)]) {
    if (now < validFrom) return refuse("CERT_NOT_YET_VALID", "certificate is not yet valid");
    // OpenSSL takes the last instant itself as past.
    if (validTo !== undefined && now >= validTo) return refuse("CERT_HAS_EXPIRED", "certificate has expired");
  }
  return undefined;
}

/**
 * Whoever has any list needs one from the issuer of each certificate, the root's own included. From the certificate up: the last fault is
 * told. Who has all lists lacks none.
 */
function revoked(
  { certificate }: Presented,
  authorities: readonly Resource<AuthorityData>[],
  { revocationLists, now }: Verifier,
): Refused | undefined {
  if (revocationLists?.length === 0) return undefined;
  let fault: Refused | undefined;
  for (const [at, { revokedAt }] of [certificate, ...authorities.map(({ data }) => data)].entries()) {
    const issuer = authorities[at] ?? authorities.find(({ data }) => data.issuer === undefined);
    const listed = revocationLists === undefined || (issuer !== undefined && revocationLists.includes(issuer.id));
    if (!listed) fault = refuse("UNABLE_TO_GET_CRL", "unable to get certificate CRL");
    else if (revokedAt !== undefined && revokedAt <= now) fault = refuse("CERT_REVOKED", "certificate revoked");
  }
  return fault;
}

/** A server's certificate is for servers. */
function otherPurpose({ onlyFor }: CertificateData, { by }: Verifier): Refused | undefined {
  return onlyFor === by ? refuse("INVALID_PURPOSE", "unsuitable certificate purpose") : undefined;
}

function wrongName(patterns: readonly string[], host: string): Refused {
  const altnames = patterns.map((each) => `${isAddress(each) ? "IP Address" : "DNS"}:${each}`);
  const said = isAddress(host)
    ? `IP: ${host} is not in the cert's list: ${patterns.filter(isAddress).join(", ")}`
    : `Host: ${host}. is not in the cert's altnames: ${altnames.join(", ")}`;
  return refuse("ERR_TLS_CERT_ALTNAME_INVALID", `Hostname/IP does not match certificate's altnames: ${said}`);
}
