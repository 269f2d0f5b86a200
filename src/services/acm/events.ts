// What ACM does by itself: renews what is validated by DNS and in use, asks by e-mail for the rest, and lets expire what nobody uses.
// Source: ACM user guide, managed renewal.

import type { EventContext, EventHandler } from "../../contract/service.js";
import { type AcmState, serverWith } from "../../world/certificate.js";
import { addDays, formatDate } from "../../world/time.js";
import type { DueEvent } from "../../world/world.js";
import {
  type AcmCertificate,
  acmCertificate,
  EXPIRY_EVENT,
  issue,
  RENEWAL_EVENT,
  termFrom,
  VALIDATION_EVENT,
} from "./issuing.js";

function put(ctx: EventContext, certificate: AcmCertificate, change: Partial<AcmState>, what: string): void {
  const inAcm = { ...certificate.data.inAcm, ...change };
  ctx.put({ ...certificate, data: { ...certificate.data, inAcm } }, what);
}

function renewal(ctx: EventContext, event: DueEvent): void {
  const certificate = acmCertificate(ctx, event.subject);
  if (certificate?.data.inAcm.status !== "ISSUED") return;
  if (serverWith(ctx.world, certificate.id) === undefined) {
    // Not eligible today; it may come into use before it ends.
    const tomorrow = addDays(ctx.now, 1);
    if (tomorrow < certificate.data.validTo) ctx.schedule(tomorrow, RENEWAL_EVENT, certificate.id);
    return;
  }
  if (certificate.data.inAcm.validation === "DNS") {
    issue(ctx, certificate, "SUCCESS", `renewed, until ${formatDate(termFrom(ctx.now).validTo)}`);
    return;
  }
  put(ctx, certificate, { renewal: "PENDING_VALIDATION" }, "to be renewed: ACM has sent an e-mail, and waits for a click");
}

function expiry(ctx: EventContext, event: DueEvent): void {
  const certificate = acmCertificate(ctx, event.subject);
  if (certificate === undefined) return;
  const failed: Partial<AcmState> = certificate.data.inAcm.renewal === "PENDING_VALIDATION" ? { renewal: "FAILED" } : {};
  put(ctx, certificate, { status: "EXPIRED", ...failed }, "expired");
}

function validationTimeout(ctx: EventContext, event: DueEvent): void {
  const certificate = acmCertificate(ctx, event.subject);
  if (certificate?.data.inAcm.status !== "PENDING_VALIDATION") return;
  put(ctx, certificate, { status: "VALIDATION_TIMED_OUT" }, "not validated in time");
}

export const events: ReadonlyMap<string, EventHandler> = new Map([
  [RENEWAL_EVENT, renewal],
  [EXPIRY_EVENT, expiry],
  [VALIDATION_EVENT, validationTimeout],
]);

export const eventWords: ReadonlyMap<string, (event: DueEvent) => string> = new Map([
  [RENEWAL_EVENT, (event: DueEvent) => `ACM sees to the renewal of ${event.subject}`],
  [EXPIRY_EVENT, (event: DueEvent) => `end of certificate ${event.subject}`],
  [VALIDATION_EVENT, (event: DueEvent) => `end of the 72 hours in which ${event.subject} can be validated`],
]);
