// Makes plimsoll-<version>.vsix, which runs wherever there is a Java; with --target PLATFORM, such as linux-x64, makes
// plimsoll-<platform>-<version>.vsix, which brings its own. Both hold the pages of the rules and the pictures of the
// walkthrough, and nothing that .vscodeignore does not name.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { fail, hostTarget, project, run } from './host.mjs';

const root = path.resolve(import.meta.dirname, '..');
const { version, contributes } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
const target = wantedTarget(process.argv.slice(2));

const built = path.join(project, 'server/target/plimsoll.jar');
if (!fs.existsSync(built)) {
  console.log('server/target/plimsoll.jar is missing: building it with Maven.');
  // On Windows Maven is a command script, which only a shell runs.
  run('mvn', ['-q', '-DskipTests', 'package'], { cwd: project, shell: process.platform === 'win32' });
  if (!fs.existsSync(built)) {
    fail('Maven ended well but made no server/target/plimsoll.jar.');
  }
}
fs.mkdirSync(path.join(root, 'server'), { recursive: true });
fs.copyFileSync(built, path.join(root, 'server/plimsoll.jar'));
fs.copyFileSync(path.join(project, 'server/bin/java.options'), path.join(root, 'server/java.options'));
fs.rmSync(path.join(root, 'jre'), { recursive: true, force: true });
if (target) {
  node('scripts/runtime.mjs', path.join(root, 'jre'), version);
}
copyFolder('docs/rules', 'rules');
copyPictures();
node('scripts/build.mjs');
fs.writeFileSync(
  path.join(root, 'dist/README.md'),
  withoutPictures(fs.readFileSync(path.join(root, 'README.md'), 'utf8')),
);
const forTarget = target ? ['--target', target] : [];
node(
  'node_modules/@vscode/vsce/vsce',
  ...['package', '--no-dependencies', '--allow-missing-repository', '--readme-path', 'dist/README.md', ...forTarget],
);

function copyFolder(from, to) {
  fs.rmSync(path.join(root, to), { recursive: true, force: true });
  fs.cpSync(path.join(project, from), path.join(root, to), { recursive: true });
}

/** Those of the walkthrough, out of all that the documentation has. */
function copyPictures() {
  fs.rmSync(path.join(root, 'images'), { recursive: true, force: true });
  fs.mkdirSync(path.join(root, 'images'));
  const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
  for (const { image } of steps.map((step) => step.media).filter((media) => media.image)) {
    fs.copyFileSync(path.join(project, 'docs', image), path.join(root, image));
  }
}

/** VS Code shows only pictures with an address of the web; those of the walkthrough are shipped. */
function withoutPictures(markdown) {
  return markdown.replace(/^!\[[^\]]*\]\([^)]*\)\n\n/gm, '');
}

function wantedTarget(args) {
  if (args.length === 0) {
    return undefined;
  }
  const [option, wanted] = args;
  if (option !== '--target' || !wanted || args.length > 2) {
    fail('Usage: npm run package [-- --target PLATFORM]');
  }
  const host = hostTarget();
  if (wanted !== host) {
    // jlink needs the other platform's JDK, and the archive of classes is made by running the result.
    fail(`A package for ${wanted} can't be made on ${host}: its runtime must be linked and run on ${wanted} itself. \
.github/workflows/release.yml makes the packages of all platforms.`);
  }
  return wanted;
}

function node(script, ...args) {
  const env = {
    // vsce gives every entry this time, the one of the jar's entries, and the time zone that makes it the same bytes.
    SOURCE_DATE_EPOCH: String(Date.UTC(2026, 0, 1) / 1000),
    ...process.env,
    TZ: 'UTC',
  };
  run(process.execPath, [path.join(root, script), ...args], { cwd: root, env });
}
