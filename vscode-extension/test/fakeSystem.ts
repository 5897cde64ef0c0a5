import * as path from 'node:path';
import type { Run, Stat, System } from '../src/java/system';

/** A machine made of the java programs on it, each with what `java -version` does there. */
export interface FakeMachine {
  readonly platform?: NodeJS.Platform;
  readonly environment?: Record<string, string>;
  readonly userHome?: string;
  readonly programs?: Record<string, Run>;
  readonly links?: Record<string, string>;
  readonly files?: Record<string, Stat>;
  /** Files and folders that somebody else has, or may write to. */
  readonly open?: readonly string[];
}

export interface FakeSystem extends System {
  /** The programs that were run, in order. */
  readonly runs: string[];
}

export function fakeSystem(machine: FakeMachine): FakeSystem {
  const { platform = 'linux', environment = {}, programs = {}, links = {}, files = {}, open = [] } = machine;
  const { join, sep } = platform === 'win32' ? path.win32 : path.posix;
  const target = (file: string) => links[file] ?? file;
  const runs: string[] = [];
  return {
    platform,
    environment,
    userHome: machine.userHome ?? (platform === 'win32' ? 'C:\\Users\\sam' : '/home/sam'),
    runs,
    isFile: async (file) => target(file) in programs,
    stat: async (file) => files[file],
    isPrivate: async (file) => !open.includes(file),
    list: async (folder) => {
      const start = join(folder, sep);
      const inside = [...Object.keys(programs), ...Object.keys(links)].filter((file) => file.startsWith(start));
      return [...new Set(inside.map((file) => file.slice(start.length).split(sep)[0] ?? ''))];
    },
    resolveLinks: async (file) => target(file),
    run: async (program, args) => {
      runs.push(program);
      const run = programs[target(program)];
      return run && args.join(' ') === '-version' ? run : { kind: 'failed', reason: 'ENOENT' };
    },
  };
}

export function prints(output: string, exitCode = 0): Run {
  return { kind: 'ended', exitCode, output };
}

/** A Java of the given version, as OpenJDK prints it. */
export function openjdk(version: string): Run {
  return prints(`openjdk version "${version}" 2025-04-15\nOpenJDK Runtime Environment (build ${version})\n`);
}
