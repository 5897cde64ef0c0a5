import * as path from 'node:path';
import type { System } from './system';

/** A program that may be Java, and how it was come by. */
export interface Candidate {
  readonly executable: string;
  readonly source: string;
}

/** A folder whose folders, those with the given beginning, are Java homes. */
interface Installations {
  readonly folder: string;
  readonly beginning?: string;
  readonly source: string;
}

/** The paths of the system that is searched, which in tests is not the one that runs. */
export function pathsOf(system: System): path.PlatformPath {
  return system.platform === 'win32' ? path.win32 : path.posix;
}

/** Where the java program of a home may be: also inside a macOS bundle. */
export function executablesOf(home: string, system: System): string[] {
  const { join } = pathsOf(system);
  return system.platform === 'win32'
    ? [join(home, 'bin', 'java.exe')]
    : [join(home, 'bin', 'java'), join(home, 'Contents', 'Home', 'bin', 'java')];
}

/** The java programs of the environment and of the usual folders, best first. */
export async function* candidates(system: System): AsyncGenerator<Candidate> {
  const { environment } = system;
  for (const variable of ['JAVA_HOME', 'JDK_HOME']) {
    const home = environment[variable];
    if (home) {
      yield* existing(executablesOf(home, system), variable, system);
    }
  }
  yield* existing(onPath(system), 'PATH', system);
  for (const { folder, beginning = '', source } of usualFolders(system)) {
    const names = (await system.list(folder)).filter((name) => name.startsWith(beginning));
    for (const name of newestFirst(names)) {
      yield* existing(executablesOf(pathsOf(system).join(folder, name), system), source, system);
    }
  }
}

export async function* existing(
  executables: readonly string[],
  source: string,
  system: System,
): AsyncGenerator<Candidate> {
  for (const executable of executables) {
    if (await system.isFile(executable)) {
      yield { executable, source };
    }
  }
}

function onPath(system: System): string[] {
  const { delimiter, isAbsolute, join } = pathsOf(system);
  const name = system.platform === 'win32' ? 'java.exe' : 'java';
  return (system.environment['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => (system.platform === 'win32' ? folder.replaceAll('"', '') : folder))
    .filter(isAbsolute) // a relative entry would let the opened folder bring its own Java
    .map((folder) => join(folder, name));
}

function usualFolders(system: System): Installations[] {
  const { join } = pathsOf(system);
  const { environment, userHome } = system;
  const inHome = (...names: string[]) => join(userHome, ...names);
  const tools: Installations[] = [
    { folder: join(environment['SDKMAN_DIR'] || inHome('.sdkman'), 'candidates', 'java'), source: 'SDKMAN' },
    { folder: join(environment['MISE_DATA_DIR'] || miseData(system), 'installs', 'java'), source: 'mise' },
    { folder: join(environment['ASDF_DATA_DIR'] || inHome('.asdf'), 'installs', 'java'), source: 'asdf' },
    { folder: inHome('.jdks'), source: 'IntelliJ' },
    { folder: inHome('.gradle', 'jdks'), source: 'Gradle' },
  ];
  switch (system.platform) {
    case 'win32':
      return [...windowsFolders(system), ...tools];
    case 'darwin':
      return [
        { folder: '/Library/Java/JavaVirtualMachines', source: 'system' },
        { folder: inHome('Library', 'Java', 'JavaVirtualMachines'), source: 'user' },
        { folder: '/opt/homebrew/opt', beginning: 'openjdk', source: 'Homebrew' },
        { folder: '/usr/local/opt', beginning: 'openjdk', source: 'Homebrew' },
        ...tools,
      ];
    default:
      return [
        { folder: '/usr/lib/jvm', source: 'system' },
        { folder: '/usr/lib64/jvm', source: 'system' },
        { folder: '/usr/java', source: 'system' },
        { folder: '/opt/java', source: 'system' },
        { folder: '/opt', beginning: 'jdk', source: 'system' },
        { folder: '/home/linuxbrew/.linuxbrew/opt', beginning: 'openjdk', source: 'Homebrew' },
        ...tools,
      ];
  }
}

function miseData(system: System): string {
  const { join } = pathsOf(system);
  const { environment, userHome } = system;
  if (system.platform === 'win32' && environment['LOCALAPPDATA']) {
    return join(environment['LOCALAPPDATA'], 'mise');
  }
  return join(environment['XDG_DATA_HOME'] || join(userHome, '.local', 'share'), 'mise');
}

function windowsFolders(system: System): Installations[] {
  const { join } = pathsOf(system);
  const { environment } = system;
  const programs = [
    environment['ProgramFiles'],
    environment['ProgramW6432'], // what a 32-bit process must ask for
    environment['LOCALAPPDATA'] && join(environment['LOCALAPPDATA'], 'Programs'),
  ].filter((folder): folder is string => Boolean(folder));
  const vendors = [
    'Eclipse Adoptium',
    'Java',
    'Microsoft',
    'Zulu',
    'Amazon Corretto',
    'BellSoft',
    'Semeru',
    'SapMachine',
    'RedHat',
    'OpenJDK',
  ];
  return [...new Set(programs)].flatMap((folder) =>
    vendors.map((vendor) => ({
      folder: join(folder, vendor),
      source: vendor,
      // Everything else of Microsoft's lives beside its JDK.
      ...(vendor === 'Microsoft' ? { beginning: 'jdk-' } : {}),
    })),
  );
}

/** Numbers in names count as numbers: `jdk-21` stands before `jdk-9`. */
function newestFirst(names: readonly string[]): string[] {
  return [...names].sort((one, other) => other.localeCompare(one, 'en', { numeric: true }));
}
