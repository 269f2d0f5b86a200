// A policy made ready for many decisions: read once per text, its statements found by action, so that a decision looks only at statements
// that could matter however long the policy is.

import { compileWildcard, matches, type Wildcard } from "../../base/wildcard.js";
import { type ArnPattern, arnPattern, matchesArn } from "./arn-pattern.js";
import { type CompiledCondition, compileCondition, conditionHolds } from "./condition.js";
import type {
  PatternClause,
  PlainPolicy,
  PolicyDocument,
  PolicyKind,
  PolicyProblem,
  PolicyVersion,
  Statement,
} from "./document.js";
import { type CompiledPrincipal, compilePrincipal } from "./principals.js";
import { printPolicy } from "./print-policy.js";
import { documentOf, readPolicy } from "./read-policy.js";
import type { AccessRequest } from "./request.js";
import { isFixed, readTemplate, resolve, type Template, templateTokens } from "./variables.js";

export interface CompiledStatement {
  readonly statement: Statement;
  readonly principal: CompiledPrincipal | undefined;
  readonly actions: { readonly not: boolean; readonly patterns: readonly Wildcard[] } | undefined;
  readonly resources: { readonly not: boolean; readonly patterns: readonly ResourcePattern[] } | undefined;
  readonly conditions: readonly CompiledCondition[];
}

export type ResourcePattern =
  | { readonly is: "all" }
  | { readonly is: "arn"; readonly pattern: ArnPattern }
  /** Holds a variable: made anew for each request. */
  | { readonly is: "template"; readonly template: Template }
  /** Not an ARN: KMS accepts it, and it names nothing. */
  | { readonly is: "nothing" };

export interface Candidates {
  readonly denies: readonly CompiledStatement[];
  readonly allows: readonly CompiledStatement[];
}

const rememberedActionsMax = 1024;

// A class, so that keeping it inside an immutable world neither copies nor freezes what it remembers.
export class CompiledPolicy {
  readonly document: PolicyDocument;
  readonly statements: readonly CompiledStatement[];
  readonly #byAction = new Map<string, Candidates>();

  constructor(document: PolicyDocument) {
    this.document = document;
    this.statements = document.statements.map((statement) => compileStatement(statement, document.version));
  }

  /** The statements whose action element covers `action` and that can have an effect. */
  candidates(action: string): Candidates {
    const known = this.#byAction.get(action);
    if (known !== undefined) return known;
    const covering = this.statements.filter(
      (statement) => isEffective(statement, this.document.kind) && coversAction(statement, action),
    );
    const found = {
      denies: covering.filter((entry) => entry.statement.effect === "Deny"),
      allows: covering.filter((entry) => entry.statement.effect === "Allow"),
    };
    if (this.#byAction.size >= rememberedActionsMax) this.#byAction.clear();
    this.#byAction.set(action, found);
    return found;
  }

  toJSON(): unknown {
    return JSON.parse(printPolicy(this.document));
  }
}

const rememberedTextsMax = 1024;
const compiledByText = new Map<string, CompiledPolicy>();

/** Reads and compiles a policy; the same text gives the same object. */
export function compileText(
  text: string,
  kind: PolicyKind,
): { readonly policy: CompiledPolicy } | { readonly problems: readonly PolicyProblem[] } {
  const key = `${kind} ${text}`;
  const known = compiledByText.get(key);
  if (known !== undefined) return { policy: known };
  const reading = readPolicy(text, kind);
  if ("problems" in reading) return reading;
  const policy = new CompiledPolicy(reading.policy);
  if (compiledByText.size >= rememberedTextsMax) compiledByText.clear();
  compiledByText.set(key, policy);
  return { policy };
}

/** A policy built by code. */
export function compilePlain(plain: PlainPolicy, kind: PolicyKind): CompiledPolicy {
  const compiled = compileText(JSON.stringify(plain), kind);
  return "policy" in compiled ? compiled.policy : new CompiledPolicy(documentOf(plain, kind));
}

/** A key policy statement without `Action` or `Resource` is stored and does nothing. Trust policies have no resource element. */
export function isEffective(statement: CompiledStatement, kind: PolicyKind): boolean {
  return statement.actions !== undefined && (statement.resources !== undefined || kind === "trust");
}

export function coversAction(statement: CompiledStatement, action: string): boolean {
  if (statement.actions === undefined) return false;
  const lower = action.toLowerCase();
  return statement.actions.patterns.some((pattern) => matches(pattern, lower)) !== statement.actions.not;
}

/** Whether the resource element covers the request's resource; a pattern whose variable has no value names no resource. */
export function coversResource(statement: CompiledStatement, request: AccessRequest): boolean {
  const { resources } = statement;
  return resources === undefined || resources.patterns.some((pattern) => matchesResource(pattern, request)) !== resources.not;
}

function matchesResource(pattern: ResourcePattern, request: AccessRequest): boolean {
  if (pattern.is === "all") return true;
  if (pattern.is === "arn") return matchesArn(pattern.pattern, request.resource);
  if (pattern.is === "nothing") return false;
  const resolved = resolve(pattern.template, request.context);
  const made = resolved && arnPattern(templateTokens(resolved));
  return made !== undefined && matchesArn(made, request.resource);
}

/** Action aside (that is what `candidates` is for) and principal aside: do resource and conditions fit? */
export function fits(statement: CompiledStatement, request: AccessRequest): boolean {
  if (!coversResource(statement, request)) return false;
  for (const condition of statement.conditions) {
    if (!conditionHolds(condition, request.context)) return false;
  }
  return true;
}

function compileStatement(statement: Statement, version: PolicyVersion): CompiledStatement {
  const { action, resource, principal } = statement;
  return {
    statement,
    principal: principal && compilePrincipal(principal),
    actions: action && {
      not: action.not,
      patterns: action.patterns.map((pattern) => compileWildcard(pattern.text.toLowerCase())),
    },
    resources: resource && compileResources(resource, version),
    conditions: statement.conditions.map((clause) => compileCondition(clause, version)),
  };
}

function compileResources(clause: PatternClause, version: PolicyVersion): NonNullable<CompiledStatement["resources"]> {
  return { not: clause.not, patterns: clause.patterns.map(({ text }) => compileResource(text, version)) };
}

function compileResource(text: string, version: PolicyVersion): ResourcePattern {
  if (text === "*") return { is: "all" };
  const template = resourceTemplate(text, version);
  if (!isFixed(template)) return { is: "template", template };
  const pattern = arnPattern(templateTokens(template));
  return pattern === undefined ? { is: "nothing" } : { is: "arn", pattern };
}

// Variables stand only in the sixth part of an ARN; before it their characters are themselves.
function resourceTemplate(text: string, version: PolicyVersion): Template {
  let fifthColon = -1;
  for (let count = 0; count < 5; count++) {
    fifthColon = text.indexOf(":", fifthColon + 1);
    if (fifthColon === -1) return [{ is: "text", text }];
  }
  return [{ is: "text", text: text.slice(0, fifthColon + 1) }, ...readTemplate(text.slice(fifthColon + 1), version)];
}
