// Servers, connections and those who listen or step between. Who connects sends, who serves receives.

import { contentOf } from "../../contract/contents.js";
import { hostMistakes } from "../../contract/hosts.js";
import { type AnyVerbEntry, type StatementContext, verb } from "../../contract/statement.js";
import type { Problem } from "../../language/diagnostic.js";
import type { Do, Name, NumberValue } from "../../language/syntax.js";
import { DONE, type Refused, refuse } from "../../rules/reply.js";
import { storedKinds } from "../../rules/stored-value.js";
import {
  authorityKind,
  type CertificateData,
  certificateItself,
  certificateKind,
  serverWith,
  underAllNames,
} from "../../world/certificate.js";
import { isKind, type Resource } from "../../world/resource.js";
import {
  type ServerData,
  serverKind,
  type TlsVersion,
  tlsVersions,
  usualVersions,
  type VersionRange,
} from "../../world/server.js";
import { readSlice, writeSlice } from "../../world/slice.js";
import { addDuration } from "../../world/time.js";
import { agreedVersion, presentedAs, refusedByServer } from "./handshake.js";
import { doneBy, personNamed } from "./people.js";
import { type ConnectionData, connectionKind, type Interception, interceptions, rememberedHosts, route } from "./state.js";
import { refusedByClient } from "./verify.js";

const NOWHERE = { account: "", region: "" };

const serve = verb<"serve">({
  verb: "serve",
  on: "new",
  makes: serverKind.name,
  uses: ({ args: { with: own, sending, clientsFrom } }) => [
    ...(own === undefined ? [] : [{ name: own, kinds: [certificateKind.name] }]),
    ...(sending === undefined || sending === "its chain" ? [] : sending).map((name) => ({ name, kinds: [authorityKind.name] })),
    ...(clientsFrom === undefined ? [] : [{ name: clientsFrom, kinds: [authorityKind.name] }]),
  ],
  mistakes: ({ args: { host, accepting } }) => [
    ...hostMistakes([host]),
    ...(accepting === undefined ? [] : versionMistakes([accepting.from, accepting.to])),
  ],
  run(ctx, st) {
    const { host, with: own, sending, accepting, clientsFrom, rsaKeyExchange, hsts } = st.args;
    if (own === undefined && (sending ?? accepting ?? clientsFrom ?? rsaKeyExchange ?? hsts) !== undefined)
      ctx.fail("tls/no-certificate", st, {});
    const data: ServerData = {
      host: host.value,
      ...(own === undefined ? {} : { certificate: issuedOne(ctx, own).id }),
      ...(sending === undefined || sending === "its chain"
        ? {}
        : { sending: sending.map((name) => ctx.resource(name, authorityKind).id) }),
      versions: accepting === undefined ? usualVersions : rangeSaid(accepting.from, accepting.to),
      ...(clientsFrom === undefined ? {} : { clientsFrom: ctx.resource(clientsFrom, authorityKind).id }),
      ...(rsaKeyExchange === undefined ? {} : { rsaKeyExchange }),
      ...(hsts?.is === "duration" ? { hsts: { count: hsts.count, unit: hsts.unit } } : {}),
    };
    ctx.make(serverKind, { id: st.object?.text ?? ctx.newName(st, "server"), place: NOWHERE, arn: "", data });
    return DONE;
  },
});

/** What ACM has not issued yet serves nobody. */
function issuedOne(ctx: StatementContext, name: Name): Resource<CertificateData> {
  const certificate = ctx.resource(name, certificateKind);
  const status = certificate.data.inAcm?.status ?? "ISSUED";
  return status === "ISSUED" || status === "EXPIRED"
    ? certificate
    : ctx.fail("tls/not-issued", name, { name: name.text, status });
}

/** Once both are known to be versions. */
function rangeSaid(from: NumberValue, to: NumberValue): VersionRange {
  return { from: versionOf(from)!, to: versionOf(to)! };
}

function versionOf({ value }: NumberValue): TlsVersion | undefined {
  return tlsVersions.find((version) => Number(version) === value);
}

/** Of versions, the older one first. */
function versionMistakes(said: readonly NumberValue[]): readonly Problem[] {
  const wrong = said.find((each, at) => versionOf(each) === undefined || (at > 0 && each.value < said[at - 1]!.value));
  return wrong === undefined
    ? []
    : [{ code: "tls/bad-version", start: wrong.start, end: wrong.end, args: { said: String(wrong.value) } }];
}

