// Certificates and the authorities that sign them, as the world holds them: the wire verifies them, and ACM issues some.

import { isKind, kind, type Resource } from "./resource.js";
import type { Instant } from "./time.js";
import type { World } from "./world.js";

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
  /** The names that it is for, in its subjectAltName: `shop.example`, `*.shop.example`, `192.0.2.1`. */
  readonly hosts: readonly string[];
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
  /** Id of the certificate that was imported into ACM under this name: the two are one, with one private key and one serial number. */
  readonly importedFrom?: string;
}
export const certificateKind = kind<CertificateData>("certificate", "a certificate", "certificates");

/** The name by which clients come to what serves with it, if nothing else is said: the first that is no wildcard. */
export function hostOf({ hosts }: CertificateData): string | undefined {
  return hosts.find((host) => !host.startsWith("*"));
}

/** Id of what a certificate is, by whatever name: of the one that was imported, or its own. */
export function certificateItself({ id, data }: Resource<CertificateData>): string {
  return data.importedFrom ?? id;
}

/** A certificate under all names that it has: its own, and those of ACM that it was imported to. */
export function underAllNames(world: World, certificate: Resource<CertificateData>): readonly Resource<CertificateData>[] {
  const itself = certificateItself(certificate);
  return [...world.resources.values()].filter(
    (each): each is Resource<CertificateData> => isKind(each, certificateKind) && certificateItself(each) === itself,
  );
}

export interface AcmState {
  readonly status: "PENDING_VALIDATION" | "ISSUED" | "EXPIRED" | "VALIDATION_TIMED_OUT";
  /** `IMPORTED`: from elsewhere, with its private key; ACM does not renew it. */
  readonly validation: "DNS" | "EMAIL" | "IMPORTED";
  /** What became of the last renewal that was due. */
  readonly renewal?: "PENDING_VALIDATION" | "SUCCESS" | "FAILED";
}

/** What a server has to do with certificates. */
export interface Serving {
  /** Id of its certificate; absent: it speaks plain HTTP only. */
  readonly certificate?: string;
}
export const servingKind = kind<Serving>("server", "a server", "servers");

/** The server that serves with a certificate, if one does. */
export function serverWith(world: World, certificate: string): Resource<Serving> | undefined {
  for (const each of world.resources.values())
    if (isKind(each, servingKind) && each.data.certificate === certificate) return each;
  return undefined;
}
