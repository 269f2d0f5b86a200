// `put doc1 in b1`, `get doc1 from b1`: one pair of sentences for buckets, queues and tables. What the place is decides which service
// is called; each service's part is its operations alone.

import { assert } from "../../base/assert.js";
import { contextSaid } from "../../contract/context-said.js";
import { accountsCustomerKey, keyInMode, type RequestedEncryption, requestedEncryption } from "../../contract/encryption-mode.js";
import { keyUse, siteOf } from "../../contract/sites.js";
import { type AnyVerbEntry, type StatementContext, verb } from "../../contract/statement.js";
import type { Do } from "../../language/syntax.js";
import type { InputOf } from "../../rules/operation.js";
import { ok, type Refused, type Reply, refuse } from "../../rules/reply.js";
import { type StoredValue, storedKinds } from "../../rules/stored-value.js";
import { type Caller, callerAccount } from "../../world/principal.js";
import type { Resource } from "../../world/resource.js";
import { heldBy, storedValue, takenOut } from "./stored-value.js";

/** Kinds of places that hold what is put in them. */
const STORES = ["bucket", "queue", "table"];
const STORED_OBJECT = "object";

interface Store {
  readonly place: Resource;
  readonly how: { readonly as: Caller; readonly region: string };
  /** Who has the thing in hand, which is not the caller where a request was signed by another. */
  readonly holder: Caller;
}

function storeOf(ctx: StatementContext, st: Do<"put"> | Do<"get">, name: Do<"put">["args"]["in"]): Store {
  const place = ctx.anyResource(name, STORES);
  const { how } = siteOf(ctx, st, { account: place.account, region: place.region });
  const { presigned } = st.args;
  if (presigned === undefined) return { place, how, holder: how.as };
  // A pre-signed URL is its signer's request, whoever sends it.
  const signer: Caller = { is: "principal", ref: ctx.principal(presigned).ref };
  return { place, how: { ...how, as: signer }, holder: how.as };
}

const put = verb<"put">({
  verb: "put",
  on: storedKinds,
  makes: STORED_OBJECT,
  uses: (st) => [{ name: st.args.in, kinds: STORES }, ...keyUse(keyInMode(st.args.mode))],
  run(ctx, st, object) {
    assert(object !== undefined, "put acts on a thing that is there");
    if (belowTls12(st)) return endedByEndpoint();
    const { place, how, holder } = storeOf(ctx, st, st.args.in);
    const value = storedValue(object);
    const reply = stored(ctx, st, place, value, how);
    // Nobody can put what they do not have.
    if (reply.is === "ok") heldBy(ctx, value, holder);
    return reply;
  },
});

/** Words about encryption, parts and the channel are for requests to S3. */
function onlyForBuckets(ctx: StatementContext, st: Do<"put"> | Do<"get">, place: Resource): void {
  if (place.kind === "bucket") return;
  const { mode, over, ...rest } = st.args;
  const { context, parts } = rest as Partial<Do<"put">["args"]>;
  const said = mode ?? context ?? (over === undefined && parts === undefined ? undefined : st);
  if (said !== undefined)
    ctx.fail("sentence/not-for-this", said, { verb: st.verb, is: `a ${place.kind}`, words: "what it says of S3" });
}

function stored(ctx: StatementContext, st: Do<"put">, place: Resource, value: StoredValue, how: Store["how"]): Reply {
  onlyForBuckets(ctx, st, place);
  switch (place.kind) {
    case "queue":
      return ctx.call("sqs:SendMessage", { queue: place.id, value }, how);
    case "table":
      return ctx.call("dynamodb:PutItem", { table: place.id, value }, how);
    default:
      return putObject(ctx, st, place, value, how);
  }
}

function putObject(ctx: StatementContext, st: Do<"put">, bucket: Resource, value: StoredValue, how: Store["how"]): Reply {
  const headers = {
    ...headersOf(ctx, st, bucket, value.name, how),
    ...(st.args.context === undefined ? {} : { context: contextSaid(ctx, st.args.context) }),
  };
  const on = { bucket: bucket.id, object: value.name };
  const { parts, context } = st.args;
  const own = (bucket.data as { readonly encryption?: RequestedEncryption }).encryption;
  if (context !== undefined && (headers.encryption ?? own)?.is !== "sse-kms")
    return ctx.notModelled("what S3 answers to an encryption context without a KMS key", context);
  return parts === undefined
    ? ctx.call("s3:PutObject", { ...on, value, ...headers }, how)
    : uploadInParts(ctx, { ...on, value, ...headers }, parts, how);
}

