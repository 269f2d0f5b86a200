// Short ways to write the worlds of these tests: two accounts, one key, callers, policies from plain data.

import { compilePlain } from "../../../src/rules/authorize/compile.js";
import type { PlainPolicy, PolicyKind } from "../../../src/rules/authorize/document.js";
import type { GrantView, NamedPolicy, PolicySet } from "../../../src/rules/authorize/policies.js";
import type { AccessRequest, RequestPrincipal } from "../../../src/rules/authorize/request.js";

export const account = "111122223333";
export const otherAccount = "444455556666";
export const keyArn = `arn:aws:kms:us-west-2:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

export function user(name: string, of = account): RequestPrincipal {
  return { kind: "user", arn: `arn:aws:iam::${of}:user/${name}`, account: of, uniqueId: `AIDA${name.toUpperCase()}` };
}

export function role(name: string, of = account, session = "s1"): RequestPrincipal {
  return {
    kind: "role",
    arn: `arn:aws:iam::${of}:role/${name}`,
    account: of,
    uniqueId: `AROA${name.toUpperCase()}`,
    sessionArn: `arn:aws:sts::${of}:assumed-role/${name}/${session}`,
  };
}

export function root(of = account): RequestPrincipal {
  return { kind: "root", arn: `arn:aws:iam::${of}:root`, account: of, uniqueId: "" };
}

export function service(name: string): RequestPrincipal {
  return { kind: "service", arn: name, account: "", uniqueId: "" };
}

export function request(action: string, principal: RequestPrincipal, more: Partial<AccessRequest> = {}): AccessRequest {
  return {
    action,
    principal,
    resource: keyArn,
    resourceAccount: account,
    resourceRule: "kms",
    context: new Map(),
    grantOperation: action.replace("kms:", ""),
    ...more,
  };
}

/** A context from pairs, its keys lower-cased as a caller of `decide` must. */
export function contextOf(
  pairs: Readonly<Record<string, string | readonly string[]>>,
): ReadonlyMap<string, string | readonly string[]> {
  return new Map(Object.entries(pairs).map(([key, value]) => [key.toLowerCase(), value]));
}

export function named(plain: PlainPolicy, kind: PolicyKind, name: string): NamedPolicy {
  return { name, document: compilePlain({ Version: "2012-10-17", ...plain }, kind) };
}

export interface PlainSet {
  readonly key?: PlainPolicy;
  readonly identity?: readonly PlainPolicy[];
  readonly boundary?: PlainPolicy;
  readonly session?: PlainPolicy;
  readonly endpoint?: PlainPolicy;
  readonly scps?: readonly (readonly PlainPolicy[])[];
  readonly rcps?: readonly (readonly PlainPolicy[])[];
  readonly grants?: readonly GrantView[];
}

const levelNames = ["root", "unit", "account"];

export function policySet(plain: PlainSet): PolicySet {
  return {
    identity: (plain.identity ?? []).map((policy, index) => named(policy, "identity", `identity policy ${index}`)),
    scps: (plain.scps ?? []).map((level, index) => ({
      level: levelNames[index]!,
      policies: level.map((policy) => named(policy, "scp", "scp")),
    })),
    rcps: (plain.rcps ?? []).map((level, index) => ({
      level: levelNames[index]!,
      policies: level.map((policy) => named(policy, "rcp", "rcp")),
    })),
    grants: plain.grants ?? [],
    ...(plain.key && { resource: named(plain.key, "key", "key policy of k1") }),
    ...(plain.boundary && { boundary: named(plain.boundary, "boundary", "boundary") }),
    ...(plain.session && { session: named(plain.session, "session", "session policy") }),
    ...(plain.endpoint && { endpoint: named(plain.endpoint, "endpoint", "endpoint policy") }),
  };
}

export function grant(more: Partial<GrantView> & Pick<GrantView, "grantee">): GrantView {
  return { id: "g1", name: "grant g1", operations: new Set(["Decrypt"]), usable: true, ...more };
}
