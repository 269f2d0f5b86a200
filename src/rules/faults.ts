// What keeps a call from being answered, or from being answered at once: a service that is down or slow in a Region, and more calls in a
// second than an account may make. Outages, latencies and throttles are put into the world by the scenario; AWS's own request quotas count within a burst (a `repeat`).

import { callerAccount } from "../world/principal.js";
import type { Fault, World } from "../world/world.js";
import type { StepState } from "./editor.js";
import type { AnyOperation, PrepareContext, RequestQuota } from "./operation.js";
import { type Refused, refuse } from "./reply.js";

/** The key of a fault in the world's table. */
export function faultKey(fault: Pick<Fault, "is" | "service" | "region" | "account">): string {
  return `${fault.is} ${fault.service} ${fault.region} ${fault.account}`;
}

/** What a caller is told while the service is down in the Region. */
export function outageAt(world: World, action: string, region: string): Refused | undefined {
  const service = action.slice(0, action.indexOf(":"));
  return world.faults.size > 0 && isDown(world, service, region) ? unavailable(service) : undefined;
}

/** Counts a call against its request quota; a call too many in the same second is refused. */
export function throttled(
  state: StepState,
  operation: AnyOperation,
  request: { readonly action: string; readonly input: unknown },
  context: PrepareContext,
): Refused | undefined {
  if (state.burst === undefined && state.draft.faults.size === 0) return undefined;
  const service = request.action.slice(0, request.action.indexOf(":"));
  const quota = operation.quota?.(request.input, context) ?? { name: "", perSecond: Number.POSITIVE_INFINITY };
  // Outside a burst a call is alone in its second.
  return countAgainst(state, state.burst ?? new Map(), service, quota, context);
}

/** How long the service takes to answer in the Region; nothing is 0. */
export function answerMs(world: World, action: string, region: string): number {
  if (world.faults.size === 0) return 0;
  return standing(world, "latency", action.slice(0, action.indexOf(":")), region)?.answerMs ?? 0;
}

function isDown(world: World, service: string, region: string): boolean {
  return standing(world, "outage", service, region) !== undefined;
}

function standing(world: World, is: "outage" | "latency", service: string, region: string): Fault | undefined {
  const fault = world.faults.get(faultKey({ is, service, region, account: "" }));
  return fault?.until === undefined || world.now < fault.until ? fault : undefined;
}

function unavailable(service: string): Refused {
  return service === "kms"
    ? refuse(
        "KMSInternalException",
        "The request was rejected because an internal exception occurred. The request can be retried.",
      )
    : refuse("ServiceUnavailable", "The service is unavailable. Please try again shortly.");
}

function countAgainst(
  state: StepState,
  burst: Map<string, number>,
  service: string,
  quota: RequestQuota,
  context: PrepareContext,
): Refused | undefined {
  const account = callerAccount(context.caller);
  const { also } = quota;
  if (also !== undefined) {
    const elsewhere = `${account} ${also.region} ${service} ${also.name}`;
    const made = (burst.get(elsewhere) ?? 0) + also.times;
    burst.set(elsewhere, made);
    if (made > also.perSecond) return tooOften(service);
  }
  const { region } = context.place;
  const counted = `${account} ${region} ${service} ${quota.name}`;
  const count = (burst.get(counted) ?? 0) + 1;
  burst.set(counted, count);
  const throttle = state.draft.faults.get(faultKey({ is: "throttle", service, region, account }));
  const limit = throttle?.perSecond ?? quota.perSecond;
  if (count <= limit) return undefined;
  return tooOften(service);
}

/** Sources: KMS Developer Guide, "Throttling"; EC2 API Reference, "Error codes"; S3 API Reference, "Error responses". */
function tooOften(service: string): Refused {
  switch (service) {
    case "kms":
      return refuse(
        "ThrottlingException",
        "You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.",
      );
    case "ec2":
      return refuse("RequestLimitExceeded", "Request limit exceeded.");
    case "s3":
      return refuse("SlowDown", "Please reduce your request rate.");
    default:
      return refuse("ThrottlingException", "Rate exceeded");
  }
}
