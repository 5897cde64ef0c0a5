import { type Candidate, candidates, executablesOf, existing, pathsOf } from './places';
import type { System } from './system';
import { OLDEST_FEATURE, parseJavaVersion } from './version';

/** A cold start from a slow disk takes seconds; a program that hangs must not keep the editor waiting for ever. */
const TIMEOUT_MILLISECONDS = 10_000;

export const HOME_SETTING = 'plimsoll.java.home';

/** A Java that was run and is new enough. */
export interface Java extends Candidate {
  readonly version: string;
}

/**
 * What was seen of the Javas of this machine, kept from one start to the next: to ask one costs the start of a JVM,
 * before the start of the one that serves. The version of each, by its identity.
 */
export interface KnownJavas {
  get(identity: string): string | undefined;
  set(identity: string, version: string): unknown;
}

/** A place where there is no Java for us, and why, to be read after the place. */
export interface Rejection {
  readonly place: string;
  readonly source: string;
  readonly reason: string;
}

export interface Search {
  /** Undefined when there is none. */
  readonly java: Java | undefined;
  /** What was looked at before, in order. */
  readonly rejections: readonly Rejection[];
}

export interface Wishes {
  /** The setting `plimsoll.java.home`. When it is not blank only this Java is considered. */
  readonly home: string;
  /** The folder of the runtime that ships with the extension; it need not exist. */
  readonly bundledHome: string;
}

/** Finds the first Java that runs, now or when it was last met, and is new enough. */
export async function findJava(wishes: Wishes, system: System, known: KnownJavas): Promise<Search> {
  const home = wishes.home.trim();
  const rejections: Rejection[] = [];
  const tried = new Set<string>();
  let met = false;
  for await (const candidate of home ? chosen(home, system) : found(wishes, system)) {
    met = true;
    const target = await system.resolveLinks(candidate.executable);
    if (tried.has(target)) {
      continue;
    }
    tried.add(target);
    const verdict = await judge(candidate, target, system, known);
    if ('version' in verdict) {
      return { java: verdict, rejections };
    }
    rejections.push(verdict);
  }
  if (home && !met) {
    rejections.push({ place: home, source: HOME_SETTING, reason: 'has no bin/java' });
  }
  return { java: undefined, rejections };
}

/** What there is to say when no Java was found. */
export function describeFailure(rejections: readonly Rejection[]): string {
  const shown = rejections.slice(0, 3).map(({ place, source, reason }) => `${place} (${source}) ${reason}.`);
  const more = rejections.length - shown.length;
  return [
    `Plimsoll needs Java ${OLDEST_FEATURE} or newer and found none.`,
    ...shown,
    ...(more > 0 ? [`${more} more in the log.`] : []),
    `Install a JDK or JRE, or set ${HOME_SETTING}.`,
  ].join(' ');
}

async function* chosen(home: string, system: System): AsyncGenerator<Candidate> {
  const { isAbsolute, join } = pathsOf(system);
  const place = /^~(?=$|[/\\])/.test(home) ? join(system.userHome, home.slice(1)) : home;
  if (isAbsolute(place)) {
    // People also paste the path of the program itself.
    yield* existing([...executablesOf(place, system), place], HOME_SETTING, system);
  }
}

async function* found(wishes: Wishes, system: System): AsyncGenerator<Candidate> {
  yield* existing(executablesOf(wishes.bundledHome, system), 'bundled', system);
  yield* candidates(system);
}

async function judge(
  candidate: Candidate,
  target: string,
  system: System,
  known: KnownJavas,
): Promise<Java | Rejection> {
  const { executable, source } = candidate;
  const identity = await identify(executable, target, system);
  const met = identity && known.get(identity);
  if (met) {
    return { executable, source, version: met };
  }
  const verdict = await ask(candidate, system);
  if (identity && 'version' in verdict) {
    known.set(identity, verdict.version);
  }
  return verdict;
}

/**
 * What changes when another Java takes its place, by the file that every installation has since Java 8. The stand-ins of
 * version managers have none and are asked each time: which Java they start may change without any of their files.
 */
async function identify(executable: string, target: string, system: System): Promise<string | undefined> {
  const { dirname, join } = pathsOf(system);
  const release = await system.stat(join(dirname(dirname(target)), 'release'));
  return release && [executable, target, release.size, release.modified].join('\n');
}

async function ask(candidate: Candidate, system: System): Promise<Java | Rejection> {
  const { executable, source } = candidate;
  const reject = (reason: string): Rejection => ({ place: executable, source, reason });
  const run = await system.run(executable, ['-version'], TIMEOUT_MILLISECONDS);
  switch (run.kind) {
    case 'timeout':
      return reject(`did not answer within ${TIMEOUT_MILLISECONDS / 1000} seconds`);
    case 'failed':
      return reject(`could not be run: ${run.reason}`);
    case 'ended': {
      if (run.exitCode !== 0) {
        return reject(`ended with exit code ${run.exitCode}: ${firstLine(run.output)}`);
      }
      const version = parseJavaVersion(run.output);
      if (!version) {
        return reject(`does not answer like Java: ${firstLine(run.output)}`);
      }
      return version.feature >= OLDEST_FEATURE
        ? { executable, source, version: version.text }
        : reject(`is Java ${version.text}`);
    }
  }
}

function firstLine(output: string): string {
  const line = output.trim().split(/\r?\n/, 1)[0] ?? '';
  return line ? line.slice(0, 120).replace(/\.+$/, '') : 'no output';
}
