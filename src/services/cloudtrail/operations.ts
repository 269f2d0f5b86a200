// PutEventSelectors: which management events a trail leaves out. It is all of a service's or none: a single operation of KMS cannot be
// picked. What happened meanwhile cannot be had later, and the call that hid it stands in the trail itself. Source: KMS Developer Guide,
// "Excluding AWS KMS events from a trail".

import { cloudtrailCatalog } from "../../generated/catalogs.js";
import type { Operation } from "../../rules/operation.js";
import { ok, refuse } from "../../rules/reply.js";
import { accountId } from "../../rules/requests.js";

declare module "../../rules/operation.js" {
  interface Operations {
    "cloudtrail:PutEventSelectors": {
      /** `kms.amazonaws.com`; empty: the trail has everything again. */
      input: { readonly excludeManagementEventSources: readonly string[] };
      output: { readonly trailArn: string };
    };
  }
}

/** The name of the trail that every account has. */
const TRAIL = "management-events";
const excludable: ReadonlySet<string> = new Set(cloudtrailCatalog.excludableSources);

const putEventSelectors: Operation<"cloudtrail:PutEventSelectors"> = {
  action: "cloudtrail:PutEventSelectors",
  crossAccount: "never",
  readOnly: false,
  recorded: true,
  prepare(input, ctx) {
    // The text of this refusal is not documented.
    if (input.excludeManagementEventSources.some((source) => !excludable.has(source)))
      return refuse("InvalidEventSelectorsException", "");
    const { account, region } = ctx.place;
    const arn = `arn:aws:cloudtrail:${region}:${accountId(ctx.world, account)}:trail/${TRAIL}`;
    const permission = {
      ...{ action: "cloudtrail:PutEventSelectors", arn, account },
      ...({ rule: "identity-only", crossAccount: "never" } as const),
    };
    return { permissions: [permission], on: [], owners: [] };
  },
  perform(input, ctx) {
    const { account, region } = ctx.place;
    const before = ctx.world.accounts.get(account)!;
    const trailExcludes = input.excludeManagementEventSources;
    ctx.world.accounts = ctx.world.accounts.set(account, { ...before, trailExcludes });
    if (trailExcludes.length > 0) ctx.warn("cloudtrail/left-out", { account, sources: trailExcludes.join(", ") });
    return ok({ trailArn: `arn:aws:cloudtrail:${region}:${before.id}:trail/${TRAIL}` });
  },
  record(input, _ctx, output) {
    const eventSelectors = [
      {
        readWriteType: "All",
        includeManagementEvents: true,
        dataResources: [],
        excludeManagementEventSources: input.excludeManagementEventSources,
      },
    ];
    return {
      requestParameters: { trailName: TRAIL, eventSelectors },
      responseElements: output === undefined ? null : { trailARN: output.trailArn, eventSelectors },
    };
  },
};

export const operations = [putEventSelectors];
