// Makes plimsoll-<version>.vsix: the server's jar, the bundle, the pages of the rules, the walkthrough's pictures, and
// nothing else that .vscodeignore does not name.
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
copyFolder('docs/rules', 'rules');
copyFolder('docs/images', 'images');
node('scripts/build.mjs');
fs.writeFileSync(
  path.join(root, 'dist/README.md'),
  withoutPictures(fs.readFileSync(path.join(root, 'README.md'), 'utf8')),
);
node(
  'node_modules/@vscode/vsce/vsce',
  ...['package', '--no-dependencies', '--allow-missing-repository', '--readme-path', 'dist/README.md'],
);

function copyFolder(from, to) {
  fs.rmSync(path.join(root, to), { recursive: true, force: true });
  fs.cpSync(path.join(project, from), path.join(root, to), { recursive: true });
}

/** VS Code shows only pictures with an address of the web; those of the walkthrough are shipped. */
function withoutPictures(markdown) {
  return markdown.replace(/^!\[[^\]]*\]\([^)]*\)\n\n/gm, '');
}

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
