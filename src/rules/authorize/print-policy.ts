// A policy printed the one way: elements in AWS's usual order, single values as strings, two spaces of indent.

import type {
  LocatedText,
  PlainPolicy,
  PlainPrincipal,
  PlainStatement,
  PolicyDocument,
  PrincipalClause,
  Statement,
} from "./document.js";

/** Canonical JSON of a policy; reading it back gives the same policy. */
export function printPolicy(document: PolicyDocument): string {
  return JSON.stringify(plainPolicy(document), undefined, 2);
}

/** The same as plain data, for code that edits it. */
export function plainPolicy(document: PolicyDocument): PlainPolicy {
  return {
    ...(document.versionWritten ? { Version: document.version } : {}),
    ...(document.id === undefined ? {} : { Id: document.id }),
    Statement: document.statements.map(plainStatement),
  };
}

/** A search for the smallest change prints a policy once for every change that it tries, each time with the same statements but one. */
const plainStatements = new WeakMap<Statement, PlainStatement>();

function plainStatement(statement: Statement): PlainStatement {
  let plain = plainStatements.get(statement);
  if (plain === undefined) {
    plain = printedStatement(statement);
    plainStatements.set(statement, plain);
  }
  return plain;
}

function printedStatement(statement: Statement): PlainStatement {
  const { principal, action, resource } = statement;
  return {
    ...(statement.sid === undefined ? {} : { Sid: statement.sid }),
    Effect: statement.effect,
    ...(principal && { [principal.not ? "NotPrincipal" : "Principal"]: plainPrincipal(principal) }),
    ...(action && { [action.not ? "NotAction" : "Action"]: oneOrMore(action.patterns) }),
    ...(resource && { [resource.not ? "NotResource" : "Resource"]: oneOrMore(resource.patterns) }),
    ...(statement.conditions.length > 0 && { Condition: plainCondition(statement) }),
  };
}

function plainPrincipal(principal: PrincipalClause): "*" | PlainPrincipal {
  if (principal.services.length === 0 && principal.aws.length === 1 && principal.aws[0]!.text === "*") return "*";
  return {
    ...(principal.aws.length > 0 && { AWS: oneOrMore(principal.aws) }),
    ...(principal.services.length > 0 && { Service: oneOrMore(principal.services) }),
  };
}

function plainCondition(statement: Statement): NonNullable<PlainStatement["Condition"]> {
  const byOperator = new Map<string, Map<string, string | string[]>>();
  for (const { operator, key, values } of statement.conditions) {
    const keys = byOperator.get(operator) ?? new Map<string, string | string[]>();
    byOperator.set(operator, keys.set(key, oneOrMore(values)));
  }
  // fromEntries defines own properties, so a key named `__proto__` stays a key.
  return Object.fromEntries([...byOperator].map(([operator, keys]) => [operator, Object.fromEntries(keys)]));
}

function oneOrMore(texts: readonly LocatedText[]): string | string[] {
  return texts.length === 1 ? texts[0]!.text : texts.map(({ text }) => text);
}
