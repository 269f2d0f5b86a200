// What is asked: who wants to do what to which resource, and what the request carries. Plain data, so that a decision can be repeated,
// kept and explained without the world it came from.

export type PrincipalKind = "root" | "user" | "role" | "service" | "anonymous";

export interface RequestPrincipal {
  readonly kind: PrincipalKind;
  /** User or role ARN (the role's also for its session), `arn:aws:iam::ID:root`, or a service such as `ec2.amazonaws.com`; "" when anonymous. */
  readonly arn: string;
  /** Twelve digits; "" for services and anonymous callers. */
  readonly account: string;
  /** `AROA…` or `AIDA…`, "" if none. A stored policy holds it in place of the ARN of an identity that was deleted. */
  readonly uniqueId: string;
  /** `arn:aws:sts::ID:assumed-role/NAME/SESSION`, set for every session of a role. */
  readonly sessionArn?: string;
  readonly serviceLinked?: boolean;
}

/** Condition keys in lower case to their values as text. */
export type RequestContext = Pick<ReadonlyMap<string, string | readonly string[]>, "get">;

/**
 * What a permission of the resource's side is worth. `kms`: without the resource's policy (or a grant) nobody may do anything.
 * A role's trust policy counts alike. `ordinary`: in the same account an identity policy is enough. `identity-only`: no resource policy is possible (`kms:CreateKey`).
 */
export type ResourceRule = "kms" | "ordinary" | "identity-only";

export interface AccessRequest {
  /** Such as `kms:Decrypt`. */
  readonly action: string;
  /** An ARN, or `*` for actions without a resource. */
  readonly resource: string;
  readonly resourceAccount: string;
  readonly principal: RequestPrincipal;
  readonly context: RequestContext;
  /** Whether the operation can be used from another account at all; `allowed` unless said otherwise. */
  readonly crossAccount?: "allowed" | "never";
  readonly resourceRule: ResourceRule;
  /** What the resource's policy is called, also where it has none: `bucket policy of b1`. */
  readonly policyName?: string;
  /** The operation's name in a grant, such as `Decrypt`, when a grant may allow it. */
  readonly grantOperation?: string;
  /** The call's encryption context, against which a grant's constraint is held. */
  readonly grantContext?: ReadonlyMap<string, string>;
  /** What a question has the request say that a plain one would not. */
  readonly besides?: ReadonlyMap<string, string | readonly string[]>;
}

/** What AWS calls the caller in a denial: a session by its own ARN, an unsigned caller "anonymous". */
export function callerArn(principal: RequestPrincipal): string {
  return principal.kind === "anonymous" ? "anonymous" : (principal.sessionArn ?? principal.arn);
}
