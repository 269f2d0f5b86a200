// A world that some sentences made, and AWS's own requests to it: what the language cannot say is asked of the operation itself.

import { simulate, theRegistry } from "../../../src/api/simulate.js";
import { performCall } from "../../../src/rules/call.js";
import type { StepState } from "../../../src/rules/editor.js";
import type { CallFact } from "../../../src/rules/facts.js";
import type { ActionName, InputOf, OutputOf } from "../../../src/rules/operation.js";
import { type CiphertextData, ciphertextKind, type GrantPrincipal, type KeyData, keyKind } from "../../../src/world/key.js";
import { isKind, type Kind, type Resource } from "../../../src/world/resource.js";
import type { World, WorldDraft } from "../../../src/world/world.js";

const SETUP = "account A id 111122223333\naccount B id 444455556666\ndefault in acct A region us-east-1\n";

/** What AWS answered: `ok`, or `Code: message`. */
export interface Answer<T> {
  readonly text: string;
  readonly output?: T;
}

export class Lab {
  readonly world: WorldDraft;
  readonly calls: CallFact[] = [];

  constructor(sentences: string) {
    const log = simulate({ text: SETUP + sentences, name: "lab" });
    const run = log.scenarios[0];
    const problems = [...log.diagnostics, ...(run?.diagnostics ?? [])].filter((each) => each.severity === "error");
    if (run === undefined || problems.length > 0 || run.failures.length > 0) {
      throw new Error(JSON.stringify([problems, run?.failures]));
    }
    this.world = { ...(run.steps.at(-1)?.world ?? run.worldAt(0)) } as World;
  }

  call<A extends ActionName>(
    action: A,
    input: InputOf<A>,
    how: { by?: string; region?: string; tokens?: readonly string[] } = {},
  ): Answer<OutputOf<A>> {
    const { by = "A/admin", region = "us-east-1", tokens = [] } = how;
    const state: StepState = { draft: this.world, facts: [], lateDepth: 0, burst: undefined } as unknown as StepState;
    const place = { account: by.slice(0, by.indexOf("/")), region };
    const reply = performCall(theRegistry().operations, state, action, input, {
      caller: { is: "principal", ref: by },
      place,
      grantTokens: tokens,
    });
    for (const fact of state.facts) if (fact.is === "call") this.calls.push(fact);
    return reply.is === "ok" ? { text: "ok", output: reply.output } : { text: `${reply.code}: ${reply.message}` };
  }

  get<T>(kind: Kind<T>, id: string): Resource<T> {
    const found = this.world.resources.get(id);
    if (!isKind(found, kind)) throw new Error(`no ${kind.name} ${id}`);
    return found;
  }
  key(id: string): Resource<KeyData> {
    return this.get(keyKind, id);
  }
  ciphertext(id: string): CiphertextData {
    return this.get(ciphertextKind, id).data;
  }
  principal(ref: string): GrantPrincipal {
    const known = this.world.principals.get(ref);
    if (known === undefined) throw new Error(`no principal ${ref}`);
    return { is: "principal", ref, arn: known.arn, uniqueId: known.uniqueId };
  }
}

/** Runs a scenario's sentences; gives what failed, nothing if all of it held. */
export function failuresOf(sentences: string): readonly string[] {
  const log = simulate({ text: SETUP + sentences, name: "lab" });
  return [
    ...log.diagnostics.filter((each) => each.severity === "error").map((each) => `${each.code} ${JSON.stringify(each.args)}`),
    ...log.scenarios.flatMap((run) => [
      ...run.diagnostics.map((each) => each.code),
      ...run.failures.flatMap((failure) => failure.lines),
    ]),
  ];
}

/** The warnings that the sentences left, in order: `kms/rotation-missed`. */
export function warningsOf(sentences: string): readonly string[] {
  const log = simulate({ text: SETUP + sentences, name: "lab" });
  const facts = log.scenarios.flatMap(({ steps }) => steps.flatMap((step) => step.facts));
  return facts.flatMap((fact) => (fact.is === "warning" ? [fact.code] : []));
}
