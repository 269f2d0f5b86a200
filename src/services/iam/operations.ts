// Every operation of IAM, STS and Organizations that Custody plays.

import type { AnyOperation } from "../../rules/operation.js";
import { signedOnly } from "../../rules/signed.js";
import { assumeRole } from "./assume-role.js";
import { identityOperations } from "./identity-operations.js";
import { organizationOperations } from "./organization-operations.js";
import { policyOperations } from "./policy-operations.js";
import { tagOperations } from "./tag-operations.js";

export const operations: readonly AnyOperation[] = [
  ...identityOperations,
  ...policyOperations,
  ...organizationOperations,
  ...tagOperations,
  assumeRole,
].map(signedOnly);
