// The ways in which EBS uses KMS: the encryption context of what it encrypts, the service's own name on grants, and calls that it makes
// for itself under a grant. One set of words for every operation, so that policies and trails see the same.

import { assert } from "../../base/assert.js";
import type { OperationContext, OutputOf } from "../../rules/operation.js";
import type { Reply } from "../../rules/reply.js";
import type { CiphertextData, GrantPrincipal, KeyData } from "../../world/key.js";
import { keyKind } from "../../world/key.js";
import type { Caller } from "../../world/principal.js";
import { isKind, type Resource } from "../../world/resource.js";
import type { World } from "../../world/world.js";

/** `{aws:ebs:id: vol1}`; a copied snapshot has its own id there. */
export function ebsContext(id: string): ReadonlyMap<string, string> {
  return new Map([["aws:ebs:id", id]]);
}

/** EC2 as grants name it: `ec2.us-east-1.amazonaws.com`. */
export function ec2Principal(region: string): GrantPrincipal {
  return { is: "service", principal: `ec2.${region}.amazonaws.com` };
}

/** EC2 acting for itself, on what belongs to `account`. */
export function ec2Itself(account: string, region: string): Caller {
  return { is: "service", service: "ec2", account, region };
}

/** The caller as KMS in `region` sees it when EC2 there calls in the caller's name. */
export function throughEc2(caller: Caller, region: string): Caller {
  return caller.is === "principal" ? { ...caller, via: { service: "ec2", region } } : caller;
}

export function keyOf(world: World, id: string): Resource<KeyData> {
  const key = world.resources.get(id);
  assert(isKind(key, keyKind), `${id} stays in the world, deleted or not, while something is encrypted under it`);
  return key;
}

export interface HeldGrant {
  readonly id: string;
  readonly token: string;
  readonly keyArn: string;
  readonly region: string;
}

export interface GrantWish {
  readonly keyArn: string;
  readonly region: string;
  readonly operation: "Decrypt" | "Encrypt";
  readonly constraint: "equals" | "subset";
  readonly context: ReadonlyMap<string, string>;
}

/** Grants for EC2 itself, one after the other; if one is refused, those that were made are given back. */
export function grantsToEc2(ctx: OperationContext, wishes: readonly GrantWish[]): Reply<readonly HeldGrant[]> {
  const held: HeldGrant[] = [];
  for (const wish of wishes) {
    const made = grantToEc2(ctx, wish);
    if (made.is === "ok") held.push(made.output);
    else {
      ctx.later(() => {
        for (const each of held) retire(ctx, each);
      });
      return made;
    }
  }
  return { is: "ok", output: held };
}

/** A grant for EC2 itself, made in the caller's name; EC2 alone may retire it. */
export function grantToEc2(ctx: OperationContext, how: GrantWish): Reply<HeldGrant> {
  const made = ctx.call(
    "kms:CreateGrant",
    {
      keyId: how.keyArn,
      grantee: ec2Principal(how.region),
      retiring: ec2Principal(how.region),
      operations: [how.operation],
      constraint: { is: how.constraint, pairs: how.context },
      forService: true,
    },
    { as: throughEc2(ctx.caller, how.region), region: how.region },
  );
  if (made.is === "refused") return made;
  return { is: "ok", output: { id: made.output.grantId, token: made.output.grantToken, keyArn: how.keyArn, region: how.region } };
}

/** EC2 opens a data key under a grant, to move the data. */
export function openByGrant(ctx: OperationContext, grant: HeldGrant, wrapped: CiphertextData): Reply<OutputOf<"kms:Decrypt">> {
  return ctx.call(
    "kms:Decrypt",
    { ciphertext: wrapped, encryptionContext: wrapped.context },
    { as: ec2Itself(ctx.place.account, grant.region), region: grant.region, grantTokens: [grant.token] },
  );
}

export function retire(ctx: OperationContext, grant: HeldGrant): void {
  ctx.call(
    "kms:RetireGrant",
    { keyId: grant.keyArn, grantId: grant.id },
    { as: ec2Itself(ctx.place.account, grant.region), region: grant.region },
  );
}
