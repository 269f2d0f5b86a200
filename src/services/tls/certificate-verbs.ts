// Authorities and certificates: who signed what, for which name and how long.

import { type AnyVerbEntry, type StatementContext, verb } from "../../contract/statement.js";
import type { Do } from "../../language/syntax.js";
import { DONE } from "../../rules/reply.js";
import type { Resource } from "../../world/resource.js";
import { addDuration, type Instant, instantFromText } from "../../world/time.js";
import { authorityKind, type CertificateData, certificateKind } from "./state.js";

const NOWHERE = { account: "", region: "" };

const authority = verb<"certificate authority">({
  verb: "certificate authority",
  on: "new",
  makes: authorityKind.name,
  uses: (st) => (st.args.from === undefined ? [] : [{ name: st.args.from, kinds: [authorityKind.name] }]),
  run(ctx, st) {
    const { from } = st.args;
    const trustedBy = st.args.trustedBy.map((name) => (name.text.includes("/") ? ctx.principal(name).ref : name.text));
    ctx.make(authorityKind, {
      id: st.object?.text ?? ctx.newName(st, "authority"),
      place: NOWHERE,
      arn: "",
      data: { trustedBy, validFrom: ctx.now, ...(from === undefined ? {} : { issuer: ctx.resource(from, authorityKind).id }) },
    });
    return DONE;
  },
});

const certificate = verb<"certificate">({
  verb: "certificate",
  on: "new",
  makes: certificateKind.name,
  uses: (st) => (st.args.from === undefined ? [] : [{ name: st.args.from, kinds: [authorityKind.name] }]),
  run(ctx, st) {
    const { host, from } = st.args;
    const validFrom = startOf(ctx, st);
    const base = { host: host.value, validFrom, validTo: endOf(ctx, st, validFrom) };
    const data: CertificateData = from === undefined ? base : { ...base, issuer: ctx.resource(from, authorityKind).id };
    ctx.make(certificateKind, { id: st.object?.text ?? ctx.newName(st, "certificate"), place: NOWHERE, arn: "", data });
    return DONE;
  },
});

function startOf(ctx: StatementContext, st: Do<"certificate">): Instant {
  const { validFrom } = st.args;
  if (validFrom === undefined) return ctx.now;
  const read = validFrom.is === "date" ? instantFromText(validFrom.text) : undefined;
  return typeof read === "number" ? read : ctx.fail("tls/bad-validity", validFrom, {});
}

/** A year, unless it is told how long. */
function endOf(ctx: StatementContext, st: Do<"certificate">, from: Instant): Instant {
  const { valid } = st.args;
  if (valid === undefined) return addDuration(from, { count: 1, unit: "year" });
  return valid.is === "duration" ? addDuration(from, valid) : ctx.fail("tls/bad-validity", valid, {});
}

const revoke = verb<"revoke">({
  verb: "revoke",
  on: [certificateKind.name],
  run(ctx, _st, object) {
    const revoked = object as Resource<CertificateData>;
    ctx.put({ ...revoked, data: { ...revoked.data, revokedAt: revoked.data.revokedAt ?? ctx.now } }, "revoked");
    return DONE;
  },
});

export const certificateVerbs: readonly AnyVerbEntry[] = [authority, certificate, revoke];
