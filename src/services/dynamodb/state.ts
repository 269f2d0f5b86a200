// What DynamoDB keeps: tables, each under a table key, and what lies in them. Without a key that was asked for, the table key is under
// one that AWS owns, and no call of KMS is ever seen.

import type { NamedKey } from "../../contract/sites.js";
import type { StoredValue } from "../../rules/stored-value.js";
import type { CiphertextData } from "../../world/key.js";
import { kind } from "../../world/resource.js";

export type TableEncryption =
  | { readonly is: "owned" }
  | {
      readonly is: "kms";
      readonly key: NamedKey;
      /** Id of DynamoDB's grant on the key, which is its token as well. */
      readonly grant: string;
      /** The table key, once something needed it. */
      readonly wrapped?: CiphertextData;
    };

export interface TableData {
  readonly encryption: TableEncryption;
  readonly status: "ACTIVE" | "INACCESSIBLE_ENCRYPTION_CREDENTIALS" | "ARCHIVED";
  readonly items: readonly StoredValue[];
}
export const tableKind = kind<TableData>("table", "a table", "tables");
