// The real program on a real terminal: tmux holds one, presses keys and says what stands on it.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundleScreen } from "../../build-screen.mjs";
import { hasTmux, Terminal } from "../support/terminal.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const lesson = "scenarios/tour/03-a-snapshot-for-another-account.scenario";
const folder = mkdtempSync(join(tmpdir(), "custody-tmux-"));

const terminal = new Terminal(`custody-test-${process.pid}`);
const tmux = terminal.tmux.bind(terminal);
const screen = terminal.screen.bind(terminal);
const shows = terminal.shows.bind(terminal);
const keys = terminal.keys.bind(terminal);
const type = terminal.type.bind(terminal);

function start(session: string, columns: number, rows: number, path = lesson): void {
  // ink draws no frames where it takes the surroundings for a CI.
  const program = `env -u CI -u CONTINUOUS_INTEGRATION node ${join(folder, "custody.cjs")} replay ${path}; echo ended $?`;
  terminal.open(session, columns, rows, root);
  tmux("send-keys", "-t", session, `echo before; ${program}`, "Enter");
}

const asking = join(folder, "asking.scenario");

beforeAll(async () => {
  writeFileSync(
    asking,
    [
      "default in acct A region us-east-1",
      "create key k1",
      'encrypt "x" with k1 as c1',
      "predict deny because identity policy of A/app",
      "decrypt c1 by A/app",
    ].join("\n"),
  );
  if (!hasTmux) return;
  const common = {
    absWorkingDir: root,
    bundle: true,
    platform: "node" as const,
    target: "node20",
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "error" as const,
  };
  await build({ ...common, entryPoints: ["src/cli/main.ts"], outfile: join(folder, "custody.cjs"), format: "cjs" });
  await bundleScreen(root, common, folder);
});

afterAll(() => {
  terminal.close();
  rmSync(folder, { recursive: true, force: true });
});

test("tmux is there, or this is no CI and its absence is said", () => {
  if (!hasTmux) console.warn("tmux is not installed: the replay is not driven on a terminal");
  expect(hasTmux || process.env.CI === undefined).toBe(true);
});

