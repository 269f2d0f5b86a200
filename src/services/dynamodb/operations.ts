// CreateTable, PutItem, GetItem. The table key is opened in the caller's name and held for that caller for five minutes.

import type { NamedKey } from "../../contract/sites.js";
import { holdFor, isHeld } from "../../rules/held-data-keys.js";
import { unwatchKey, watchKey } from "../../rules/key-watch.js";
import type { Operation, OperationContext, Permission, PrepareContext } from "../../rules/operation.js";
import { isDenial, ok, type Refused, type Reply, refuse } from "../../rules/reply.js";
import { accountId } from "../../rules/requests.js";
import type { StoredValue } from "../../rules/stored-value.js";
import { type CiphertextData, type GrantPrincipal, keyKind } from "../../world/key.js";
import type { Place } from "../../world/place.js";
import type { Caller } from "../../world/principal.js";
import { isKind, type Resource } from "../../world/resource.js";
import { MINUTE_MS } from "../../world/time.js";
import type { World } from "../../world/world.js";
import { ARCHIVE_EVENT, KEY_CHECK_EVENT } from "./events.js";
import { type TableData, type TableEncryption, tableKind } from "./state.js";

declare module "../../rules/operation.js" {
  interface Operations {
    "dynamodb:CreateTable": {
      input: { readonly id: string; readonly key?: NamedKey };
      output: { readonly table: Resource<TableData> };
    };
    "dynamodb:PutItem": { input: { readonly table: string; readonly value: StoredValue }; output: undefined };
    "dynamodb:GetItem": {
      input: { readonly table: string; readonly item: string };
      /** Absent: there is no such item. */
      output: { readonly value?: StoredValue };
    };
    /** `SSESpecification`: another key, or back to the one that AWS owns. */
    "dynamodb:UpdateTable": { input: { readonly table: string; readonly key: NamedKey | "owned" }; output: undefined };
    "dynamodb:DeleteTable": { input: { readonly table: string }; output: undefined };
  }
}

/** Source: KMS Developer Guide, services-dynamodb: the table key is cached for each caller, about five minutes. */
const HOLD_MS = 5 * MINUTE_MS;
const GRANTED: readonly string[] = [
  "Decrypt",
  "Encrypt",
  "GenerateDataKey",
  "ReEncryptFrom",
  "ReEncryptTo",
  "RetireGrant",
  "DescribeKey",
];

function tableArn(world: World, place: Place, id: string): string {
  return `arn:aws:dynamodb:${place.region}:${accountId(world, place.account)}:table/${id}`;
}

export function tableContext(
  world: World,
  table: { readonly id: string; readonly account: string },
): ReadonlyMap<string, string> {
  return new Map([
    ["aws:dynamodb:tableName", table.id],
    ["aws:dynamodb:subscriberId", accountId(world, table.account)],
  ]);
}

export function tableNotFound(): Refused {
  return refuse("ResourceNotFoundException", "Requested resource not found");
}

function prepared(ctx: PrepareContext, action: string, id: string) {
  const table = ctx.world.resources.get(id);
  const here = isKind(table, tableKind) && table.region === ctx.place.region && table.account === ctx.place.account;
  if (!here) return tableNotFound();
  return { permissions: [permissionOn(action, table.arn, table.account)], on: [table.id], owners: [] };
}

function permissionOn(action: string, arn: string, account: string): Permission {
  return { action, arn, account, rule: "identity-only", crossAccount: "never" };
}

/** Custody's model: DynamoDB answers want of permission on the key, and a key that cannot be used, with KMS's words. */
function throughDynamo(cause: Refused): Refused {
  return refuse(isDenial(cause) ? "AccessDeniedException" : cause.code, cause.message, cause);
}

