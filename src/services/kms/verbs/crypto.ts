// Sentences that encrypt and decrypt. With a downloaded public key anyone can encrypt, anywhere: no call, no record, no cost.

import { type AnyVerbEntry, type StatementContext, verb } from "../../../contract/statement.js";
import type { Do, Word } from "../../../language/syntax.js";
import { keyOfArn } from "../../../rules/key-lookup.js";
import { DONE, type Reply, refuse } from "../../../rules/reply.js";
import { type CiphertextData, type Content, ciphertextKind, keyKind } from "../../../world/key.js";
import { type Caller, callerText } from "../../../world/principal.js";
import { isKind, type Resource } from "../../../world/resource.js";
import { type SealedData, sealedKind } from "../../../world/sealed.js";
import { algorithmsOf, plaintextBytesMax } from "../specs.js";
import { type DataKeyData, dataKeyKind, type PublicKeyData } from "../state.js";
import { aim, aimAtKey, aimUses, how, keyAimUses, tokensOf } from "./targets.js";
import { algorithmOf, constantOf, contentOf, contentUses, dryRunOf, pairsOf } from "./values.js";

/** A ciphertext lives nowhere in AWS; it is kept with the place of the key that opens it, where a call about it goes. */
export function makeCiphertext(ctx: StatementContext, st: Pick<Do, "as">, data: CiphertextData): void {
  const key = ctx.find(keyKind, data.key);
  ctx.make(ciphertextKind, {
    id: ctx.newName(st, "ciphertext"),
    place: { account: key?.account ?? "", region: key?.region ?? "" },
    arn: "",
    data,
  });
}

const encrypt = verb({
  verb: "encrypt",
  on: "free",
  makes: ciphertextKind.name,
  uses: ({ args }) => [...contentUses(args.what), ...aimUses(args.with)],
  run(ctx, st) {
    const { content, bytes } = contentOf(ctx, st.args.what);
    const aimed = aim(ctx, st, st.args.with);
    if (aimed.is === "public key") return encryptOffline(ctx, st, aimed.publicKey, content, bytes);
    const context = pairsOf(ctx, st.args.context);
    const reply = ctx.call(
      "kms:Encrypt",
      {
        keyId: aimed.keyId,
        plaintext: content,
        ...(bytes === undefined ? {} : { plaintextBytes: bytes }),
        ...(context === undefined ? {} : { encryptionContext: context }),
        ...algorithmOf(st),
        ...dryRunOf(st),
      },
      aimed,
    );
    if (reply.is === "ok") makeCiphertext(ctx, st, reply.output.ciphertext);
    return reply;
  },
});

function encryptOffline(
  ctx: StatementContext,
  st: Do<"encrypt">,
  publicKey: Resource<PublicKeyData>,
  content: Content,
  bytes: number | undefined,
): Reply {
  const { key, material, spec, usage } = publicKey.data;
  const algorithm = usage === "ENCRYPT_DECRYPT" ? (algorithmOf(st).algorithm ?? algorithmsOf(spec, usage)[0]) : undefined;
  if (algorithm === undefined) return ctx.fail("kms/not-for-encryption", st.args.with ?? st, { name: publicKey.name, usage });
  const most = plaintextBytesMax(spec, algorithm);
  if (bytes !== undefined && most !== undefined && bytes > most)
    return refuse("DataTooLong", `${algorithm} with ${spec} encrypts at most ${most} bytes.`);
  makeCiphertext(ctx, st, { key, material, algorithm, context: new Map(), content });
  return DONE;
}

const decrypt = verb({
  verb: "decrypt",
  on: [ciphertextKind.name, dataKeyKind.name, sealedKind.name],
  uses: ({ args }) => keyAimUses(args.with),
  run(ctx, st, object) {
    const ciphertext = wrappedIn(object!);
    const context = pairsOf(ctx, st.args.context);
    const aimed = st.args.with === undefined ? undefined : aimAtKey(ctx, st, st.args.with);
    const home = object as Resource;
    const { as, region } = aimed ?? how(ctx, st, home);
    const reply = ctx.call(
      "kms:Decrypt",
      {
        ciphertext,
        ...(aimed === undefined ? {} : { keyId: aimed.keyId }),
        ...(context === undefined ? {} : { encryptionContext: context }),
        ...algorithmOf(st),
        ...dryRunOf(st),
      },
      { as, region, ...tokensOf(ctx, st) },
    );
    if (reply.is === "ok") learn(ctx, as, reply.output.plaintext, home);
    return reply;
  },
});

/** The ciphertext in a thing that can be decrypted: itself, or a data key's wrapped form. A client's whole message is none to KMS. */
function wrappedIn(object: Resource): CiphertextData {
  if (isKind<SealedData>(object, sealedKind)) return { ...object.data.wrappedKeys[0]!.wrapped, algorithm: NO_ALGORITHM_OF_KMS };
  return isKind(object, dataKeyKind) ? (object.data as DataKeyData).ciphertext : (object as Resource<CiphertextData>).data;
}

const NO_ALGORITHM_OF_KMS = "AWS Encryption SDK message";

