// Makes a runtime image with the server inside: node scripts/runtime.mjs FOLDER VERSION
//
// The server becomes a module of the image, since the JVM accepts an archive of classes only if the jar that they come
// from has the path and the time that it had, and no installer keeps those; of its own modules it asks nothing. Two runs
// from the same jar and JDK make the same bytes.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { fail, project, run } from './host.mjs';

const [folder, version] = process.argv.slice(2);
if (!folder || !version) {
  fail('Usage: node scripts/runtime.mjs FOLDER VERSION');
}
const jar = path.join(project, 'server/target/plimsoll.jar');
const jdk = newestJdk();
const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'plimsoll-runtime-'));
try {
  console.log(`Linking a runtime from Java ${jdk.version} in ${jdk.home}.`);
  link(moduleOf(jar));
  archive();
} finally {
  fs.rmSync(temporary, { recursive: true, force: true });
}

/** Gives back the folder of a jar that is a module. */
function moduleOf(plain) {
  const printed = tool('jdeps', ['--multi-release', '17', '--ignore-missing-deps', '--print-module-deps', plain]);
  const modules = new Set(printed.trim().split(','));
  modules.delete('java.sql'); // Gson and picocli do without it
  modules.add('java.logging');
  if (modules.has('java.net.http')) {
    modules.add('jdk.crypto.ec'); // the curves that most registries ask for; empty since Java 22
  }
  const source = path.join(temporary, 'module-info.java');
  const requires = [...modules].sort().map((it) => `requires ${it};`);
  fs.writeFileSync(source, `module dev.plimsoll { ${requires.join(' ')} }\n`);
  const classes = path.join(temporary, 'classes');
  const named = ['--module-version', version, '--patch-module', `dev.plimsoll=${plain}`];
  tool('javac', ['--release', '17', ...named, '-d', classes, source]);
  const modular = path.join(temporary, 'modules');
  fs.mkdirSync(modular);
  fs.copyFileSync(plain, path.join(modular, 'plimsoll.jar'));
  tool('jar', ['--update', '--file', path.join(modular, 'plimsoll.jar'), '-C', classes, 'module-info.class']);
  return modular;
}

function link(modulePath) {
  fs.rmSync(folder, { recursive: true, force: true });
  const options = fs
    .readFileSync(path.join(project, 'server/bin/java.options'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('-'));
  tool('jlink', [
    ...['--module-path', modulePath, '--add-modules', 'dev.plimsoll', '--output', folder],
    ...['--strip-debug', '--no-header-files', '--no-man-pages'],
    `--compress=${jdk.feature >= 21 ? 'zip-0' : '0'}`, // what it is packed into compresses better
    `--add-options=${options.join(' ')}`,
  ]);
  fs.rmSync(path.join(folder, 'lib/jrt-fs.jar')); // for tools of other Javas that look into this one
  stripLibraries();
}

/** The JDK's libraries carry tables of symbols that only debuggers read. Where there is no `strip` they stay. */
function stripLibraries() {
  if (process.platform === 'linux') {
    const libraries = fs.readdirSync(path.join(folder, 'lib'), { recursive: true }).filter((it) => it.endsWith('.so'));
    spawnSync('strip', ['--strip-unneeded', ...libraries.map((it) => path.join(folder, 'lib', it))]);
  }
}

/**
 * Replaces the archive of classes that a JVM looks for by itself by one that has the server's too: those that a recorded
 * session needs, in the order of their names, since the order of their loading differs from run to run. Of two ways that
 * cost as little time, an AOT cache (JEP 514) takes 5 MiB more memory and is never the same twice.
 */
function archive() {
  const java = path.join(folder, 'bin', process.platform === 'win32' ? 'java.exe' : 'java');
  const server = ['-m', 'dev.plimsoll/dev.plimsoll.Main'];
  const list = path.join(temporary, 'classes.lst');
  run(java, [`-XX:DumpLoadedClassList=${list}`, ...server, '--training-run']);
  fs.writeFileSync(list, classNames(fs.readFileSync(list, 'utf8')));
  const libraries = path.join(folder, process.platform === 'win32' ? 'bin' : 'lib');
  const file = path.join(libraries, 'server/classes.jsa');
  run(java, ['-Xshare:dump', `-XX:SharedClassListFile=${list}`, `-XX:SharedArchiveFile=${file}`, ...server]);
  if (!fs.existsSync(file)) {
    fail(`The JVM made no ${file}.`);
  }
  fs.chmodSync(file, 0o644);
}

/** The classes of a list that a JVM wrote, then what it adds of the lambdas in them; without what depends on the run. */
function classNames(list) {
  const lines = list.split('\n').filter((line) => line !== '' && !line.startsWith('#') && !line.startsWith('@cp '));
  const names = lines.filter((line) => !line.startsWith('@')).map((line) => line.replace(/ id: .*/, ''));
  return `${[...names.sort(), ...lines.filter((line) => line.startsWith('@')).sort()].join('\n')}\n`;
}

function tool(name, args) {
  const program = path.join(jdk.home, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return run(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** PLIMSOLL_JDK if it is set, else the newest among JAVA_HOME and the usual folders. */
function newestJdk() {
  const chosen = process.env.PLIMSOLL_JDK;
  const homes = chosen ? [chosen] : [process.env.JAVA_HOME, ...inside('/usr/lib/jvm'), ...macHomes()];
  const jdks = homes.filter(Boolean).map(describe).filter(Boolean);
  jdks.sort((one, other) => other.version.localeCompare(one.version, 'en', { numeric: true }));
  return jdks[0] ?? fail('No JDK 17 or newer with jlink was found: set PLIMSOLL_JDK to the folder of one.');
}

function macHomes() {
  return inside('/Library/Java/JavaVirtualMachines').map((it) => path.join(it, 'Contents/Home'));
}

function inside(parent) {
  return fs.existsSync(parent) ? fs.readdirSync(parent).map((it) => path.join(parent, it)) : [];
}

function describe(home) {
  const release = path.join(home, 'release');
  const tools = fs.existsSync(path.join(home, 'bin')) ? fs.readdirSync(path.join(home, 'bin')).join('\n') : '';
  const version = fs.existsSync(release) && /^JAVA_VERSION="([^"]+)"/m.exec(fs.readFileSync(release, 'utf8'))?.[1];
  const feature = Number.parseInt(version || '0', 10);
  return feature >= 17 && ['jlink', 'jdeps', 'javac', 'jar'].every((it) => tools.includes(it))
    ? { home, version, feature }
    : undefined;
}
