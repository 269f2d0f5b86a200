// One call as the pane of reasons tells it: what was asked of whom, by whom, and which policy let it or did not.

import type { Step } from "../../engine/log.js";
import type { Line } from "../../report/layout.js";
import { contextText, nameOf, resourceIn } from "../../report/names.js";
import { allowedBecause, Denials } from "../../report/reasons.js";
import type { CallFact } from "../../rules/facts.js";
import { isDenial } from "../../rules/reply.js";
import { callerText } from "../../world/principal.js";
import type { World } from "../../world/world.js";
import { text } from "../columns.js";
import type { Signs } from "../signs.js";

/** Within which step a call is told. */
export interface Telling {
  readonly step: Step;
  readonly before: World;
  readonly signs: Signs;
}

const denials = new Denials();
const depthShownMax = 6;

function indentOf(call: CallFact): string {
  return "  ".repeat(Math.min(call.depth, depthShownMax));
}

/** `kms:Decrypt k1 {aws:ebs:id: vol1}` */
function headOf(call: CallFact, { step, before }: Telling): string {
  const on = call.on.map((id) => ` ${nameOf(id, resourceIn(id, step.world, before))}`).join("");
  const context = call.encryptionContext;
  return `${call.action}${on}${context === undefined || context.size === 0 ? "" : ` ${contextText(context)}`}`;
}

function whoOf(call: CallFact): string {
  return `${indentOf(call)}  ${callerText(call.caller)}${call.late ? ", after the answer" : ""}`;
}

function reasonsOf(call: CallFact, { step }: Telling): string {
  return [...new Set(call.decisions.flatMap((each) => (each.allowed ? [allowedBecause(each, step.world)] : [])))].join("; ");
}

/** A reason that is the same as for the call before is not said again. */
export function allowedLines(call: CallFact, previous: CallFact | undefined, telling: Telling): Line[] {
  const reasons = reasonsOf(call, telling);
  const same = previous !== undefined && whoOf(previous) === whoOf(call) && reasonsOf(previous, telling) === reasons;
  const because = reasons === "" ? "" : `: ${same ? "as before" : reasons}`;
  return [
    [text(`${indentOf(call)}${telling.signs.ok} `, "good"), text(headOf(call, telling))],
    [text(whoOf(call), "caller"), text(because)],
  ];
}

/** `✗ DENIED kms:CreateGrant k1`, or another sign and the error's code. */
export function refusedHead(call: CallFact, telling: Telling): Line {
  const denied = call.refused !== undefined && isDenial(call.refused);
  const sign = denied ? `${telling.signs.failed} DENIED ` : `${telling.signs.refused} `;
  const code = denied ? "" : `  ${call.refused?.code ?? ""}`;
  return [text(`${indentOf(call)}${sign}`, "bad"), text(headOf(call, telling)), text(code, "bad")];
}

/** A refusal in full: what was weighed, what decided, and the smallest change that would turn it. */
export function refusedLines(call: CallFact, telling: Telling): Line[] {
  const indent = indentOf(call);
  const decision = call.decisions.find((each) => !each.allowed);
  const message = call.refused?.message ?? "";
  if (decision === undefined || decision.allowed)
    return [refusedHead(call, telling), [text(whoOf(call), "caller"), text(message === "" ? "" : `: ${message}`)]];
  const denial = denials.of(decision, telling.step.world, telling.before);
  const decides = `${telling.signs.decides} decides`;
  return [
    refusedHead(call, telling),
    [text(whoOf(call), "caller"), text(`: ${denial.short}`)],
    ...denial.weighed.map((line): Line => [text(`${indent}    ${line.replace("<- decides", decides)}`)]),
    ...(denial.change.length === 0 ? [] : [[text(`${indent}  Smallest change that allows it`, "faint")]]),
    ...denial.change.map((line): Line => [text(`${indent}    ${line}`, "title")]),
  ];
}
