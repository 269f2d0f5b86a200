// `seal doc1 with k1, k2 by A/alice as sealed1`, `open sealed1 by A/bob`: a library in the application, which calls KMS as the
// application does, with no service in between.

import { contentOf, knowerOf } from "../../contract/contents.js";
import { contextSaid } from "../../contract/context-said.js";
import { accountOfActor } from "../../contract/sites.js";
import { type AnyVerbEntry, type StatementContext, verb } from "../../contract/statement.js";
import type { Discovery, Do, KeyTarget } from "../../language/syntax.js";
import { holdFor, isHeld } from "../../rules/held-data-keys.js";
import { isSameKey, keyOfArn } from "../../rules/key-lookup.js";
import { heldByClient, openingCall } from "../../rules/reach/opening.js";
import { ok, type Refused, type Reply, refuse } from "../../rules/reply.js";
import { accountId } from "../../rules/requests.js";
import { storedKinds } from "../../rules/stored-value.js";
import { type Content, ciphertextKind } from "../../world/key.js";
import { type Caller, callerAccount } from "../../world/principal.js";
import { isKind, type Resource } from "../../world/resource.js";
import { type SealedData, SIGNING_KEY, sealedKind, type WrappedDataKey } from "../../world/sealed.js";
import { addDuration, millisecondsBetween } from "../../world/time.js";
import { cacheSlot, durationSaid, keepDataKey, keptDataKey } from "./caching.js";
import { type NewDataKey, namesOf, newDataKey, type WrappingKey, wrappingKeys, wrappingKinds } from "./seal.js";

const seal = verb<"seal">({
  verb: "seal",
  on: storedKinds,
  makes: sealedKind.name,
  uses: (st) => keyUses(st.args.with),
  run(ctx, st, object) {
    if (isDiscovery(st.args.with))
      return refuse("EncryptKeyError", "A discovery keyring only decrypts: it names no key to encrypt with");
    const keys = wrappingKeys(ctx, st, st.args.with);
    if (keys.length > (st.args.keysMax ?? keys.length)) return tooManyKeys();
    const home = keys.find((each) => each.is === "kms")?.key;
    const as = ctx.actor(accountOfActor(st).account ?? home?.account ?? "");
    const id = ctx.newName(st, `${object!.name}-sealed`);
    const made = dataKeyFor(ctx, st, { id, keys, as });
    if (made.is === "refused") return made;
    const context = contextSaid(ctx, st.args.context);
    // Signing suites put the public key of the signature into the context; a key that was wrapped offline allows no signature.
    if (made.output.signingKey !== undefined) context.set(SIGNING_KEY, made.output.signingKey);
    const content = contentOf(object!);
    const { dataKey, wrappedKeys } = made.output;
    ctx.make(sealedKind, {
      id,
      place: { account: callerAccount(as), region: "" },
      arn: "",
      data: { content, context, dataKey, wrappedKeys, ...(st.args.uncommitted ? { uncommitted: true } : {}) },
    });
    learn(ctx, as, content, `sealed ${object!.name}`);
    return ok(undefined);
  },
});

/** One of its own for each message, unless the client caches. A key pair for signatures is kept with the data key. */
function dataKeyFor(
  ctx: StatementContext,
  st: Do<"seal">,
  { id, keys, as }: { readonly id: string; readonly keys: readonly WrappingKey[]; readonly as: Caller },
): Reply<NewDataKey> {
  const said = contextSaid(ctx, st.args.context);
  const time = durationSaid(st.args.caching);
  // A suite that commits and one that does not share no data keys.
  const suite = st.args.uncommitted === true ? ["without commitment"] : [];
  const slot = cacheSlot(as, [...namesOf(keys), ...suite], said);
  const kept = time === undefined ? undefined : keptDataKey(ctx, slot, st.args.messages);
  if (kept !== undefined) return ok(kept);
  const signingKey = keys.every((each) => each.is === "kms") ? `signing key of ${id}` : undefined;
  const context = signingKey === undefined ? said : said.set(SIGNING_KEY, signingKey);
  const made = newDataKey(ctx, keys, context, as);
  if (made.is === "refused") return made;
  const output = signingKey === undefined ? made.output : { ...made.output, signingKey };
  if (time !== undefined) keepDataKey(ctx, slot, output, time);
  return ok(output);
}

function isDiscovery(keys: readonly KeyTarget[] | Discovery | undefined): keys is Discovery {
  return keys !== undefined && "is" in keys;
}

function keyUses(targets: readonly KeyTarget[] | Discovery | undefined) {
  return (targets === undefined || isDiscovery(targets) ? [] : targets)
    .filter((each) => each.by === "name" && !each.name.text.startsWith("aws/"))
    .map((each) => ({ name: each.name, kinds: wrappingKinds }));
}

