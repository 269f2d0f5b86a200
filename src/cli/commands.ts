// The table of commands, in the order in which they are needed. Nothing here loads the engine.

import type { CommandEntry, Flag } from "./command.js";

const itself = (values: readonly string[]): readonly string[] => values;
/** `text,junit=results.xml` names a file. */
const files = (values: readonly string[]): readonly string[] =>
  values.flatMap((list) =>
    list.split(",").flatMap((each) => (each.includes("=") ? [each.slice(each.indexOf("=") + 1).trim()] : [])),
  );

const PRICES: Flag = {
  name: "prices",
  value: "FILE.json",
  paths: itself,
  help: 'your own prices over ours: { "kms-key": "0.90" }',
};
const SEED: Flag = { name: "seed", value: "N", help: "seed of all chance (default 1)" };

export const COMMANDS: readonly CommandEntry[] = [
  {
    name: "run",
    usage: "custody run FILE…",
    purpose: "Runs scenario files and prints what happened, step by step.",
    flags: [
      { name: "only", value: "NAME", help: "only the scenario of this name", repeatable: true },
      SEED,
      { name: "quiet", short: "q", help: "one result line a scenario" },
      { name: "trail", help: "the CloudTrail records, one JSON object a line, instead of the trace" },
      {
        name: "bill",
        optional: ["table", "csv", "json"],
        help: "the bill after the trace; --bill=csv and --bill=json instead of it",
      },
      PRICES,
      { name: "json", help: "everything as JSON, one object a line (docs/json.md)" },
      {
        name: "mermaid",
        value: "WHAT",
        help: "a Mermaid drawing instead of the trace: calls (who called what) or keys (who can read what)",
      },
      { name: "html", value: "FILE", paths: itself, help: "also writes the trace as one HTML page; its folder must be there" },
    ],
    examples: [
      "custody run scenarios/tour/01-first-sentence.scenario",
      "custody run share.scenario --bill",
      "echo 'create key k1 in acct A region us-east-1' | custody run -",
    ],
    completes: "scenarios",
    load: () => import("./commands/run.js"),
  },
  {
    name: "test",
    usage: "custody test [PATH | FILE:LINE …]",
    purpose: "Runs every scenario below the paths (default: scenarios/) against its golden.",
    flags: [
      { name: "filter", value: "TEXT", help: "only scenarios whose name or file holds the text" },
      { name: "tag", value: "@TAG", help: "only scenarios with this tag", repeatable: true },
      { name: "failed", typedOnly: true, help: "only what failed the last time" },
      { name: "bail", optional: "number", help: "stops after the first failure; --bail N after the N-th" },
      { name: "watch", typedOnly: true, help: "stays, and tests again what a saved file changes" },
      { name: "accept", typedOnly: true, help: "writes what differs as the new golden (never under CI)" },
      { name: "strict-golden", help: "a missing or orphaned golden fails; on when CI is set" },
      { name: "no-cache", help: "runs every file, also where nothing has changed since it passed (CI always does)" },
      { name: "coverage", help: "afterwards: sentences, refusals, policy statements and faults that no test exercised" },
      {
        name: "reporter",
        value: "LIST",
        paths: files,
        help: "text, dot, junit=FILE, html=FILE, mermaid=FILE, github, json, json=FILE; several with commas",
      },
      { name: "shard", value: "N/M", help: "only the N-th of M parts of the files" },
      {
        name: "merge-reports",
        value: "DIR",
        typedOnly: true,
        help: "runs nothing: one report of the json=FILE reports of all shards",
      },
      { name: "jobs", value: "N", help: "workers at once (default: as many as pay for themselves)" },
      { name: "order", value: "ORDER", help: "of running: random (default) or file; reports are in the order of the files" },
      { name: "seed-order", value: "N", typedOnly: true, help: "runs in this random order again" },
      SEED,
      { name: "seeds", value: "N..M", help: "under each of these seeds; names the first that fails" },
    ],
    examples: [
      "custody test scenarios/tour",
      "custody test share.scenario:4 --seeds 1..200",
      "custody test --reporter text,junit=results.xml",
    ],
    completes: "scenarios",
    load: () => import("./commands/test.js"),
  },
  {
    name: "check",
    usage: "custody check FILE…",
    purpose: "Reads files and resolves their names, and runs nothing.",
    flags: [
      { name: "json", help: "diagnostics as JSON, one object a line" },
      { name: "fix", help: "writes the right word where only one can have been meant, and says which" },
      { name: "dry-run", help: "with --fix: says what would be written, and writes nothing" },
      { name: "explain-config", typedOnly: true, help: "what custody.json and the environment set, and which of them does" },
    ],
    examples: [
      "custody check share.scenario",
      "custody check scenarios/*.scenario",
      "custody check --fix --dry-run share.scenario",
    ],
    completes: "scenarios",
    load: () => import("./commands/check.js"),
  },
  {
    name: "replay",
    usage: "custody replay FILE",
    purpose: "Steps through a run on the terminal: forward, back, why, world, trail, bill, and what if.",
    flags: [
      { name: "at", value: "N", typedOnly: true, help: "opens at this step; without a terminal, prints it" },
      { name: "from", value: "N", typedOnly: true, help: "prints the steps from this one on, a line each" },
      { name: "to", value: "N", typedOnly: true, help: "prints the steps up to this one" },
      { name: "only", value: "WHAT", help: "failures: prints the steps that failed; or the name of a scenario" },
      { name: "json", help: "prints the steps as JSON, one object a line" },
      { name: "ascii", help: "draws with ASCII signs" },
      SEED,
    ],
    examples: [
      "custody replay share.scenario",
      "custody replay share.scenario --at 7",
      "custody replay share.scenario --only failures",
    ],
    completes: "scenarios",
    load: () => import("./commands/replay.js"),
  },
  {
    name: "explain",
    usage: "custody explain CODE | FILE:LINE",
    purpose: "Explains a diagnostic's code, or why the step at a line went as it did.",
    flags: [SEED],
    examples: ["custody explain name/unknown-key", "custody explain share/key-not-shared", "custody explain share.scenario:4"],
    completes: "scenarios",
    load: () => import("./commands/explain.js"),
  },
  {
    name: "format",
    usage: "custody format FILE…",
    purpose: "Lays files out in the one way; comments stay.",
    flags: [{ name: "check", help: "changes nothing; exit 1 if a file would change" }],
    examples: [
      "custody format share.scenario",
      "custody format --check scenarios/*.scenario",
      "custody format - < share.scenario",
    ],
    completes: "scenarios",
    load: () => import("./commands/format.js"),
  },
  {
    name: "diff",
    usage: "custody diff BEFORE.scenario AFTER.scenario",
    purpose: "Says who gains and who loses access between two versions, what comes and goes, and what it costs.",
    flags: [
      { name: "exit-code", help: "exit 1 where anything differs" },
      { name: "until", value: "DATE", help: "runs both on to this date: what they cost by then" },
      PRICES,
      SEED,
    ],
    examples: [
      "custody diff main/backup.scenario backup.scenario",
      "custody diff --exit-code before.scenario after.scenario",
      "custody diff before.scenario after.scenario --until 2029-01-01",
    ],
    completes: "scenarios",
    load: () => import("./commands/diff.js"),
  },
  {
    name: "bill",
    usage: "custody bill FILE…",
    purpose: "Says what a design costs, month by month; with --until it runs on to that date first.",
    flags: [
      { name: "until", value: "DATE", help: "runs on to this date after the last statement" },
      { name: "format", value: "FORMAT", help: "table (by month and service), csv or json (line by line)" },
      PRICES,
      SEED,
    ],
    examples: [
      "custody bill backup.scenario --until 2029-01-01",
      "custody bill backup.scenario --format csv > bill.csv",
      "custody bill backup.scenario --prices our-prices.json",
    ],
    completes: "scenarios",
    load: () => import("./commands/bill.js"),
  },
  {
    name: "import",
    usage: "custody import trail FILE.json | policy FILE.json",
    purpose: "Turns a CloudTrail log into a scenario with the outcomes that it records, or a key policy into a key that has it.",
    flags: [{ name: "key", value: "NAME", help: "what the key of a policy is called (default k1)" }],
    words: ["trail", "policy"],
    examples: [
      "custody import trail cloudtrail.json > from-the-log.scenario",
      "custody run design.scenario --trail | custody import trail -",
      "custody import policy key-policy.json --key payroll > payroll.scenario",
    ],
    completes: "words",
    load: () => import("./commands/import.js"),
  },
  {
    name: "golden",
    usage: "custody golden status | review | accept | reject [NAME…]",
    purpose: "Goes through goldens that differ: the pending ones that custody test left.",
    flags: [],
    words: ["status", "review", "accept", "reject"],
    examples: ["custody golden status", "custody golden review", "custody golden accept first-sentence"],
    completes: "words",
    load: () => import("./commands/golden.js"),
  },
  {
    name: "init",
    usage: "custody init [FOLDER]",
    purpose: "Writes a first scenario, its golden and a CI snippet into an empty folder.",
    flags: [],
    examples: ["custody init", "custody init rehearsals", "custody init ."],
    completes: "nothing",
    load: () => import("./commands/init.js"),
  },
  {
    name: "completion",
    usage: "custody completion bash | zsh | fish",
    purpose: "Prints a completion script for your shell.",
    flags: [],
    words: ["bash", "zsh", "fish"],
    examples: [
      "source <(custody completion bash)",
      "custody completion zsh > ~/.zfunc/_custody",
      "custody completion fish | source",
    ],
    completes: "words",
    load: () => import("./commands/completion.js"),
  },
];
