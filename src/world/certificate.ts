// Certificates and the authorities that sign them, as the world holds them: the wire verifies them, and ACM issues some.

import { kind } from "./resource.js";
import type { Instant } from "./time.js";

export interface AuthorityData {
  /** Whose clients have it among their roots: `alice`, `A/app`. */
  readonly trustedBy: readonly string[] | "everyone";
  /** Id of the authority that signed it; absent: a root, signed with its own key. */
  readonly issuer?: string;
  readonly validFrom: Instant;
  /** Expired from here on; absent: never. */
  readonly validTo?: Instant;
  readonly revokedAt?: Instant;
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
  /** Its extended key usage; absent: good for both ends. */
  readonly onlyFor?: "servers" | "clients";
  /** Who has its private key besides its owner. */
  readonly stolenBy?: readonly string[];
  /** Issued by ACM, which keeps the private key. */
  readonly inAcm?: AcmState;
}
export const certificateKind = kind<CertificateData>("certificate", "a certificate", "certificates");

export interface AcmState {
  readonly status: "PENDING_VALIDATION" | "ISSUED" | "EXPIRED" | "VALIDATION_TIMED_OUT";
  readonly validation: "DNS" | "EMAIL";
  /** What became of the last renewal that was due. */
  readonly renewal?: "PENDING_VALIDATION" | "SUCCESS" | "FAILED";
  /** An AWS service serves with it: only then does ACM renew it. */
  readonly inUse?: true;
}
