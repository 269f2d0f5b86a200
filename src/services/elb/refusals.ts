// Elastic Load Balancing's ways of saying no. Sources: ELB API reference, errors of CreateListener; hashicorp/terraform-provider-aws issue
// 11334 and kubernetes-sigs/aws-load-balancer-controller issues 1127 and 2134 for the texts about certificates.

import { type Refused, refuse } from "../../rules/reply.js";

export function loadBalancerNotFound(arn: string): Refused {
  return refuse("LoadBalancerNotFound", `Load balancer '${arn}' not found`);
}

/** Text: aws/copilot-cli issue 3660, 2022-08. */
export function listenerNotFound(): Refused {
  return refuse("ListenerNotFound", "One or more listeners not found");
}

export function certificateNotFound(arn: string): Refused {
  return refuse("CertificateNotFound", `Certificate '${arn}' not found`);
}

/** A load balancer takes certificates of its own Region alone. */
export function certificateOfOtherRegion(arn: string): Refused {
  return refuse("ValidationError", `Certificate ARN '${arn}' is not valid`);
}

export function certificateNotIssued(arn: string): Refused {
  const text = `The certificate '${arn}' must have a fully-qualified domain name, a supported signature, and a supported key size.`;
  return refuse("UnsupportedCertificate", text);
}

/** A listener without a certificate speaks HTTP, or TCP. Text: theopensystemslab/planx-new pull request 1051, 2022-07, of HTTP; with AWS's own slip. */
export function policyWithoutTls(protocol: string): Refused {
  return refuse("ValidationError", protocol === "HTTP" ? "An SSL policy cannot be specifed for HTTP listeners" : "");
}

export function policyNotFound(name: string): Refused {
  return refuse("SSLPolicyNotFound", `SSL policy '${name}' not found`);
}
