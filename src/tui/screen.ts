// The terminal's other screen, so that the user's own scrollback is left as it was; and the way back from it, on every way out.

import { MOUSE_OFF, MOUSE_ON } from "./mouse.js";

const ENTER = "\u001B[?1049h\u001B[H\u001B[?25l";
const LEAVE = `${MOUSE_OFF}\u001B[?1049l\u001B[?25h`;

let entered = false;
let guarded = false;

/** Switches to the other screen, and makes sure of the way back: at exit, which an interrupt and a crash come to as well, and when killed. */
export function enterScreen(mouse: boolean): void {
  if (!guarded) {
    guarded = true;
    process.on("exit", leaveScreen);
    process.on("SIGTERM", () => process.exit(143));
    process.on("SIGHUP", () => process.exit(129));
  }
  entered = true;
  process.stdout.write(mouse ? ENTER + MOUSE_ON : ENTER);
}

/** Draws the first frame by itself: ink, which draws all others, takes longer to load than the run itself. It draws over this one. */
export function drawFirst(rows: readonly string[]): void {
  // From here on keys wait for their reader instead of being printed into the frame.
  process.stdin.setRawMode(true);
  enterScreen(false);
  process.stdout.write(`${rows.join("\r\n")}\u001B[H`);
}

export function leaveScreen(): void {
  if (!entered) return;
  entered = false;
  process.stdout.write(LEAVE);
}
