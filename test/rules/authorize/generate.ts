// biome-ignore-all lint/suspicious/noTemplateCurlyInString: IAM writes its variables so.
// Random worlds for the comparisons: mostly well-formed, so that a good share is allowed, and drawn from few names, so that things meet.

import type { PlainPolicy, PlainStatement } from "../../../src/rules/authorize/document.js";
import type { Grantee, GrantView, PolicySet } from "../../../src/rules/authorize/policies.js";
import type { AccessRequest, RequestPrincipal } from "../../../src/rules/authorize/request.js";
import { account, contextOf, keyArn, named, otherAccount, role, root, service, user } from "./examples.js";

export interface GeneratedWorld {
  readonly request: AccessRequest & { readonly context: ReadonlyMap<string, string | readonly string[]> };
  readonly resource?: PlainPolicy;
  readonly identity: readonly PlainPolicy[];
  readonly boundary?: PlainPolicy;
  readonly session?: PlainPolicy;
  readonly endpoint?: PlainPolicy;
  readonly scps: readonly (readonly PlainPolicy[])[];
  readonly rcps: readonly (readonly PlainPolicy[])[];
  readonly grants: readonly GrantView[];
}

/** mulberry32: the same numbers for the same seed everywhere. */
export class Chance {
  #state: number;
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
  below(count: number): number {
    return Math.floor(this.next() * count);
  }
  is(share: number): boolean {
    return this.next() < share;
  }
  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }
  some<T>(items: readonly T[], share: number): T[] {
    return items.filter(() => this.is(share));
  }
}

