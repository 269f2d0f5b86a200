// `request certificate c1 for "shop.example"`, the click in ACM's e-mail, and the end of a certificate.

import { siteOf, siteOfNew } from "../../contract/sites.js";
import { type AnyVerbEntry, verb } from "../../contract/statement.js";
import { DONE } from "../../rules/reply.js";
import { certificateKind } from "../../world/certificate.js";
import { acmCertificate, issue, VALIDATION_EVENT } from "./issuing.js";

const request = verb<"request certificate">({
  verb: "request certificate",
  on: "new",
  makes: certificateKind.name,
  run(ctx, st) {
    const { how } = siteOfNew(ctx, st, undefined);
    const id = st.object?.text ?? ctx.newName(st, "certificate");
    const { hosts, validation } = st.args;
    return ctx.call(
      "acm:RequestCertificate",
      { id, hosts: hosts.map(({ value }) => value), validation: validation ?? "DNS" },
      how,
    );
  },
});

const importCertificate = verb<"import certificate">({
  verb: "import certificate",
  on: [certificateKind.name],
  makes: certificateKind.name,
  run(ctx, st, object) {
    if (acmCertificate(ctx, object!.id) !== undefined) return ctx.fail("acm/in-acm-already", st.object!, { name: object!.name });
    const { how } = siteOfNew(ctx, st, undefined);
    return ctx.call("acm:ImportCertificate", { id: ctx.newName(st, `${object!.name}-in-acm`), from: object!.id }, how);
  },
});

/** No call: whoever reads the domain's mail follows the link. */
const validate = verb<"validate">({
  verb: "validate",
  on: [certificateKind.name],
  run(ctx, st, object) {
    const certificate = acmCertificate(ctx, object!.id);
    const { status, renewal } = certificate?.data.inAcm ?? {};
    if (certificate === undefined || (status !== "PENDING_VALIDATION" && renewal !== "PENDING_VALIDATION"))
      return ctx.fail("acm/nothing-to-validate", st.object!, { name: object!.name });
    ctx.unschedule(VALIDATION_EVENT, certificate.id);
    if (status === "PENDING_VALIDATION") issue(ctx, certificate, undefined, "issued");
    else issue(ctx, certificate, "SUCCESS", "renewed");
    return DONE;
  },
});

const remove = verb<"delete">({
  verb: "delete",
  on: [certificateKind.name],
  run(ctx, st, object) {
    if (acmCertificate(ctx, object!.id) === undefined) ctx.fail("acm/not-in-acm", st.object!, { name: object!.name });
    const { how } = siteOf(ctx, st, { account: object!.account, region: object!.region });
    return ctx.call("acm:DeleteCertificate", { certificate: object!.id }, how);
  },
});

export const verbs: readonly AnyVerbEntry[] = [request, importCertificate, validate, remove];
