// Authorities and certificates: who signed what, for which name and how long.

import { hostMistakes } from "../../contract/hosts.js";
import { type AnyVerbEntry, type StatementContext, verb } from "../../contract/statement.js";
import type { Do } from "../../language/syntax.js";
import { DONE } from "../../rules/reply.js";
import {
  type AuthorityData,
  authorityKind,
  type CertificateData,
  certificateKind,
  underAllNames,
} from "../../world/certificate.js";
import { isKind, type Resource } from "../../world/resource.js";
import { addDuration, type Instant, instantFromText } from "../../world/time.js";
import { doneBy, personNamed } from "./people.js";
import { type ConnectionData, connectionKind } from "./state.js";

const NOWHERE = { account: "", region: "" };

const authority = verb<"certificate authority">({
  verb: "certificate authority",
  on: "new",
  makes: authorityKind.name,
  uses: (st) => (st.args.from === undefined ? [] : [{ name: st.args.from, kinds: [authorityKind.name] }]),
  run(ctx, st) {
    const { from, trustedBy = [], valid } = st.args;
    const validFrom = startOf(ctx, st);
    const data: AuthorityData = {
      trustedBy: trustedBy === "everyone" ? trustedBy : trustedBy.map((name) => personNamed(ctx, name)),
      validFrom,
      ...(from === undefined ? {} : { issuer: ctx.resource(from, authorityKind).id }),
      ...(valid === undefined ? {} : { validTo: endOf(ctx, st, validFrom) }),
    };
    ctx.make(authorityKind, { id: st.object?.text ?? ctx.newName(st, "authority"), place: NOWHERE, arn: "", data });
    return DONE;
  },
});

const SELF_SIGNED = "self-signed";

const certificate = verb<"certificate">({
  verb: "certificate",
  on: "new",
  makes: certificateKind.name,
  uses: ({ args: { from } }) => (from === undefined || from === SELF_SIGNED ? [] : [{ name: from, kinds: [authorityKind.name] }]),
  mistakes: ({ args: { hosts } }) => hostMistakes(hosts, true),
  run(ctx, st) {
    const { hosts, from, onlyFor } = st.args;
    const validFrom = startOf(ctx, st);
    const data: CertificateData = {
      hosts: hosts.map(({ value }) => value),
      validFrom,
      validTo: endOf(ctx, st, validFrom),
      ...(from === undefined || from === SELF_SIGNED ? {} : { issuer: ctx.resource(from, authorityKind).id }),
      ...(onlyFor === undefined ? {} : { onlyFor }),
    };
    ctx.make(certificateKind, { id: st.object?.text ?? ctx.newName(st, "certificate"), place: NOWHERE, arn: "", data });
    return DONE;
  },
});

function startOf(ctx: StatementContext, st: Do<"certificate" | "certificate authority">): Instant {
  const { validFrom } = st.args;
  if (validFrom === undefined) return ctx.now;
  const read = validFrom.is === "date" ? instantFromText(validFrom.text) : undefined;
  return typeof read === "number" ? read : ctx.fail("tls/bad-validity", validFrom, {});
}

/** A year, unless it is told how long. */
function endOf(ctx: StatementContext, st: Do<"certificate" | "certificate authority">, from: Instant): Instant {
  const { valid } = st.args;
  if (valid === undefined) return addDuration(from, { count: 1, unit: "year" });
  if (valid.is === "duration") return addDuration(from, valid);
  const read = valid.is === "date" ? instantFromText(valid.text) : undefined;
  return typeof read === "number" && read > from ? read : ctx.fail("tls/bad-validity", valid, {});
}

const revoke = verb<"revoke">({
  verb: "revoke",
  on: [certificateKind.name, authorityKind.name],
  run(ctx, st, object) {
    const revoked = object as Resource<CertificateData | AuthorityData>;
    if (isKind(revoked, authorityKind) && revoked.data.issuer === undefined)
      ctx.fail("tls/root-revoked", st.object!, { name: revoked.name });
    const all = isKind(revoked, certificateKind) ? underAllNames(ctx.world, revoked) : [revoked];
    for (const each of all) ctx.put({ ...each, data: { ...each.data, revokedAt: each.data.revokedAt ?? ctx.now } }, "revoked");
    return DONE;
  },
});

/** Whoever has the private key can serve with the certificate, and reads what was recorded of sessions that hang on it. */
const steal = verb<"steal key">({
  verb: "steal key",
  on: [certificateKind.name],
  run(ctx, st, object) {
    const certificate = object as Resource<CertificateData>;
    const by = doneBy(ctx, st);
    const { inAcm } = certificate.data;
    if (inAcm !== undefined && inAcm.validation !== "IMPORTED")
      ctx.fail("tls/key-in-acm", st.object!, { name: certificate.name });
    const all = underAllNames(ctx.world, certificate);
    for (const each of all) {
      const stolenBy = [...new Set([...(each.data.stolenBy ?? []), by])];
      ctx.put({ ...each, data: { ...each.data, stolenBy } }, `its private key is in the hands of ${by}`);
    }
    const ids = new Set<string | undefined>(all.map(({ id }) => id));
    for (const each of ctx.world.resources.values())
      if (isKind(each, connectionKind) && ids.has(each.data.hangsOn)) readRecording(ctx, each, by);
    return DONE;
  },
});

function readRecording(ctx: StatementContext, { name, data }: Resource<ConnectionData>, who: string): void {
  for (const { document, by } of data.recorded)
    if (by.includes(who)) ctx.learn(who, document, `recorded it on ${name}, and has the key that it hangs on`);
}

export const certificateVerbs: readonly AnyVerbEntry[] = [authority, certificate, revoke, steal];
