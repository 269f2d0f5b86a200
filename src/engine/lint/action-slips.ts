// Actions of other services than KMS, whose own are known in full: one that no service has, and that is close to one that Custody plays, is
// a slip of the pen, and so is an operation's name where IAM has another name for leave to call it. All else may be an action that Custody
// does not know.

import { joinedBy } from "../../base/listed.js";
import { editDistance } from "../../base/suggest.js";
import type { Registry } from "../registry.js";

/** Actions of AWS that Custody does not play and that are as close to one it plays as a slip would be. A test finds those that are missing. */
const OTHERS: ReadonlySet<string> = new Set(
  `iam:GetRolePolicy iam:GetUserPolicy organizations:DetachPolicy sts:AssumeRoot cloudtrail:GetEventSelectors s3:GetBucketPolicy
   s3:GetReplicationConfiguration ssm:DeleteParameters secretsmanager:GetResourcePolicy sqs:GetQueueAttributes`
    .toLowerCase()
    .split(/\s+/),
);

const SLIPS_MAX = 2;

interface ActionSlip {
  readonly args: { readonly message: string };
  readonly hint: string;
}

/** What is wrong with an action in a policy, if it is such a slip. */
export function actionSlip(text: string, registry: Registry): ActionSlip | undefined {
  const colon = text.indexOf(":");
  if (colon < 0 || text.startsWith("kms:") || !/^[a-z0-9-]+:[A-Za-z0-9]+$/.test(text)) return undefined;
  const lower = text.toLowerCase();
  const own = actionsOf(text.slice(0, colon), registry);
  if (own.length === 0 || OTHERS.has(lower) || own.some((each) => each.toLowerCase() === lower)) return undefined;
  const operation = registry.operations.get(text);
  if (operation?.iamActions !== undefined) {
    const message = `${text} is an operation of AWS and no action of IAM`;
    return {
      args: { message },
      hint: `leave to call it is ${joinedBy(
        "and",
        operation.iamActions.map((each) => `\`"${each}"\``),
      )}`,
    };
  }
  if (registry.notModelled.has(text)) return undefined;
  const near = own.filter((each) => editDistance(lower, each.toLowerCase(), SLIPS_MAX) <= SLIPS_MAX);
  if (near.length === 0) return undefined;
  return { args: { message: `Custody knows no action ${text}` }, hint: `did you mean \`"${near[0]}"\`?` };
}

const byService = new WeakMap<Registry, Map<string, readonly string[]>>();

function actionsOf(service: string, registry: Registry): readonly string[] {
  const known = byService.get(registry) ?? new Map<string, readonly string[]>();
  byService.set(registry, known);
  const own = known.get(service) ?? registry.actions.filter((action) => action.startsWith(`${service}:`));
  known.set(service, own);
  return own;
}