describe.runIf(hasTmux)("the replay on a terminal", () => {
  test.each([
    ["80x24", 80, 24],
    ["120x40", 120, 40],
  ] as const)("at %s: step, jump, search, what if, quit", async (size, columns, rows) => {
    start(size, columns, rows);
    await shows(size, "step 1/11");
    keys(size, "Right", "l");
    await shows(size, "step 3/11");
    type(size, ":7");
    keys(size, "Enter");
    const at = await shows(size, "step 7/11");
    await expect(at).toMatchFileSnapshot(`./screens/tmux-${size}-step.txt`);
    keys(size, "/");
    type(size, "vol2");
    keys(size, "Enter");
    await shows(size, "/vol2 1/2");
    keys(size, "Escape");
    keys(size, "s", "s", "G", "D", "G");
    await shows(size, "scenario 3/5");
    await shows(size, "step 7/7");
    type(size, ":policy of k1 allows acct B to decrypt");
    keys(size, "Enter");
    const tried = await shows(size, "what if, after step 7");
    await expect(tried).toMatchFileSnapshot(`./screens/tmux-${size}-what-if.txt`);
    keys(size, "q");
    const ended = await shows(size, "ended 0");
    expect(ended).toContain("before");
    expect(ended).toContain("(--at 7)");
  });

  test.each([
    ["predict-80x24", 80, 24],
    ["predict-120x40", 120, 40],
  ] as const)("%s: a lesson asks, and shows the answer once it has one", async (size, columns, rows) => {
    start(size, columns, rows, "scenarios/tour/09-client-side.scenario");
    await shows(size, "step 1/13");
    keys(size, "G");
    const asked = await shows(size, "step 9 asks first");
    await expect(asked).toMatchFileSnapshot(`./screens/tmux-${size}-asked.txt`);
    keys(size, "p");
    type(size, "deny because identity policy of A/bob");
    keys(size, "Enter");
    const told = await shows(size, "right: you said deny because identity policy of A/bob");
    await expect(told).toMatchFileSnapshot(`./screens/tmux-${size}-told.txt`);
    keys(size, "q");
    await shows(size, "1 of 1 predictions right");
  });

  test("a file that is saved is run again, and one stays at the step", async () => {
    const path = join(folder, "saved.scenario");
    const key = "create key k1 in acct A region us-east-1\n";
    writeFileSync(path, `${key}disable k1\nenable k1\n`);
    start("saved", 80, 24, path);
    await shows("saved", "step 1/3");
    keys("saved", "l");
    await shows("saved", "step 2/3");
    writeFileSync(path, `${key}disable k1\nenable k1\ndisable k1\n`);
    await shows("saved", "step 2/4");
    writeFileSync(path, `${key}frobnicate k1\n`);
    await shows("saved", "line 2: no statement begins with");
    keys("saved", "q");
    await shows("saved", "ended 0");
  });

  test("the mouse is the terminal's own until % asks for it, and again afterwards", async () => {
    const flags = () => tmux("display-message", "-p", "-t", "mouse", "#{mouse_any_flag}#{mouse_sgr_flag}").trim();
    start("mouse", 80, 24);
    await shows("mouse", "step 1/11");
    expect(flags()).toBe("00");
    keys("mouse", "%");
    await shows("mouse", "mouse on");
    expect(flags()).toBe("11");
    type("mouse", "\u001B[<0;8;6M");
    await shows("mouse", "step 3/11");
    keys("mouse", "q");
    await shows("mouse", "ended 0");
    expect(flags()).toBe("00");
  });

  test("under CI, where ink would draw nothing, the steps are printed", async () => {
    terminal.open("ci", 80, 24, root);
    tmux(
      "send-keys",
      "-t",
      "ci",
      `clear; CI=true node ${join(folder, "custody.cjs")} replay ${lesson} --at 1; echo ended $?`,
      "Enter",
    );
    expect(await shows("ci", "ended 0")).toContain("create key k1 described");
  });

  test("a resize is drawn at once, at any size, and a tiny one does not break it", async () => {
    start("resize", 80, 24);
    await shows("resize", "step 1/11");
    tmux("resize-window", "-t", "resize", "-x", "120", "-y", "40");
    await shows("resize", "5 Bill ");
    tmux("resize-window", "-t", "resize", "-x", "20", "-y", "5");
    await shows("resize", "too small");
    tmux("resize-window", "-t", "resize", "-x", "80", "-y", "24");
    await shows("resize", "[2 Why]");
    keys("resize", "C-c");
    // The shell gives up the whole line when Ctrl-C ends a program of it, so the status is asked for by itself.
    await shows("resize", "(--at 1)");
    type("resize", "echo left with $?");
    keys("resize", "Enter");
    await shows("resize", "left with 130");
  });

  test("bad input 94: a terminal of 1x1, one that is resized without end, and TERM=dumb leave no stack trace", async () => {
    start("storm", 80, 24);
    await shows("storm", "step 1/11");
    const sizes = [
      [1, 1],
      [120, 40],
      [2, 80],
      [200, 2],
      [80, 24],
      [30, 8],
      [29, 7],
      [60, 16],
      [300, 100],
      [1, 24],
    ];
    for (let round = 0; round < 6; round++)
      for (const [columns, rows] of sizes) {
        tmux("resize-window", "-t", "storm", "-x", String(columns), "-y", String(rows));
        if (round % 2 === 1) keys("storm", "Right");
      }
    tmux("resize-window", "-t", "storm", "-x", "1", "-y", "1");
    keys("storm", "Right", "g");
    tmux("resize-window", "-t", "storm", "-x", "80", "-y", "24");
    await shows("storm", "[2 Why]");
    await shows("storm", "step 1/11");
    keys("storm", "q");
    const after = await shows("storm", "ended 0");
    expect(after).not.toMatch(/ {4}at |Error/);
    type("storm", `clear; TERM=dumb node ${join(folder, "custody.cjs")} replay ${lesson} --at 1; echo ended $?`);
    keys("storm", "Enter");
    expect(await shows("storm", "ended 0")).toContain("create key k1 described");
  });

  test("Ctrl-Z gives the shell its screen, and fg comes back to the step", async () => {
    start("stopped", 80, 24);
    await shows("stopped", "step 1/11");
    keys("stopped", "l", "C-z");
    await shows("stopped", "Stopped");
    expect(terminal.state("stopped")).toBe("0 1");
    type("stopped", "echo the shell is here");
    keys("stopped", "Enter");
    await shows("stopped", "\nthe shell is here");
    type("stopped", "fg");
    keys("stopped", "Enter");
    await shows("stopped", "step 2/11");
    expect(screen("stopped")).not.toContain("the shell is here");
    expect(terminal.state("stopped")).toBe("1 0");
    keys("stopped", "l");
    await shows("stopped", "step 3/11");
    keys("stopped", "q");
    await shows("stopped", "(--at 3)");
    expect(terminal.state("stopped")).toBe("0 1");
  });

  test("SIGTSTP from elsewhere does the same, and what others print is drawn over by Ctrl-L", async () => {
    start("sent", 80, 24);
    await shows("sent", "step 1/11");
    const [child] = terminal.children("sent");
    process.kill(child!, "SIGTSTP");
    await shows("sent", "Stopped");
    type("sent", "fg");
    keys("sent", "Enter");
    await shows("sent", "step 1/11");
    writeFileSync(tmux("display-message", "-p", "-t", "sent", "#{pane_tty}").trim(), "\r\n\r\nsomebody else\r\n\r\n");
    await shows("sent", "somebody else");
    keys("sent", "C-l");
    for (let at = 0; at < 100 && screen("sent").includes("somebody else"); at++)
      await new Promise((done) => setTimeout(done, 20));
    const seen = screen("sent").split("\n");
    expect(seen[0]).toContain("step 1/11");
    expect(seen[22]).toContain("? keys  q quit");
    keys("sent", "q");
    await shows("sent", "(--at 1)");
  });

  test("what is pasted behind : is text, and none of it is a key", async () => {
    start("paste", 80, 24);
    await shows("paste", "step 1/11");
    tmux("set-buffer", "-t", "paste", "create key k8 in acct A region us-east-1\ncreate key k9 in acct A region us-east-1\nq\n");
    keys("paste", ":");
    tmux("paste-buffer", "-p", "-t", "paste");
    await shows("paste", "us-east-1; q_");
    keys("paste", "C-u");
    tmux("set-buffer", "-t", "paste", "create key k8 in acct A region us-east-1\ncreate key k9 in acct A region us-east-1\n");
    tmux("paste-buffer", "-p", "-t", "paste");
    keys("paste", "Enter");
    await shows("paste", "create key k9 in acct A region");
    tmux("paste-buffer", "-p", "-t", "paste");
    await shows("paste", "what is pasted does nothing here");
    keys("paste", "q");
    await shows("paste", "ended 0");
  });

  test("killed while the editor is open, it leaves the user's own screen", async () => {
    const editor = join(folder, "editor.sh");
    writeFileSync(editor, "#!/bin/sh\necho editing; read line\n", { mode: 0o755 });
    terminal.open("editor", 80, 24, root);
    type("editor", `env -u CI EDITOR=${editor} node ${join(folder, "custody.cjs")} replay ${lesson}; echo ended $?`);
    keys("editor", "Enter");
    await shows("editor", "step 1/11");
    keys("editor", "e");
    await shows("editor", "editing");
    process.kill(terminal.children("editor")[0]!, "SIGTERM");
    keys("editor", "Enter");
    await shows("editor", "ended 143");
    expect(terminal.state("editor")).toBe("0 1");
  });

  test("without a screen a lesson asks as well, before the line that answers", async () => {
    terminal.open("reader", 100, 50, root);
    type("reader", `env -u CI INK_SCREEN_READER=true node ${join(folder, "custody.cjs")} replay ${asking}; echo ended $?`);
    keys("reader", "Enter");
    const asked = await shows("reader", "Enter alone shows it):");
    expect(asked).toContain("asks: decrypt c1 by A/app");
    expect(asked).not.toContain("denied");
    type("reader", "perhaps");
    keys("reader", "Enter");
    await shows("reader", "a prediction is: allow");
    type("reader", "deny because identity policy of A/app");
    keys("reader", "Enter");
    const told = await shows("reader", "ended 0");
    expect(told).toContain("right: you said deny because identity policy of A/app");
    expect(told).toContain("denied (AccessDeniedException): decrypt c1 by A/app");
    expect(told).toContain("1 of 1 predictions right");
  });

  test("a terminal that is closed ends it without a word, a hangup from elsewhere gives the screen back", async () => {
    const errors = join(folder, "closed.txt");
    terminal.open("closed", 80, 24, root);
    type("closed", `env -u CI node ${join(folder, "custody.cjs")} replay ${lesson} 2> ${errors}`);
    keys("closed", "Enter");
    await shows("closed", "step 1/11");
    const [child] = terminal.children("closed");
    tmux("kill-session", "-t", "closed");
    const isThere = () => {
      try {
        return process.kill(child!, 0);
      } catch {
        return false;
      }
    };
    for (let at = 0; at < 100 && isThere(); at++) await new Promise((done) => setTimeout(done, 50));
    expect(isThere()).toBe(false);
    expect(readFileSync(errors, "utf8").replaceAll("\u001b[?25h", "")).toBe("");
    start("hangup", 80, 24);
    await shows("hangup", "step 1/11");
    process.kill(terminal.children("hangup")[0]!, "SIGHUP");
    await shows("hangup", "ended 129");
    expect(terminal.state("hangup")).toBe("0 1");
  });

  test("when it is killed the user's own screen is back", async () => {
    start("killed", 80, 24);
    await shows("killed", "step 1/11");
    for (const child of terminal.children("killed")) process.kill(child, "SIGTERM");
    const after = await shows("killed", "ended 143");
    expect(after).toContain("before");
    expect(terminal.state("killed")).toBe("0 1");
  });
});
