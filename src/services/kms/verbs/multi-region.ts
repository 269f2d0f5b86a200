// Sentences about multi-Region keys: `replicate m1 to region eu-west-1 as m1-eu`, `promote m1-eu`.

import { type AnyVerbEntry, verb } from "../../../contract/statement.js";
import { relativesOf } from "../../../rules/key-lookup.js";
import { keyKind } from "../../../world/key.js";
import { asKey, KEYS } from "./keys.js";
import { tagListOf } from "./values.js";

const replicate = verb({
  verb: "replicate",
  on: KEYS,
  makes: keyKind.name,
  run(ctx, st, object) {
    const key = asKey(object);
    const { to, described, policy, bypassLockoutCheck } = st.args;
    const place = to ?? st.place;
    if (place?.account !== undefined && place.account.text !== key.account)
      ctx.fail("kms/replica-in-other-account", place.account, { name: key.name, account: key.account });
    const region = ctx.region(place);
    const tags = tagListOf(ctx, st.args.tags);
    // The call is made where the primary is, whatever Region the sentence says for the replica.
    const caller = { as: ctx.actor(ctx.account(st.place, key.account)), region: key.region };
    return ctx.call(
      "kms:ReplicateKey",
      {
        keyId: key.arn,
        replicaRegion: region,
        id: ctx.newName(st, `${key.name}-${region}`),
        ...(described === undefined ? {} : { description: described.value }),
        ...(tags === undefined ? {} : { tags }),
        ...(policy === undefined ? {} : { policy: ctx.policyDocument(policy, "key") }),
        ...(bypassLockoutCheck === undefined ? {} : { bypassLockoutCheck }),
      },
      caller,
    );
  },
});

// The sentence names the replica that is to be the primary; the call is made on the key that is it now.
const promote = verb({
  verb: "promote",
  on: KEYS,
  run(ctx, st, object) {
    const key = asKey(object);
    const primary =
      key.data.multiRegion?.type === "PRIMARY"
        ? key
        : relativesOf(ctx.world, key).find((each) => each.data.multiRegion?.type === "PRIMARY");
    const on = primary ?? key;
    const call = { keyId: on.arn, primaryRegion: st.place?.region?.text ?? key.region };
    return ctx.call("kms:UpdatePrimaryRegion", call, { as: ctx.actor(ctx.account(st.place, on.account)), region: on.region });
  },
});

export const multiRegionVerbs: readonly AnyVerbEntry[] = [replicate, promote];
