// Which family of sentences a first word begins. The grammar goes to that family at once, and a first word that is not here is compared with
// these for "did you mean". Adding a verb adds its first word here.

const families: readonly (readonly [string, string])[] = [
  ["create", "create"],
  ["expect", "expect predict never always"],
  ["crypto", "encrypt decrypt reencrypt generate sign verify verify-mac mac derive tamper call"],
  ["share", "snapshot copy share unshare restore launch invoke set start stop terminate attach detach"],
  ["change", "replicate promote alias point enable disable rotate delete cancel describe material import download trail"],
  [
    "policy",
    "grant revoke retire policy remove allow deny identity boundary service resource tag untag role user organization acct account",
  ],
  ["data", "document put get seal open"],
  ["wire", "certificate modify steal request validate serve connect send eavesdrop intercept"],
  ["time", "clock advance outage throttle latency"],
  ["flow", "strict default include let pick seed"],
  ["ask", "explain who why since what list next compare"],
  ["block", "scenario define repeat for as with every"],
];

/** First word → family, as named in `SimpleStatement` of grammar/statement.peggy. */
export const firstWords: ReadonlyMap<string, string> = new Map(
  families.flatMap(([family, words]) => words.split(" ").map((word) => [word, family] as const)),
);
