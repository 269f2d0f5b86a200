// A prediction is an expectation that is written down first, as a learner would: it is a step of its own, so that a replay can ask
// before it shows the statement behind it, and it is judged once that statement has run.

import { assert, unreachable } from "../../base/assert.js";
import { parse } from "../../language/parse.js";
import type { LayerSpec, Outcome, Predict, Prediction } from "../../language/syntax.js";
import type { Step, Verdict } from "../log.js";
import { outcomeVerdict } from "../outcomes.js";
import type { RunState, StepSpec } from "../run-state.js";

export function runPredict(run: RunState, { prediction }: Predict, spec: StepSpec): void {
  run.predicted = { step: run.look(spec, []), prediction };
}

/** Holds a waiting prediction against the step that has just been done. One that is wrong fails as an expectation does. */
export function judgePrediction(run: RunState): void {
  const { predicted } = run;
  if (predicted === undefined) return;
  run.predicted = undefined;
  const done = run.steps.at(-1);
  assert(done?.kind === "do", "a prediction is judged by the statement that acts");
  const wanted = predicted.step.text.replace(/^predict\s+/i, "");
  const verdict = { ...predictionVerdict(done, predicted.prediction), wanted };
  run.judge(predicted.step, verdict);
  if (!verdict.held) run.fail(predicted.step, "predict", [`predicted ${wanted}: wrong`, `got ${verdict.got}`]);
}

/** How a guess about a step that was done comes out, said as behind `predict`; undefined for what is no prediction. */
export function guessVerdict(guess: string, step: Step): Verdict | undefined {
  const { file, diagnostics } = parse(`predict ${guess}`, "guess");
  const [statement, ...more] = file.statements;
  if (diagnostics.length > 0 || more.length > 0 || statement?.is !== "predict" || statement.holes === true) return undefined;
  return { ...predictionVerdict(step, statement.prediction), wanted: guess };
}

function predictionVerdict(step: Step, prediction: Prediction): Verdict {
  const verdict = outcomeVerdict(step, outcomeOf(prediction));
  if (prediction.is !== "allow" || prediction.because === undefined || !verdict.held) return verdict;
  const deciders = decidersOf(step);
  const held = deciders.some((each) => isLayer(each, prediction.because!));
  return { ...verdict, held, got: `allowed because ${deciders.join(" and ")}` };
}

function outcomeOf(prediction: Prediction): Outcome {
  switch (prediction.is) {
    case "allow":
      return { is: "ok", start: prediction.start, end: prediction.end };
    case "deny":
      return { ...prediction, is: "denied", ...(prediction.because === undefined ? {} : { by: prediction.because }) };
    case "error":
    case "hole":
      return prediction;
    default:
      return unreachable(prediction);
  }
}

/** The policies and grants that gave permission for the step's calls, each once. */
function decidersOf(step: Step): readonly string[] {
  const names = step.facts.flatMap((fact) =>
    fact.is !== "call"
      ? []
      : fact.decisions.flatMap((decision) =>
          !decision.allowed
            ? []
            : decision.grant !== undefined
              ? [decision.grant.name]
              : decision.deciding.map((each) => each.policy.name),
        ),
  );
  return [...new Set(names)];
}

function isLayer(name: string, because: LayerSpec): boolean {
  if (because.of === undefined) return name.startsWith(`${because.layer} `);
  const { layer, of } = because;
  return layer === "grant" ? name.startsWith(`grant ${of.text} `) : name === `${layer} of ${of.text}`;
}
