// What every script here needs to know of this machine.
import { spawnSync } from 'node:child_process';
import * as path from 'node:path';

export const project = path.resolve(import.meta.dirname, '../..');

/** The platform of this machine, as VS Code names platforms. */
export function hostTarget() {
  const musl = process.platform === 'linux' && !process.report.getReport().header.glibcVersionRuntime;
  return `${musl ? 'alpine' : process.platform}-${process.arch === 'arm' ? 'armhf' : process.arch}`;
}

/** Runs a program that must end well; gives back what it printed if `stdio` is a pipe. */
export function run(program, args, options = {}) {
  const { status, error, stdout } = spawnSync(program, args, { stdio: 'inherit', encoding: 'utf8', ...options });
  if (error) {
    fail(`${program} could not be run (${error.message}). Is it on the PATH?`);
  }
  if (status !== 0) {
    fail(`${[path.basename(program), ...args].join(' ')} failed.`);
  }
  return stdout;
}

export function fail(message) {
  console.error(message);
  process.exit(1);
}
