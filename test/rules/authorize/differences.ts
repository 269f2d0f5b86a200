// biome-ignore-all lint/suspicious/noTemplateCurlyInString: IAM writes its variables so.
// Where iam-simulate and the engine part, and whom AWS's documentation bears out. Each class can take itself out of a world: a difference
// counts as explained only when both give the same answer once it is taken out.

import type { PlainPolicy, PlainStatement } from "../../../src/rules/authorize/document.js";
import type { GeneratedWorld } from "./generate.js";

export interface DifferenceClass {
  readonly name: string;
  readonly source: string;
  /** The world without what the two see differently. */
  readonly without: (world: GeneratedWorld) => GeneratedWorld;
}

const admin: PlainPolicy = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };

export const differenceClasses: readonly DifferenceClass[] = [
  {
    name: "control policies reach neither service-linked roles nor, as resource control policies, the retiring of grants",
    source:
      'Organizations User Guide: "SCPs do not affect any service-linked role", and the same for RCPs; KMS Developer Guide: "The kms:RetireGrant permission is not effective in an RCP"',
    without: (world) => {
      if (world.request.principal.serviceLinked === true) return { ...world, scps: [], rcps: [] };
      return world.request.action === "kms:RetireGrant" ? { ...world, rcps: [] } : world;
    },
  },
  {
    name: "the root user needs no identity policy",
    source:
      'KMS Developer Guide, default key policy: it "gives the AWS account that owns the KMS key full access to the KMS key", the root user included, who has no IAM policies',
    without: (world) => (world.request.principal.kind === "root" ? { ...world, identity: [admin] } : world),
  },
  {
    name: "an inverted operator holds against a variable without a value",
    source:
      'IAM User Guide, policy variables with no value: "Inverted condition operators like StringNotEquals or StringNotLike do match against a null value"',
    without: (world) => mapPolicies(world, (statement) => (hasUnresolved(statement, world) ? [] : [statement])),
  },
  {
    name: "a session named in the key policy is not held back by what its session policy leaves out",
    source:
      'IAM User Guide, session policies, where the session is the principal: "The resource-based policy permissions are not limited by the session policy."',
    without: (world) => (world.session === undefined ? world : { ...world, session: allowingAllElse(world.session) }),
  },
  {
    name: "ForAnyValue with IfExists holds when the key is absent",
    source: 'IAM User Guide, IfExists: "If the key is not present, evaluate the condition element as true."',
    without: (world) =>
      mapPolicies(world, (statement) => (/ForAnyValue:\w+IfExists"/.test(JSON.stringify(statement)) ? [] : [statement])),
  },
  {
    name: "a deny with NotPrincipal spares a session only when account, role and session are listed",
    source:
      'IAM User Guide, NotPrincipal: "you must also specify the account ARN of the not-denied principal"; AWS "might validate the account first, then the role, and then the assumed-role user"',
    without: (world) => mapPolicies(world, (statement) => (statement.NotPrincipal === undefined ? [statement] : [])),
  },
  {
    name: "a key with an empty list of values is absent",
    source:
      'IAM User Guide, multivalued keys: ForAllValues holds "if there are no keys in the request, or if the key values resolve to a null data set, such as an empty string"',
    without: (world) => ({
      ...world,
      request: { ...world.request, context: new Map([...world.request.context].filter(([, value]) => value.length > 0)) },
    }),
  },
  {
    name: "a number is seconds since 1970",
    source:
      'IAM User Guide, date condition operators: "one of the W3C implementations of the ISO 8601 date formats or in epoch (UNIX) time"; iam-simulate reads milliseconds',
    without: (world) => mapPolicies(world, (statement) => [replaced(statement, "1767225600", "2026-01-01T00:00:00Z")]),
  },
  {
    name: "the literal star in a comparison without wildcards",
    source: 'IAM User Guide, policy variables: "${*} - use where you need an * (asterisk) character"',
    without: (world) => mapPolicies(world, (statement) => [replaced(statement, "a${*}b", "a*b")]),
  },
  {
    name: "an address is other than one of the other family, and inside 0.0.0.0/0 of its own",
    source:
      'IAM User Guide, IP address condition operators: NotIpAddress is "All IP addresses except the specified IP address or range"',
    without: (world) => mapPolicies(world, (statement) => (JSON.stringify(statement).includes("IpAddress") ? [] : [statement])),
  },
];

function replaced(statement: PlainStatement, text: string, by: string): PlainStatement {
  return JSON.parse(JSON.stringify(statement).replaceAll(text, by)) as PlainStatement;
}

function allowingAllElse(policy: PlainPolicy): PlainPolicy {
  return { ...policy, Statement: [...policy.Statement, ...admin.Statement] };
}

export function mapPolicies(
  world: GeneratedWorld,
  change: (statement: PlainStatement) => readonly PlainStatement[],
): GeneratedWorld {
  const inPolicy = (policy: PlainPolicy): PlainPolicy => {
    const statements = policy.Statement.flatMap((statement) => change(statement));
    return {
      ...policy,
      Statement:
        statements.length > 0 ? statements : [{ ...policy.Statement[0]!, Condition: { Bool: { "custom:never": "true" } } }],
    };
  };
  return {
    ...world,
    identity: world.identity.map(inPolicy),
    scps: world.scps.map((level) => level.map(inPolicy)),
    rcps: world.rcps.map((level) => level.map(inPolicy)),
    ...(world.resource && { resource: inPolicy(world.resource) }),
    ...(world.boundary && { boundary: inPolicy(world.boundary) }),
    ...(world.session && { session: inPolicy(world.session) }),
  };
}

function hasUnresolved(statement: PlainStatement, world: GeneratedWorld): boolean {
  const { Sid: _, ...elements } = statement;
  for (const [, inside] of JSON.stringify(elements).matchAll(/\$\{([^}]*)\}/g)) {
    if (inside === undefined || ["*", "?", "$"].includes(inside)) continue;
    const [key, fallback] = inside.split(", ");
    const value = world.request.context.get(key!.toLowerCase());
    if (typeof value !== "string" && !(value === undefined && fallback !== undefined)) return true;
  }
  return false;
}
