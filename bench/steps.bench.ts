// Whole scenario steps a second on a key's life: each is a statement run by the interpreter, with its decision, its trail record, its bill
// facts and its world, all kept. Goal: 66,000 a second on a quiet machine, three times Quint's 22,000 on a model of the same key.
// Beside it, in the same run, bare steps (one change to a table, one world kept): what the machine gives today.
import { simulate } from "../src/api/simulate.js";
import { emptyTable } from "../src/base/table.js";
import { bytesKept, collectGarbage, median, row, thousands } from "./measure.js";

const GOAL = 66_000;
const ROUNDS = 7;
const STEPS = 90_000;

const SET_UP = [
  "default in acct A region us-east-1",
  "create key k1",
  "create key k2",
  'encrypt "a letter" with k1 as c1',
  'encrypt "a bill" with k1 context { app: "pay" } as c2',
];

const LIVES: readonly (readonly [name: string, body: readonly string[]])[] = [
  ["decrypt", ["decrypt c1"]],
  [
    "a key's life",
    [
      "decrypt c1",
      'decrypt c2 context { app: "pay" }',
      "disable k1",
      "decrypt c1 expect error",
      "enable k1",
      "reencrypt c1 with k2 as c3",
      "decrypt c3",
      'encrypt "again" with k2 as c4',
      "decrypt c4",
    ],
  ],
];

function scenario(body: readonly string[]): string {
  return [...SET_UP, `repeat ${Math.floor(STEPS / body.length)} times { ${body.join("; ")} }`].join("\n");
}

function stepsOf(text: string): readonly unknown[] {
  const [run] = simulate({ text, name: "life" }).scenarios;
  if (run === undefined || run.failures.length > 0 || run.steps.length < STEPS)
    throw new Error("the bench's own scenario must pass");
  return run.steps;
}

/** As many worlds, each with one more change to a table. */
function bareSteps(): readonly unknown[] {
  const worlds = [{ now: 0, resources: emptyTable<number>() }];
  for (let at = 0; at < STEPS; at++) worlds.push({ now: at, resources: worlds[at]!.resources.set(`k${at % 64}`, at) });
  return worlds;
}

function perSecond(work: () => readonly unknown[]): number {
  collectGarbage();
  const start = performance.now();
  const { length } = work();
  return (length / (performance.now() - start)) * 1_000;
}

const contestants: readonly (readonly [string, () => readonly unknown[]])[] = [
  ["bare steps", bareSteps],
  ...LIVES.map(([name, body]) => [name, () => stepsOf(scenario(body))] as const),
];
const rates = contestants.map((): number[] => []);
for (let round = 0; round <= ROUNDS; round++) {
  contestants.forEach(([, work], at) => {
    const rate = perSecond(work);
    if (round > 0) rates[at]!.push(rate);
  });
}
console.log(row("", "steps a second", "of the goal", "kept a step"));
contestants.forEach(([name, work], at) => {
  const rate = median(rates[at]!);
  const kept = bytesKept(work) / STEPS;
  console.log(row(name, thousands(rate), at === 0 ? "" : `${(rate / GOAL).toFixed(2)} ×`, `${kept.toFixed(0)} B`));
});
