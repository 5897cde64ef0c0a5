import { createHash } from 'node:crypto';
import { pathsOf } from './places';
import type { Java } from './search';
import type { System } from './system';

/** What of the server ships with the extension. */
export interface Installation {
  readonly jar: string;
  /** A file of options for any Java that runs the jar. */
  readonly optionsFile: string;
  /** The folder of the runtime, with the server inside, that only platform-specific packages have. */
  readonly bundledHome: string;
}

/** The arguments with which a Java becomes the server. Those of the user come late and win. */
export async function serverArguments(
  java: Java,
  userArguments: readonly string[],
  installation: Installation,
  system: System,
): Promise<string[]> {
  return java.source === 'bundled'
    ? [...userArguments, '-m', 'dev.plimsoll/dev.plimsoll.Main'] // it has its archive of classes and its options inside
    : [
        `@${installation.optionsFile}`,
        ...(await cachedArchive(java, installation, system)),
        ...userArguments,
        '-jar',
        installation.jar,
      ];
}

/** Made by the server, for the next start, in the file that is named to it. */
async function cachedArchive(java: Java, { jar }: Installation, system: System): Promise<string[]> {
  const folder = cacheFolder(system);
  const { size, modified } = (await system.stat(jar)) ?? { size: 0, modified: 0 };
  if (!folder || size === 0) {
    return [];
  }
  // PLACE-IDENTITY.jsa: when a new archive is made, others with the same place are removed.
  const place = createHash('sha256').update([jar, java.executable, java.version].join('\n')).digest('hex').slice(0, 16);
  const file = pathsOf(system).join(folder, `${place}-${size}.${Math.trunc(modified)}.jsa`);
  if (hasSeparator(file, system)) {
    return [];
  }
  // What is in an archive runs: it must be nobody else's, nor lie where somebody else can put another in its place.
  if ((await system.stat(folder)) && !(await system.isPrivate(folder))) {
    return [];
  }
  const use = Number.parseInt(java.version, 10) >= 25 ? AOT_CACHE : DYNAMIC_ARCHIVE;
  return [
    `-Dplimsoll.archive=${file}`,
    ...((await usable(file, modified, system)) ? [`${use}${file}`, '-XX:+VerifySharedSpaces'] : []),
  ];
}

const AOT_CACHE = '-XX:AOTCache=';
const DYNAMIC_ARCHIVE = '-XX:SharedArchiveFile=';

/** An empty file says that the archive is being made. */
async function usable(file: string, newerThan: number, system: System): Promise<boolean> {
  const { size, modified } = (await system.stat(file)) ?? { size: 0, modified: 0 };
  return size > 0 && modified > newerThan && (await system.isPrivate(file));
}

/** To the JVM this character parts two archives. */
function hasSeparator(file: string, system: System): boolean {
  return file.includes(pathsOf(system).delimiter);
}

function cacheFolder(system: System): string | undefined {
  const { join, isAbsolute } = pathsOf(system);
  const { environment, userHome } = system;
  switch (system.platform) {
    case 'win32': {
      const local = environment['LOCALAPPDATA'];
      return local && join(local, 'plimsoll', 'Cache');
    }
    case 'darwin':
      return userHome && join(userHome, 'Library', 'Caches', 'plimsoll');
    default: {
      const cache = environment['XDG_CACHE_HOME'] ?? '';
      const folder = isAbsolute(cache) ? cache : userHome && join(userHome, '.cache');
      return folder && join(folder, 'plimsoll');
    }
  }
}
