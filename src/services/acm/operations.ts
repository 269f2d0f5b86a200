// RequestCertificate and DeleteCertificate.

import { amazonAuthority } from "../../contract/amazon-authority.js";
import { acmCatalog } from "../../generated/catalogs.js";
import type { Operation, Permission } from "../../rules/operation.js";
import { ok, refuse } from "../../rules/reply.js";
import { accountId } from "../../rules/requests.js";
import { type AcmState, type CertificateData, certificateKind, serverWith } from "../../world/certificate.js";
import type { Place } from "../../world/place.js";
import type { Resource } from "../../world/resource.js";
import { addHours } from "../../world/time.js";
import type { World } from "../../world/world.js";
import {
  type AcmCertificate,
  acmCertificate,
  EXPIRY_EVENT,
  issue,
  RENEWAL_EVENT,
  termFrom,
  VALIDATION_EVENT,
} from "./issuing.js";

declare module "../../rules/operation.js" {
  interface Operations {
    "acm:RequestCertificate": {
      input: { readonly id: string; readonly hosts: readonly string[]; readonly validation: "DNS" | "EMAIL" };
      output: { readonly certificate: Resource<CertificateData> };
    };
    "acm:ImportCertificate": {
      input: { readonly id: string; readonly from: string };
      output: { readonly certificate: Resource<CertificateData> };
    };
    "acm:DeleteCertificate": { input: { readonly certificate: string }; output: undefined };
  }
}

function certificateArn(world: World, place: Place, id: string): string {
  return `arn:aws:acm:${place.region}:${accountId(world, place.account)}:certificate/${id}`;
}

function permissionOn(action: string, arn: string, account: string, keys?: Permission["keys"]): Permission {
  return { action, arn, account, rule: "identity-only", crossAccount: "never", ...(keys === undefined ? {} : { keys }) };
}

const DOMAIN_NAME = /^(\*\.)?(((?!-)[A-Za-z0-9-]{0,62}[A-Za-z0-9])\.)+((?!-)[A-Za-z0-9-]{1,62}[A-Za-z0-9])$/;

function isDomainName(host: string): boolean {
  return host.length <= acmCatalog.limits.nameLength && DOMAIN_NAME.test(host);
}

/** The pattern is the API's; how ACM tells that a text does not fit one: terraform-aws-modules/terraform-aws-acm issue 93. No text was found for a further name. */
function unfitText(host: string): string {
  return `1 validation error detected: Value '${host}' at 'domainName' failed to satisfy constraint: Member must satisfy regular expression pattern: ${DOMAIN_NAME.source}`;
}

const requestCertificate: Operation<"acm:RequestCertificate"> = {
  action: "acm:RequestCertificate",
  crossAccount: "never",
  readOnly: false,
  recorded: true,
  prepare(input, ctx) {
    const keys = new Map<string, string | readonly string[]>([
      ["acm:ValidationMethod", input.validation],
      ["acm:DomainNames", input.hosts],
    ]);
    return { permissions: [permissionOn("acm:RequestCertificate", "*", ctx.place.account, keys)], on: [input.id], owners: [] };
  },
  perform({ id, hosts, validation }, ctx) {
    const unfit = hosts.findIndex((host) => !isDomainName(host));
    if (unfit >= 0) return refuse("ValidationException", unfit === 0 ? unfitText(hosts[0]!) : "");
    // Source: user reports, hashicorp/terraform-provider-aws 37723 (2024-05).
    if (hosts.length > acmCatalog.limits.namesPerCertificate)
      return refuse("LimitExceededException", "Certificate has too many domains.");
    const inAcm: AcmState = { status: "PENDING_VALIDATION", validation };
    // Certificates of ACM that browsers trust are for servers alone, since 2025-06-11.
    const data = { hosts, issuer: amazonAuthority(ctx), ...termFrom(ctx.now), onlyFor: "servers", inAcm } as const;
    const arn = certificateArn(ctx.world, ctx.place, id);
    const certificate = ctx.make<CertificateData>(certificateKind, { id, place: ctx.place, arn, data }) as AcmCertificate;
    // The record of DNS stands where the domain is the scenario's own, and stays there.
    if (validation === "DNS") ctx.later(() => issue(ctx, certificate, undefined, "issued: its DNS record is there"));
    else ctx.schedule(addHours(ctx.now, acmCatalog.validity.validationHours), VALIDATION_EVENT, id);
    return ok({ certificate });
  },
  record: (input, ctx, output) => ({
    requestParameters: {
      domainName: input.hosts[0] ?? "",
      ...(input.hosts.length === 1 ? {} : { subjectAlternativeNames: input.hosts.slice(1) }),
      validationMethod: input.validation,
    },
    responseElements: output === undefined ? null : { certificateArn: certificateArn(ctx.world, ctx.place, input.id) },
  }),
};

