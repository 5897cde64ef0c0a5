import assert from 'node:assert/strict';
import * as path from 'node:path';
import { describe, test } from 'node:test';
import { type Installation, serverArguments } from '../src/java/launch';
import { type FakeMachine, fakeSystem } from './fakeSystem';

const LINUX: Installation = { jar: '/e x/plimsoll.jar', optionsFile: '/e x/java.options', bundledHome: '/e x/jre' };
const WINDOWS: Installation = {
  jar: 'C:\\e\\plimsoll.jar',
  optionsFile: 'C:\\e\\java.options',
  bundledHome: 'C:\\e\\jre',
};
const JAR = { size: 1000, modified: 50_000.5 };
const VERIFY = '-XX:+VerifySharedSpaces';
const MAIN = ['-m', 'dev.plimsoll/dev.plimsoll.Main'];

function launch(machine: FakeMachine, version = '17.0.15', userArguments: string[] = []): Promise<string[]> {
  const installation = machine.platform === 'win32' ? WINDOWS : LINUX;
  const java = { executable: '/j/bin/java', source: 'PATH', version };
  const files = { [installation.jar]: JAR, ...machine.files };
  return serverArguments(java, userArguments, installation, fakeSystem({ ...machine, files }));
}

/** The file that the server is told to make. */
async function archive(machine: FakeMachine, version?: string): Promise<string | undefined> {
  const property = '-Dplimsoll.archive=';
  return (await launch(machine, version)).find((it) => it.startsWith(property))?.slice(property.length);
}

async function withArchive(stat: { size: number; modified: number }, version: string): Promise<string[]> {
  const file = (await archive({}, version)) ?? '';
  const args = await launch({ files: { [file]: stat } }, version);
  return args.filter((it) => it.startsWith('-XX')).map((it) => it.replace(file, 'ARCHIVE'));
}

describe('a Java of the machine', () => {
  test('is given the file of options, the archive to make, what the user wants, and the jar', async () => {
    assert.deepEqual(await launch({}, '21.0.2', ['-Xmx1g']), [
      '@/e x/java.options',
      `-Dplimsoll.archive=${await archive({}, '21.0.2')}`,
      '-Xmx1g',
      '-jar',
      '/e x/plimsoll.jar',
    ]);
  });

  test('uses an archive that is there, in the way of its version', async () => {
    assert.deepEqual(await withArchive({ size: 9, modified: 60_000 }, '17.0.15'), [
      '-XX:SharedArchiveFile=ARCHIVE',
      VERIFY,
    ]);
    assert.deepEqual(await withArchive({ size: 9, modified: 60_000 }, '24.0.1'), [
      '-XX:SharedArchiveFile=ARCHIVE',
      VERIFY,
    ]);
    assert.deepEqual(await withArchive({ size: 9, modified: 60_000 }, '25'), ['-XX:AOTCache=ARCHIVE', VERIFY]);
  });

  test('does not use one that is still empty or older than the jar', async () => {
    assert.deepEqual(await withArchive({ size: 0, modified: 60_000 }, '17.0.15'), []);
    assert.deepEqual(await withArchive({ size: 9, modified: 40_000 }, '17.0.15'), []);
  });

  test('does not use an archive that is not its own, and names none in a folder that is not', async () => {
    const file = (await archive({})) ?? '';
    const folder = path.posix.dirname(file);
    const made = { size: 9, modified: 60_000 };
    assert.deepEqual(await launch({ files: { [file]: made }, open: [file] }), await launch({}));
    assert.equal(await archive({ files: { [folder]: made }, open: [folder] }), undefined);
    assert.equal(await archive({ files: { [folder]: made } }), file);
  });

  test('shares no archive with another Java or another jar', async () => {
    const files = [
      await archive({}),
      await archive({}, '17.0.16'),
      await archive({ files: { [LINUX.jar]: { ...JAR, size: 1001 } } }),
      await archive({ files: { [LINUX.jar]: { ...JAR, modified: 50_001 } } }),
    ];
    assert.equal(new Set(files).size, files.length);
  });

  test('gets no archive where there is no place for one', async () => {
    assert.equal(await archive({ userHome: '' }), undefined);
    assert.equal(await archive({ platform: 'win32' }), undefined);
    assert.equal(await archive({ environment: { XDG_CACHE_HOME: '/a:b' } }), undefined); // a colon parts two archives
  });

  const folders: [NodeJS.Platform, Record<string, string>, string][] = [
    ['linux', {}, '/home/sam/.cache/plimsoll/'],
    ['linux', { XDG_CACHE_HOME: '/cache of sam' }, '/cache of sam/plimsoll/'],
    ['linux', { XDG_CACHE_HOME: 'relative' }, '/home/sam/.cache/plimsoll/'],
    ['darwin', { XDG_CACHE_HOME: '/unused' }, '/home/sam/Library/Caches/plimsoll/'],
    ['win32', { LOCALAPPDATA: 'C:\\Users\\sam\\AppData\\Local' }, 'C:\\Users\\sam\\AppData\\Local\\plimsoll\\Cache\\'],
  ];
  for (const [platform, environment, folder] of folders) {
    test(`${platform} ${JSON.stringify(environment)}: ${folder}`, async () => {
      assert.match((await archive({ platform, environment })) ?? '', /[/\\][0-9a-f]{16}-1000\.50000\.jsa$/);
      assert.ok((await archive({ platform, environment }))?.startsWith(folder));
    });
  }
});

test('the bundled runtime has the server, its options and its archive inside', async () => {
  const bundled = { executable: '/e x/jre/bin/java', source: 'bundled', version: '25.0.1' };
  assert.deepEqual(await serverArguments(bundled, ['-Xmx1g'], LINUX, fakeSystem({})), ['-Xmx1g', ...MAIN]);
});
