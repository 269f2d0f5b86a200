// SSE-C: the client sends its key with every request, and S3 keeps no more of it than what tells whether it is the same again. Checked in
// the order of the recordings: algorithm, key and its MD5, then whether another encryption is asked for besides.

import type { RequestedEncryption } from "../../contract/encryption-mode.js";
import { DONE, type Refused, type Reply } from "../../rules/reply.js";
import {
  customerAlgorithmMissing,
  customerKeyAbsent,
  customerKeyBesidesOther,
  customerKeyInvalid,
  customerKeyMissing,
  customerKeyNeedsTls,
  customerKeyNotOfMd5,
  customerKeyWrong,
  wrongCustomerAlgorithm,
} from "./refusals.js";

const KEY_BYTES = 32;

export type CustomerKeySent = Extract<RequestedEncryption, { is: "sse-c" }>;

/** What is wrong with the headers themselves, whatever they are sent for. */
export function customerKeyProblem(sent: CustomerKeySent, plainHttp: boolean): Refused | undefined {
  if (plainHttp) return customerKeyNeedsTls();
  const { algorithm = "AES256", keyBytes = KEY_BYTES, md5, serverSideEncryption } = sent.flaws ?? {};
  if (serverSideEncryption !== undefined) return customerKeyBesidesOther();
  if (keyBytes === "absent") return customerKeyAbsent();
  if (algorithm === "absent") return customerAlgorithmMissing();
  if (algorithm !== "AES256") return wrongCustomerAlgorithm();
  if (md5 === "wrong") return customerKeyNotOfMd5();
  return keyBytes !== KEY_BYTES || md5 === "absent" ? customerKeyInvalid() : undefined;
}

/** Opens what was stored under a customer's key with the key that is sent now. */
export function openWithCustomerKey(stored: string, sent: RequestedEncryption | undefined, plainHttp: boolean): Reply {
  if (sent?.is !== "sse-c") return plainHttp ? customerKeyNeedsTls() : customerKeyMissing();
  const problem = customerKeyProblem(sent, plainHttp);
  if (problem !== undefined) return problem;
  return sent.customerKey === stored ? DONE : customerKeyWrong();
}