const open = verb<"open">({
  verb: "open",
  on: [sealedKind.name, ciphertextKind.name],
  uses: (st) => keyUses(st.args.with),
  run(ctx, st, object) {
    // What KMS makes of a text has no header of the library's format.
    if (isKind(object, ciphertextKind))
      return refuse("NotSupportedError", "Unsupported type: this is no message of the Encryption SDK");
    const message = object as Resource<SealedData>;
    const unfit = refusedUnopened(st, message.data);
    if (unfit !== undefined) return unfit;
    const as = ctx.actor(accountOfActor(st).account ?? firstAccount(ctx, message));
    const { dataKey, content } = message.data;
    const time = durationSaid(st.args.caching);
    if (time === undefined || !isHeld(ctx.world, heldByClient(dataKey), as)) {
      const opened = unwrap(ctx, configured(ctx, st, message.data), message.data.context, as);
      if (opened.is === "refused") return opened;
    }
    if (!hasPairs(message.data.context, contextSaid(ctx, st.args.required)))
      return refuse("CONTEXT_MISMATCH", "The message's encryption context is not the one that is required");
    if (time !== undefined && !isHeld(ctx.world, heldByClient(dataKey), as))
      holdFor(ctx, heldByClient(dataKey), as, millisecondsBetween(ctx.now, addDuration(ctx.now, time)));
    learn(ctx, as, content, `opened ${message.name}`);
    return ok(undefined);
  },
});

/** What a client does not take, before any key is asked: by its commitment policy, which wants commitment unless it is told, and its limit of keys. */
function refusedUnopened(st: Do<"open">, message: SealedData): Refused | undefined {
  const { keysMax = message.wrappedKeys.length, uncommitted } = st.args;
  if (message.wrappedKeys.length > keysMax) return tooManyKeys();
  if (message.uncommitted !== true || uncommitted === true) return undefined;
  return refuse(
    "ActionNotAllowedError",
    "Configuration conflict. Cannot decrypt due to CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT requiring only committed messages.",
  );
}

function tooManyKeys(): Refused {
  return refuse("MaxEncryptedDataKeysExceeded", "Number of encrypted data keys found larger than configured value");
}

function hasPairs(context: ReadonlyMap<string, string>, wanted: ReadonlyMap<string, string>): boolean {
  return [...wanted].every(([name, value]) => context.get(name) === value);
}

/**
 * Without `with`, or with any key, every key of the message is tried (discovery), of the accounts that are said if any are; with keys, only
 * those that are named, by their ARN (strict). Discovery knows nothing of keys outside KMS.
 */
function configured(ctx: StatementContext, st: Do<"open">, message: SealedData): readonly WrappedDataKey[] {
  const targets = st.args.with;
  if (targets === undefined) return message.wrappedKeys;
  if (isDiscovery(targets)) {
    const ids = targets.accounts.map((name) => accountId(ctx.world, ctx.named(name)));
    return message.wrappedKeys.filter(
      ({ keyArn, provider }) => provider === "aws-kms" && (ids.length === 0 || ids.includes(keyArn.split(":")[4] ?? "")),
    );
  }
  // The message carries ARNs, and the library compares: an alias is equal to none of them.
  const named = targets.flatMap((target) => wrappingKeys(ctx, st, [target]));
  const arns = named.map((key) => (key.is === "kms" ? key.reference : ""));
  const { multiRegionAware } = st.args;
  return message.wrappedKeys.flatMap((wrapped) => {
    if (arns.includes(wrapped.keyArn)) return [wrapped];
    const related = multiRegionAware === true ? relatedTo(ctx, wrapped, named) : undefined;
    return related === undefined ? [] : [{ ...wrapped, keyArn: related }];
  });
}

/** The ARN of a named key that is the same multi-Region key, in another Region. Source: AWS Encryption SDK Developer Guide, multi-Region-aware keyrings. */
function relatedTo(ctx: StatementContext, { keyArn }: WrappedDataKey, named: readonly WrappingKey[]): string | undefined {
  const maker = keyOfArn(ctx.world, keyArn);
  if (maker === undefined) return undefined;
  for (const each of named) if (each.is === "kms" && isSameKey(each.key, maker)) return each.key.arn;
  return undefined;
}

/** One after the other until one succeeds. */
function unwrap(
  ctx: StatementContext,
  wrappedKeys: readonly WrappedDataKey[],
  context: ReadonlyMap<string, string>,
  as: Caller,
): Reply {
  let last: Refused | undefined;
  for (const each of wrappedKeys) {
    const { input, region } = openingCall(each, context);
    const reply = ctx.call("kms:Decrypt", input, { as, region });
    if (reply.is === "ok") return reply;
    last = reply;
  }
  return refuse("DecryptKeyError", "Unable to decrypt any data key", last);
}

function firstAccount(ctx: StatementContext, message: Resource<SealedData>): string {
  const key = message.data.wrappedKeys[0]?.wrapped.key;
  return message.account || (key === undefined ? "" : (ctx.world.resources.get(key)?.account ?? ""));
}

function learn(ctx: StatementContext, who: Caller, content: Content, how: string): void {
  if (content.is === "document") ctx.learn(knowerOf(who), content.document, how);
}

export const verbs: readonly AnyVerbEntry[] = [seal, open];
