// Key material that comes from outside.

import type { Area } from "../play.js";
import { stageWith } from "../stage.js";

const NEVER_EXPIRES = { expirationModel: "KEY_MATERIAL_DOES_NOT_EXPIRE" } as const;

export const importing: Area = {
  "import-asymmetric-private-key": () => {
    const s = stageWith("create key k1 spec ECC_NIST_P256 usage sign-verify origin external");
    const answer = s.ask("A/admin", "kms:ImportKeyMaterial", { keyId: "k1", bytes: "private key", ...NEVER_EXPIRES });
    return {
      answer,
      also: [
        () => s.ask("A/admin", "kms:GetPublicKey", { keyId: "k1" }).output!.publicKey.material === answer.output!.materialId,
        () => !("currentKeyMaterialId" in s.metadata("k1")),
      ],
    };
  },
  "import-delete-material-of-aws-key": () => ({
    answer: stageWith("create key k1").ask("A/admin", "kms:DeleteImportedKeyMaterial", { keyId: "k1" }),
  }),
  "import-expiry-makes-key-unusable": () => {
    const s = stageWith(`create key k1 origin external; material m1 "first"; import m1 into k1 expiring in 7 days
      encrypt "hello" with k1 as c1; advance 8 days`);
    return {
      answer: s.answerTo("decrypt c1"),
      keyArn: s.arn("k1"),
      also: [
        () => s.ask("A/admin", "kms:DescribeKey", { keyId: "k1" }).outcome === "ok",
        () => {
          s.say("import m1 into k1");
          return s.answerTo("decrypt c1").outcome === "ok";
        },
      ],
    };
  },
  "import-not-expiring": () => {
    const s = stageWith("create key k1 origin external");
    const { token } = s.given("kms:GetParametersForImport", { keyId: "k1" });
    const answer = s.ask("A/admin", "kms:ImportKeyMaterial", { keyId: "k1", bytes: "first", token, ...NEVER_EXPIRES });
    const [material] = s.key("k1").data.materials;
    return {
      answer,
      also: [
        () => s.metadata("k1").keyState === "Enabled" && s.metadata("k1").enabled === true && material!.validTo === undefined,
        () => s.metadata("k1").currentKeyMaterialId === answer.output!.materialId,
      ],
    };
  },
  "import-parameters-for-aws-key": () => {
    const s = stageWith("create key k1");
    return { answer: s.ask("A/admin", "kms:GetParametersForImport", { keyId: "k1" }), keyArn: s.arn("k1") };
  },
  "import-second-material-is-not-current": () => {
    const s = stageWith('create key k1 origin external; material m1 "first"; import m1 into k1; encrypt "hello" with k1 as c1');
    const first = s.metadata("k1").currentKeyMaterialId;
    const input = { keyId: "k1", bytes: "second", importType: "NEW_KEY_MATERIAL", ...NEVER_EXPIRES } as const;
    const answer = s.ask("A/admin", "kms:ImportKeyMaterial", input);
    return {
      answer,
      also: [
        () => s.metadata("k1").currentKeyMaterialId === first,
        () => {
          s.say("rotate k1");
          return s.metadata("k1").currentKeyMaterialId === answer.output!.materialId && answer.output!.materialId !== first;
        },
        () => s.answerTo("decrypt c1").outcome === "ok",
      ],
    };
  },
  "import-token-of-another-key": () => {
    const s = stageWith("create key k1 origin external; create key k2 origin external");
    const { token } = s.given("kms:GetParametersForImport", { keyId: "k1" });
    return { answer: s.ask("A/admin", "kms:ImportKeyMaterial", { keyId: "k2", bytes: "first", token, ...NEVER_EXPIRES }) };
  },
};
