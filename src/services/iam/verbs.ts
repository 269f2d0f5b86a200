// Every sentence about identities, their policies and organizations.

import type { AnyVerbEntry } from "../../contract/statement.js";
import { identityVerbs } from "./identity-verbs.js";
import { organizationVerbs } from "./organization-verbs.js";
import { policyVerbs } from "./policy-verbs.js";
import { tagVerbs } from "./tag-verbs.js";

export const verbs: readonly AnyVerbEntry[] = [...identityVerbs, ...policyVerbs, ...organizationVerbs, ...tagVerbs];
