// custody test --watch on a real terminal: what a save runs again, and what the keys do.
import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Folder } from "../support/command-line.js";
import { WholeProgram } from "../support/whole-program.js";

const socket = `custody-watch-${process.pid}`;
const tmux = (...argv: string[]) => spawnSync("tmux", ["-L", socket, ...argv], { encoding: "utf8" });
const volume = (size: number) => `create volume vol1 size ${size} GiB in acct A region us-east-1\n`;

describe.skipIf(spawnSync("tmux", ["-V"]).status !== 0)("on a terminal", () => {
  let program: WholeProgram;
  let folder: Folder;
  beforeAll(() => {
    program = new WholeProgram();
    folder = new Folder();
    folder.write("scenarios/common/volume.scenario", volume(10));
    folder.write("scenarios/user.scenario", 'include "common/volume.scenario"\nsnapshot vol1\n');
    folder.write("scenarios/other.scenario", "create key k1 in acct A region us-east-1\n");
    const command = `env -u CI "${process.execPath}" "${program.file}" test --watch; echo "ended $?"; sleep 60`;
    tmux("new-session", "-d", "-s", "watch", "-x", "120", "-y", "50", "-c", folder.path, command);
  });
  afterAll(() => {
    tmux("kill-server");
    program.remove();
    folder.remove();
  });

  /** All that was printed, once it holds `text` so many times. */
  async function shown(text: string, times = 1): Promise<string> {
    let screen = "";
    for (let wait = 0; wait < 200; wait++) {
      screen = tmux("capture-pane", "-p", "-t", "watch", "-S", "-2000").stdout;
      if (screen.split(text).length > times) return screen;
      await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error(`${text} does not show:\n${screen}`);
  }

  test("a save runs the files that include the saved one; keys accept, filter and quit", async () => {
    await shown("3 passed, 0 failed");
    await shown("watching 3 files · a all · f failed · p filter · u accept goldens · q quit");
    folder.write("scenarios/common/volume.scenario", volume(20));
    // The saved file and the one that includes it, and not the third.
    await shown("2 passed, 2 failed");
    await shown("watching 3 files", 2);
    tmux("send-keys", "-t", "watch", "u");
    await shown("2 goldens accepted");
    tmux("send-keys", "-t", "watch", "a");
    await shown("3 passed, 0 failed", 2);
    tmux("send-keys", "-t", "watch", "p");
    await shown("only what holds this text");
    tmux("send-keys", "-t", "watch", "other", "Enter");
    await shown("1 passed, 0 failed");
    tmux("send-keys", "-t", "watch", "q");
    // The first line is still there: nothing was cleared.
    expect(await shown("ended 0")).toContain("new golden: scenarios/common/volume.golden");
  });
});
