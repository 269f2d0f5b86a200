// The table of commands, in the order in which they are needed. Nothing here loads the engine.

import type { CommandEntry, Flag } from "./command.js";

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
      { name: "json", help: "everything as JSON, one object a line (docs/json.md)" },
      { name: "html", value: "FILE", help: "also writes the trace as one HTML page" },
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
    usage: "custody test [PATH…]",
    purpose: "Runs every scenario below the paths (default: scenarios/) against its golden.",
    flags: [
      { name: "filter", value: "TEXT", help: "only scenarios whose name or file holds the text" },
      { name: "tag", value: "@TAG", help: "only scenarios with this tag", repeatable: true },
      { name: "accept", help: "writes what differs as the new golden (never under CI)" },
      { name: "strict-golden", help: "a missing or orphaned golden fails; on when CI is set" },
      { name: "reporter", value: "LIST", help: "text, junit=FILE, github, json; several with commas" },
      { name: "shard", value: "N/M", help: "only the N-th of M parts of the files" },
      { name: "bail", help: "stops at the first file that fails" },
      SEED,
    ],
    examples: ["custody test", "custody test scenarios/tour --accept", "custody test --reporter text,junit=results.xml"],
    completes: "scenarios",
    load: () => import("./commands/test.js"),
  },
  {
    name: "check",
    usage: "custody check FILE…",
    purpose: "Reads files and resolves their names, and runs nothing.",
    flags: [{ name: "json", help: "diagnostics as JSON, one object a line" }],
    examples: ["custody check share.scenario", "custody check scenarios/*.scenario", "custody check --json -"],
    completes: "scenarios",
    load: () => import("./commands/check.js"),
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
    name: "golden",
    usage: "custody golden status | review | accept [NAME…]",
    purpose: "Goes through goldens that differ: the pending ones that custody test left.",
    flags: [],
    words: ["status", "review", "accept"],
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