const actions = [
  "kms:Decrypt",
  "kms:Encrypt",
  "kms:DescribeKey",
  "kms:CreateGrant",
  "kms:RetireGrant",
  "kms:GenerateDataKey",
  "kms:ReEncryptTo",
];
const actionPatterns = ["kms:*", "*", "kms:De*", "KMS:decrypt", "kms:GenerateDataKey*", "kms:?ncrypt", "kms:*Grant", "ec2:*"];
const linkedRole: RequestPrincipal = {
  ...role("AWSServiceRoleForAutoScaling"),
  arn: `arn:aws:iam::${account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
  serviceLinked: true,
};
const nobody: RequestPrincipal = { kind: "anonymous", arn: "", account: "", uniqueId: "" };
const callers: readonly RequestPrincipal[] = [
  user("alice"),
  user("alice"),
  user("bob", otherAccount),
  role("App"),
  role("App"),
  role("Ops", otherAccount),
  root(),
  root(otherAccount),
  service("cloudtrail.amazonaws.com"),
  linkedRole,
];

type KeyKind = "text" | "arn" | "number" | "date" | "bool" | "ip" | "blob" | "list";

const keys: readonly { readonly key: string; readonly kind: KeyKind; readonly values: readonly string[] }[] = [
  {
    key: "kms:ViaService",
    kind: "text",
    values: ["ec2.us-west-2.amazonaws.com", "s3.us-west-2.amazonaws.com", "EC2.us-west-2.amazonaws.com"],
  },
  { key: "kms:CallerAccount", kind: "text", values: [account, otherAccount] },
  { key: "kms:EncryptionContext:App", kind: "text", values: ["Example", "example", "Other", "a*b"] },
  { key: "aws:PrincipalTag/team", kind: "text", values: ["red", "blue", "Red"] },
  { key: "aws:ResourceTag/team", kind: "text", values: ["red", "blue", "Red"] },
  { key: "aws:username", kind: "text", values: ["alice", "bob"] },
  { key: "aws:PrincipalArn", kind: "arn", values: [user("alice").arn, role("App").arn, role("Ops", otherAccount).arn] },
  {
    key: "aws:SourceArn",
    kind: "arn",
    values: [`arn:aws:cloudtrail:us-west-2:${account}:trail/red`, `arn:aws:s3:::red`, "arn:aws:sns:us-west-2:1:a:b:c"],
  },
  { key: "kms:ScheduleKeyDeletionPendingWindowInDays", kind: "number", values: ["7", "30", "14", "7.0"] },
  { key: "aws:CurrentTime", kind: "date", values: ["2026-01-01T00:00:00Z", "2026-06-01T12:30:00Z", "2025-01-01T00:00:00Z"] },
  { key: "aws:SecureTransport", kind: "bool", values: ["true", "false"] },
  { key: "aws:SourceIp", kind: "ip", values: ["203.0.113.7", "198.51.100.20", "2001:db8::1", "2001:db8:1::5"] },
  { key: "custom:blob", kind: "blob", values: ["QmluYXJ5", "QUJD"] },
  { key: "kms:EncryptionContextKeys", kind: "list", values: ["App", "Stage", "app"] },
  { key: "aws:TagKeys", kind: "list", values: ["team", "Stage"] },
];

const text = [
  "StringEquals",
  "StringNotEquals",
  "StringEqualsIgnoreCase",
  "StringNotEqualsIgnoreCase",
  "StringLike",
  "StringNotLike",
];
const comparisons = ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"];
const operatorsFor: Readonly<Record<KeyKind, readonly string[]>> = {
  text,
  list: text,
  arn: ["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike", "StringLike", "StringEquals"],
  number: comparisons.map((comparison) => `Numeric${comparison}`),
  date: comparisons.map((comparison) => `Date${comparison}`),
  bool: ["Bool"],
  ip: ["IpAddress", "NotIpAddress"],
  blob: ["BinaryEquals"],
};
const otherValues: Readonly<Record<KeyKind, readonly string[]>> = {
  text: [
    "red",
    "*",
    "ex*",
    "*.us-west-2.amazonaws.com",
    "${aws:PrincipalTag/team}",
    "${aws:username}",
    "${aws:PrincipalTag/none, 'red'}",
    "a${*}b",
    "?ed",
  ],
  list: ["*", "A*", "none", "${aws:username}"],
  arn: [
    "arn:aws:iam::*:role/*",
    `arn:aws:iam::${account}:user/*`,
    "arn:aws:*:*:*:trail/*",
    "arn:*:s3:::red",
    "arn:aws:iam::*:user/${aws:username}",
    "arn:aws:sns:*",
    "*",
  ],
  number: ["10", "29.5", "x", "7"],
  date: ["2026-01-01", "2026-03-01T00:00:00Z", "1767225600", "2026-06-01T14:30:00+02:00", "never"],
  bool: ["True", "FALSE"],
  ip: ["203.0.113.0/24", "198.51.100.20/32", "0.0.0.0/0", "2001:db8::/32", "2001:db8:1::/48", "10.0.0.0/8", "::/0"],
  blob: ["AAAA"],
};

/** Values that are none of their kind; how a negated operator takes them is not documented. */
const malformed: ReadonlySet<string> = new Set(["number x", "date never", "arn arn:aws:sns:*", "arn *"]);

export interface GenerateOptions {
  /** Leaves out what the second opinion has not (grants, endpoint policies, unique IDs, resources other than keys) and malformed values. */
  readonly forSecondOpinion?: boolean;
  readonly onOperator?: (operator: string) => void;
}

export function generateWorld(chance: Chance, options: GenerateOptions = {}): GeneratedWorld {
  const plain = options.forSecondOpinion === true;
  const principal = !plain && chance.is(0.03) ? nobody : chance.pick(callers);
  const action = chance.pick(actions);
  const context = generateContext(chance);
  const rule = plain || chance.is(0.8) ? "kms" : chance.is(0.7) ? "ordinary" : "identity-only";
  const maker = new StatementMaker(chance, principal, action, context, options);
  const isPerson = principal.kind === "user" || principal.kind === "role";
  const request: GeneratedWorld["request"] = {
    action,
    principal,
    resource: rule === "identity-only" ? "*" : keyArn,
    resourceAccount: rule === "identity-only" && principal.account !== "" ? principal.account : account,
    resourceRule: rule,
    context: contextOf(context),
    ...(plain ? {} : { crossAccount: chance.is(0.05) ? "never" : "allowed", grantContext: contextPairs(context) }),
    ...(chance.is(0.9) && !plain ? { grantOperation: action.slice(4) } : {}),
  };
  return {
    request,
    ...(rule !== "identity-only" && chance.is(0.95) ? { resource: maker.policy("resource", 0.1) } : {}),
    identity: isPerson ? chance.some([0, 1], 0.6).map(() => maker.policy("identity", 0.08)) : [],
    ...(isPerson && principal.serviceLinked !== true && chance.is(0.2) ? { boundary: maker.policy("limit", 0.08) } : {}),
    ...(principal.kind === "role" && chance.is(0.2) ? { session: maker.policy("limit", 0.08) } : {}),
    ...(!plain && chance.is(0.08) ? { endpoint: maker.policy("limit", 0.08) } : {}),
    scps: principal.kind !== "service" && chance.is(0.3) ? maker.levels("limit") : [],
    rcps: chance.is(0.2) ? maker.levels("rcp") : [],
    grants: plain || rule !== "kms" ? [] : generateGrants(chance, principal),
  };
}

export function policiesOf(world: GeneratedWorld): PolicySet {
  const level = (kind: "scp" | "rcp") => (policies: GeneratedWorld["scps"][number], index: number) => ({
    level: `level ${index}`,
    policies: policies.map((policy, place) => named(policy, kind, `${kind} ${index}.${place}`)),
  });
  return {
    identity: world.identity.map((policy, index) => named(policy, "identity", `identity policy ${index}`)),
    scps: world.scps.map(level("scp")),
    rcps: world.rcps.map(level("rcp")),
    grants: world.grants,
    ...(world.resource && { resource: named(world.resource, "key", "key policy") }),
    ...(world.boundary && { boundary: named(world.boundary, "boundary", "boundary") }),
    ...(world.session && { session: named(world.session, "session", "session policy") }),
    ...(world.endpoint && { endpoint: named(world.endpoint, "endpoint", "endpoint policy") }),
  };
}

type Context = Readonly<Record<string, string | readonly string[]>>;

function generateContext(chance: Chance): Context {
  const context: Record<string, string | readonly string[]> = {};
  for (const { key, kind, values } of keys) {
    if (!chance.is(0.75)) continue;
    const list = chance.some(values, 0.5);
    context[key] = kind === "list" && list.length !== 1 ? list : chance.pick(values);
  }
  return context;
}

function contextPairs(context: Context): ReadonlyMap<string, string> {
  const value = context["kms:EncryptionContext:App"];
  return new Map(typeof value === "string" ? [["App", value]] : []);
}

function generateGrants(chance: Chance, principal: RequestPrincipal): GrantView[] {
  const grantees: Grantee[] = [
    { is: "identity", arn: principal.arn },
    { is: "identity", arn: user("alice").arn },
    { is: "account", account: principal.account },
    { is: "session", arn: principal.sessionArn ?? "arn:aws:sts::1:assumed-role/x/y" },
    { is: "service", name: "cloudtrail.amazonaws.com" },
    { is: "unique-id", id: principal.uniqueId },
    { is: "unique-id", id: `${principal.uniqueId}:s1` },
  ];
  return chance.some([1, 2], 0.2).map((index) => ({
    id: `g${index}`,
    name: `grant g${index}`,
    grantee: chance.pick(grantees),
    operations: new Set(actions.map((action) => action.slice(4)).filter(() => chance.is(0.7))),
    usable: chance.is(0.9),
    ...(chance.is(0.3)
      ? {
          constraint: {
            kind: chance.pick(["equals", "subset"] as const),
            pairs: new Map([["App", chance.pick(["Example", "Other"])]]),
          },
        }
      : {}),
    ...(chance.is(0.1) ? { sourceArn: "arn:aws:s3:::red" } : {}),
  }));
}

class StatementMaker {
  constructor(
    private readonly chance: Chance,
    private readonly principal: RequestPrincipal,
    private readonly action: string,
    private readonly context: Context,
    private readonly options: GenerateOptions,
  ) {}

  policy(of: "identity" | "limit" | "resource" | "rcp", denyShare: number): PlainPolicy {
    const { chance } = this;
    const count = 1 + chance.below(3);
    const statements = Array.from({ length: count }, () => this.#statement(of, chance.is(denyShare)));
    if (of === "limit" && chance.is(0.6)) statements.push({ Effect: "Allow", Action: "*", Resource: "*" });
    if (of === "rcp") statements.push({ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" });
    return {
      Version: this.options.forSecondOpinion === true || chance.is(0.92) ? "2012-10-17" : "2008-10-17",
      Statement: statements,
    };
  }

  levels(of: "limit" | "rcp"): PlainPolicy[][] {
    return Array.from({ length: 1 + this.chance.below(3) }, () =>
      this.chance.some([0, 1], 0.75).map(() => this.policy(of, 0.06)),
    );
  }

  #statement(of: "identity" | "limit" | "resource" | "rcp", deny: boolean): PlainStatement {
    const { chance } = this;
    return {
      Effect: deny ? "Deny" : "Allow",
      ...(of === "resource" ? this.#principal(deny) : of === "rcp" ? { Principal: "*" as const } : {}),
      ...(chance.is(0.04) ? { NotAction: this.#actions() } : { Action: this.#actions() }),
      ...(chance.is(0.04) ? { NotResource: this.#resources() } : { Resource: this.#resources() }),
      ...(chance.is(0.5) ? { Condition: this.#conditions() } : {}),
    };
  }

  #actions(): string | string[] {
    const { chance } = this;
    const chosen = chance.some([...actions, ...actionPatterns], 0.12);
    if (chance.is(0.6)) chosen.push(this.action);
    return chosen.length === 0 ? "kms:*" : chosen;
  }

  #resources(): string | string[] {
    const { chance } = this;
    if (chance.is(0.6)) return "*";
    const chosen = chance.some(
      [keyArn, "arn:aws:kms:*:*:key/*", `arn:aws:kms:us-west-2:${otherAccount}:key/*`, `arn:aws:kms:us-west-2:${account}:*`],
      0.4,
    );
    if (chance.is(0.1)) chosen.push(`arn:aws:kms:us-west-2:${account}:key/\${aws:PrincipalTag/team}*`);
    return chosen.length === 0 ? keyArn : chosen;
  }

  #principal(deny: boolean): Pick<PlainStatement, "Principal" | "NotPrincipal"> {
    const { chance, principal } = this;
    const plain = this.options.forSecondOpinion === true;
    const own = [
      `arn:aws:iam::${principal.account || account}:root`,
      principal.arn.startsWith("arn:") ? principal.arn : account,
      principal.sessionArn ?? account,
    ];
    const others = [
      account,
      otherAccount,
      user("alice").arn,
      role("App").arn,
      `arn:aws:iam::${account}:root`,
      ...(plain ? [] : ["*", "AROAAPP", "AIDAALICE"]),
    ];
    if (chance.is(0.08)) return { Principal: "*" };
    const aws = [...chance.some(own, 0.5), ...chance.some(others, 0.15)];
    const services = chance.some(["cloudtrail.amazonaws.com", "sns.amazonaws.com"], 0.3);
    const named = {
      ...(aws.length > 0 || services.length === 0 ? { AWS: aws.length > 0 ? aws : account } : {}),
      ...(services.length > 0 ? { Service: services } : {}),
    };
    return deny && chance.is(0.15) ? { NotPrincipal: named } : { Principal: named };
  }

  #conditions(): NonNullable<PlainStatement["Condition"]> {
    const { chance } = this;
    const block: Record<string, Record<string, string | string[]>> = {};
    for (let count = 1 + chance.below(2); count > 0; count--) {
      const { key, kind, values } = chance.pick(keys);
      if (chance.is(0.08)) {
        block.Null = { ...block.Null, [key]: chance.pick(["true", "false"]) };
        this.options.onOperator?.("Null");
        continue;
      }
      const base = chance.pick(operatorsFor[kind]);
      const set =
        kind === "list"
          ? chance.is(0.9)
            ? chance.pick(["ForAllValues:", "ForAnyValue:"])
            : ""
          : chance.is(0.04)
            ? "ForAnyValue:"
            : "";
      const operator = `${set}${base}${chance.is(0.15) ? "IfExists" : ""}`;
      const held = this.context[key];
      const others =
        this.options.forSecondOpinion === true
          ? otherValues[kind].filter((value) => !malformed.has(`${kind} ${value}`))
          : otherValues[kind];
      const wanted = chance.some([...values, ...others], 0.2);
      if (chance.is(0.6) && held !== undefined) wanted.push(typeof held === "string" ? held : (held[0] ?? "none"));
      if (wanted.length === 0) wanted.push(chance.pick(values));
      block[operator] = { ...block[operator], [chance.is(0.1) ? key.toUpperCase() : key]: wanted };
      this.options.onOperator?.(base);
    }
    return block;
  }
}
