// Sentences that sign, verify, make codes and agree on secrets. A downloaded public key verifies anywhere, for anyone: no call, no record.

import { type AnyVerbEntry, type StatementContext, verb } from "../../../contract/statement.js";
import type { Do } from "../../../language/syntax.js";
import { DONE, type Reply, refuse } from "../../../rules/reply.js";
import { type Content, keyKind, sameContent } from "../../../world/key.js";
import type { Kind, Resource } from "../../../world/resource.js";
import { macKind, type PublicKeyData, publicKeyKind, type SignatureData, sharedSecretKind, signatureKind } from "../state.js";
import { aim, aimAtKey, aimUses, keyAimUses } from "./targets.js";
import { algorithmOf, constantOf, contentOf, contentUses, dryRunOf } from "./values.js";

/** What KMS gave away is kept with the place of its key. */
function keep<T extends { readonly key: string }>(
  ctx: StatementContext,
  st: Pick<Do, "as">,
  kind: Kind<T>,
  stem: string,
  data: T,
): void {
  const key = ctx.find(keyKind, data.key);
  ctx.make(kind, { id: ctx.newName(st, stem), place: { account: key?.account ?? "", region: key?.region ?? "" }, arn: "", data });
}

interface Message {
  readonly message: Content;
  /** Where it is known. */
  readonly messageBytes?: number;
  readonly algorithm?: string;
  readonly messageType?: string;
  readonly dryRun?: true;
}

/** What is signed or verified, and how. */
function messageOf(ctx: StatementContext, args: Do<"sign">["args"]): Message {
  const { what, algorithm, messageType } = args;
  const { content, bytes } = contentOf(ctx, what);
  return {
    message: content,
    ...(bytes === undefined ? {} : { messageBytes: bytes }),
    ...(algorithm === undefined ? {} : { algorithm: constantOf(algorithm) }),
    ...(messageType === undefined ? {} : { messageType: constantOf(messageType) }),
    ...dryRunOf({ args }),
  };
}

const downloadPublicKey = verb({
  verb: "download public key",
  on: "free",
  makes: publicKeyKind.name,
  uses: ({ args }) => keyAimUses(args.of),
  run(ctx, st) {
    const { keyId, ...caller } = aimAtKey(ctx, st, st.args.of);
    const reply = ctx.call("kms:GetPublicKey", { keyId }, caller);
    if (reply.is === "ok") keep(ctx, st, publicKeyKind, `${reply.output.publicKey.key}-public-key`, reply.output.publicKey);
    return reply;
  },
});

const sign = verb({
  verb: "sign",
  on: "free",
  makes: signatureKind.name,
  uses: ({ args }) => [...contentUses(args.what), ...keyAimUses(args.with)],
  run(ctx, st) {
    const said = messageOf(ctx, st.args);
    const aimed = aimAtKey(ctx, st, st.args.with);
    const reply = ctx.call("kms:Sign", { keyId: aimed.keyId, ...said }, aimed);
    if (reply.is === "ok") keep(ctx, st, signatureKind, "signature", reply.output.signature);
    return reply;
  },
});

const verify = verb({
  verb: "verify",
  on: [signatureKind.name],
  uses: ({ args }) => [...contentUses(args.what), ...aimUses(args.with)],
  run(ctx, st, object) {
    const signature = (object as Resource<SignatureData>).data;
    const aimed = aim(ctx, st, st.args.with);
    if (aimed.is === "public key") {
      const message = contentOf(ctx, st.args.what).content;
      return verifyOffline(aimed.publicKey.data, signature, { ...signature, ...algorithmOf(st), message });
    }
    return ctx.call("kms:Verify", { keyId: aimed.keyId, ...messageOf(ctx, st.args), signature }, aimed);
  },
});

/** With the algorithm that comes with the signature, unless another one is said. */
function verifyOffline({ usage, material }: PublicKeyData, signature: SignatureData, said: SignatureData): Reply {
  const isSame = sameContent(signature.message, said.message) && signature.algorithm === said.algorithm;
  return isSame && usage === "SIGN_VERIFY" && material === signature.material
    ? DONE
    : refuse("InvalidSignature", "The signature is not of this message by this key.");
}

const mac = verb({
  verb: "mac",
  on: "free",
  makes: macKind.name,
  uses: ({ args }) => [...contentUses(args.what), ...keyAimUses(args.with)],
  run(ctx, st) {
    const said = messageOf(ctx, st.args);
    const aimed = aimAtKey(ctx, st, st.args.with);
    const reply = ctx.call("kms:GenerateMac", { keyId: aimed.keyId, ...said }, aimed);
    if (reply.is === "ok") keep(ctx, st, macKind, "mac", reply.output.mac);
    return reply;
  },
});

const verifyMac = verb({
  verb: "verify-mac",
  on: [macKind.name],
  uses: ({ args }) => [...contentUses(args.what), ...keyAimUses(args.with)],
  run(ctx, st, object) {
    const said = messageOf(ctx, st.args);
    const aimed = aimAtKey(ctx, st, st.args.with);
    return ctx.call("kms:VerifyMac", { keyId: aimed.keyId, ...said, mac: (object as Resource<SignatureData>).data }, aimed);
  },
});

const deriveSecret = verb({
  verb: "derive secret",
  on: "free",
  makes: sharedSecretKind.name,
  uses: ({ args }) => [{ name: args.from, kinds: [publicKeyKind.name] }, ...keyAimUses(args.with)],
  run(ctx, st) {
    const { data: publicKey } = ctx.resource(st.args.from, publicKeyKind);
    const aimed = aimAtKey(ctx, st, st.args.with);
    const reply = ctx.call(
      "kms:DeriveSharedSecret",
      { keyId: aimed.keyId, publicKey, ...algorithmOf(st), ...dryRunOf(st) },
      aimed,
    );
    if (reply.is === "refused") return reply;
    const key = ctx.find(keyKind, publicKey.key);
    ctx.make(sharedSecretKind, {
      id: ctx.newName(st, "shared-secret"),
      place: { account: key?.account ?? "", region: aimed.region },
      arn: "",
      data: reply.output.secret,
    });
    return reply;
  },
});

export const asymmetricVerbs: readonly AnyVerbEntry[] = [downloadPublicKey, sign, verify, mac, verifyMac, deriveSecret];
