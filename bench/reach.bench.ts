// What `never … can read …` costs: a scenario of 10,000 steps with the invariant, checked after each, against the same scenario without it.
// Goal: at most 2 ×, in time on the processor, which a busy machine changes least. Three kinds of steps: such as touch nothing that the answer rests on, such as touch one thing that it rests on, and
// such as each add a place where the document lies, which has to be tried.
import { simulate } from "../src/api/simulate.js";
import { collectGarbage, median, row } from "./measure.js";

const GOAL = 2;
const ROUNDS = 5;
const STEPS = 10_000;

const SET_UP = [
  "default in acct A region us-east-1",
  "create key k1",
  "create key k2",
  "create bucket b1 encrypted with sse-kms k1",
  "create bucket b2 encrypted with sse-s3",
  'document doc1 "plan" held by A/author',
  'document other "nothing" held by A/author',
  'allow A/author, A/app to "s3:*", "kms:*" on "*"',
  'allow A/mallory to "s3:GetObject" on b1',
  "role A/helper trusts acct A",
  'encrypt "a letter" with k2 as c1',
  "encrypt doc1 with k1 by A/author as c2",
  "put doc1 in b1 by A/author",
];
const QUESTION = "never A/mallory can read doc1";

const BODIES: readonly (readonly [name: string, body: string, turns: number])[] = [
  ["nothing that it rests on", "decrypt c1", STEPS],
  ["things beside it", "put other in b2 by A/app", STEPS],
  ["the key it hangs on, on and off", "disable k1; enable k1", STEPS / 2],
  ["a new ciphertext each", "encrypt doc1 with k1 by A/author", STEPS],
  ["a new message each", "seal doc1 with k1 by A/author", STEPS],
];

function milliseconds(body: string, turns: number, asked: boolean): number {
  const text = [...SET_UP, ...(asked ? [QUESTION] : []), `repeat ${turns} times { ${body} }`].join("\n");
  collectGarbage();
  const start = process.cpuUsage();
  const { scenarios, diagnostics } = simulate({ text, name: "reach" });
  const { user, system } = process.cpuUsage(start);
  if (scenarios[0]?.failures.length !== 0 || diagnostics.some((each) => each.severity === "error"))
    throw new Error("the bench's own scenario must pass");
  return (user + system) / 1_000;
}

console.log(row("each step touches", "without", "with", "ratio", "goal"));
for (const [name, body, turns] of BODIES) {
  const seen = { without: [] as number[], with: [] as number[], ratio: [] as number[] };
  for (let round = 0; round <= ROUNDS; round++) {
    const without = milliseconds(body, turns, false);
    const asked = milliseconds(body, turns, true);
    if (round === 0) continue;
    seen.without.push(without);
    seen.with.push(asked);
    seen.ratio.push(asked / without);
  }
  const shown = [median(seen.without), median(seen.with)].map((each) => `${each.toFixed(0)} ms`);
  console.log(row(name, ...shown, `${median(seen.ratio).toFixed(2)} ×`, `≤ ${GOAL} ×`));
}
