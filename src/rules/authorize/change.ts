// A change that would turn a refusal, as data: enough to say it in a sentence, to print it as a scenario line, and to try it.

import { unreachable } from "../../base/assert.js";
import type { Layer } from "./decision.js";
import type { PolicySet } from "./policies.js";
import type { RequestPrincipal } from "./request.js";

export interface EditPlace {
  readonly layer: Exclude<Layer, "operation" | "grant">;
  readonly policyName: string;
  /** The level of an organization, for service and resource control policies. */
  readonly level?: string;
}

export type Edit =
  | (EditPlace & { readonly kind: "add-action"; readonly statement: number; readonly actions: readonly string[] })
  | (EditPlace & { readonly kind: "add-principal"; readonly statement: number; readonly principal: string })
  | (EditPlace & { readonly kind: "add-resource"; readonly statement: number; readonly resource: string })
  | (EditPlace & {
      readonly kind: "add-condition-value";
      readonly statement: number;
      readonly operator: string;
      readonly key: string;
      readonly values: readonly string[];
    })
  | (EditPlace & {
      readonly kind: "remove-condition";
      readonly statement: number;
      readonly operator: string;
      readonly key: string;
    })
  | (EditPlace & {
      readonly kind: "new-statement";
      readonly actions: readonly string[];
      readonly principal?: string;
      readonly resource: string;
    })
  /** A policy where there was none: of the caller (`identity`) or of the resource. `of` is its owner's ARN. */
  | {
      readonly kind: "new-policy";
      readonly layer: "identity" | "resource";
      readonly policyName: string;
      readonly of: string;
      readonly actions: readonly string[];
      readonly principal?: string;
      readonly resource: string;
    }
  | {
      readonly kind: "new-grant";
      readonly layer: "grant";
      readonly operations: readonly string[];
      readonly grantee: string;
      readonly resource: string;
    }
  /** Lets the time pass until a grant that is there is seen everywhere. */
  | { readonly kind: "await-grant"; readonly layer: "grant"; readonly grant: string }
  /** Takes actions out of a deny statement; without `actions`, the statement as a whole. */
  | (EditPlace & {
      readonly kind: "lift-deny";
      readonly statement: number;
      readonly sid?: string;
      readonly actions?: readonly string[];
    });

export interface Change {
  readonly edits: readonly Edit[];
  /** For whom, and on what. */
  readonly caller: RequestPrincipal;
  readonly resource: string;
  /** Smaller is less: what the change adds, with a lifted deny and a removed condition weighing most. */
  readonly size: number;
  /** The policies with the change made; under them every request is allowed. */
  readonly policies: PolicySet;
}

export function sizeOf(edit: Edit): number {
  switch (edit.kind) {
    case "await-grant":
      return 5;
    case "add-action":
      return 10 + edit.actions.length;
    case "add-resource":
      return 20;
    case "add-principal":
      // An account lets in everybody whom its own policies let.
      return edit.principal.endsWith(":root") ? 23 : 21;
    case "add-condition-value":
      return 22;
    case "new-statement":
      return 30 + edit.actions.length + (edit.principal?.endsWith(":root") === true ? 2 : 0);
    case "new-policy":
      return 32 + edit.actions.length;
    case "new-grant":
      return 36 + edit.operations.length;
    case "remove-condition":
      return 60;
    case "lift-deny":
      return edit.actions === undefined ? 90 : 80;
    default:
      return unreachable(edit);
  }
}

/** A change in words: `add kms:CreateGrant to statement 2 of key policy of k1`. */
export function changeWords(change: Change, nameOf: (arn: string) => string = (arn) => arn): string {
  return change.edits.map((edit) => editWords(edit, nameOf)).join(", and ");
}

export function editWords(edit: Edit, nameOf: (arn: string) => string = (arn) => arn): string {
  const place = !("policyName" in edit)
    ? ""
    : !("level" in edit) || edit.level === undefined
      ? edit.policyName
      : `${edit.policyName} at ${edit.level}`;
  switch (edit.kind) {
    case "add-action":
      return `add ${edit.actions.join(", ")} to statement ${edit.statement + 1} of ${place}`;
    case "add-principal":
      return `add ${nameOf(edit.principal)} to the principals of statement ${edit.statement + 1} of ${place}`;
    case "add-resource":
      return `add ${nameOf(edit.resource)} to the resources of statement ${edit.statement + 1} of ${place}`;
    case "add-condition-value":
      return `let ${edit.key} also be ${edit.values.join(", ")} in statement ${edit.statement + 1} of ${place}`;
    case "remove-condition":
      return `remove the condition ${edit.operator} on ${edit.key} from statement ${edit.statement + 1} of ${place}`;
    case "new-statement":
      return `add a statement to ${place} that allows ${edit.actions.join(", ")}${edit.principal === undefined ? "" : ` to ${nameOf(edit.principal)}`}${onResource(edit.resource, nameOf)}`;
    case "new-policy":
      return edit.layer === "identity"
        ? `give ${nameOf(edit.of)} an identity policy that allows ${edit.actions.join(", ")}${onResource(edit.resource, nameOf)}`
        : `give ${nameOf(edit.of)} a policy that allows ${edit.actions.join(", ")} to ${nameOf(edit.principal ?? "")}`;
    case "await-grant":
      return `wait until ${edit.grant} is seen everywhere`;
    case "new-grant":
      return `grant ${edit.operations.join(", ")} on ${nameOf(edit.resource)} to ${nameOf(edit.grantee)}`;
    case "lift-deny":
      return `lift the explicit deny${edit.actions === undefined ? "" : ` of ${edit.actions.join(", ")}`} in statement ${edit.statement + 1}${edit.sid === undefined ? "" : ` "${edit.sid}"`} of ${place}`;
    default:
      return unreachable(edit);
  }
}

function onResource(resource: string, nameOf: (arn: string) => string): string {
  return resource === "*" ? "" : ` on ${nameOf(resource)}`;
}
