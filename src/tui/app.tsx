// The screen on a terminal: ink paints the frame's rows and brings keys; all that is decided is decided in the reducer. What touches the
// outside (editor, files, running again) is done by the host that the command line passes in.

import { Box, render, Text, useInput, useStdout } from "ink";
import { useEffect, useReducer, useRef } from "react";
import type { BranchPoint } from "../engine/branch.js";
import type { RunLog } from "../engine/log.js";
import { type Paint, printLine } from "../report/layout.js";
import { frameOf, withinReach } from "./frame.js";
import { InputReader } from "./input.js";
import { MOUSE_OFF, MOUSE_ON } from "./mouse.js";
import type { Look } from "./panes.js";
import { type Action, reduce } from "./reduce.js";
import type { ReplayState, Request } from "./state.js";

export interface Host {
  readonly paint: Paint;
  /** The terminal's other screen, which the host has entered. */
  readonly screen: {
    enter(mouse: boolean): void;
    leave(): void;
    /** Draws a frame over all that stands there. */
    draw(rows: readonly string[]): void;
    /** Gives the terminal back to the shell and stops. */
    suspend(): void;
    /** What draws the screen again once a stopped program goes on. */
    whenContinued(draw: () => void): void;
  };
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
  const [state, send] = useReducer(
    (before: ReplayState, action: Action) => withinReach(reduce(before, action, look.branch), look),
    first,
  );
  const served = useRef(0);
  const reader = useRef(new InputReader());
  useInput((input, key) => {
    for (const action of reader.current.read(input, key)) {
      if (action.is === "key" && action.key === "ctrl-c") interrupted.current = true;
      send(action);
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
    host.screen.whenContinued(() => {
      if (state.mouse) stdout.write(MOUSE_ON);
      host.screen.draw(rowsOf(state, look, host));
    });
  }, [state, look, host, stdout]);
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
    else if (request.is === "suspend") host.screen.suspend();
    else if (request.is === "draw") host.screen.draw(rowsOf(state, look, host));
    else {
      const actions = serve(request, host, state.mouse);
      // An editor has had the screen.
      if (request.is === "edit") host.screen.draw(rowsOf(state, look, host));
      for (const action of actions) send(action);
    }
  }, [state, look, host, onState, onQuit]);
  return (
    <Box flexDirection="column">
      {rowsOf(state, look, host).map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is what its number says
        <Text key={at} wrap="truncate">
          {row || " "}
        </Text>
      ))}
    </Box>
  );
}

function rowsOf(state: ReplayState, look: Look, host: Host): string[] {
  return frameOf(state, look).map((line) => printLine(line, host.paint));
}

function serve(request: Exclude<Request, { is: "quit" | "suspend" | "draw" }>, host: Host, mouse: boolean): Action[] {
  switch (request.is) {
    case "rerun": {
      const log = host.rerun();
      return [typeof log === "string" ? { is: "stale", message: log } : { is: "log", log }];
    }
    case "edit": {
      host.screen.leave();
      process.stdin.setRawMode(false);
      const message = host.edit(request.file, request.line);
      process.stdin.setRawMode(true);
      host.screen.enter(mouse);
      const log = host.rerun();
      return typeof log === "string"
        ? [{ is: "stale", message: log }]
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