const connect = verb<"connect">({
  verb: "connect",
  on: "free",
  makes: connectionKind.name,
  uses: (st) => [
    { name: st.args.to, kinds: [serverKind.name] },
    ...(st.args.presenting === undefined ? [] : [{ name: st.args.presenting, kinds: [certificateKind.name] }]),
    ...(st.args.pinning === undefined ? [] : [{ name: st.args.pinning, kinds: [certificateKind.name, authorityKind.name] }]),
    ...(st.args.revocationLists ?? []).map((name) => ({ name, kinds: [authorityKind.name] })),
  ],
  mistakes: ({ args: { version } }) => (version === undefined ? [] : versionMistakes([version])),
  run(ctx, st) {
    const client = personNamed(ctx, st.object!);
    const server = ctx.resource(st.args.to, serverKind);
    const remembered = st.args.over === "http" && isRemembered(ctx, client, server.data.host);
    const over = remembered ? "tls" : st.args.over;
    const { version, unverified, presenting, pinning, revocationLists } = st.args;
    if (st.args.over === "http" && (version ?? unverified ?? presenting ?? pinning ?? revocationLists) !== undefined)
      ctx.fail("tls/only-over-tls", st, {});
    if (over === "http" && server.data.plainHttp === "not modelled")
      ctx.notModelled("whether a distribution answers plain HTTP (`ViewerProtocolPolicy`)", st.args.to);
    const between = readSlice(ctx.world, interceptions).get(route(client, server.id));
    const made = over === "tls" ? overTls(ctx, st, { client, server, between }) : (overHttp(server, between) ?? {});
    if ("is" in made) return made;
    const reading = between !== undefined && (over === "http" || between.presenting !== undefined);
    ctx.make(connectionKind, {
      id: ctx.newName(st, `${client.replace("/", "-")}-to-${server.name}`),
      place: NOWHERE,
      arn: "",
      data: {
        client,
        server: server.id,
        over,
        listeners: [],
        recorded: [],
        ...made,
        ...(reading ? { between: between.by } : {}),
      },
    });
    return DONE;
  },
});

interface Ends {
  readonly client: string;
  readonly server: Resource<ServerData>;
  readonly between: Interception | undefined;
}
type Agreed = Pick<ConnectionData, "version" | "unauthorized" | "cutOff" | "hangsOn">;

/** The client verifies the certificate that it is shown, whoever shows it. Nobody in between has the client's key, so none can present for it. */
function overTls(ctx: StatementContext, st: Do<"connect">, { client, server, between }: Ends): Agreed | Refused {
  const { version: said, unverified, presenting } = st.args;
  const shown = between?.presenting ?? server.data.certificate;
  if (shown === undefined) return refuse("ERR_SSL_WRONG_VERSION_NUMBER", "wrong version number");
  const terminated = between?.presenting !== undefined;
  const version = agreedVersion(
    said === undefined ? usualVersions : rangeSaid(said, said),
    terminated ? usualVersions : server.data.versions,
  );
  if (typeof version !== "string") return version;
  // The server signs the handshake: that is looked at before the certificate is, and cannot be left out.
  if (terminated && keptBy(ctx, shown, between!.by) !== undefined) return refuse("ERR_SSL_BAD_SIGNATURE", "bad signature");
  const presented = presentedAs(ctx, shown, terminated ? undefined : server.data.sending);
  const doubt = refusedByClient({ client, host: server.data.host, now: ctx.now, ...askedOf(ctx, st) }, presented);
  if (doubt !== undefined && unverified === undefined) return doubt;
  const own = presenting === undefined ? undefined : ctx.resource(presenting, certificateKind).id;
  const believed = doubt === undefined ? { version } : { version, unauthorized: doubt.code };
  if (terminated) {
    const cutOff = server.data.clientsFrom !== undefined || server.data.certificate === undefined;
    return cutOff ? { ...believed, cutOff } : believed;
  }
  const refused = refusedByServer(ctx, server, own, version);
  if (refused !== undefined) return refused;
  if (doubt === undefined) remember(ctx, client, server.data);
  // TLS 1.3 knows no key exchange without forward secrecy.
  const hangs = server.data.rsaKeyExchange === true && version !== "1.3";
  return hangs ? { ...believed, hangsOn: shown } : believed;
}

/** What this client is strict about, besides what all are. */
function askedOf(ctx: StatementContext, { args: { pinning, revocationLists } }: Do<"connect">) {
  return {
    ...(pinning === undefined ? {} : { pin: pinned(ctx.anyResource(pinning, [certificateKind.name, authorityKind.name])) }),
    ...(revocationLists === undefined
      ? {}
      : { revocationLists: revocationLists.map((name) => ctx.resource(name, authorityKind).id) }),
  };
}

function pinned(resource: Resource): string {
  return isKind(resource, certificateKind) ? certificateItself(resource) : resource.id;
}

