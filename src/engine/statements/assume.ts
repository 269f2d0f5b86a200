// `as A/backup { … }` and `as A/backup assumed by B/operator with session policy … { … }`: who acts inside a block.

import type { Flow } from "../../language/syntax.js";
import { sessionOf } from "../../world/principal.js";
import type { RunState, StepSpec } from "../run-state.js";
import type { Actor } from "../scope.js";
import { StatementRun } from "../statement-context.js";

type AsBlock = Extract<Flow, { is: "as" }>;

export function enterRole(run: RunState, flow: AsBlock, spec: StepSpec): Actor {
  const ref = flow.actor.text;
  if (flow.assumedBy === undefined && flow.sessionPolicy === undefined) return { ref };
  const by = flow.assumedBy?.text ?? `${ref.slice(0, ref.indexOf("/"))}/admin`;
  const session = sessionOf(by);
  let policy: string | undefined;
  const step = run.step({ ...spec, text: `assume ${ref} by ${by}` }, (state) => {
    const statement = {
      is: "do",
      verb: "role",
      args: {},
      object: flow.actor,
      by: { ...flow.actor, text: by },
      start: flow.start,
      end: flow.start,
    } as const;
    const context = new StatementRun(state, run.parts.registry, spec.scope, statement, run.parts.readFile, run.gone.resource);
    context.principal(flow.actor);
    policy = flow.sessionPolicy === undefined ? undefined : context.policyDocument(flow.sessionPolicy, "session");
    const caller = context.actor(by.slice(0, by.indexOf("/")));
    const input = { role: ref, sessionName: session.name, ...(policy === undefined ? {} : { policy }) };
    return {
      reply: context.call("sts:AssumeRole", input, { as: caller, region: spec.scope.defaultRegion ?? "us-east-1" }),
      actor: by,
    };
  });
  if (step.outcome.is === "refused") {
    run.fail(step, "refused", [`${by} may not assume ${ref}: ${step.outcome.refused.code}`]);
    run.stopped = true;
  }
  return {
    ref,
    session: policy === undefined ? session : { ...session, policy: { name: `session policy of ${ref}`, text: policy } },
  };
}
