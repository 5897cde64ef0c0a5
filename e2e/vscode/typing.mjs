// Whole files typed key by key, with Enter behind each line, in VS Code as the extension sets it up: no key may be lost,
// nor another byte come into the file. Those in a hurry one after the other, the slow one beside them: at 25 ms from key to
// key, the editor and three servers at once are more than two cores can do between two keys.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';

/** What is typed, with the milliseconds from key to key, in rows that are typed at the same time: about 60 s in all. */
const ROWS = [
  { 'service.Dockerfile': 110 }, // a good typist's
  { 'lower.Dockerfile': 30, 'python.Dockerfile': 25 }, // as fast as anybody's
];

/** What the build context has. */
const SOURCES = ['package.json', 'package-lock.json', 'requirements.txt', 'entrypoint.sh', 'go.mod', 'go.sum'];

/**
 * The checks.
 *
 * @param vscode a workbench that runs
 * @param folder where the files go; it is made
 * @param texts the folder of what is typed
 */
export function typing(vscode, folder, texts) {
  const files = Object.assign({}, ...ROWS);
  const typed = {};
  return {
    'files are typed in windows of their own': async () => {
      fs.mkdirSync(folder);
      for (const name of [...SOURCES, ...Object.keys(files)]) {
        fs.writeFileSync(path.join(folder, name), '');
      }
      for (const row of ROWS) {
        let before = Promise.resolve();
        for (const [name, pace] of Object.entries(row)) {
          typed[name] = before.then(() => typeFile(vscode, folder, name, texts, pace));
          before = typed[name].catch(() => {}); // its own check tells of it
        }
      }
    },

    ...Object.fromEntries(
      Object.entries(files).map(([name, pace]) => [
        `${name}, typed with ${pace} ms from key to key, is saved as it was typed`,
        () => typed[name],
      ]),
    ),
  };
}

async function typeFile(vscode, folder, name, texts, pace) {
  const text = fs.readFileSync(path.join(texts, name), 'utf8');
  const window = await vscode.window(folder);
  await window.open(name);
  // By then the editor knows how the extension wants lines indented; whoever types before that has to do it by hand.
  await window.page.locator('#status\\.languageStatus').waitFor();
  await typeLines(window.page.keyboard, text, pace);
  await window.page.keyboard.press('Control+s');
  await window.page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
  await window.picture(`typed-${name}`);
  assert.equal(window.saved(name), text);
  await window.page.close();
}

/** Types lines, but for the indentation of a continued one, which the editor brings: nobody types what stands there. */
async function typeLines(keyboard, text, pace) {
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
