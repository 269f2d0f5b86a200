// Our own mistakes. A broken assertion is a bug of Custody, never of a scenario: the command line adds seed and step and exits 4.

export class BrokenAssertion extends Error {
  override readonly name = "BrokenAssertion";
}

/** Throws `BrokenAssertion` when `condition` is false; `why` says why it had to hold. */
export function assert(condition: unknown, why: string): asserts condition {
  if (!condition) throw new BrokenAssertion(why);
}

/** The end of every `switch` over a closed set of cases. */
export function unreachable(value: never): never {
  throw new BrokenAssertion(`a case was forgotten: ${JSON.stringify(value)}`);
}
