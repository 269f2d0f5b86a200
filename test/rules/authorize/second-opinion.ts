// iam-simulate's answer to the same request. `runUnsafeSimulation` leaves session policies out, so its core is called as it calls it, with
// the session policy added; `runSimulation` would drop encryption-context keys.

import { loadPolicy } from "@cloud-copilot/iam-policy";
import { DiscoveryContextKeyConstraints } from "../../../node_modules/@cloud-copilot/iam-simulate/dist/esm/context_keys/discoveryContextKeyConstraints.js";
import { authorize } from "../../../node_modules/@cloud-copilot/iam-simulate/dist/esm/core_engine/CoreSimulatorEngine.js";
import { AwsRequestImpl } from "../../../node_modules/@cloud-copilot/iam-simulate/dist/esm/request/request.js";
import { RequestContextImpl } from "../../../node_modules/@cloud-copilot/iam-simulate/dist/esm/requestContext.js";
import type { PlainPolicy } from "../../../src/rules/authorize/document.js";
import { callerArn } from "../../../src/rules/authorize/request.js";
import type { GeneratedWorld } from "./generate.js";

export function peerAllows(world: GeneratedWorld): boolean {
  const { request } = world;
  const load = (policy: PlainPolicy, name: string) => loadPolicy(policy, { name });
  const levels = (of: GeneratedWorld["scps"]) =>
    of.map((level, index) => ({ orgIdentifier: `level${index}`, policies: level.map((policy) => load(policy, "control")) }));
  const context = Object.fromEntries(
    [...request.context].map(([key, value]) => [key, typeof value === "string" ? value : [...value]]),
  );
  const resource = { resource: request.resource, accountId: request.resourceAccount };
  const analysis = authorize({
    request: new AwsRequestImpl(callerArn(request.principal), resource, request.action, new RequestContextImpl(context)),
    sessionPolicy: world.session && load(world.session, "session"),
    identityPolicies: world.identity.map((policy) => load(policy, "identity")),
    serviceControlPolicies: levels(world.scps),
    resourceControlPolicies: levels(world.rcps),
    resourcePolicy: world.resource && load(world.resource, "resource"),
    permissionBoundaries: world.boundary && [load(world.boundary, "boundary")],
    vpcEndpointPolicies: undefined,
    simulationParameters: { simulationMode: "Strict", discoveryContextKeyConstraints: new DiscoveryContextKeyConstraints([]) },
    serviceSettings: {},
  });
  return analysis.result === "Allowed";
}
