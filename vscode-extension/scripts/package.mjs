// Makes plimsoll-<version>.vsix: the server's jar, the bundle, and nothing else that .vscodeignore does not name.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const project = path.resolve(root, '..');
const built = path.join(project, 'server/target/plimsoll.jar');
const shipped = path.join(root, 'server/plimsoll.jar');

if (!fs.existsSync(built)) {
  console.log('server/target/plimsoll.jar is missing: building it with Maven.');
  run('mvn', ['-q', '-DskipTests', 'package'], project);
  if (!fs.existsSync(built)) {
    fail('Maven ended well but made no server/target/plimsoll.jar.');
  }
}
fs.mkdirSync(path.dirname(shipped), { recursive: true });
fs.copyFileSync(built, shipped);
node('scripts/build.mjs');
node('node_modules/@vscode/vsce/vsce', 'package', '--no-dependencies', '--allow-missing-repository');

function node(script, ...args) {
  run(process.execPath, [path.join(root, script), ...args], root);
}

function run(program, args, folder) {
  const env = {
    // vsce gives every entry this time, the one of the jar's entries, and the time zone that makes it the same bytes.
    SOURCE_DATE_EPOCH: String(Date.UTC(2026, 0, 1) / 1000),
    ...process.env,
    TZ: 'UTC',
  };
  // On Windows Maven is a command script, which only a shell runs.
  const shell = process.platform === 'win32' && program === 'mvn';
  const { status, error } = spawnSync(program, args, { cwd: folder, env, stdio: 'inherit', shell });
  if (error) {
    fail(`${program} could not be run (${error.message}). Is it on the PATH?`);
  }
  if (status !== 0) {
    fail(`${[path.basename(program), ...args].join(' ')} failed.`);
  }
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