/** Begins, sends the parts one after another, and ends; the first that is refused ends it. */
function uploadInParts(
  ctx: StatementContext,
  { value, ...on }: InputOf<"s3:PutObject">,
  parts: number,
  how: Store["how"],
): Reply {
  const begun = ctx.call("s3:CreateMultipartUpload", { ...on, value }, how);
  if (begun.is === "refused") return begun;
  const { upload } = begun.output;
  const { encryption, ...rest } = on;
  const sent = encryption?.is === "sse-c" ? { encryption } : {};
  for (let part = 1; part <= parts; part++) {
    const done = ctx.call("s3:UploadPart", { ...rest, ...sent, upload }, how);
    if (done.is === "refused") return done;
  }
  return ctx.call("s3:CompleteMultipartUpload", { bucket: on.bucket, object: on.object, upload }, how);
}

/** What a request to a bucket says of encryption and of its channel. */
function headersOf(ctx: StatementContext, st: Do<"put"> | Do<"get">, bucket: Resource, object: string, how: Store["how"]) {
  const { mode } = st.args;
  const encryption =
    mode === undefined ? bucketsOwn(ctx, st, bucket, object, how.as) : requestedEncryption(ctx, mode, callerPlace(bucket, how));
  return { ...(encryption === undefined ? {} : { encryption }), ...channelOf(ctx, st) };
}

function channelOf(ctx: StatementContext, st: Do<"put"> | Do<"get">): { plainHttp?: true; tlsVersion?: "1.2" | "1.3" } {
  const { over, tlsVersion } = st.args;
  if (over === "http") return { plainHttp: true };
  if (tlsVersion === undefined) return {};
  const said = tlsVersion.value.toFixed(1);
  return said === "1.2" || said === "1.3"
    ? { tlsVersion: said }
    : ctx.fail("tls/bad-version", tlsVersion, { said: String(tlsVersion.value) });
}

function endedByEndpoint(): Refused {
  return refuse("ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION", "tlsv1 alert protocol version");
}

/** AWS's endpoints end a handshake below TLS 1.2: no request comes. Source: AWS Security Blog, "TLS 1.2 to become the minimum" (2022, 2023). */
function belowTls12(st: Do<"put"> | Do<"get">): boolean {
  return ["1.0", "1.1"].includes(st.args.tlsVersion?.value.toFixed(1) ?? "");
}

function callerPlace(bucket: Resource, how: Store["how"]) {
  return { account: callerAccount(how.as) || bucket.account, region: bucket.region };
}

/** A bucket `encrypted with sse-c`: the clients of its account send their key with each request. */
function bucketsOwn(
  ctx: StatementContext,
  st: Do<"put"> | Do<"get">,
  bucket: Resource,
  name: string,
  caller: Caller,
): RequestedEncryption | undefined {
  const { clientsSendKey } = bucket.data as { readonly clientsSendKey?: true };
  if (clientsSendKey !== true || callerAccount(caller) !== bucket.account) return undefined;
  const customerKey = accountsCustomerKey(bucket.account);
  // What was put with a key of its own is got with that key, or with none.
  const stored = ctx.world.resources.get(`${bucket.id}/${name}`)?.data as
    | { readonly encryption?: RequestedEncryption }
    | undefined;
  const isOther = stored?.encryption?.is === "sse-c" && stored.encryption.customerKey !== customerKey;
  return st.verb === "get" && isOther ? undefined : { is: "sse-c", customerKey };
}

const get = verb<"get">({
  verb: "get",
  on: [...storedKinds, STORED_OBJECT],
  makesSome: true,
  uses: (st) => [{ name: st.args.from, kinds: STORES }, ...keyUse(keyInMode(st.args.mode))],
  run(ctx, st, object) {
    assert(object !== undefined, "get acts on a thing that is there");
    if (belowTls12(st)) return endedByEndpoint();
    const { place, how, holder } = storeOf(ctx, st, st.args.from);
    const name = object.kind === STORED_OBJECT ? object.name.slice(object.name.indexOf("/") + 1) : object.name;
    const got = fetched(ctx, st, place, name, how);
    if (got.is === "refused") return got;
    const { value } = got.output;
    // AWS answers with nothing then; a sentence that wants it back has mistaken where it lies.
    if (value === undefined) return ctx.fail("document/not-there", st.object ?? st, { name, place: place.name });
    return ok(takenOut(ctx, st, value, holder, place.name));
  },
});

function fetched(
  ctx: StatementContext,
  st: Do<"get">,
  place: Resource,
  name: string,
  how: Store["how"],
): Reply<{ readonly value?: StoredValue }> {
  onlyForBuckets(ctx, st, place);
  switch (place.kind) {
    case "queue":
      return ctx.call("sqs:ReceiveMessage", { queue: place.id, message: name }, how);
    case "table":
      return ctx.call("dynamodb:GetItem", { table: place.id, item: name }, how);
    default:
      return ctx.call("s3:GetObject", { bucket: place.id, object: name, ...headersOf(ctx, st, place, name, how) }, how);
  }
}

export const storeVerbs: readonly AnyVerbEntry[] = [put, get];