const createTable: Operation<"dynamodb:CreateTable"> = {
  action: "dynamodb:CreateTable",
  crossAccount: "never",
  readOnly: false,
  recorded: true,
  prepare(input, ctx) {
    const arn = tableArn(ctx.world, ctx.place, input.id);
    return { permissions: [permissionOn("dynamodb:CreateTable", arn, ctx.place.account)], on: [input.id], owners: [] };
  },
  perform(input, ctx) {
    const got = input.key === undefined ? ok({ is: "owned" } as const) : heldBy(ctx, input.id, input.key);
    if (got.is === "refused") return throughDynamo(got);
    const data: TableData = { encryption: got.output, status: "ACTIVE", items: [] };
    const arn = tableArn(ctx.world, ctx.place, input.id);
    const table = ctx.make(tableKind, { id: input.id, place: ctx.place, arn, data });
    if (input.key !== undefined) watchKey(ctx, input.key.id, { event: KEY_CHECK_EVENT, subject: table.id, afterMs: HOLD_MS });
    return ok({ table });
  },
  record: (input) => ({
    requestParameters: {
      tableName: input.id,
      ...(input.key === undefined
        ? {}
        : { sSESpecification: { enabled: true, sSEType: "KMS", kMSMasterKeyId: input.key.reference } }),
    },
    responseElements: null,
  }),
};

/** DynamoDB's own grant on the key, for the work that it does while nobody asks. */
function heldBy(ctx: OperationContext, table: string, key: NamedKey): Reply<TableEncryption> {
  const described = ctx.call("kms:DescribeKey", { keyId: key.reference });
  if (described.is === "refused") return described;
  const principal: GrantPrincipal = { is: "service", principal: `dynamodb.${ctx.place.region}.amazonaws.com` };
  const pairs = tableContext(ctx.world, { id: table, account: ctx.place.account });
  const made = ctx.call("kms:CreateGrant", {
    keyId: described.output.key.arn,
    grantee: principal,
    retiring: principal,
    operations: GRANTED,
    constraint: { is: "subset", pairs },
    forService: true,
  });
  return made.is === "refused" ? made : ok({ is: "kms", key, grant: made.output.grantId });
}

const putItem: Operation<"dynamodb:PutItem"> = {
  action: "dynamodb:PutItem",
  crossAccount: "never",
  readOnly: false,
  recorded: false,
  meter: () => "dynamodb-write",
  prepare: (input, ctx) => prepared(ctx, "dynamodb:PutItem", input.table),
  perform(input, ctx) {
    const opened = opensTable(ctx, input.table);
    if (opened.is === "refused") return opened;
    const table = ctx.find(tableKind, input.table)!;
    const items = [...table.data.items.filter((each) => each.name !== input.value.name), input.value];
    ctx.put({ ...table, data: { ...table.data, items } }, `has the item ${input.value.name}`);
    const { document } = input.value;
    if (document !== undefined) ctx.learn("service dynamodb", document, `it was put in ${table.name} as plaintext`);
    return ok(undefined);
  },
  record: () => ({ requestParameters: null }),
};

/** The table key, made when it is first needed, then opened; a table that works again is active again. */
function opensTable(ctx: OperationContext, id: string): Reply {
  const table = ctx.find(tableKind, id)!;
  const { encryption, status } = table.data;
  if (status === "ARCHIVED") return tableNotFound();
  if (encryption.is === "owned") return ok(undefined);
  const held = `table ${id}`;
  if (encryption.wrapped !== undefined && isHeld(ctx.world, held, ctx.caller)) return ok(undefined);
  const got = encryption.wrapped === undefined ? newTableKey(ctx, table, encryption.key) : openTableKey(ctx, encryption.wrapped);
  if (got.is === "refused") return throughDynamo(got);
  holdFor(ctx, held, ctx.caller, HOLD_MS);
  const data: TableData = { ...table.data, status: "ACTIVE", encryption: { ...encryption, wrapped: got.output } };
  if (status !== "ACTIVE" || encryption.wrapped === undefined) ctx.put({ ...table, data });
  return ok(undefined);
}

function newTableKey(ctx: OperationContext, table: Resource<TableData>, key: NamedKey): Reply<CiphertextData> {
  const made = ctx.call("kms:GenerateDataKey", {
    keyId: key.reference,
    keySpec: "AES_256",
    encryptionContext: tableContext(ctx.world, table),
  });
  return made.is === "refused" ? made : ok(made.output.ciphertext);
}

function openTableKey(ctx: OperationContext, wrapped: CiphertextData): Reply<CiphertextData> {
  const opened = ctx.call("kms:Decrypt", { ciphertext: wrapped, encryptionContext: wrapped.context });
  return opened.is === "refused" ? opened : ok(wrapped);
}

