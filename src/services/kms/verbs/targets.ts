// Whom a sentence's calls are made by and at which key they are aimed: by its name, by an alias, at an AWS managed key.

import type { StatementContext, Use } from "../../../contract/statement.js";
import type { DoBase, KeyTarget, Name, TextValue } from "../../../language/syntax.js";
import { grantKind, type KeyData, keyKind } from "../../../world/key.js";
import type { Place } from "../../../world/place.js";
import type { Caller } from "../../../world/principal.js";
import { isKind, type Resource } from "../../../world/resource.js";
import { type PublicKeyData, publicKeyKind } from "../state.js";

export interface Aimed {
  readonly is: "key";
  /** As the request names it: an ARN, or `alias/app`. */
  readonly keyId: string;
  readonly as: Caller;
  readonly region: string;
  readonly grantTokens?: readonly string[];
}
/** A public key that was downloaded: used anywhere, by anyone, without a call. */
export interface Offline {
  readonly is: "public key";
  readonly publicKey: Resource<PublicKeyData>;
}

/** How the calls of a sentence about `resource` are made, if it says nothing else: by its account's administrator, where the resource is. */
export function how(
  ctx: StatementContext,
  st: Said,
  resource: { readonly account: string; readonly region: string },
): Omit<Aimed, "is" | "keyId"> {
  const place = ctx.place(st.place, { account: resource.account, region: resource.region });
  return { as: callerOf(ctx, st, place), region: place.region, ...tokensOf(ctx, st) };
}

/** Who makes a sentence's calls in that place: somebody, a service in somebody's name, or a service for itself. */
export function callerOf(ctx: StatementContext, { args }: Said, place: Place): Caller {
  const { service, sourceArn, via } = args as { service?: Name; sourceArn?: TextValue; via?: Name };
  if (service !== undefined)
    return { is: "service", service: service.text, ...place, ...(sourceArn === undefined ? {} : { sourceArn: sourceArn.value }) };
  const caller = ctx.actor(place.account);
  return via === undefined || caller.is !== "principal"
    ? caller
    : { ...caller, via: { service: via.text, region: place.region } };
}

export type Said = DoBase & { readonly args: object };

/** The tokens that a sentence brings: a grant's id is its token. */
export function tokensOf(ctx: StatementContext, { args }: Said): Pick<Aimed, "grantTokens"> {
  const { tokens } = args as { readonly tokens?: readonly Name[] };
  return tokens === undefined ? {} : { grantTokens: tokens.map((name) => ctx.resource(name, grantKind).id) };
}

/** `with k1`, `with alias app`, `with aws/ebs`, `with pub1`. */
export function aim(ctx: StatementContext, st: Said, target: KeyTarget | undefined): Aimed | Offline {
  if (target === undefined) return ctx.fail("kms/no-key", st, {});
  if (target.by === "alias") return asSaid(ctx, st, aliasName(target.name.text));
  if (target.by === "request") return asSaid(ctx, st, target.name.text);
  if (target.name.text.startsWith("aws/")) {
    const key = ctx.keyFor(target, ctx.place(st.place));
    return { is: "key", keyId: key.arn, ...how(ctx, st, key) };
  }
  const found = ctx.anyResource(target.name, [keyKind.name, publicKeyKind.name]);
  if (isKind(found, publicKeyKind)) {
    // No call, and no account needed: whoever does it is only named.
    if (st.by !== undefined) ctx.actor(found.account);
    return { is: "public key", publicKey: found };
  }
  return { is: "key", keyId: found.arn, ...how(ctx, st, found as Resource<KeyData>) };
}

/** The key, or the downloaded public key, that a sentence is aimed at by its name. */
export function aimUses(target: KeyTarget | undefined): readonly Use[] {
  return named(target, [keyKind.name, publicKeyKind.name]);
}
export function keyAimUses(target: KeyTarget | undefined): readonly Use[] {
  return named(target, [keyKind.name]);
}

function named(target: KeyTarget | undefined, kinds: readonly string[]): readonly Use[] {
  return target === undefined || target.by !== "name" ? [] : [{ name: target.name, kinds }];
}

/** The same, where only a key will do. */
export function aimAtKey(ctx: StatementContext, st: Said, target: KeyTarget | undefined): Aimed {
  const aimed = aim(ctx, st, target);
  return aimed.is === "key" ? aimed : ctx.fail("kms/public-key-here", target ?? st, { name: aimed.publicKey.name });
}

// An alias, or what stands in quotes, is looked up in the place of the call. If it is not there, that is AWS's to refuse: the sentence is well said.
function asSaid(ctx: StatementContext, st: Said, keyId: string): Aimed {
  const place = ctx.place(st.place);
  return { is: "key", keyId, ...how(ctx, st, place) };
}

/** `app` and `alias/app` are the same alias. */
export function aliasName(text: string): string {
  return text.startsWith("alias/") ? text : `alias/${text}`;
}
