// Whom a reader may ask as: itself, or a role that it may enter.

import { type Caller, sessionOf } from "../../world/principal.js";
import type { Resource } from "../../world/resource.js";
import type { ProofStep, Trial } from "./sources.js";

/** Whom the reader may ask as: itself, or a role that it may enter, and how it enters it. */
export interface Guise {
  readonly caller: Caller;
  readonly name: string;
  readonly entered: readonly ProofStep[];
  /** How many roles were tried from it. */
  roleCount: number;
}

/** As itself, to begin with. */
export function guiseOf(who: string): Guise {
  return { caller: readerOf(who), name: who, entered: [], roleCount: 0 };
}

/** The step by which somebody in this guise enters a role. */
export function entryOf(guise: Guise, role: string) {
  const { name: sessionName } = sessionOf(guise.name);
  return {
    says: `${guise.name} may enter ${role}: sts:AssumeRole`,
    does: {
      by: guise.caller,
      work: (trial: Trial) => trial.call("sts:AssumeRole", { role, sessionName }, "us-east-1"),
    },
  };
}

/** In the role that was entered by that step. */
export function guiseIn(guise: Guise, role: string, step: ProofStep): Guise {
  const caller = { is: "principal", ref: role, session: sessionOf(guise.name) } as const;
  return { caller, name: role, entered: [...guise.entered, step], roleCount: 0 };
}

const SERVICE = "service ";

/** `A/alice` and `mallory` ask, and so does a service, as itself. */
export function readerOf(who: string): Caller {
  if (who.startsWith(SERVICE)) return { is: "service", service: who.slice(SERVICE.length), account: "", region: "" };
  return who.includes("/") ? { is: "principal", ref: who } : { is: "outside", name: who };
}

/** A service acts for the account whose thing it is, where that is. */
export function callerFor(reader: Caller, { account, region }: Pick<Resource, "account" | "region">): Caller {
  return reader.is === "service" ? { ...reader, account, region } : reader;
}
