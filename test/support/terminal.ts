// A real terminal: tmux holds sessions, presses keys and says what stands on them.

import { spawnSync } from "node:child_process";

export const hasTmux = spawnSync("tmux", ["-V"]).status === 0;

export class Terminal {
  constructor(private readonly socket: string) {}

  tmux(...args: readonly string[]): string {
    const done = spawnSync("tmux", ["-L", this.socket, "-f", "/dev/null", ...args], {
      encoding: "utf8",
      env: { ...process.env, LC_ALL: "C.UTF-8" },
    });
    if (done.status !== 0) throw new Error(`tmux ${args[0]}: ${done.stderr}`);
    return done.stdout;
  }

  /** A shell in a folder. */
  open(session: string, columns: number, rows: number, folder: string): void {
    this.tmux("new-session", "-d", "-s", session, "-x", String(columns), "-y", String(rows), "-c", folder, "sh");
  }

  screen(session: string): string {
    return this.tmux("capture-pane", "-p", "-t", session);
  }

  /** Waits until the screen holds the text; what it shows instead is the failure. */
  async shows(session: string, text: string): Promise<string> {
    for (let attempt = 0; attempt < 300; attempt++) {
      const seen = this.screen(session);
      if (seen.includes(text)) return seen;
      await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error(`the screen never showed \`${text}\`:\n${this.screen(session)}`);
  }

  keys(session: string, ...pressed: readonly string[]): void {
    for (const key of pressed) this.tmux("send-keys", "-t", session, key);
  }

  type(session: string, text: string): void {
    this.tmux("send-keys", "-t", session, "-l", text);
  }

  /** Whether the other screen is shown, and the cursor. */
  state(session: string): string {
    return this.tmux("display-message", "-p", "-t", session, "#{alternate_on} #{cursor_flag}").trim();
  }

  /** What the session's shell has started. */
  children(session: string): number[] {
    const pid = this.tmux("list-panes", "-t", session, "-F", "#{pane_pid}").trim();
    const { stdout } = spawnSync("ps", ["-o", "pid=", "--ppid", pid], { encoding: "utf8" });
    return stdout.trim().split(/\s+/).map(Number);
  }

  close(): void {
    spawnSync("tmux", ["-L", this.socket, "kill-server"]);
  }
}
