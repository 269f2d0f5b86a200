// The screen on a terminal: ink paints the frame's rows and brings keys; all that is decided is decided in the reducer. What touches the
// outside (editor, files, running again) is done by the host that the command line passes in.

import { Box, render, Text, useInput, useStdout } from "ink";
import { useEffect, useReducer, useRef } from "react";
import type { BranchPoint } from "../engine/branch.js";
import type { RunLog } from "../engine/log.js";
import { type Paint, printLine } from "../report/layout.js";
import { frameOf, type Look } from "./frame.js";
import { keyNames } from "./keys.js";
import { type Action, reduce } from "./reduce.js";
import { enterScreen, leaveScreen } from "./screen.js";
import { openReplay, type ReplayState } from "./state.js";

export interface Host {
  readonly paint: Paint;
  /** Runs the file again; a text says why it could not. */
  rerun(): RunLog | string;
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

/** Shows the run until the user quits. */
export async function showReplay(
  log: RunLog,
  opening: { step?: number | undefined; scenario?: number | undefined },
  look: Look,
  host: Host,
): Promise<Ending> {
  const { stdout } = process;
  let state = openReplay(log, { columns: stdout.columns, rows: stdout.rows, ...opening });
  let interrupted = false;
  enterScreen();
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
    leaveScreen();
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
    for (const name of namesOf(input, key)) {
      if (name === "ctrl-c") interrupted.current = true;
      send({ is: "key", key: name });
    }
  });
  useEffect(() => {
    const resized = () => send({ is: "resize", columns: stdout.columns, rows: stdout.rows });
    stdout.on("resize", resized);
    return () => {
      stdout.off("resize", resized);
    };
  }, [stdout]);
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
    else for (const action of serve(request, host)) send(action);
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

function serve(request: Exclude<NonNullable<ReplayState["request"]>, { is: "quit" }>, host: Host): Action[] {
  switch (request.is) {
    case "rerun": {
      const log = host.rerun();
      return [typeof log === "string" ? { is: "say", message: log } : { is: "log", log }];
    }
    case "edit": {
      leaveScreen();
      process.stdin.setRawMode(false);
      const message = host.edit(request.file, request.line);
      process.stdin.setRawMode(true);
      enterScreen();
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
