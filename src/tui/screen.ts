// The terminal's other screen, so that the user's own scrollback is left as it was; and the way back from it, on every way out.

import { MOUSE_OFF, MOUSE_ON } from "./mouse.js";

// What is pasted comes between two signs, so that no letter of it is taken for a key.
const PASTE_ON = "\u001B[?2004h";
const PASTE_OFF = "\u001B[?2004l";
const ENTER = `\u001B[?1049h\u001B[H\u001B[?25l${PASTE_ON}`;
const LEAVE = `${MOUSE_OFF}${PASTE_OFF}\u001B[?1049l\u001B[?25h`;

let entered = false;
let guarded = false;
let continued: () => void = () => undefined;

/** Switches to the other screen, and makes sure of the way back: at exit, which an interrupt and a crash come to as well, when killed, and when stopped. */
export function enterScreen(mouse: boolean): void {
  if (!guarded) {
    guarded = true;
    process.on("exit", leaveScreen);
    process.on("SIGTERM", () => process.exit(143));
    process.on("SIGHUP", endWithTerminal);
    for (const stream of [process.stdin, process.stdout]) stream.on("error", endWithTerminal);
  }
  // An editor on this terminal stops together with us, and is left to the shell: only where the screen is ours it is given back first.
  if (!entered) process.on("SIGTSTP", suspend);
  entered = true;
  process.stdout.write(mouse ? ENTER + MOUSE_ON : ENTER);
}

/**
 * The terminal itself may be gone: its window was closed, its connection lost. Ends by the signal: Node, which sets the terminal's modes back when
 * it exits, breaks off where there is none any more.
 */
function endWithTerminal(): void {
  process.off("SIGHUP", endWithTerminal);
  try {
    leaveScreen();
    process.stdin.setRawMode(false);
  } catch {
    // There is nobody to tell.
  }
  process.kill(process.pid, "SIGHUP");
}

/** Draws a frame by itself, over all that stands there, and leaves the cursor where ink has it behind a frame. */
export function drawWhole(rows: readonly string[]): void {
  process.stdout.write(`\u001B[2J\u001B[H${rows.join("\r\n")}\r\n`);
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
  process.off("SIGTSTP", suspend);
  process.stdout.write(LEAVE);
}

/** What draws the screen again once a stopped program goes on. */
export function whenContinued(draw: () => void): void {
  continued = draw;
}

const stopMs = 100;

/** Ctrl-Z: gives the terminal back to the shell and stops, with all that was started together with us; `fg` goes on. */
export function suspend(): void {
  if (process.platform === "win32") return;
  leaveScreen();
  process.stdin.setRawMode(false);
  let isBack = false;
  const goOn = (): void => {
    if (isBack) return;
    isBack = true;
    process.off("SIGCONT", goOn);
    // The shell has set the terminal as it likes it meanwhile, and Node would take it for what it was.
    process.stdin.setRawMode(false);
    process.stdin.setRawMode(true);
    enterScreen(false);
    continued();
  };
  process.on("SIGCONT", goOn);
  process.kill(0, "SIGTSTP");
  // Where no shell waits nothing stops.
  setTimeout(goOn, stopMs);
}
