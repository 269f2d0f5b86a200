// An IAM policy as data: every element typed, each with its place in the text, so that a decision can point at the very words that made it.

/** Where a policy is attached: it decides which elements must stand in it. */
export type PolicyKind = "key" | "identity" | "scp" | "rcp" | "trust" | "boundary" | "session" | "resource" | "endpoint";

export interface Span {
  /** Offsets in the policy's text, the end exclusive. */
  readonly start: number;
  readonly end: number;
}

export interface LocatedText extends Span {
  readonly text: string;
}

export type PolicyVersion = "2008-10-17" | "2012-10-17";

/** `Action` or `NotAction`, `Resource` or `NotResource`. */
export interface PatternClause extends Span {
  readonly not: boolean;
  readonly patterns: readonly LocatedText[];
}

/** `Principal` or `NotPrincipal`. `"*"` and `{"AWS": "*"}` both are an `aws` entry of `*`. */
export interface PrincipalClause extends Span {
  readonly not: boolean;
  readonly aws: readonly LocatedText[];
  readonly services: readonly LocatedText[];
}

export interface ConditionClause extends Span {
  /** As written, with `ForAnyValue:` and `IfExists`. */
  readonly operator: string;
  readonly key: string;
  /** Where the key ends; the clause begins with it. */
  readonly keyEnd: number;
  readonly values: readonly LocatedText[];
}

export interface Statement extends Span {
  /** From 0. */
  readonly index: number;
  readonly sid?: string;
  readonly effect: "Allow" | "Deny";
  readonly principal?: PrincipalClause;
  /** A key policy statement without `Action` or `Resource` is accepted by KMS and has no effect. */
  readonly action?: PatternClause;
  readonly resource?: PatternClause;
  readonly conditions: readonly ConditionClause[];
}

export interface PolicyDocument {
  readonly kind: PolicyKind;
  readonly version: PolicyVersion;
  /** Whether `Version` stands in the text; without it AWS reads a policy as 2008-10-17. */
  readonly versionWritten: boolean;
  readonly id?: string;
  readonly statements: readonly Statement[];
}

export interface PolicyProblem extends Span {
  /** AWS's error, such as `MalformedPolicyDocumentException`. */
  readonly code: string;
  readonly message: string;
  /** The word that was probably meant by the one that stands here. */
  readonly meant?: string;
  /** True where AWS has the element and this model has not. */
  readonly notModelled?: boolean;
  /** True where the text is no JSON, or says one thing twice: nobody can mean that. */
  readonly notJson?: boolean;
}

/** A policy as plain JSON, for code that builds one. */
export interface PlainPolicy {
  readonly Version?: PolicyVersion;
  readonly Id?: string;
  readonly Statement: readonly PlainStatement[];
}

type OneOrMore = string | readonly string[];

export interface PlainPrincipal {
  readonly AWS?: OneOrMore;
  readonly Service?: OneOrMore;
}

export interface PlainStatement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | PlainPrincipal;
  readonly NotPrincipal?: "*" | PlainPrincipal;
  readonly Action?: OneOrMore;
  readonly NotAction?: OneOrMore;
  readonly Resource?: OneOrMore;
  readonly NotResource?: OneOrMore;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, OneOrMore>>>>;
}

export { plainPolicy, printPolicy } from "./print-policy.js";
export { type PolicyReading, readPolicy } from "./read-policy.js";
