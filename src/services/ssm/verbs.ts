// `put parameter /app/password "s3cret" with k1`, `put parameter /app/url "…" unencrypted`, `get parameter /app/password [without decryption]`.

import { assert } from "../../base/assert.js";
import { accountOfActor, givenKey, keyUse, siteOf, siteOfNew } from "../../contract/sites.js";
import { type AnyVerbEntry, type StatementContext, verb } from "../../contract/statement.js";
import type { Do } from "../../language/syntax.js";
import { ok, type Reply } from "../../rules/reply.js";
import { type CiphertextData, ciphertextKind } from "../../world/key.js";
import { type Caller, callerText } from "../../world/principal.js";
import { isKind, type Resource } from "../../world/resource.js";
import { type ParameterData, parameterKind } from "./state.js";

const PARAMETERS = [parameterKind.name];

const put = verb<"put parameter">({
  verb: "put parameter",
  on: "free",
  makes: parameterKind.name,
  uses: (st) => keyUse(st.args.with),
  run(ctx, st) {
    const name = st.object?.text ?? ctx.newName(st, "/parameter");
    const { args } = st;
    const known = ctx.world.resources.get(name);
    if (known !== undefined && !isKind(known, parameterKind))
      ctx.fail("ssm/not-a-parameter", st.object ?? st, { name, is: known.kind });
    const { place, how } =
      known === undefined ? siteOfNew(ctx, st, args.with) : siteOf(ctx, st, { account: known.account, region: known.region });
    const reply = ctx.call(
      "ssm:PutParameter",
      {
        name,
        type: args.unencrypted ? "String" : "SecureString",
        value: args.text.value,
        tier: args.advanced ? "advanced" : "standard",
        // As somebody would who knows whether it is there.
        overwrite: args.onlyNew !== true && known !== undefined,
        ...givenKey(ctx, args.with, place),
      },
      how,
    );
    if (reply.is === "ok") {
      ctx.learn(knower(how.as), name, "put its value");
      ctx.learn("service ssm", name, "was given its value");
    }
    return reply;
  },
});

function knower(caller: Caller): string {
  return caller.is === "principal" ? caller.ref : caller.is === "outside" ? caller.name : callerText(caller);
}

function getNamed(ctx: StatementContext, st: Do<"get parameter">, name: string, object: Resource | undefined): Reply {
  const base = object === undefined ? accountOfActor(st) : { account: object.account, region: object.region };
  const { how } = siteOf(ctx, st, base);
  const reply = ctx.call("ssm:GetParameter", { name, withDecryption: st.args.raw !== true }, how);
  if (reply.is === "refused") return reply;
  const { parameter, value } = reply.output;
  if (value === undefined) return st.as === undefined ? reply : storedText(ctx, st, parameter);
  ctx.learn(knower(how.as), name, "got its value");
  return reply;
}

/** What lies there, as a ciphertext that KMS can be handed; the envelope of an advanced parameter is none that KMS reads. */
function storedText(ctx: StatementContext, st: Do<"get parameter">, parameter: Resource<ParameterData>): Reply {
  const { encryption, tier } = parameter.data;
  assert(encryption !== undefined, "only what is encrypted comes without its value");
  const { wrapped } = encryption;
  const data: CiphertextData = tier === "advanced" ? { ...wrapped, tampered: true } : wrapped;
  const id = ctx.newName(st, "ciphertext");
  ctx.make(ciphertextKind, { id, place: { account: parameter.account, region: parameter.region }, arn: "", data });
  return ok(undefined);
}

const get = verb<"get parameter">({
  verb: "get parameter",
  on: PARAMETERS,
  makesSome: true,
  run: (ctx, st, object) => getNamed(ctx, st, object!.id, object),
});

/** One that is not there is AWS's to refuse. */
const getAbsent = verb<"get parameter">({
  verb: "get parameter",
  on: "free",
  makesSome: true,
  run: (ctx, st) => getNamed(ctx, st, st.object?.text ?? "", undefined),
});

const remove = verb<"delete">({
  verb: "delete",
  on: PARAMETERS,
  run: (ctx, st, object) =>
    ctx.call(
      "ssm:DeleteParameter",
      { name: object!.id },
      siteOf(ctx, st, { account: object!.account, region: object!.region }).how,
    ),
});

export const verbs: readonly AnyVerbEntry[] = [put, get, getAbsent, remove];