function learn(ctx: StatementContext, who: Caller, content: Content, from: Resource): void {
  if (content.is === "document")
    ctx.learn(who.is === "principal" ? who.ref : callerText(who), content.document, `decrypted ${from.name}`);
}

/** What is said once of a context is said of both sides of a ReEncrypt, but for a key that takes none. */
function takesContext(ctx: StatementContext, keyId: string): boolean {
  return (keyOfArn(ctx.world, keyId)?.data.spec ?? "SYMMETRIC_DEFAULT") === "SYMMETRIC_DEFAULT";
}

const reencrypt = verb({
  verb: "reencrypt",
  on: [ciphertextKind.name, dataKeyKind.name],
  makes: ciphertextKind.name,
  uses: ({ args }) => [...keyAimUses(args.with), ...keyAimUses(args.source)],
  run(ctx, st, object) {
    const ciphertext = wrappedIn(object!);
    const aimed = aimAtKey(ctx, st, st.args.with);
    const { algorithm, toAlgorithm } = st.args;
    const named = st.args.source === undefined ? undefined : aimAtKey(ctx, st, st.args.source).keyId;
    const source = pairsOf(ctx, st.args.context);
    const destination = pairsOf(ctx, st.args.toContext) ?? (takesContext(ctx, aimed.keyId) ? source : undefined);
    // Only symmetric ciphertext says which key made it.
    const maker = ciphertext.algorithm === "SYMMETRIC_DEFAULT" ? undefined : ctx.find(keyKind, ciphertext.key);
    const reply = ctx.call(
      "kms:ReEncrypt",
      {
        ciphertext,
        destinationKeyId: aimed.keyId,
        ...(named === undefined && maker === undefined ? {} : { sourceKeyId: named ?? maker!.arn }),
        ...(source === undefined ? {} : { sourceEncryptionContext: source }),
        ...(destination === undefined ? {} : { destinationEncryptionContext: destination }),
        ...(algorithm === undefined ? {} : { sourceAlgorithm: constantOf(algorithm) }),
        ...(toAlgorithm === undefined ? {} : { destinationAlgorithm: constantOf(toAlgorithm) }),
        ...dryRunOf(st),
      },
      aimed,
    );
    if (reply.is === "ok") makeCiphertext(ctx, st, reply.output.ciphertext);
    return reply;
  },
});

const generateDataKey = verb({
  verb: "generate data key",
  on: "free",
  makes: dataKeyKind.name,
  uses: ({ args }) => keyAimUses(args.with),
  run(ctx, st) {
    const { pair, withoutPlaintext, spec, bytes } = st.args;
    const aimed = aimAtKey(ctx, st, st.args.with);
    const context = pairsOf(ctx, st.args.context);
    const common = { keyId: aimed.keyId, ...(context === undefined ? {} : { encryptionContext: context }), ...dryRunOf(st) };
    const reply =
      pair === undefined
        ? ctx.call(
            withoutPlaintext ? "kms:GenerateDataKeyWithoutPlaintext" : "kms:GenerateDataKey",
            { ...common, ...lengthOf(spec, bytes) },
            aimed,
          )
        : ctx.call(
            withoutPlaintext ? "kms:GenerateDataKeyPairWithoutPlaintext" : "kms:GenerateDataKeyPair",
            { ...common, keyPairSpec: pair.text },
            aimed,
          );
    if (reply.is === "refused") return reply;
    const { dataKey, ciphertext } = reply.output;
    const key = ctx.find(keyKind, ciphertext.key);
    ctx.make(dataKeyKind, {
      id: ctx.newName(st, "data-key"),
      place: { account: key?.account ?? "", region: key?.region ?? "" },
      arn: "",
      data: { dataKey, ciphertext, hasPlaintext: withoutPlaintext !== true, ...(pair === undefined ? {} : { pair: pair.text }) },
    });
    return reply;
  },
});

/** A sentence that says neither means AES_256, as the AWS CLI's examples do; one that says both is AWS's to refuse. */
function lengthOf(spec: Word | undefined, bytes: number | undefined) {
  if (spec === undefined && bytes === undefined) return { keySpec: "AES_256" };
  return {
    ...(spec === undefined ? {} : { keySpec: constantOf(spec) }),
    ...(bytes === undefined ? {} : { numberOfBytes: bytes }),
  };
}

const generateRandom = verb({
  verb: "generate random",
  on: "free",
  needsPlace: true,
  run(ctx, st) {
    const place = ctx.place(st.place);
    return ctx.call(
      "kms:GenerateRandom",
      { numberOfBytes: st.args.bytes },
      { as: ctx.actor(place.account), region: place.region },
    );
  },
});

// KMS knows nothing of it: what comes of it is another ciphertext, of which KMS finds that it is not as it was made.
const tamper = verb({
  verb: "tamper",
  on: [ciphertextKind.name],
  makes: ciphertextKind.name,
  run(ctx, st, object) {
    makeCiphertext(ctx, st, { ...(object as Resource<CiphertextData>).data, tampered: true });
    return DONE;
  },
});

export const cryptoVerbs: readonly AnyVerbEntry[] = [encrypt, decrypt, reencrypt, generateDataKey, generateRandom, tamper];
