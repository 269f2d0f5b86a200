// Completion as the shells do it: each script is read by its own shell, and asked what it offers.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { delimiter } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Folder } from "../support/command-line.js";
import { WholeProgram } from "../support/whole-program.js";

let program: WholeProgram;
let folder: Folder;
const has = (shell: string) => spawnSync(shell, ["-c", "true"]).status === 0;

beforeAll(() => {
  program = new WholeProgram();
  folder = new Folder();
  folder.write("share.scenario", 'scenario "two accounts" @slow @backup { create key k1 in acct A region us-east-1 }\n');
  folder.write("with space.scenario", 'scenario "$(touch hacked)" { create key k1 in acct A region us-east-1 }\n');
  folder.write("notes.txt", "");
  folder.write("trail.json", "[]");
  folder.write("scenarios/deep/first.scenario", "create key k1 in acct A region us-east-1\n");
});
afterAll(() => {
  program.remove();
  folder.remove();
});

function shell(name: string, script: string): string {
  const env = { ...process.env, CI: "", PATH: `${program.folder}${delimiter}${process.env.PATH ?? ""}` };
  const done = spawnSync(name, ["-c", script], { cwd: folder.path, env, encoding: "utf8" });
  expect(done.stderr).toBe("");
  return done.stdout;
}

/** What a shell offers for a line that ends where the cursor is. */
type Offers = (line: string) => string[];

const inBash: Offers = (line) => {
  const words = line.split(/(?<!\\) |(=)/).filter((each) => each !== undefined);
  const quoted = words.map((word) => `'${word}'`).join(" ");
  const script = [
    "source <(custody completion bash)",
    `COMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}`,
    `_custody custody '${words.at(-1)}' '${words.at(-2)}'`,
    'printf "%s\\n" "${COMPREPLY[@]}"',
  ];
  return shell("bash", script.join("\n"))
    .split("\n")
    .filter((each) => each !== "");
};

const inFish: Offers = (line) =>
  shell("fish", `custody completion fish | source; complete -C '${line}'`)
    .split("\n")
    .filter((each) => each !== "")
    .map((each) => each.split("\t")[0]!);

// zsh completes in an interactive shell only; a pseudo terminal of its own holds one, which is asked all lines in turn.
const inZsh: Offers = (line) => {
  if (zshOffers === undefined) zshOffers = askZsh();
  const found = zshOffers.get(line);
  if (found === undefined) throw new Error(`zsh was not asked for ${line}`);
  return found;
};
let zshOffers: Map<string, string[]> | undefined;

function askZsh(): Map<string, string[]> {
  const ask = LINES.map(
    (line) => `
    zpty -w -n inner $'${line}\\t'
    sleep 1
    zpty -w -n inner $'\\x15print next""line\\r'
    zpty -r inner seen '*nextline*'
    print -r -- "$seen"`,
  );
  const script = `
    zmodload zsh/zpty
    zpty inner zsh -f -i
    zpty -w inner 'PS1=; unsetopt zle_bracketed_paste; autoload -Uz compinit; compinit -u -d $(mktemp); source <(custody completion zsh)'
    zpty -w inner 'bindkey "^I" list-choices; LISTMAX=1000; setopt no_list_packed; stty cols 200; print rea""dy'
    zpty -r inner seen '*ready*'
    ${ask.join("\n")}
    zpty -d inner`;
  const seen = shell("zsh", script)
    .replaceAll(/\u001b(?:\[[\d;?]*[A-Za-z]|[=>])/g, "")
    .split("nextline");
  return new Map(LINES.map((line, at) => [line, seen[at]!.split(/[\r\n]+| {2,}|\t/).map((each) => each.trim())]));
}

const LINES = [
  "custody ",
  "custody co",
  "custody help gol",
  "custody golden re",
  "custody import trail ",
  "custody test --st",
  "custody test --order ",
  "custody bill --format ",
  "custody run --bill=",
  "custody test --merge-reports ",
  "custody check ",
  "custody test share.scenario --tag ",
  "custody run share.scenario --only ",
  "custody test --filter ",
  "custody run with\\ space.scenario --only ",
  "custody explain name/unknown-k",
] as const;

const SHELLS: readonly (readonly [string, Offers])[] = [
  ["bash", inBash],
  ["fish", inFish],
  ["zsh", inZsh],
];

describe.each(SHELLS.filter(([name]) => has(name)))("%s", (name, offers) => {
  const given = (line: (typeof LINES)[number]) => offers(line).join("\n");

  test("offers commands", () => {
    expect(given("custody ")).toContain("golden");
    expect(given("custody co")).toContain("completion");
    expect(given("custody help gol")).toContain("golden");
  });
  test("offers the words of a command, and behind them what they are about", () => {
    expect(given("custody golden re")).toContain("review");
    expect(given("custody golden re")).not.toContain("status");
    expect(given("custody import trail ")).toContain("trail.json");
    expect(given("custody import trail ")).not.toContain("notes.txt");
  });
  test("offers options, and the values that an option takes", () => {
    expect(given("custody test --st")).toContain("--strict-golden");
    expect(given("custody test --order ")).toContain("random");
    expect(given("custody bill --format ")).toContain("csv");
    expect(given("custody run --bill=")).toContain("csv");
    expect(given("custody test --merge-reports ")).toContain("scenarios");
  });
  test("offers scenario files and folders, also with a space in the name, and nothing else", () => {
    const files = given("custody check ");
    expect(files).toContain("share.scenario");
    expect(files).toMatch(/with\\? space\.scenario/);
    expect(files).toContain("scenarios");
    expect(files).not.toContain("notes.txt");
  });
  test("offers tags and names of scenarios, of the files that are named and else of all, and runs none of them", () => {
    expect(given("custody test share.scenario --tag ")).toContain("@backup");
    expect(given("custody run share.scenario --only ")).toMatch(/two\\? accounts/);
    expect(given("custody test --filter ")).toContain("first");
    given("custody run with\\ space.scenario --only ");
    expect(readdirSync(folder.path)).not.toContain("hacked");
  });
  test("offers codes to explain", () => {
    expect(given("custody explain name/unknown-k")).toContain("name/unknown-key");
  });
  if (name === "bash")
    test("has nothing that bash 3.2 does not know", () =>
      expect(shell("bash", "custody completion bash")).not.toContain("mapfile"));
});

test("what asks for names may have anything on its line", async () => {
  const { out, code } = await folder.run(["completion", "list", "tags", "--", "--no-such", "share.scenario", "gone.scenario"]);
  expect([code, out]).toEqual([0, "@backup\n@slow\n"]);
  expect((await folder.run(["completion", "list", "nonsense"])).out).toBe("");
});
