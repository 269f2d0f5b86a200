// SSE-C as recorded against AWS by LocalStack (test_s3.py, 2026-02): what is wrong with a customer's key, and what S3 says of it.

import { describe, expect, test } from "vitest";
import type { CustomerKeyFlaws } from "../../../src/contract/encryption-mode.js";
import { stageWith } from "../../conformance/stage.js";

const ON = { bucket: "b1", object: "doc1" };
const VALUE = { kind: "document", name: "doc1", data: undefined, place: { account: "A", region: "" } };

function sent(flaws?: CustomerKeyFlaws, customerKey = "mine") {
  return { is: "sse-c", customerKey, ...(flaws === undefined ? {} : { flaws }) } as const;
}

describe("the headers of a customer's key", () => {
  test.each<[string, CustomerKeyFlaws, string, string]>([
    [
      "another algorithm",
      { algorithm: "AES128" },
      "InvalidEncryptionAlgorithmError",
      "The Encryption request you specified is not valid. Supported value: AES256.",
    ],
    [
      "no algorithm",
      { algorithm: "absent" },
      "InvalidArgument",
      "Requests specifying Server Side Encryption with Customer provided keys must provide a valid encryption algorithm.",
    ],
    [
      "no key",
      { keyBytes: "absent" },
      "InvalidArgument",
      "Requests specifying Server Side Encryption with Customer provided keys must provide an appropriate secret key.",
    ],
    [
      "a key of 24 bytes with the MD5 of something else",
      { keyBytes: 24, md5: "wrong" },
      "InvalidArgument",
      "The calculated MD5 hash of the key did not match the hash that was provided.",
    ],
    ["a key of 16 bytes", { keyBytes: 16 }, "InvalidArgument", "The secret key was invalid for the specified algorithm."],
    ["no MD5", { md5: "absent" }, "InvalidArgument", "The secret key was invalid for the specified algorithm."],
    [
      "the MD5 of something else",
      { md5: "wrong" },
      "InvalidArgument",
      "The calculated MD5 hash of the key did not match the hash that was provided.",
    ],
    [
      "another encryption besides",
      { serverSideEncryption: "AES256" },
      "InvalidArgument",
      "Server Side Encryption with Customer provided key is incompatible with the encryption method specified",
    ],
  ])("%s", (_name, flaws, code, message) => {
    const s = stageWith("create bucket b1 encrypted with sse-c");
    const answer = s.ask("A/admin", "s3:PutObject", { ...ON, value: VALUE, encryption: sent(flaws) });
    expect([answer.outcome, answer.message]).toEqual([code, message]);
  });
});

describe("a part", () => {
  const s = stageWith('create bucket b1 encrypted with sse-c; document doc1 "the plan"');
  const begin = (encryption: ReturnType<typeof sent> | { readonly is: "sse-s3" }) =>
    s.ask("A/admin", "s3:CreateMultipartUpload", { ...ON, value: VALUE, encryption }).output!.upload;

  test("brings the same key as its upload", () => {
    const upload = begin(sent());
    const part = (encryption?: ReturnType<typeof sent>) =>
      s.ask("A/admin", "s3:UploadPart", { ...ON, upload, ...(encryption === undefined ? {} : { encryption }) }).message;
    expect(part()).toBe(
      "The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate encryption parameters.",
    );
    expect(part(sent({}, "another"))).toBe("The provided encryption parameters did not match the ones used originally.");
    expect(part(sent())).toBe("");
    expect(s.ask("A/admin", "s3:CompleteMultipartUpload", { ...ON, upload }).outcome).toBe("ok");
  });

  test("brings none where its upload has none", () => {
    const upload = begin({ is: "sse-s3" });
    const answer = s.ask("A/admin", "s3:UploadPart", { ...ON, upload, encryption: sent() });
    expect([answer.outcome, answer.message]).toEqual([
      "InvalidRequest",
      "The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate encryption parameters.",
    ]);
  });

  test("is refused for an upload that was aborted", () => {
    const upload = begin(sent());
    s.given("s3:AbortMultipartUpload", { ...ON, upload });
    expect(s.ask("A/admin", "s3:UploadPart", { ...ON, upload, encryption: sent() }).outcome).toBe("NoSuchUpload");
  });
});

test("a key beside AES256 in a bucket's default is refused", () => {
  const s = stageWith("create bucket b1; create key k1");
  const input = { bucket: "b1", encryption: { is: "sse-s3" }, keyBesidesAes256: { id: "k1", reference: s.arn("k1") } } as const;
  const answer = s.ask("A/admin", "s3:PutBucketEncryption", input);
  expect([answer.outcome, answer.message]).toEqual([
    "InvalidArgument",
    "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse",
  ]);
});
