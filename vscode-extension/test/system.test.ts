import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { findJava } from '../src/java/search';
import { thisSystem } from '../src/java/system';

describe('the real system', { skip: process.platform === 'win32' && 'shell scripts stand in for Java' }, () => {
  let folder = '';

  before(async () => {
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'Jävа ジャワ '));
  });

  after(() => fs.rm(folder, { recursive: true }));

  async function script(name: string, body: string, mode = 0o755): Promise<string> {
    const file = path.join(folder, name);
    await fs.mkdir(path.dirname(file), { recursive: true });
    await fs.writeFile(file, `#!/bin/sh\n${body}\n`, { mode });
    return file;
  }

  test('a program with blanks and other letters in its path is run', async () => {
    const java = await script('my home/bin/java', `echo 'openjdk version "17.0.15" 2025-04-15' >&2`);
    const search = await findJava({ home: path.join(folder, 'my home'), bundledHome: '/none' }, thisSystem, new Map());
    assert.deepEqual(search.java, { executable: java, source: 'plimsoll.java.home', version: '17.0.15' });
  });

  test('both output streams and the exit code are given back', async () => {
    const program = await script('fails', 'echo out; echo err >&2; exit 3');
    assert.deepEqual(await thisSystem.run(program, [], 5_000), { kind: 'ended', exitCode: 3, output: 'err\nout\n' });
  });

  test('a program that hangs is ended, and so is the wait for what it started', async () => {
    const program = await script('hangs', 'sleep 30');
    const start = performance.now();
    assert.deepEqual(await thisSystem.run(program, [], 200), { kind: 'timeout' });
    assert.ok(performance.now() - start < 10_000);
  });

  test('a file that may not be run', async () => {
    const program = await script('plain', 'exit 0', 0o644);
    assert.deepEqual(await thisSystem.run(program, [], 5_000), { kind: 'failed', reason: 'EACCES' });
  });

  test('a program that does not exist', async () => {
    assert.deepEqual(await thisSystem.run(path.join(folder, 'gone'), [], 5_000), { kind: 'failed', reason: 'ENOENT' });
  });

  test('links are followed; folders are not files; what is not there is no error', async () => {
    const java = await script('jdk/bin/java', 'exit 0');
    const link = path.join(folder, 'link');
    await fs.symlink(java, link);
    assert.equal(await thisSystem.isFile(link), true);
    assert.equal(await thisSystem.resolveLinks(link), await fs.realpath(java));
    assert.equal(await thisSystem.isFile(folder), false);
    assert.equal(await thisSystem.isFile(path.join(folder, 'gone')), false);
    assert.equal(await thisSystem.resolveLinks('/gone/java'), '/gone/java');
    assert.deepEqual(await thisSystem.list(path.join(folder, 'jdk')), ['bin']);
    assert.deepEqual(await thisSystem.list(path.join(folder, 'gone')), []);
  });
});
