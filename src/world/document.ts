// Documents: the data that all of this protects, and who has seen it. Knowledge is append-only: a plaintext once seen is not unseen.

import { kind } from "./resource.js";

export interface DocumentData {
  readonly text: string;
}
export const documentKind = kind<DocumentData>("document", "a document", "documents");

/** Someone who can come to know things: `A/alice`, `alice`, `service s3`, a server's name. */
export type Knower = string;
