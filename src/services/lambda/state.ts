// What Lambda keeps of a function: its role, and its environment as KMS encrypted it.

import type { CiphertextData } from "../../world/key.js";
import { kind } from "../../world/resource.js";

export interface FunctionData {
  /** Its execution role, by the scenario's name. */
  readonly role: string;
  /** Id of the key. */
  readonly key: string;
  readonly wrapped: CiphertextData;
  readonly environment: string;
  /** By which its role opens the environment; it names the role that was there when it was made. */
  readonly grant: { readonly id: string; readonly token: string };
  /** Which configuration this is: what ran with the one before has not seen it. */
  readonly revision: number;
}
export const functionKind = kind<FunctionData>("function", "a function", "functions");
