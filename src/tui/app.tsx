// The screen on a terminal: ink paints the frame's rows and brings keys; all that is decided is decided in the reducer. What touches the
// outside (editor, files, running again) is done by the host that the command line passes in.

import { Box, render, Text, useInput, useStdout } from "ink";
import { useEffect, useReducer, useRef } from "react";
import type { BranchPoint } from "../engine/branch.js";
import type { RunLog } from "../engine/log.js";
import { type Paint, printLine } from "../report/layout.js";
import { frameOf, type Look } from "./frame.js";
import { keyNames } from "./keys.js";
import { MOUSE_OFF, MOUSE_ON, mouseAction } from "./mouse.js";
import { type Action, reduce } from "./reduce.js";
import type { ReplayState, Request } from "./state.js";

export interface Host {
  readonly paint: Paint;
  /** The terminal's other screen, which the host has entered. */
  readonly screen: { enter(mouse: boolean): void; leave(): void };
  /** Runs the file again; a text says why it could not. */
  rerun(): RunLog | string;
  /** Calls back when one of the files is saved, until the function that it gives is called. */
  watch(files: readonly string[], saved: () => void): () => void;
  /** Opens the editor on the terminal, which the screen has left; gives what to say. */
  edit(file: string, line: number): string;
  /** Writes what was tried as a scenario beside the file; gives what to say. */
  write(point: BranchPoint, texts: readonly string[]): string;
  /** The golden of the file. */
  golden(): { readonly text: string } | { readonly problem: string };
}

export interface Ending {
  readonly state: ReplayState;
  readonly interrupted: boolean;
}

/** Shows the run, of which the first frame stands already, until the user quits. */
export async function showReplay(first: ReplayState, look: Look, host: Host): Promise<Ending> {
  let state = first;
  let interrupted = false;
  const shown = render(
    <Screen
      first={state}
      look={look}
      host={host}
      onState={(next) => {
        state = next;
      }}
      onQuit={(byInterrupt) => {
        interrupted = byInterrupt;
        shown.unmount();
      }}
    />,
    { exitOnCtrlC: false, patchConsole: false, maxFps: 60 },
  );
  try {
    await shown.waitUntilExit();
  } finally {
    host.screen.leave();
  }
  return { state, interrupted };
}

interface ScreenProps {
  readonly first: ReplayState;
  readonly look: Look;
  readonly host: Host;
  readonly onState: (state: ReplayState) => void;
  readonly onQuit: (interrupted: boolean) => void;
}

function Screen({ first, look, host, onState, onQuit }: ScreenProps) {
  const { stdout } = useStdout();
  const interrupted = useRef(false);
  const [state, send] = useReducer((before: ReplayState, action: Action) => reduce(before, action, look.branch), first);
  const served = useRef(0);
  useInput((input, key) => {
    const mouse = mouseAction(input);
    if (mouse !== undefined) {
      if (mouse !== "nothing") send(mouse);
      return;
    }
    for (const name of namesOf(input, key)) {
      if (name === "ctrl-c") interrupted.current = true;
      send({ is: "key", key: name });
    }
  });
  useEffect(() => {
    const resized = () => send({ is: "resize", columns: stdout.columns, rows: stdout.rows });
    stdout.on("resize", resized);
    // The first frame stood before anything listened.
    if (stdout.columns !== first.columns || stdout.rows !== first.rows) resized();
    return () => {
      stdout.off("resize", resized);
    };
  }, [stdout, first]);
  useEffect(
    () =>
      host.watch(
        state.log.files.map(({ name }) => name),
        () => {
          for (const action of serve({ is: "rerun" }, host, false)) send(action);
        },
      ),
    [state.log, host],
  );
  useEffect(() => {
    if (!state.mouse) return;
    stdout.write(MOUSE_ON);
    return () => {
      stdout.write(MOUSE_OFF);
    };
  }, [state.mouse, stdout]);
  useEffect(() => {
    if (state.playing === undefined) return;
    const timer = setInterval(() => send({ is: "tick" }), 1000 / state.playing);
    return () => clearInterval(timer);
  }, [state.playing]);
  useEffect(() => {
    onState(state);
    const { request } = state;
    if (request === undefined || request.number === served.current) return;
    served.current = request.number;
    if (request.is === "quit") onQuit(interrupted.current);
    else for (const action of serve(request, host, state.mouse)) send(action);
  }, [state, host, onState, onQuit]);
  return (
    <Box flexDirection="column">
      {frameOf(state, look).map((line, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is what its number says
        <Text key={row} wrap="truncate">
          {printLine(line, host.paint) || " "}
        </Text>
      ))}
    </Box>
  );
}

function serve(request: Exclude<Request, { is: "quit" }>, host: Host, mouse: boolean): Action[] {
  switch (request.is) {
    case "rerun": {
      const log = host.rerun();
      return [typeof log === "string" ? { is: "say", message: log } : { is: "log", log }];
    }
    case "edit": {
      host.screen.leave();
      process.stdin.setRawMode(false);
      const message = host.edit(request.file, request.line);
      process.stdin.setRawMode(true);
      host.screen.enter(mouse);
      const log = host.rerun();
      return typeof log === "string"
        ? [{ is: "say", message: log }]
        : [
            { is: "log", log },
            { is: "say", message },
          ];
    }
    case "write":
      return [{ is: "say", message: host.write(request.point, request.texts) }];
    case "golden": {
      const golden = host.golden();
      return ["text" in golden ? { is: "golden", text: golden.text } : { is: "say", message: golden.problem }];
    }
  }
}

type InkKey = Parameters<Parameters<typeof useInput>[0]>[1];

/** The keys that one piece of input holds, by the names of the table. */
function namesOf(input: string, key: InkKey): string[] {
  if (key.leftArrow) return ["left"];
  if (key.rightArrow) return ["right"];
  if (key.upArrow) return ["up"];
  if (key.downArrow) return ["down"];
  if (key.pageUp) return ["pageup"];
  if (key.pageDown) return ["pagedown"];
  if (key.home) return ["home"];
  if (key.end) return ["end"];
  if (key.return) return ["return"];
  if (key.tab) return ["tab"];
  if (key.backspace || key.delete) return ["backspace"];
  if (key.ctrl) return [`ctrl-${input}`];
  if (key.escape) return ["escape"];
  return keyNames(input);
}
