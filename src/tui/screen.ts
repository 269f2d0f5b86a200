// The terminal's other screen, so that the user's own scrollback is left as it was; and the way back from it, on every way out.

const ENTER = "\u001B[?1049h\u001B[H";
const LEAVE = "\u001B[?1049l\u001B[?25h";

let entered = false;
let guarded = false;

/** Switches to the other screen, and makes sure of the way back: at exit, which an interrupt and a crash come to as well, and when killed. */
export function enterScreen(): void {
  if (!guarded) {
    guarded = true;
    process.on("exit", leaveScreen);
    process.on("SIGTERM", () => process.exit(143));
    process.on("SIGHUP", () => process.exit(129));
  }
  entered = true;
  process.stdout.write(ENTER);
}

export function leaveScreen(): void {
  if (!entered) return;
  entered = false;
  process.stdout.write(LEAVE);
}
