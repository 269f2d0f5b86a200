// The ways in which RDS uses KMS. The user's part is DescribeKey and CreateGrant; everything else RDS and the storage under it do by
// themselves under that grant, as long as the database lives.

import { assert } from "../../base/assert.js";
import type { NamedKey } from "../../contract/sites.js";
import type { OperationContext } from "../../rules/operation.js";
import { ok, type Reply } from "../../rules/reply.js";
import { type CiphertextData, type GrantPrincipal, type KeyData, keyKind } from "../../world/key.js";
import type { Caller } from "../../world/principal.js";
import { isKind, type Resource } from "../../world/resource.js";
import type { World } from "../../world/world.js";
import type { StorageEncryption } from "./state.js";

/** What the grant lets RDS do. Source: KMS Developer Guide, services-rds. */
const GRANTED: readonly string[] = [
  "Decrypt",
  "Encrypt",
  "GenerateDataKey",
  "GenerateDataKeyWithoutPlaintext",
  "ReEncryptFrom",
  "ReEncryptTo",
  "CreateGrant",
  "RetireGrant",
  "DescribeKey",
];

export type Encrypted = Extract<StorageEncryption, { is: "kms" }>;

/** `{aws:rds:db-id: db1}`; what the storage asks for carries its volume too. */
function rdsContext(id: string): ReadonlyMap<string, string> {
  return new Map([["aws:rds:db-id", id]]);
}
function storageContext(id: string): ReadonlyMap<string, string> {
  return new Map([
    ["aws:rds:db-id", id],
    ["aws:ebs:id", `${id}-volume`],
  ]);
}

function servicePrincipal(service: "rds" | "ec2", region: string): GrantPrincipal {
  return { is: "service", principal: `${service}.${region}.amazonaws.com` };
}

/** RDS, or EC2 under it, acting for itself on what belongs to `account`. */
function itself(service: "rds" | "ec2", account: string, region: string): Caller {
  return { is: "service", service, account, region };
}

export function keyOf(world: World, id: string): Resource<KeyData> {
  const key = world.resources.get(id);
  assert(isKind(key, keyKind), `${id} stays in the world, deleted or not, while something is encrypted under it`);
  return key;
}

/** RDS's hold on a key, asked for in the user's name in the key's Region. `context` is what the grant is limited to. */
export function grantToRds(
  ctx: OperationContext,
  key: NamedKey,
  region: string,
  context: ReadonlyMap<string, string>,
): Reply<{ readonly id: string; readonly keyArn: string }> {
  const as = throughRds(ctx.caller, region);
  const described = ctx.call("kms:DescribeKey", { keyId: key.reference }, { as, region });
  if (described.is === "refused") return described;
  // A grant takes no alias: RDS asks with the key's own name.
  const keyArn = described.output.key.arn;
  const made = ctx.call(
    "kms:CreateGrant",
    {
      keyId: keyArn,
      grantee: servicePrincipal("rds", region),
      retiring: servicePrincipal("rds", region),
      operations: GRANTED,
      constraint: { is: "subset", pairs: context },
      forService: true,
    },
    { as, region },
  );
  return made.is === "refused" ? made : ok({ id: made.output.grantId, keyArn });
}

function throughRds(caller: Caller, region: string): Caller {
  return caller.is === "principal" ? { ...caller, via: { service: "rds", region } } : caller;
}

/** Storage for a database: a data key under RDS's grant, and a grant of RDS's own making for the volume, which opens it. */
export function newStorage(ctx: OperationContext, database: string, key: NamedKey): Reply<Encrypted> {
  const { account, region } = ctx.place;
  const held = grantToRds(ctx, key, region, rdsContext(database));
  if (held.is === "refused") return held;
  const { id: grant, keyArn } = held.output;
  const rds = { as: itself("rds", account, region), grantTokens: [grant] };
  const context = storageContext(database);
  const made = ctx.call(
    "kms:GenerateDataKeyWithoutPlaintext",
    { keyId: keyArn, keySpec: "AES_256", encryptionContext: context },
    rds,
  );
  if (made.is === "refused") return made;
  const passed = ctx.call(
    "kms:CreateGrant",
    {
      keyId: keyArn,
      grantee: servicePrincipal("ec2", region),
      retiring: servicePrincipal("rds", region),
      operations: ["Decrypt"],
      constraint: { is: "subset", pairs: context },
      forService: true,
    },
    rds,
  );
  if (passed.is === "refused") return passed;
  const wrapped = made.output.ciphertext;
  const opened = ctx.call(
    "kms:Decrypt",
    { ciphertext: wrapped, encryptionContext: wrapped.context },
    { as: itself("ec2", account, region), grantTokens: [passed.output.grantToken] },
  );
  return opened.is === "refused" ? opened : ok({ is: "kms", key: wrapped.key, wrapped, grant });
}

/** A data key for the copy of a snapshot, under a grant on the key that the copy gets. */
export function newCopyKey(ctx: OperationContext, snapshot: string, key: NamedKey): Reply<Encrypted> {
  const { account, region } = ctx.place;
  const held = grantToRds(ctx, key, region, rdsContext(snapshot));
  if (held.is === "refused") return held;
  const made = ctx.call(
    "kms:GenerateDataKeyWithoutPlaintext",
    { keyId: held.output.keyArn, keySpec: "AES_256", encryptionContext: rdsContext(snapshot) },
    { as: itself("rds", account, region), grantTokens: [held.output.id] },
  );
  if (made.is === "refused") return made;
  const wrapped = made.output.ciphertext;
  return ok({ is: "kms", key: wrapped.key, wrapped, grant: held.output.id });
}

/** RDS opens a data key, by a grant that it holds. */
export function openByRds(
  ctx: Pick<OperationContext, "call">,
  wrapped: CiphertextData,
  how: { readonly account: string; readonly region: string; readonly grant: string },
): Reply {
  return ctx.call(
    "kms:Decrypt",
    { ciphertext: wrapped, encryptionContext: wrapped.context },
    { as: itself("rds", how.account, how.region), region: how.region, grantTokens: [how.grant] },
  );
}

export function retireRdsGrant(ctx: OperationContext, key: Resource<KeyData>, grant: string): void {
  const as = itself("rds", ctx.place.account, key.region);
  ctx.call("kms:RetireGrant", { keyId: key.arn, grantId: grant }, { as, region: key.region });
}
