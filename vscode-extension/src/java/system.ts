import { execFile } from 'node:child_process';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';

/** How a program ended. */
export type Run =
  | { readonly kind: 'ended'; readonly exitCode: number; readonly output: string }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'timeout' };

/** A file's size in bytes, and when it was changed, in milliseconds since 1970. */
export interface Stat {
  readonly size: number;
  readonly modified: number;
}

/** What the search for Java asks of the machine. Nothing here throws. */
export interface System {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly userHome: string;
  isFile(path: string): Promise<boolean>;
  /** Undefined when there is no such file. */
  stat(path: string): Promise<Stat | undefined>;
  /** Whether a file or folder is this user's, and nobody else may write to it; false where it is not there. */
  isPrivate(path: string): Promise<boolean>;
  /** The names in a folder; none when it can't be read. */
  list(folder: string): Promise<readonly string[]>;
  /** Where symbolic links lead; the path itself when it can't be resolved. */
  resolveLinks(path: string): Promise<string>;
  /** Runs a program without a shell and gives back both its output streams as one text. */
  run(program: string, args: readonly string[], timeoutMilliseconds: number): Promise<Run>;
}

export const thisSystem: System = {
  platform: process.platform,
  environment: process.env,
  userHome: os.homedir(),

  isFile: (path) =>
    fs.stat(path).then(
      (stat) => stat.isFile(),
      () => false,
    ),

  stat: (path) =>
    fs.stat(path).then(
      ({ size, mtimeMs }) => ({ size, modified: mtimeMs }),
      () => undefined,
    ),

  // On Windows the rights of the folder around it decide, which is in the user's profile.
  isPrivate: (path) =>
    fs.lstat(path).then(
      (stat) => process.platform === 'win32' || (stat.uid === process.getuid?.() && (stat.mode & 0o022) === 0),
      () => false,
    ),

  list: (folder) => fs.readdir(folder).catch(() => []),

  resolveLinks: (path) => fs.realpath(path).catch(() => path),

  run: (program, args, timeoutMilliseconds) =>
    new Promise((resolve) => {
      const options = { timeout: timeoutMilliseconds, killSignal: 'SIGKILL', windowsHide: true } as const;
      try {
        execFile(program, args, options, (error, stdout, stderr) => {
          if (!error || typeof error.code === 'number') {
            resolve({ kind: 'ended', exitCode: Number(error?.code ?? 0), output: stderr + stdout });
          } else if (error.code) {
            resolve({ kind: 'failed', reason: String(error.code) });
          } else if (error.killed) {
            resolve({ kind: 'timeout' });
          } else {
            resolve({ kind: 'failed', reason: String(error.signal) });
          }
        });
      } catch (error) {
        // execFile throws for some failures to start, such as a program that may not be executed on Windows.
        resolve({ kind: 'failed', reason: String(error) });
      }
    }),
};
