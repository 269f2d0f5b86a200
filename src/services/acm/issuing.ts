// What issuing a certificate means, the first time and at each renewal: a new term, from Amazon's own authority, and the days on which
// something is due. The ARN stays the same.

import { assert } from "../../base/assert.js";
import { acmCatalog } from "../../generated/catalogs.js";
import type { WorldEditor } from "../../rules/operation.js";
import { type AcmState, type CertificateData, certificateKind } from "../../world/certificate.js";
import type { Resource } from "../../world/resource.js";
import { addDays, type Instant, instantFromText } from "../../world/time.js";

export const RENEWAL_EVENT = "acm:renewal";
export const EXPIRY_EVENT = "acm:expiry";
export const VALIDATION_EVENT = "acm:validation-timeout";

export type AcmCertificate = Resource<CertificateData & { readonly inAcm: AcmState }>;

export function acmCertificate(editor: WorldEditor, id: string): AcmCertificate | undefined {
  const found = editor.find(certificateKind, id);
  return found?.data.inAcm === undefined ? undefined : (found as AcmCertificate);
}

function isShorter(now: Instant): boolean {
  const since = instantFromText(acmCatalog.validity.shorterSince);
  assert(typeof since === "number", "the catalog holds a date");
  return now >= since;
}

/** The validity of what is issued now. */
export function termFrom(now: Instant): Pick<CertificateData, "validFrom" | "validTo"> {
  const { days, daysBefore } = acmCatalog.validity;
  return { validFrom: now, validTo: addDays(now, isShorter(now) ? days : daysBefore) };
}

/** A certificate is issued, or issued again. */
export function issue(editor: WorldEditor, certificate: AcmCertificate, renewal: AcmState["renewal"], what: string): void {
  const { validFrom, validTo } = termFrom(editor.now);
  const { renewal: _before, ...state } = certificate.data.inAcm;
  const inAcm: AcmState = { ...state, status: "ISSUED", ...(renewal === undefined ? {} : { renewal }) };
  editor.put({ ...certificate, data: { ...certificate.data, validFrom, validTo, inAcm } }, what);
  const { renewalDays, renewalDaysBefore } = acmCatalog.validity;
  editor.schedule(addDays(validTo, -(isShorter(editor.now) ? renewalDays : renewalDaysBefore)), RENEWAL_EVENT, certificate.id);
  editor.unschedule(EXPIRY_EVENT, certificate.id);
  editor.schedule(validTo, EXPIRY_EVENT, certificate.id);
}
