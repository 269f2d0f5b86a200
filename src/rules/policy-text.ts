// Policies are kept as JSON text. What changes them by a sentence — a statement more, a statement less, a principal that was
// deleted — works on the text's own structure and writes it again, so that any policy can be printed out and put back.

/** A statement to be added; `resource` is `"*"` in a key policy. */
export interface StatementParts {
  readonly sid?: string;
  readonly effect: "Allow" | "Deny";
  readonly principals: readonly PrincipalEntry[];
  readonly actions: readonly string[];
  readonly resources?: readonly string[];
  /** The `Condition` element as it is to stand in the JSON. */
  readonly condition?: unknown;
}
export interface PrincipalEntry {
  readonly type: "AWS" | "Service" | "*";
  readonly value: string;
}

interface PolicyJson {
  Version?: string;
  Statement?: unknown;
  [element: string]: unknown;
}

/** What CreateKey gives a key when it is told nothing else: the account's own policies decide. */
export function defaultKeyPolicy(accountId: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Id: "key-default-1",
    Statement: [
      {
        Sid: "Enable IAM User Permissions",
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${accountId}:root` },
        Action: "kms:*",
        Resource: "*",
      },
    ],
  });
}

/** The text with one statement more, at the end. */
export function addStatement(text: string, statement: StatementParts): string {
  const policy = parse(text);
  return JSON.stringify({ ...policy, Statement: [...statementsOf(policy), statementJson(statement)] });
}

/** The text without the statements of that Sid; undefined when there is none. */
export function removeStatement(text: string, sid: string): string | undefined {
  const policy = parse(text);
  const before = statementsOf(policy);
  const after = before.filter((statement) => !isObject(statement) || statement.Sid !== sid);
  return after.length === before.length ? undefined : JSON.stringify({ ...policy, Statement: after });
}

export function hasStatements(text: string): boolean {
  return statementsOf(parse(text)).length > 0;
}

/** The text's Deny statements alone, with how many they are. */
export function denialsOf(text: string): { readonly text: string; readonly count: number } {
  const policy = parse(text);
  const denials = statementsOf(policy).filter((statement) => isObject(statement) && statement.Effect === "Deny");
  return { text: JSON.stringify({ Version: "2012-10-17", ...policy, Statement: denials }), count: denials.length };
}

/** Sids that stand in the text, in order. */
export function statementIds(text: string): readonly string[] {
  return statementsOf(parse(text)).flatMap((statement) =>
    isObject(statement) && typeof statement.Sid === "string" ? [statement.Sid] : [],
  );
}

/** Every value of the `AWS` element of `Principal` and `NotPrincipal`, in order; `*` is left out. */
export function principalsOf(text: string): readonly string[] {
  if (text !== lastAsked.text) lastAsked = { text, principals: principalsIn(text) };
  return lastAsked.principals;
}

/** One policy is asked about several times running, and most keys have the policy that CreateKey gives. */
let lastAsked: { readonly text: string; readonly principals: readonly string[] } = { text: "{}", principals: [] };

function principalsIn(text: string): readonly string[] {
  const found: string[] = [];
  for (const statement of statementsOf(parse(text))) {
    if (!isObject(statement)) continue;
    for (const element of [statement.Principal, statement.NotPrincipal]) {
      if (isObject(element)) found.push(...textsOf(element.AWS).filter((value) => value !== "*"));
    }
  }
  return found;
}

/**
 * The text with a deleted role or user turned into its unique ID (`AROA…`), as AWS shows it then: a new principal of the same name
 * is not meant any more. The very same text when it does not name it.
 */
export function rewriteDeletedPrincipal(text: string, arn: string, uniqueId: string): string {
  if (!text.includes(arn)) return text;
  const policy = parse(text);
  let changed = false;
  const statements = statementsOf(policy).map((statement) => {
    if (!isObject(statement)) return statement;
    const next = { ...statement };
    for (const element of ["Principal", "NotPrincipal"]) {
      const principal = statement[element];
      if (!isObject(principal) || !textsOf(principal.AWS).includes(arn)) continue;
      changed = true;
      next[element] = {
        ...principal,
        AWS: oneOrMany(textsOf(principal.AWS).map((value) => (value === arn ? uniqueId : value))),
      };
    }
    return next;
  });
  return changed ? JSON.stringify({ ...policy, Statement: statements }) : text;
}

function statementJson(statement: StatementParts): unknown {
  return {
    ...(statement.sid === undefined ? {} : { Sid: statement.sid }),
    Effect: statement.effect,
    ...(statement.principals.length === 0 ? {} : { Principal: principalJson(statement.principals) }),
    Action: oneOrMany(statement.actions),
    Resource: oneOrMany(statement.resources ?? ["*"]),
    ...(statement.condition === undefined ? {} : { Condition: statement.condition }),
  };
}

function principalJson(principals: readonly PrincipalEntry[]): unknown {
  if (principals.some((each) => each.type === "*")) return "*";
  const aws = principals.filter((each) => each.type === "AWS").map((each) => each.value);
  const services = principals.filter((each) => each.type === "Service").map((each) => each.value);
  return {
    ...(aws.length === 0 ? {} : { AWS: oneOrMany(aws) }),
    ...(services.length === 0 ? {} : { Service: oneOrMany(services) }),
  };
}

/** Policies in the world were checked when they were put; a text that is none has no statements. */
function parse(text: string): PolicyJson {
  const value: unknown = JSON.parse(text);
  return isObject(value) ? value : {};
}

function statementsOf(policy: PolicyJson): readonly unknown[] {
  if (policy.Statement === undefined) return [];
  return Array.isArray(policy.Statement) ? policy.Statement : [policy.Statement];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : [];
}

/** AWS writes a list of one as the one. */
function oneOrMany(values: readonly string[]): string | readonly string[] {
  return values.length === 1 ? values[0]! : values;
}