/** Browsers remember a host that asks for it, from a good connection over TLS only. Node's own clients would not. */
function remember(ctx: StatementContext, client: string, { host, hsts }: ServerData): void {
  if (hsts === undefined) return;
  const until = addDuration(ctx.now, hsts);
  writeSlice(ctx.world, rememberedHosts, readSlice(ctx.world, rememberedHosts).set(route(client, host), until));
}

function isRemembered(ctx: StatementContext, client: string, host: string): boolean {
  const until = readSlice(ctx.world, rememberedHosts).get(route(client, host));
  return until !== undefined && ctx.now < until;
}

/** A port that speaks TLS hangs up on plain HTTP; whoever steps between answers it, and speaks TLS to the server. */
function overHttp(server: Resource<ServerData>, between: Interception | undefined): Refused | undefined {
  return server.data.certificate !== undefined && between === undefined ? refuse("ECONNRESET", "socket hang up") : undefined;
}

const send = verb<"send">({
  verb: "send",
  on: storedKinds,
  uses: (st) => [{ name: st.args.over, kinds: [connectionKind.name] }],
  run(ctx, st, object) {
    const { data, name } = ctx.resource(st.args.over, connectionKind);
    const content = contentOf(object!);
    // What was encrypted before is sent as it is: whoever sees it has learned nothing yet.
    if (content.is !== "document") return DONE;
    ctx.learn(data.client, content.document, "has it to send");
    if (data.between !== undefined) ctx.learn(data.between, content.document, `reads along on ${name}`);
    if (data.cutOff === undefined) ctx.learn(data.server, content.document, `received it over ${name}`);
    overheard(ctx, ctx.resource(st.args.over, connectionKind), content.document);
    return DONE;
  },
});

/** Listeners read what is in plaintext, keep the rest, and read that as well where they have the key that the session hangs on. */
function overheard(ctx: StatementContext, connection: Resource<ConnectionData>, document: string): void {
  const { over, listeners, hangsOn, recorded } = connection.data;
  if (listeners.length === 0) return;
  const stolenBy = hangsOn === undefined ? [] : (ctx.find(certificateKind, hangsOn)?.data.stolenBy ?? []);
  for (const who of listeners) {
    if (over === "http") ctx.learn(who, document, `listened on ${connection.name}`);
    else if (stolenBy.includes(who)) ctx.learn(who, document, `listened on ${connection.name}, with the key that it hangs on`);
  }
  ctx.put({ ...connection, data: { ...connection.data, recorded: [...recorded, { document, by: listeners }] } });
}

const eavesdrop = verb<"eavesdrop">({
  verb: "eavesdrop",
  on: [connectionKind.name],
  run(ctx, st, object) {
    const connection = object as Resource<ConnectionData>;
    const listeners = [...new Set([...connection.data.listeners, doneBy(ctx, st)])];
    ctx.put({ ...connection, data: { ...connection.data, listeners } }, `listened to by ${listeners.join(", ")}`);
    return DONE;
  },
});

const intercept = verb<"intercept">({
  verb: "intercept",
  on: "free",
  uses: (st) => [
    { name: st.args.to, kinds: [serverKind.name] },
    ...(st.args.presenting === undefined ? [] : [{ name: st.args.presenting, kinds: [certificateKind.name] }]),
  ],
  run(ctx, st) {
    const { to, presenting } = st.args;
    const by = doneBy(ctx, st);
    const server = ctx.resource(to, serverKind);
    const shown = presenting === undefined ? undefined : ctx.resource(presenting, certificateKind).id;
    const owner = shown === undefined ? undefined : keptBy(ctx, shown, by);
    if (owner !== undefined) ctx.warn("tls/no-private-key", { name: shown!, server: owner, who: by });
    const between: Interception = shown === undefined ? { by } : { by, presenting: shown };
    const client = personNamed(ctx, st.object!);
    writeSlice(ctx.world, interceptions, readSlice(ctx.world, interceptions).set(route(client, server.id), between));
    ctx.put(server, `reached by ${client} through ${by}`);
    return DONE;
  },
});

/** Who has the private key of a certificate that `who` shows without it: it is its server's own, until it is stolen. */
function keptBy(ctx: StatementContext, certificate: string, who: string): string | undefined {
  const found = ctx.find(certificateKind, certificate);
  if (found === undefined || found.data.stolenBy?.includes(who) === true) return undefined;
  return underAllNames(ctx.world, found)
    .map(({ id }) => serverWith(ctx.world, id)?.name)
    .find((name) => name !== undefined);
}

export const connectionVerbs: readonly AnyVerbEntry[] = [serve, connect, send, eavesdrop, intercept];
