// How the property tests of the language run: a failure prints its seed and its counterexample, and both can be run again:
//   FUZZ_SEED=123 FUZZ_PATH=4:0:1 npx vitest run test/language/fuzz.test.ts -t "any characters"
// FUZZ_RUNS makes a long run of it.
import fc from "fast-check";

const { FUZZ_RUNS, FUZZ_SEED, FUZZ_PATH } = process.env;

/** Checks the property `runs` times, or more often by as much as FUZZ_RUNS says for 1,000. */
export function check<T>(property: fc.IProperty<T>, runs: number): void {
  const details = fc.check(property as fc.IProperty<unknown>, {
    numRuns: Math.ceil((runs * Number(FUZZ_RUNS ?? 1_000)) / 1_000),
    ...(FUZZ_SEED === undefined ? {} : { seed: Number(FUZZ_SEED) }),
    ...(FUZZ_PATH === undefined ? {} : { path: FUZZ_PATH }),
  });
  if (!details.failed) return;
  const again = `FUZZ_SEED=${details.seed} FUZZ_PATH=${details.counterexamplePath}`;
  throw new Error(`${again}\ncounterexample: ${JSON.stringify(details.counterexample)}\n${String(details.errorInstance)}`);
}
