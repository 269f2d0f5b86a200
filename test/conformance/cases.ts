// The recorded behaviour of AWS as test/conformance/cases.yaml holds it: what was given, what was asked, what AWS answered.

import { parse } from "yaml";

/** A policy or grant as it stands in the file. */
export type Json = { readonly [name: string]: unknown };

export interface Case {
  readonly id: string;
  readonly area: string;
  /** Sentences, and one-key maps that hold a policy or grant. */
  readonly given: readonly (string | { readonly [what: string]: Json })[];
  readonly when: string;
  readonly then: {
    /** `ok`, AWS's error code, or `error` where the code differs by client. */
    readonly outcome: string;
    /** AWS's text, `<placeholders>` in it; absent where none is known. */
    readonly message?: string;
    /** What holds besides. */
    readonly also?: readonly string[];
  };
}

export function readCases(yaml: string): readonly Case[] {
  return parse(yaml) as readonly Case[];
}

/** The policies and grants of a case by what they are: `key_policy`, `iam_policy_of_alice`, `grant`. */
export function documentsOf(theCase: Case): ReadonlyMap<string, Json> {
  return new Map(theCase.given.flatMap((each) => (typeof each === "string" ? [] : Object.entries(each))));
}

export function alsoOf(theCase: Case): readonly string[] {
  return theCase.then.also ?? [];
}
