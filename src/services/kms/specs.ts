// Key specs: what each may be used for, with which algorithms, and how much it takes at once.
// Source: KMS API reference (CreateKey, Encrypt, Sign, GenerateMac, DeriveSharedSecret; botocore 2026-08) and "Asymmetric key specs".

import type { KeySpec, KeyUsage } from "../../world/key.js";

export interface SpecRow {
  readonly spec: KeySpec;
  readonly family: "symmetric" | "rsa" | "ecc" | "ml-dsa" | "hmac" | "sm2";
  readonly usages: readonly KeyUsage[];
  /** Algorithms by usage, the default first. */
  readonly algorithms: { readonly [U in KeyUsage]?: readonly string[] };
}

const RSA_ENCRYPTION = ["RSAES_OAEP_SHA_256", "RSAES_OAEP_SHA_1"];
const RSA_SIGNING = [
  "RSASSA_PSS_SHA_256",
  "RSASSA_PSS_SHA_384",
  "RSASSA_PSS_SHA_512",
  "RSASSA_PKCS1_V1_5_SHA_256",
  "RSASSA_PKCS1_V1_5_SHA_384",
  "RSASSA_PKCS1_V1_5_SHA_512",
];

const rsa = (spec: KeySpec): SpecRow => ({
  spec,
  family: "rsa",
  usages: ["ENCRYPT_DECRYPT", "SIGN_VERIFY"],
  algorithms: { ENCRYPT_DECRYPT: RSA_ENCRYPTION, SIGN_VERIFY: RSA_SIGNING },
});
const nist = (spec: KeySpec, signing: string): SpecRow => ({
  spec,
  family: "ecc",
  usages: ["SIGN_VERIFY", "KEY_AGREEMENT"],
  algorithms: { SIGN_VERIFY: [signing], KEY_AGREEMENT: ["ECDH"] },
});
const signer = (spec: KeySpec, family: "ecc" | "ml-dsa", algorithms: readonly string[]): SpecRow => ({
  spec,
  family,
  usages: ["SIGN_VERIFY"],
  algorithms: { SIGN_VERIFY: algorithms },
});
const hmac = (spec: KeySpec, algorithm: string): SpecRow => ({
  spec,
  family: "hmac",
  usages: ["GENERATE_VERIFY_MAC"],
  algorithms: { GENERATE_VERIFY_MAC: [algorithm] },
});

export const SPECS: ReadonlyMap<string, SpecRow> = new Map(
  (
    [
      {
        spec: "SYMMETRIC_DEFAULT",
        family: "symmetric",
        usages: ["ENCRYPT_DECRYPT"],
        algorithms: { ENCRYPT_DECRYPT: ["SYMMETRIC_DEFAULT"] },
      },
      rsa("RSA_2048"),
      rsa("RSA_3072"),
      rsa("RSA_4096"),
      nist("ECC_NIST_P256", "ECDSA_SHA_256"),
      nist("ECC_NIST_P384", "ECDSA_SHA_384"),
      nist("ECC_NIST_P521", "ECDSA_SHA_512"),
      signer("ECC_SECG_P256K1", "ecc", ["ECDSA_SHA_256"]),
      signer("ECC_NIST_EDWARDS25519", "ecc", ["ED25519_SHA_512", "ED25519_PH_SHA_512"]),
      signer("ML_DSA_44", "ml-dsa", ["ML_DSA_SHAKE_256"]),
      signer("ML_DSA_65", "ml-dsa", ["ML_DSA_SHAKE_256"]),
      signer("ML_DSA_87", "ml-dsa", ["ML_DSA_SHAKE_256"]),
      hmac("HMAC_224", "HMAC_SHA_224"),
      hmac("HMAC_256", "HMAC_SHA_256"),
      hmac("HMAC_384", "HMAC_SHA_384"),
      hmac("HMAC_512", "HMAC_SHA_512"),
      {
        spec: "SM2",
        family: "sm2",
        usages: ["ENCRYPT_DECRYPT", "SIGN_VERIFY", "KEY_AGREEMENT"],
        algorithms: { ENCRYPT_DECRYPT: ["SM2PKE"], SIGN_VERIFY: ["SM2DSA"], KEY_AGREEMENT: ["ECDH"] },
      },
    ] satisfies readonly SpecRow[]
  ).map((row) => [row.spec, row]),
);

export const USAGES: readonly KeyUsage[] = ["ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT"];

/** Specs of data key pairs. */
export const PAIR_SPECS: readonly string[] = [
  "RSA_2048",
  "RSA_3072",
  "RSA_4096",
  "ECC_NIST_P256",
  "ECC_NIST_P384",
  "ECC_NIST_P521",
  "ECC_SECG_P256K1",
  "ECC_NIST_EDWARDS25519",
  "SM2",
];

export function specRow(spec: KeySpec): SpecRow {
  return SPECS.get(spec)!;
}

/** Algorithms of a key for what it is used for, the default first. */
export function algorithmsOf(spec: KeySpec, usage: KeyUsage): readonly string[] {
  return specRow(spec).algorithms[usage] ?? [];
}

/** Every algorithm of a usage that some key spec has: what a request may name at all. */
export function algorithmsFor(usage: KeyUsage): readonly string[] {
  return [...new Set([...SPECS.values()].flatMap((row) => row.algorithms[usage] ?? []))];
}

/** Most bytes that RSA takes at once, by algorithm and spec. */
const RSA_LIMITS: ReadonlyMap<string, number> = new Map([
  ["RSAES_OAEP_SHA_1 RSA_2048", 214],
  ["RSAES_OAEP_SHA_1 RSA_3072", 342],
  ["RSAES_OAEP_SHA_1 RSA_4096", 470],
  ["RSAES_OAEP_SHA_256 RSA_2048", 190],
  ["RSAES_OAEP_SHA_256 RSA_3072", 318],
  ["RSAES_OAEP_SHA_256 RSA_4096", 446],
  ["SM2PKE SM2", 1024],
]);

/** Most bytes that one Encrypt takes, where it is less than the 4,096 of every request. */
export function plaintextBytesMax(spec: KeySpec, algorithm: string): number | undefined {
  return RSA_LIMITS.get(`${algorithm} ${spec}`);
}

/** Bytes of a digest by signing algorithm; a message given as DIGEST must have just that length. */
export function digestBytes(algorithm: string): number | undefined {
  if (algorithm === "ED25519_PH_SHA_512") return 64;
  const bits = /SHA_(256|384|512)$/.exec(algorithm)?.[1];
  return bits === undefined ? undefined : Number(bits) / 8;
}