/** Its term stays what it is, and ACM does not renew it. Source: ACM User Guide, import-certificate. */
const importCertificate: Operation<"acm:ImportCertificate"> = {
  action: "acm:ImportCertificate",
  crossAccount: "never",
  readOnly: false,
  recorded: true,
  prepare(input, ctx) {
    const arn = certificateArn(ctx.world, ctx.place, input.id);
    return { permissions: [permissionOn("acm:ImportCertificate", arn, ctx.place.account)], on: [input.id], owners: [] };
  },
  perform({ id, from }, ctx) {
    const { data: own } = ctx.find(certificateKind, from)!;
    // "The current time must be between the Not Before and Not After certificate fields": ACM API, ImportCertificate. No text of it was found.
    if (ctx.now < own.validFrom || ctx.now >= own.validTo) return refuse("ValidationException", "");
    const inAcm: AcmState = { status: "ISSUED", validation: "IMPORTED" };
    const arn = certificateArn(ctx.world, ctx.place, id);
    ctx.schedule(own.validTo, EXPIRY_EVENT, id);
    const data = { ...own, inAcm, importedFrom: from };
    return ok({ certificate: ctx.make(certificateKind, { id, place: ctx.place, arn, data }) });
  },
  record: (input, ctx, output) => ({
    requestParameters: null,
    responseElements: output === undefined ? null : { certificateArn: certificateArn(ctx.world, ctx.place, input.id) },
  }),
};

const deleteCertificate: Operation<"acm:DeleteCertificate"> = {
  action: "acm:DeleteCertificate",
  crossAccount: "never",
  readOnly: false,
  recorded: true,
  prepare(input, ctx) {
    const found = ctx.world.resources.get(input.certificate);
    const here = found !== undefined && found.region === ctx.place.region && found.account === ctx.place.account;
    const arn = certificateArn(ctx.world, ctx.place, input.certificate);
    if (!here) return refuse("ResourceNotFoundException", `Could not find certificate ${arn}.`);
    return { permissions: [permissionOn("acm:DeleteCertificate", arn, ctx.place.account)], on: [found.id], owners: [] };
  },
  perform(input, ctx) {
    const certificate = acmCertificate(ctx, input.certificate)!;
    const { arn, account, id } = certificate;
    if (serverWith(ctx.world, id) !== undefined) {
      const message = `Certificate ${arn} in account ${accountId(ctx.world, account)} is in use.`;
      return refuse("ResourceInUseException", message);
    }
    for (const event of [RENEWAL_EVENT, EXPIRY_EVENT, VALIDATION_EVENT]) ctx.unschedule(event, id);
    ctx.remove(certificate, "deleted");
    return ok(undefined);
  },
  record: (input, ctx) => ({
    requestParameters: { certificateArn: certificateArn(ctx.world, ctx.place, input.certificate) },
    responseElements: null,
  }),
};

export const operations = [requestCertificate, importCertificate, deleteCertificate];