const getItem: Operation<"dynamodb:GetItem"> = {
  action: "dynamodb:GetItem",
  crossAccount: "never",
  readOnly: true,
  recorded: false,
  meter: () => "dynamodb-read",
  prepare: (input, ctx) => prepared(ctx, "dynamodb:GetItem", input.table),
  perform(input, ctx) {
    const opened = opensTable(ctx, input.table);
    if (opened.is === "refused") return opened;
    const value = ctx.find(tableKind, input.table)!.data.items.find((each) => each.name === input.item);
    return ok(value === undefined ? {} : { value });
  },
  record: () => ({ requestParameters: null }),
};

const updateTable: Operation<"dynamodb:UpdateTable"> = {
  action: "dynamodb:UpdateTable",
  crossAccount: "never",
  readOnly: false,
  recorded: true,
  prepare: (input, ctx) => prepared(ctx, "dynamodb:UpdateTable", input.table),
  perform(input, ctx) {
    const table = ctx.find(tableKind, input.table)!;
    const got = input.key === "owned" ? ok({ is: "owned" } as const) : heldBy(ctx, table.id, input.key);
    if (got.is === "refused") return throughDynamo(got);
    const passed = passTableKey(ctx, table, got.output);
    if (passed.is === "refused") return throughDynamo(passed);
    letGo(ctx, table);
    const after = { ...table, data: { ...table.data, encryption: passed.output } };
    ctx.put(after, input.key === "owned" ? "under a key that AWS owns" : `under ${input.key.id} from now on`);
    if (input.key !== "owned") watchKey(ctx, input.key.id, { event: KEY_CHECK_EVENT, subject: table.id, afterMs: HOLD_MS });
    return ok(undefined);
  },
  record: (input) => ({
    requestParameters: {
      tableName: input.table,
      sSESpecification:
        input.key === "owned" ? { enabled: false } : { enabled: true, sSEType: "KMS", kMSMasterKeyId: input.key.reference },
    },
    responseElements: null,
  }),
};

/** DynamoDB opens the table key under its grant on the old key and wraps it under that on the new one. */
function passTableKey(ctx: OperationContext, table: Resource<TableData>, to: TableEncryption): Reply<TableEncryption> {
  const from = table.data.encryption;
  if (from.is === "owned" || from.wrapped === undefined) return ok(to);
  const as = itself(ctx);
  const { wrapped, grant } = from;
  const base = { ciphertext: wrapped, sourceEncryptionContext: wrapped.context };
  if (to.is === "owned") {
    const opened = ctx.call(
      "kms:Decrypt",
      { ciphertext: wrapped, encryptionContext: wrapped.context },
      { as, grantTokens: [grant] },
    );
    return opened.is === "refused" ? opened : ok(to);
  }
  const passed = ctx.call(
    "kms:ReEncrypt",
    { ...base, destinationKeyId: to.key.reference, destinationEncryptionContext: wrapped.context },
    { as, grantTokens: [grant, to.grant] },
  );
  return passed.is === "refused" ? passed : ok({ ...to, wrapped: passed.output.ciphertext });
}

function itself({ place }: OperationContext): Caller {
  return { is: "service", service: "dynamodb", account: place.account, region: place.region };
}

/** The grant on the key that the table is no longer under. */
function letGo(ctx: OperationContext, { id, data }: Resource<TableData>): void {
  if (data.encryption.is !== "kms") return;
  const { key, grant } = data.encryption;
  unwatchKey(ctx, key.id, id);
  const { arn } = ctx.find(keyKind, key.id)!;
  ctx.later(() => ctx.call("kms:RetireGrant", { keyId: arn, grantId: grant }, { as: itself(ctx) }));
}

const deleteTable: Operation<"dynamodb:DeleteTable"> = {
  action: "dynamodb:DeleteTable",
  crossAccount: "never",
  readOnly: false,
  recorded: true,
  prepare: (input, ctx) => prepared(ctx, "dynamodb:DeleteTable", input.table),
  perform(input, ctx) {
    const table = ctx.find(tableKind, input.table)!;
    letGo(ctx, table);
    ctx.unschedule(ARCHIVE_EVENT, table.id);
    ctx.remove(table, "deleted");
    return ok(undefined);
  },
  record: (input) => ({ requestParameters: { tableName: input.table }, responseElements: null }),
};

export const operations = [createTable, putItem, getItem, updateTable, deleteTable];
