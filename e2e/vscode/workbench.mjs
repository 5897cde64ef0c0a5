// VS Code as a user has it before them: code-server with the packaged extension, shown by Chromium.
import { execFile, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as http from 'node:http';
import { createRequire } from 'node:module';
import * as net from 'node:net';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { until } from '../checks.mjs';

/** Nothing that moves, greets, calls home or competes for the light bulb. */
const QUIET = {
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.colorTheme': 'Dark Modern',
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'git.enabled': false,
  'npm.autoDetect': 'off',
  'editor.minimap.enabled': false,
  'editor.accessibilitySupport': 'off',
  'editor.fontFamily': 'DejaVu Sans Mono',
  'editor.fontSize': 14,
  'editor.cursorBlinking': 'solid',
  'files.autoSave': 'off',
};

const LIGHT_BULB = '[class*="codicon-gutter-lightbulb"], .lightBulbWidget, [class*="codicon-light-bulb"]';

export class Workbench {
  #browser;
  #server;
  #settingsWritten = 0;
  #address;
  pageErrors = [];

  /**
   * @param tools the folder whose node_modules has code-server, its Node, and playwright-core
   * @param work a folder of our own
   * @param artefacts where pictures and logs go
   */
  constructor(tools, work, artefacts) {
    this.require = createRequire(path.join(tools, 'package.json'));
    this.entry = path.join(tools, 'node_modules/code-server/out/node/entry.js');
    this.work = work;
    this.artefacts = artefacts;
    this.folder = path.join(work, 'examples');
    this.userData = path.join(work, 'user-data');
    this.extensions = path.join(work, 'extensions');
    this.engine = path.join(work, "an engine's folder", 'docker');
  }

  #codeServer(...args) {
    const env = { ...process.env, HOME: this.work, XDG_CONFIG_HOME: this.work, XDG_DATA_HOME: this.work };
    return [
      process.execPath,
      [this.entry, '--user-data-dir', this.userData, '--extensions-dir', this.extensions, ...args],
      { env },
    ];
  }

  /** Runs commands of a shell in a folder, in which the program `code` is this VS Code; gives back what they print. */
  async run(commands, folder) {
    const bin = path.join(this.work, 'bin');
    const [program, args, { env }] = this.#codeServer();
    const words = [program, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`);
    write(path.join(bin, 'code'), `#!/bin/sh\nHOME='${this.work}' exec ${words.join(' ')} "$@"\n`);
    fs.chmodSync(path.join(bin, 'code'), 0o755);
    const options = { cwd: folder, env: { ...env, HOME: process.env.HOME, PATH: `${bin}:${env.PATH}` } };
    const { stdout } = await promisify(execFile)('sh', ['-euc', commands], { ...options, maxBuffer: 1 << 26 });
    return stdout;
  }

  async start() {
    write(path.join(this.userData, 'User/settings.json'), JSON.stringify(QUIET, null, 2));
    write(
      path.join(this.userData, 'Machine/settings.json'),
      JSON.stringify({ 'plimsoll.engine.command': this.engine }, null, 2),
    );
    // Notes what it is called with, each argument on a line of its own.
    write(this.engine, `#!/bin/sh\nfor argument; do echo "$argument"; done | tee "$0.log"\n`);
    fs.chmodSync(this.engine, 0o755);
    const port = await freePort();
    const log = fs.openSync(path.join(this.artefacts, 'code-server.log'), 'w');
    const [program, args, options] = this.#codeServer(
      ...['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--disable-telemetry', '--disable-update-check'],
      ...['--disable-workspace-trust', '--disable-getting-started-override', this.folder],
    );
    this.#server = spawn(program, args, { ...options, stdio: ['ignore', log, log], detached: true });
    await until(
      () => answers(port),
      () => 'code-server did not come up',
      60_000,
    );
    const { chromium } = this.require('playwright-core');
    this.#browser = await chromium.launchPersistentContext(path.join(this.work, 'chromium'), {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      headless: true,
      viewport: { width: 1200, height: 780 },
      deviceScaleFactor: 2,
      reducedMotion: 'reduce', // else pictures show things half faded
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-dev-shm-usage'],
    });
    this.page = this.#browser.pages()[0] ?? (await this.#browser.newPage());
    this.page.setDefaultTimeout(60_000);
    this.page.on('pageerror', (error) => this.pageErrors.push(String(error)));
    await this.#browser.route(
      (url) => url.hostname !== '127.0.0.1',
      (route) => route.abort(),
    );
    this.#address = `http://127.0.0.1:${port}/`;
    await show(this.page, this.#address, this.folder);
  }

  /** One more window: what this one does, it does on a page and in a folder of its own. */
  async window(folder) {
    const window = Object.create(this, { page: { value: await this.#browser.newPage() }, folder: { value: folder } });
    window.page.setDefaultTimeout(60_000);
    await show(window.page, this.#address, folder);
    return window;
  }

  /** Changes the folder's settings on disk, as an editor of settings.json would, and waits until VS Code follows them. */
  async settings(values) {
    const title = `settings (${++this.#settingsWritten})`;
    write(
      path.join(this.folder, '.vscode/settings.json'),
      JSON.stringify({ 'window.title': title, ...values }, null, 2),
    );
    await this.page.waitForFunction((wanted) => document.title.includes(wanted), title);
  }

  get editor() {
    return this.page.locator('.editor-instance .monaco-editor').first();
  }

  /** The line of the editor with this text; its blanks are no-break spaces on the screen. */
  line(text) {
    const blanks = new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '\\s'));
    return this.editor.locator('.view-line').filter({ hasText: blanks }).first();
  }

  async open(name) {
    await this.page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: name }).dblclick();
    await this.page.locator('.tab.active').filter({ hasText: name }).waitFor();
    await this.editor.locator('.view-line').first().waitFor();
  }

  async command(title) {
    await this.page.keyboard.press('F1');
    const input = this.page.locator('.quick-input-widget input.input');
    await input.fill(`>${title}`);
    await this.page.locator('.quick-input-list .monaco-list-row.focused').filter({ hasText: title }).waitFor();
    await this.page.keyboard.press('Enter');
    await until(
      async () => !(await input.isVisible()) || !(await input.inputValue()).startsWith('>'),
      () => `${title} did not start`,
    );
  }

  /** Chooses a row of the list that a command shows. */
  async choose(text) {
    const input = this.page.locator('.quick-input-widget input.input');
    await input.fill(text);
    await this.page.locator('.quick-input-list .monaco-list-row.focused').filter({ hasText: text }).waitFor();
    await this.page.keyboard.press('Enter');
    await input.waitFor({ state: 'hidden' });
  }

  /** The first headings of the pages inside the window, such as a preview of Markdown. */
  async headings() {
    const texts = this.page.frames().map((frame) =>
      frame
        .locator('h1')
        .allInnerTexts()
        .catch(() => []),
    );
    return (await Promise.all(texts)).flat();
  }

  /** Waits until the Problems panel is not empty and its rows are as wanted. */
  async untilProblems(condition) {
    let rows = [];
    await until(
      async () => {
        rows = (await this.page.locator('.markers-panel .monaco-list-row').allInnerTexts()).map(oneLine);
        return rows.length > 0 && condition(rows);
      },
      () => `the Problems panel has\n${rows.join('\n')}`,
    );
  }

  /** Puts the keyboard and the mouse where nothing is, so that hovers and menus close. */
  async away() {
    await this.page.keyboard.press('Escape');
    await this.page.mouse.move(200, 550);
    await this.page.locator('.monaco-hover:visible').waitFor({ state: 'hidden' });
  }

  /** Types at the end of the file. */
  async type(text) {
    await this.page.keyboard.press('Control+1'); // to the editor
    await this.page.keyboard.press('Control+End');
    await this.page.keyboard.insertText(text);
  }

  async hover(locator) {
    await this.away();
    await locator.hover();
    const hover = this.page.locator('.monaco-hover:not(.hidden)').filter({ visible: true }).first();
    await hover.locator('.hover-contents, .hover-row').first().waitFor();
    return hover;
  }

  /** Chooses a quick fix from the menu of the light bulb at the Home or the End of a line. */
  async quickFix(line, end, title, beforeChoice = async () => {}) {
    await this.away();
    await line.click({ position: { x: 3, y: 8 } });
    await this.page.keyboard.press(end);
    await this.editor.locator(LIGHT_BULB).filter({ visible: true }).first().waitFor();
    await this.codeAction('Control+.', title, beforeChoice);
  }

  /** Chooses a refactoring at a place in a line, counted from 1, behind the text that it begins with. */
  async refactor(line, beginning, title) {
    await this.away();
    await this.cursorTo(line, beginning);
    await this.codeAction('Control+Shift+r', title);
  }

  /** Opens a menu of code actions with a key, and chooses the one whose title has these words. */
  async codeAction(key, title, beforeChoice = async () => {}) {
    const menu = this.page.locator('.action-widget:not(.action-list-submenu-panel)');
    const choice = menu.locator('.monaco-list-row').filter({ hasText: title }).first();
    await until(
      async () => {
        // Problems that arrive at this very moment close the menu: like a user, ask again.
        try {
          await this.page.keyboard.press(key);
          await choice.waitFor({ timeout: 2000 });
          await beforeChoice();
          await choice.click({ timeout: 2000 });
          return true;
        } catch {
          await this.page.keyboard.press('Escape');
          return false;
        }
      },
      () => `the menu of code actions has no ${title}`,
    );
    await menu.waitFor({ state: 'hidden' });
  }

  /** Asks for completion at the cursor; what is offered. */
  async suggestions() {
    const rows = this.page.locator('.suggest-widget.visible .monaco-list-row');
    await until(
      async () => {
        try {
          await this.page.keyboard.press('Control+Space'); // lost while the editor gets the focus back
          await rows.first().waitFor({ timeout: 5000 });
          return true;
        } catch {
          await this.page.keyboard.press('Escape');
          return false;
        }
      },
      () => 'nothing is offered',
    );
    return rows;
  }

  /** Opens the outline, or closes it; its rows. */
  async outline() {
    const pane = this.page.locator('.pane', { has: this.page.locator('.pane-header[aria-label*="Outline"]') });
    await pane.locator('.pane-header').first().click();
    return pane.locator('.monaco-list-row');
  }

  /** Puts the cursor into a line, counted from 1, behind the text that it begins with. */
  async cursorTo(line, beginning) {
    await this.page.keyboard.press('Control+g');
    const input = this.page.locator('.quick-input-widget input.input');
    await input.fill(`:${line}:${beginning.length + 1}`);
    await this.page.keyboard.press('Enter');
    await input.waitFor({ state: 'hidden' });
    await this.untilCursorIsAt(line);
  }

  /** Goes back to what is on disk. */
  async revert() {
    await this.page.keyboard.press('Escape');
    await this.command('File: Revert File');
    await this.page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
  }

  /** The page inside the window, such as a webview, that has a certain element. */
  async frame(selector) {
    return until(
      async () => {
        for (const frame of this.page.frames()) {
          const count = await frame
            .locator(selector)
            .count()
            .catch(() => 0);
          if (count > 0) {
            return frame;
          }
        }
      },
      () => `no page inside the window has ${selector}`,
    );
  }

  /** Waits until the cursor is on a line, counted from 1, as the status bar tells. */
  async untilCursorIsAt(line) {
    const place = this.page.locator('#status\\.editor\\.selection');
    await place.filter({ hasText: `Ln ${line},` }).waitFor();
  }

  /** The same where something beside the editor may take the focus, now or soon: then the status bar tells nothing. */
  async untilEditorIsAt(line) {
    const place = this.page.locator('#status\\.editor\\.selection').filter({ hasText: `Ln ${line},` });
    const isThere = () =>
      place.waitFor({ timeout: 1000 }).then(
        () => true,
        () => false,
      );
    await until(
      async () => (await isThere()) || this.page.keyboard.press('Control+1').then(isThere),
      () => `the editor is not at line ${line}`,
    );
  }

  /** What the program that stands for Docker was last called with. */
  engineCalls() {
    const log = `${this.engine}.log`;
    return fs.existsSync(log) ? fs.readFileSync(log, 'utf8').trim() : '';
  }

  async toggleSideBar() {
    const bar = this.page.locator('.part.sidebar');
    const state = (await bar.isVisible()) ? 'hidden' : 'visible';
    await this.page.keyboard.press('Control+b');
    await bar.waitFor({ state });
  }

  async togglePanel() {
    const panel = this.page.locator('.part.panel');
    const state = (await panel.isVisible()) ? 'hidden' : 'visible';
    await this.page.keyboard.press('Control+j');
    await panel.waitFor({ state });
  }

  /** Drags the upper edge of the panel up, in pixels. */
  async enlargePanel(by) {
    const { x, y } = await this.page.locator('.part.panel').boundingBox();
    await this.page.mouse.move(x + 100, y - 1);
    await this.page.mouse.down();
    await this.page.mouse.move(x + 100, y - 1 - by, { steps: 4 });
    await this.page.mouse.up();
  }

  async notifications() {
    return (await this.page.locator('.notification-toast').allInnerTexts()).map(oneLine);
  }

  async dismissNotifications() {
    await this.command('Notifications: Clear All Notifications');
    await this.page.locator('.notification-toast').first().waitFor({ state: 'detached' });
  }

  async notification(text) {
    const toast = this.page.locator('.notification-toast').filter({ hasText: text }).first();
    await toast.waitFor();
    return toast;
  }

  /** The process ids of the servers that run from our copy of the extension. */
  servers() {
    const commands = fs.readdirSync('/proc').filter((entry) => /^\d+$/.test(entry));
    return commands.filter((pid) => {
      try {
        return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`-jar\0${this.extensions}`);
      } catch {
        return false; // it has ended
      }
    });
  }

  /** The text that a file has on disk. */
  saved(name) {
    return fs.readFileSync(path.join(this.folder, name), 'utf8');
  }

  async save(name, expected) {
    await this.page.keyboard.press('Control+s');
    await until(
      () => this.saved(name) === expected,
      () => `${name} was saved as\n${this.saved(name)}`,
    );
  }

  /** Takes a picture of a part of the window, or of all of it. */
  async picture(name, clip) {
    await this.page.screenshot({ path: path.join(this.artefacts, `${name}.png`), ...(clip ? { clip } : {}) });
  }

  async stop() {
    await this.#browser?.close().catch(() => {});
    if (this.#server) {
      const gone = new Promise((resolve) => this.#server.once('exit', resolve));
      signal(this.#server.pid, 'SIGTERM');
      await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 3000))]);
      signal(this.#server.pid, 'SIGKILL');
    }
    const logs = path.join(this.userData, 'logs');
    if (fs.existsSync(logs)) {
      fs.cpSync(logs, path.join(this.artefacts, 'logs'), { recursive: true });
    }
  }
}

async function show(page, address, folder) {
  await page.goto(`${address}?folder=${encodeURIComponent(folder)}`);
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
}

function write(file, text) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

/** To the process and all that it started. */
function signal(pid, name) {
  try {
    process.kill(-pid, name);
  } catch {
    // They have ended.
  }
}

export function oneLine(text) {
  return text.replace(/\s+/g, ' ').trim();
}

function freePort() {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

function answers(port) {
  return new Promise((resolve) => {
    http
      .get({ host: '127.0.0.1', port, path: '/healthz' }, (response) => {
        response.resume();
        resolve(response.statusCode === 200);
      })
      .on('error', () => resolve(false));
  });
}
