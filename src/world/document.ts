// Documents: the data that all of this protects, and who has seen it. Knowledge is append-only: a plaintext once seen is not unseen.

import { kind, type Resource } from "./resource.js";

export interface DocumentData {
  readonly text: string;
  /** Id of the document that this is a copy of: what was got from where it lay. */
  readonly original?: string;
}
export const documentKind = kind<DocumentData>("document", "a document", "documents");

/** The document whose text it is: who knows a copy knows that. */
export function originalOf(document: Resource<DocumentData>): string {
  return document.data.original ?? document.id;
}
