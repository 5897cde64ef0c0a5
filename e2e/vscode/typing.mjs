// Whole files typed key by key, with Enter behind each line, in VS Code as the extension sets it up: no key may be lost,
// nor another byte come into the file.
// node vscode/typing.mjs TOOLS ARTEFACTS; TOOLS has node_modules, ARTEFACTS is a folder for pictures and logs.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { run } from '../checks.mjs';
import { Workbench } from './workbench.mjs';

const [tools, artefacts] = process.argv.slice(2).map((name) => path.resolve(name));
const root = path.resolve(import.meta.dirname, '../..');
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'plimsoll typing '));
const vscode = new Workbench(tools, work, artefacts);

/** What is typed, with the milliseconds from key to key: a good typist's, and as fast as anybody's; about 110 s in all. */
const FILES = { 'service.Dockerfile': 110, 'lower.Dockerfile': 30, 'python.Dockerfile': 25 };

const checks = {
  'the extension is installed and a folder opens': async () => {
    const commands = execFileSync(path.join(root, 'e2e/snippet'), ['In VS Code', 'README.md', 'sh'], {
      encoding: 'utf8',
    });
    await vscode.run(commands, root);
    fs.mkdirSync(vscode.folder);
    for (const name of ['package.json', 'package-lock.json', 'requirements.txt', 'entrypoint.sh', 'go.mod', 'go.sum']) {
      fs.writeFileSync(path.join(vscode.folder, name), '');
    }
    for (const name of Object.keys(FILES)) {
      fs.writeFileSync(path.join(vscode.folder, name), '');
    }
    await vscode.start();
  },

  ...Object.fromEntries(
    Object.entries(FILES).map(([name, pace]) => [
      `${name}, typed with ${pace} ms from key to key, is saved as it was typed`,
      async () => {
        const text = fs.readFileSync(path.join(root, 'e2e/typed', name), 'utf8');
        await vscode.open(name);
        await typeLines(text, pace);
        await vscode.page.keyboard.press('Control+s');
        await vscode.page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
        await vscode.picture(`typed-${name}`);
        assert.equal(vscode.saved(name), text);
      },
    ]),
  ),
};

const ok = await run(checks, () => vscode.picture('failure-typing').catch(() => {}));
await vscode.stop();
fs.rmSync(work, { recursive: true, force: true, maxRetries: 5 });
process.exit(ok ? 0 : 1);

/** Types lines, but for the indentation of a continued one, which the editor brings: nobody types what stands there. */
async function typeLines(text, pace) {
  const { keyboard } = vscode.page;
  const start = performance.now();
  let keys = 0;
  const lines = text.split('\n');
  for (const [number, line] of lines.entries()) {
    for (const key of line.trimStart()) {
      await keyboard.press(key === ' ' ? 'Space' : key);
      await untilTime(start + ++keys * pace);
    }
    if (number < lines.length - 1) {
      await keyboard.press('Enter');
      await untilTime(start + ++keys * pace);
    }
  }
}

async function untilTime(time) {
  const left = time - performance.now();
  if (left > 0) {
    await new Promise((resolve) => setTimeout(resolve, left));
  }
}
