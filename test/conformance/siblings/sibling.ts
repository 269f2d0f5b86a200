// Cases of the same public sources as cases.yaml, derived here: what is set up in sentences, what is asked, what the source says came of it.

import type { Case, Json } from "../cases.js";
import { KEY, type PolicyStage, worldOf } from "../policies.js";
import { type Answer, Stage } from "../stage.js";
import { isRecordedText } from "../texts.js";

/** What holds afterwards: a claim of the language without its `expect`, or a look at the world. */
export type Also = string | ((stage: Stage, answer: Answer<never>) => boolean);

export interface Sibling {
  readonly what: string;
  /** Where in the source: a test's name, a page, a section. */
  readonly source: string;
  readonly given?: string;
  /** The request: sentences of which the last one asks, or an operation itself where only that can say it. */
  readonly when: string | ((stage: Stage) => Answer);
  /** `ok` or AWS's code. */
  readonly outcome: string;
  /** AWS's text as recorded; `<key-arn>` is that of k1. Absent where the source has none. */
  readonly message?: string;
  readonly also?: readonly Also[];
}

/** A case about who may: policies as JSON, as in cases.yaml. */
export interface PolicySibling {
  readonly what: string;
  readonly source: string;
  readonly documents: Readonly<Record<string, Json>>;
  readonly given?: string;
  readonly when: (stage: PolicyStage) => Answer;
  readonly outcome: string;
  readonly message?: string;
  readonly also?: readonly ((stage: PolicyStage, answer: Answer) => boolean)[];
}

/** Problems of a case, none if Custody answers as the source says. */
export function play(sibling: Sibling, region = "us-west-2"): readonly string[] {
  const stage = new Stage(region);
  if (sibling.given !== undefined) stage.say(sibling.given);
  const { when } = sibling;
  const answer = typeof when === "string" ? stage.answerTo(when) : when(stage);
  const arn = stage.world.resources.has("k1") ? stage.arn("k1") : "";
  return [
    ...problemsOf(sibling, answer, arn),
    ...(sibling.also ?? []).flatMap((also, at) => {
      const holds = typeof also === "string" ? stage.holds(`expect ${also}`) : also(stage, answer as Answer<never>);
      return holds ? [] : [`does not hold: ${typeof also === "string" ? also : `also ${at + 1}`}`];
    }),
  ];
}

export function playPolicy(sibling: PolicySibling): readonly string[] {
  const theCase = { given: Object.entries(sibling.documents).map(([what, json]) => ({ [what]: json })) } as unknown as Case;
  const stage = worldOf(theCase, "key_policy" in sibling.documents ? {} : { withoutKey: true });
  if (!("key_policy" in sibling.documents)) {
    for (const document of Object.values(sibling.documents)) stage.everybodyIn(document);
    stage.makeKey(undefined);
  }
  if (sibling.given !== undefined) stage.say(sibling.given);
  const answer = sibling.when(stage);
  return [
    ...problemsOf(sibling, answer, KEY),
    ...(sibling.also ?? []).flatMap((also, at) => (also(stage, answer) ? [] : [`does not hold: also ${at + 1}`])),
  ];
}

function problemsOf(wanted: Pick<Sibling, "outcome" | "message">, answer: Answer, keyArn: string): readonly string[] {
  const problems: string[] = [];
  if (answer.outcome !== wanted.outcome) problems.push(`wanted ${wanted.outcome}, got ${answer.outcome} ${answer.message}`);
  const { message } = wanted;
  if (message !== undefined && !isRecordedText(answer.message, message, new Map([["key-arn", keyArn]])))
    problems.push(`wanted the text "${message}", got "${answer.message}"`);
  return problems;
}
