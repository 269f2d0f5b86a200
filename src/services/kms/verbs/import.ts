// Sentences about imported material: `material mat1 "first"`, `import mat1 into k3 expiring in 30 days`, `delete material of k3`.

import { type AnyVerbEntry, verb } from "../../../contract/statement.js";
import { DONE } from "../../../rules/reply.js";
import { keyKind } from "../../../world/key.js";
import type { Resource } from "../../../world/resource.js";
import { type MaterialData, materialKind } from "../state.js";
import { asKey, KEYS } from "./keys.js";
import { how } from "./targets.js";
import { endOf } from "./values.js";

const material = verb({
  verb: "material",
  on: "new",
  makes: materialKind.name,
  run(ctx, st) {
    const id = ctx.newName(st.object === undefined ? {} : { as: st.object }, "material");
    ctx.make(materialKind, { id, place: { account: "", region: "" }, arn: "", data: { bytes: st.args.text.value } });
    return DONE;
  },
});

const importMaterial = verb({
  verb: "import",
  on: [materialKind.name],
  uses: (st) => [{ name: st.args.into, kinds: [keyKind.name] }],
  run(ctx, st, object) {
    const { bytes } = (object as Resource<MaterialData>).data;
    const key = ctx.resource(st.args.into, keyKind);
    const { expiring, asNew } = st.args;
    const caller = how(ctx, st, key);
    // As AWS has it done: the token and the wrapping key first, then the material under them.
    const parameters = ctx.call("kms:GetParametersForImport", { keyId: key.arn }, caller);
    if (parameters.is === "refused") return parameters;
    return ctx.call(
      "kms:ImportKeyMaterial",
      {
        keyId: key.arn,
        bytes,
        token: parameters.output.token,
        ...(expiring === undefined
          ? { expirationModel: "KEY_MATERIAL_DOES_NOT_EXPIRE" as const }
          : { expirationModel: "KEY_MATERIAL_EXPIRES" as const, validTo: endOf(ctx, expiring) }),
        ...(asNew === undefined ? {} : { importType: "NEW_KEY_MATERIAL" as const }),
      },
      caller,
    );
  },
});

const deleteMaterial = verb({
  verb: "delete material",
  on: KEYS,
  uses: (st) => (st.args.material === undefined ? [] : [{ name: st.args.material, kinds: [materialKind.name] }]),
  run(ctx, st, object) {
    const key = asKey(object);
    const named = st.args.material === undefined ? undefined : ctx.resource(st.args.material, materialKind);
    const materialId =
      named === undefined ? undefined : (key.data.materials.find((each) => each.bytes === named.data.bytes)?.id ?? named.name);
    return ctx.call(
      "kms:DeleteImportedKeyMaterial",
      { keyId: key.arn, ...(materialId === undefined ? {} : { materialId }) },
      how(ctx, st, key),
    );
  },
});

export const importVerbs: readonly AnyVerbEntry[] = [material, importMaterial, deleteMaterial];
