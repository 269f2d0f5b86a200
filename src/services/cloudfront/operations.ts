// CreateDistribution: what CloudFront shows to viewers is a certificate of ACM in us-east-1, wherever the origin is.

import { amazonAuthority } from "../../contract/amazon-authority.js";
import { cloudfrontCatalog } from "../../generated/catalogs.js";
import type { Operation, OperationContext } from "../../rules/operation.js";
import { ok, refuse } from "../../rules/reply.js";
import { accountId } from "../../rules/requests.js";
import { certificateKind } from "../../world/certificate.js";
import { isFor } from "../../world/host-name.js";
import type { Resource } from "../../world/resource.js";
import { type ServerData, serverKind, usualVersions } from "../../world/server.js";
import { CLOCK_MAX } from "../../world/time.js";

declare module "../../rules/operation.js" {
  interface Operations {
    "cloudfront:CreateDistribution": {
      input: {
        readonly id: string;
        /** An alternate domain name, which its certificate is to cover; absent: it has CloudFront's own name alone. */
        readonly host?: string;
        readonly certificate?: string;
      };
      output: { readonly distribution: Resource<ServerData> };
    };
  }
}

/** Text as reported in cloudposse/terraform-aws-cloudfront-s3-cdn issue 55 and aws/aws-cdk issue 14616. */
const INVALID_CERTIFICATE =
  "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.";

/** Texts: winglang/wing issue 2440 (2023-05), hashicorp/terraform-provider-aws issue 13828 (2020-06). */
const MORE =
  "For more details, see: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html#alternate-domain-names-requirements";
const NO_CERTIFICATE = `To add an alternate domain name (CNAME) to a CloudFront distribution, you must attach a trusted certificate that validates your authorization to use the domain name. ${MORE}`;
const NOT_COVERED = `The certificate that is attached to your distribution doesn't cover the alternate domain name (CNAME) that you're trying to add. ${MORE}`;

/** For `*.cloudfront.net`: CloudFront's own, which it renews. */
function defaultCertificate(ctx: OperationContext): string {
  const known = ctx.find(certificateKind, DEFAULT);
  if (known !== undefined) return known.id;
  const data = {
    hosts: [DEFAULT],
    issuer: amazonAuthority(ctx),
    validFrom: ctx.now,
    validTo: CLOCK_MAX,
    onlyFor: "servers",
  } as const;
  return ctx.make(certificateKind, { id: DEFAULT, place: { account: "", region: "" }, arn: "", data }).id;
}

/** Of the policy TLSv1, which CloudFront sets with its own certificate. */
const DEFAULT_VERSIONS = { from: "1.0", to: "1.3" } as const;
/** No scenario can name it: names hold no dots. */
const DEFAULT = "*.cloudfront.net";

const createDistribution: Operation<"cloudfront:CreateDistribution"> = {
  action: "cloudfront:CreateDistribution",
  crossAccount: "never",
  readOnly: false,
  recorded: true,
  prepare(input, ctx) {
    const { account } = ctx.place;
    const arn = `arn:aws:cloudfront::${accountId(ctx.world, account)}:distribution/${input.id}`;
    const permission = {
      action: "cloudfront:CreateDistribution",
      arn,
      account,
      rule: "identity-only",
      crossAccount: "never",
    } as const;
    return { permissions: [permission], on: [input.id], owners: [] };
  },
  perform({ id, host, certificate }, ctx) {
    const shown = certificate === undefined ? undefined : ctx.find(certificateKind, certificate);
    if (certificate !== undefined) {
      const here = shown?.account === ctx.place.account && shown.region === cloudfrontCatalog.certificateRegion;
      if (!here || shown.data.inAcm?.status !== "ISSUED") return refuse("InvalidViewerCertificate", INVALID_CERTIFICATE);
    }
    if (host !== undefined && shown === undefined) return refuse("InvalidViewerCertificate", NO_CERTIFICATE);
    if (host !== undefined && shown?.data.hosts.some((each) => isFor(each, host)) === false)
      return refuse("InvalidViewerCertificate", NOT_COVERED);
    const arn = `arn:aws:cloudfront::${accountId(ctx.world, ctx.place.account)}:distribution/${id}`;
    const named = host ?? `${id}.cloudfront.net`;
    const tls =
      certificate === undefined
        ? { certificate: defaultCertificate(ctx), policy: cloudfrontCatalog.defaultPolicy, versions: DEFAULT_VERSIONS }
        : { certificate, policy: cloudfrontCatalog.policy, versions: usualVersions };
    const data: ServerData = { host: named, ...tls, plainHttp: "not modelled" };
    return ok({ distribution: ctx.make(serverKind, { id, place: ctx.place, arn, data }) });
  },
  record: (input, ctx) => ({
    requestParameters: {
      distributionConfig: {
        aliases: input.host === undefined ? [] : [input.host],
        ...(input.certificate === undefined
          ? { viewerCertificate: { cloudFrontDefaultCertificate: true } }
          : { viewerCertificate: { aCMCertificateArn: ctx.world.resources.get(input.certificate)?.arn ?? "" } }),
      },
    },
    responseElements: { distribution: { id: input.id } },
  }),
};

export const operations = [createDistribution];
