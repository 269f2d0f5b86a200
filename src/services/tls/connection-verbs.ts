// Servers, connections and those who listen or step between. Who connects sends, who serves receives.

import { contentOf } from "../../contract/contents.js";
import { type AnyVerbEntry, type StatementContext, verb } from "../../contract/statement.js";
import type { Name, Node } from "../../language/syntax.js";
import { DONE, type Refused, refuse } from "../../rules/reply.js";
import { storedKinds } from "../../rules/stored-value.js";
import { isKind, type Resource } from "../../world/resource.js";
import { readSlice, writeSlice } from "../../world/slice.js";
import {
  authorityKind,
  type ConnectionData,
  certificateKind,
  connectionKind,
  type Interception,
  interceptions,
  route,
  type ServerData,
  serverKind,
} from "./state.js";
import { refusedByClient } from "./verify.js";

const NOWHERE = { account: "", region: "" };

const serve = verb<"serve">({
  verb: "serve",
  on: "new",
  makes: serverKind.name,
  uses: (st) => (st.args.with === undefined ? [] : [{ name: st.args.with, kinds: [certificateKind.name] }]),
  run(ctx, st) {
    const base = { host: st.args.host.value };
    const data: ServerData =
      st.args.with === undefined ? base : { ...base, certificate: ctx.resource(st.args.with, certificateKind).id };
    ctx.make(serverKind, { id: st.object?.text ?? ctx.newName(st, "server"), place: NOWHERE, arn: "", data });
    return DONE;
  },
});

/** `alice`, or `A/app`, who comes into being. */
function personNamed(ctx: StatementContext, name: Name): string {
  return name.text.includes("/") ? ctx.principal(name).ref : name.text;
}

function doneBy(ctx: StatementContext, st: Node & { readonly verb: string; readonly by?: Name }): string {
  return st.by === undefined ? ctx.fail("tls/nobody-said", st, { verb: st.verb }) : personNamed(ctx, st.by);
}

const connect = verb<"connect">({
  verb: "connect",
  on: "free",
  makes: connectionKind.name,
  uses: (st) => [{ name: st.args.to, kinds: [serverKind.name] }],
  run(ctx, st) {
    const client = personNamed(ctx, st.object!);
    const server = ctx.resource(st.args.to, serverKind);
    const { over } = st.args;
    const between = readSlice(ctx.world, interceptions).get(route(client, server.id));
    const refused = over === "tls" ? overTls(ctx, client, server, between) : overHttp(server, between);
    if (refused !== undefined) return refused;
    const reading = between !== undefined && (over === "http" || between.presenting !== undefined);
    const base = { client, server: server.id, over, listeners: [] };
    ctx.make(connectionKind, {
      id: ctx.newName(st, `${client.replace("/", "-")}-to-${server.name}`),
      place: NOWHERE,
      arn: "",
      data: reading ? { ...base, between: between.by } : base,
    });
    return DONE;
  },
});

/** The client verifies the certificate that it is shown, whoever shows it. */
function overTls(
  ctx: StatementContext,
  client: string,
  server: Resource<ServerData>,
  between: Interception | undefined,
): Refused | undefined {
  const shown = between?.presenting ?? server.data.certificate;
  if (shown === undefined) return refuse("ERR_SSL_WRONG_VERSION_NUMBER", "wrong version number");
  const certificate = ctx.find(certificateKind, shown)!.data;
  const issuer = certificate.issuer === undefined ? undefined : ctx.find(authorityKind, certificate.issuer);
  return refusedByClient(client, server.data.host, issuer === undefined ? { certificate } : { certificate, issuer }, ctx.now);
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
    ctx.learn(data.server, content.document, `received it over ${name}`);
    if (data.over === "http") for (const who of data.listeners) ctx.learn(who, content.document, `listened on ${name}`);
    return DONE;
  },
});

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
    const owner = shown === undefined ? undefined : serverWith(ctx, shown);
    if (owner !== undefined) ctx.fail("tls/no-private-key", presenting!, { name: shown!, server: owner, who: by });
    const between: Interception = shown === undefined ? { by } : { by, presenting: shown };
    const client = personNamed(ctx, st.object!);
    writeSlice(ctx.world, interceptions, readSlice(ctx.world, interceptions).set(route(client, server.id), between));
    ctx.put(server, `reached by ${client} through ${by}`);
    return DONE;
  },
});

/** Who serves with a certificate has its private key. */
function serverWith(ctx: StatementContext, certificate: string): string | undefined {
  for (const each of ctx.world.resources.values())
    if (isKind(each, serverKind) && each.data.certificate === certificate) return each.name;
  return undefined;
}

export const connectionVerbs: readonly AnyVerbEntry[] = [serve, connect, send, eavesdrop, intercept];
