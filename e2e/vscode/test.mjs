// What a user of VS Code does with Plimsoll, in VS Code itself.
// node vscode/test.mjs TOOLS ARTEFACTS; TOOLS has node_modules, ARTEFACTS is a folder for pictures and logs.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { run, until } from '../checks.mjs';
import { Registry } from './registry.mjs';
import { typing } from './typing.mjs';
import { oneLine, Workbench } from './workbench.mjs';

const [tools, artefacts] = process.argv.slice(2).map((name) => path.resolve(name));
const root = path.resolve(import.meta.dirname, '../..');
/** All paths have blanks and letters of more than one script. */
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'plimsoll é ジ '));
const vscode = new Workbench(tools, work, artefacts);
const registry = new Registry({ Env: ['APP_HOME=/srv/app'] });

/** Where each check that changes a file says what the bytes on disk have to be. */
const NODE = example('node.Dockerfile');
const APT = example('apt.Dockerfile');
const SHOP = fs.readFileSync(path.join(import.meta.dirname, 'shop.Dockerfile'), 'utf8');
const TOOL = fs.readFileSync(path.join(import.meta.dirname, 'tool.Dockerfile'), 'utf8');

const LAYOUT = String.raw`from debian:12-slim   as base
RUN apt-get update \
  && apt-get install -y \
      # to fetch what is built
      curl \
 && rm -rf /var/lib/apt/lists/*
COPY   app   /app
CMD ["/app/run"]
`;
const LAID_OUT = LAYOUT.replace('from debian:12-slim   as', 'FROM debian:12-slim AS')
  .replace(' && rm', '  && rm')
  .replace('COPY   app   /app', 'COPY app /app');

/** What the pictures for docs/images show: the editor, from its tabs down, and what is below it. In pixels. */
const fromTheTabs = (height) => ({ x: 354, y: 38, width: 842, height });

const checks = {
  "the README's commands package the extension and install it": async () => {
    const commands = execFileSync(path.join(root, 'e2e/snippet'), ['In VS Code', 'README.md', 'sh'], {
      encoding: 'utf8',
    });
    assert.match(await vscode.run(commands, root), /was successfully installed/);
  },

  'a folder opens': async () => {
    fs.mkdirSync(vscode.folder);
    for (const [name, text] of Object.entries({
      'node.Dockerfile': NODE,
      'apt.Dockerfile': APT,
      'shop.Dockerfile': SHOP,
      'tool.Dockerfile': TOOL,
      'layout.Dockerfile': LAYOUT,
      'notes.txt': '', // that apt.Dockerfile copies
    })) {
      fs.writeFileSync(path.join(vscode.folder, name), text);
    }
    await vscode.start();
    await vscode.command('Problems: Focus on Problems View');
    await vscode.enlargePanel(120);
  },

  'problems are underlined, and listed with the names of rules': async () => {
    await vscode.open('node.Dockerfile');
    await vscode.untilProblems((rows) => lists(rows, 'maintainer-deprecated', 'combine-consecutive-runs'));
    assert.ok((await vscode.editor.locator('.squiggly-warning').count()) >= 2, 'no two warnings are underlined');
    assert.ok((await vscode.editor.locator('.squiggly-info').count()) >= 1, 'no advice is underlined');
    await vscode.picture('problems', fromTheTabs(625));
  },

  'the language status names the Java in use': async () => {
    const status = vscode.page.locator('#status\\.languageStatus');
    await status.hover();
    const hover = vscode.page.locator('.monaco-hover:visible, .hover-language-status:visible').first();
    await until(
      async () => /Plimsoll.*Java \d+/.test(oneLine(await hover.innerText().catch(() => ''))),
      async () => `the language status says ${await hover.innerText().catch(() => 'nothing')}`,
    );
    await vscode.picture('language-status');
    await vscode.away();
  },

  'hover over an image shows its size and its other variants': async () => {
    await vscode.togglePanel(); // makes room
    const hover = await vscode.hover(vscode.line('FROM node:22').getByText('node', { exact: true }));
    let text = '';
    await until(
      async () => {
        text = oneLine(await hover.innerText()); // problems are there at once, the rest comes from the server
        return /node:22 · \d+ MB to download/.test(text) && /22-slim \d.*no compiler/.test(text);
      },
      () => `the hover says ${text}`,
    );
    await vscode.picture('hover', fromTheTabs(352));
    await vscode.away();
    await vscode.togglePanel();
  },

  'a lens tells what a smaller variant saves, and leads to the fix': async () => {
    const lens = vscode.editor.locator('.codelens-decoration a', { hasText: /smaller variant saves \d+ MB/ });
    await lens.click();
    const menu = vscode.page.locator('.action-widget:not(.action-list-submenu-panel)');
    await menu.locator('.monaco-list-row').filter({ hasText: 'Use node:22-slim' }).first().waitFor();
    await vscode.page.keyboard.press('Escape');
    await menu.waitFor({ state: 'hidden' });
  },

  'a problem leads to the page of its rule': async () => {
    const hover = await vscode.hover(vscode.line('MAINTAINER').getByText('MAINTAINER'));
    await hover.getByRole('link', { name: 'maintainer-deprecated' }).click();
    await pageIsShown('maintainer-deprecated');
  },

  'a command shows the page of a rule': async () => {
    await vscode.command('Plimsoll: Explain a Rule');
    await vscode.choose('user-missing');
    await pageIsShown('user-missing');
  },

  'the light bulb combines two RUN': async () => {
    const line = vscode.line('RUN npm cache clean');
    await vscode.quickFix(line, 'Home', 'Combine 2 RUN instructions', () =>
      vscode.picture('light-bulb', fromTheTabs(332)),
    );
    await vscode.line('&& npm cache clean --force').waitFor();
    await vscode.untilProblems((rows) => !lists(rows, 'combine-consecutive-runs'));
    await vscode.save('node.Dockerfile', combined(NODE));
  },

  'the light bulb adds a USER': async () => {
    await vscode.quickFix(vscode.line('FROM node:22'), 'End', 'Run as node, and give it /app');
    await vscode.line('USER node').waitFor();
    await vscode.untilProblems((rows) => !lists(rows, 'user-missing'));
    await vscode.save('node.Dockerfile', withUser(combined(NODE)));
  },

  'the light bulb merges updating, installing and cleaning': async () => {
    await vscode.open('apt.Dockerfile');
    await vscode.untilProblems((rows) => lists(rows, 'apt-update-separate-from-install'));
    await vscode.quickFix(vscode.line('RUN apt-get update'), 'End', 'Update and install in one RUN');
    await vscode.save('apt.Dockerfile', APT.replace(/^RUN[\s\S]*?clean$/m, APT_MERGED));
  },

  'a document is laid out, and every word stays in its line': async () => {
    await vscode.open('layout.Dockerfile');
    await vscode.command('Format Document');
    await vscode.line('COPY app /app').waitFor();
    await vscode.picture('format');
    await vscode.save('layout.Dockerfile', LAID_OUT);
  },

  'all safe fixes are applied on save': async () => {
    await vscode.settings({ 'editor.codeActionsOnSave': { 'source.fixAll.plimsoll': 'explicit' } });
    await vscode.open('node.Dockerfile');
    const before = withUser(combined(NODE));
    await vscode.type('# saved\n');
    await vscode.save('node.Dockerfile', fixed(`${before}# saved\n`));
    assert.doesNotMatch(vscode.saved('node.Dockerfile'), /^MAINTAINER/m);
  },

  'a changed setting changes the problems at once': async () => {
    await vscode.untilProblems((rows) => lists(rows, 'json-args-recommended'));
    await vscode.settings({ 'plimsoll.rules': { 'json-args-recommended': 'off' } });
    await vscode.untilProblems((rows) => !lists(rows, 'json-args-recommended'));
    await vscode.settings({ 'plimsoll.rules': { JSONArgsRecommended: 'error' } });
    await vscode.untilProblems((rows) => lists(rows, 'json-args-recommended'));
    await vscode.editor.locator('.squiggly-error').first().waitFor();
  },

  'the settings are described': async () => {
    await vscode.command('Preferences: Open Settings (UI)');
    const settings = vscode.page.locator('.settings-editor');
    await settings.locator('.suggest-input-container').first().click();
    await vscode.page.keyboard.insertText('@ext:plimsoll.plimsoll inlay');
    await settings.locator('.setting-item-contents').filter({ hasText: 'Inlay Hints' }).first().waitFor();
    await vscode.picture('settings', { x: 118, y: 90, width: 964, height: 600 });
    await vscode.page.keyboard.press('Escape');
    await settings.waitFor({ state: 'hidden' });
  },

  'the log opens and names the Java in use': async () => {
    await vscode.command('Plimsoll: Show Log');
    const log = vscode.page.locator('.output-view .view-line').filter({ hasText: /Using\sJava\s\d+/ });
    await log.first().waitFor();
    await vscode.picture('log');
    await vscode.command('Problems: Focus on Problems View');
  },

  'the server restarts': async () => {
    const before = vscode.servers();
    assert.equal(before.length, 1, 'one server runs');
    await vscode.command('Plimsoll: Restart Server');
    await until(
      () => vscode.servers().length === 1 && vscode.servers()[0] !== before[0],
      () => `server ${before} has become ${vscode.servers()}`,
    );
    await vscode.type('MAINTAINER Ada\n');
    await vscode.untilProblems((rows) => lists(rows, 'maintainer-deprecated'));
  },

  'a server that is killed is replaced, and nobody is disturbed': async () => {
    const [before] = vscode.servers();
    process.kill(Number(before), 'SIGKILL');
    await until(
      () => vscode.servers().length === 1 && vscode.servers()[0] !== before,
      () => `server ${before} has become ${vscode.servers()}`,
    );
    await vscode.type('ADD package.json ./\n');
    await vscode.untilProblems((rows) => lists(rows, 'add-instead-of-copy', 'maintainer-deprecated'));
    assert.deepEqual(await vscode.notifications(), []);
  },

  'a command applies all safe fixes, once the server is up': async () => {
    await vscode.command('Plimsoll: Restart Server');
    await vscode.command('Plimsoll: Apply All Safe Fixes');
    await vscode.line('COPY package.json ./').waitFor();
    await vscode.line('MAINTAINER Ada').waitFor(); // a LABEL would overwrite the one that is there
    await vscode.command('Plimsoll: Apply All Safe Fixes');
    await vscode.notification('no problem here that has a safe fix');
    await vscode.dismissNotifications();
  },

  'a second window has a server of its own': async () => {
    const second = await vscode.window(vscode.folder);
    await second.open('node.Dockerfile');
    await second.editor.locator('[class*=squiggly-]').first().waitFor(); // of the lines in sight
    assert.equal(vscode.servers().length, 2);
    await second.page.close();
    await vscode.untilProblems((rows) => lists(rows, 'json-args-recommended'));
  },

  'the documentation of the rule at the cursor opens': async () => {
    await vscode.line('# saved').click(); // no rule is broken there
    await vscode.command('Plimsoll: Open Rule Documentation');
    await vscode.choose('user-missing');
    await pageIsShown('user-missing');
  },

  'completion offers what fits, images with their sizes': async () => {
    await vscode.open('shop.Dockerfile');
    await vscode.type('FROM alpine:3.2');
    const rows = await vscode.suggestions();
    await until(
      async () => (await rows.allInnerTexts()).some((row) => /3\.22.*3\.\d+ MB/.test(oneLine(row))),
      async () => `offered are ${await rows.allInnerTexts()}`,
    );
    await vscode.picture('completion', fromTheTabs(320));
  },

  'the outline shows the stages': async () => {
    const rows = await vscode.outline();
    await rows.filter({ hasText: 'assets' }).filter({ hasText: 'node:22' }).first().waitFor();
    await rows.filter({ hasText: 'COPY web/package*.json → ./' }).first().waitFor();
    await vscode.picture('outline');
    await vscode.outline(); // closes it
  },

  'lenses count references, tell which stages are not built, and what ships': async () => {
    const lenses = (text) => vscode.editor.locator('.codelens-decoration', { hasText: text }).filter({ visible: true });
    const counts = () => Promise.all(['1 reference', '3 references', 'not built by default', 'base image 3'].map((it) => lenses(it).count()));
    await vscode.togglePanel(); // makes room
    await vscode.type(''); // to the end of the file, where one more stage has been begun
    for (const begun of [true, false]) {
      if (!begun) {
        await vscode.revert();
      }
      await vscode.page.keyboard.press('Control+Home');
      await until(
        async () => (await counts()).join() === '1,1,1,1',
        async () => `the lenses are ${await lenses('').allInnerTexts()}`,
      );
    }
    await vscode.picture('code-lens', fromTheTabs(470));
    await vscode.togglePanel();
  },

  'a stage leads to its definition': async () => {
    await vscode.cursorTo(20, 'COPY --from=b');
    await vscode.page.keyboard.press('F12');
    await vscode.untilCursorIsAt(9);
  },

  'a stage is renamed wherever it is named': async () => {
    await vscode.cursorTo(20, 'COPY --from=b');
    await vscode.page.keyboard.press('F2');
    const box = vscode.page.locator('.rename-box input');
    await box.fill('compile');
    await vscode.page.keyboard.press('Enter');
    await vscode.line('COPY --from=compile /shop').waitFor();
    const shop = vscode.saved('shop.Dockerfile');
    await vscode.save('shop.Dockerfile', shop.replaceAll(/(AS |FROM |--from=)build\b/g, '$1compile'));
    await vscode.page.keyboard.press('Control+z');
    await vscode.line('COPY --from=build /shop').waitFor();
    await vscode.save('shop.Dockerfile', shop);
  },

  'hints tell values, and the directory in force': async () => {
    await vscode.open('tool.Dockerfile');
    await vscode.togglePanel(); // makes room
    await vscode.line('FROM debian:${DEBIAN}-slim= debian:13-slim').waitFor();
    await vscode.line('WORKDIR tool= /opt/tool').waitFor();
    await until(
      async () => /ships \d+(\.\d)? MB of base/.test(oneLine(await vscode.editor.innerText())),
      () => 'no hint tells what ships',
    );
  },

  'programs in RUN have colours of their own': async () => {
    const color = (line, word) =>
      vscode
        .line(line)
        .getByText(word, { exact: true })
        .evaluate((span) => getComputedStyle(span).color);
    await until(
      async () => (await color('curl --fail', 'curl')) !== (await color('curl --fail', '--fail')),
      () => 'a program and its option look alike',
    );
    assert.equal(await color('RUN apt-get', 'RUN'), await color('USER nobody', 'USER'));
    await vscode.picture('semantic-tokens', fromTheTabs(352));
  },

  'a hover explains an option of a mount': async () => {
    const hover = await vscode.hover(vscode.line('sharing=locked').getByText('locked'));
    await until(
      async () => /waits for the first/.test(oneLine(await hover.innerText())),
      async () => `the hover says ${await hover.innerText()}`,
    );
    await vscode.away();
  },

  'a signature tells what is typed next': async () => {
    await vscode.cursorTo(18, 'COPY --chown=');
    await vscode.page.keyboard.press('Control+Shift+Space');
    const help = vscode.page.locator('.parameter-hints-widget.visible');
    await help.filter({ hasText: /--chown=user:group/ }).waitFor();
    await vscode.picture('signature-help', fromTheTabs(430));
    await vscode.page.keyboard.press('Escape');
  },

  'paths are completed from the build context': async () => {
    await vscode.cursorTo(18, 'COPY --chown=nobody '); // behind it stands a whole name already
    const rows = await vscode.suggestions();
    await rows.filter({ hasText: 'shop.Dockerfile' }).first().waitFor();
    await vscode.page.keyboard.press('Escape');
  },

  'addresses and copied files are links': async () => {
    await until(
      async () => /13-slim.*shop\.Dockerfile.*https:\/\/example/.test(await texts('.detected-link')),
      async () => `links are ${await texts('.detected-link')}`,
    );
    await vscode.cursorTo(18, 'COPY --chown=nobody sh');
    await vscode.page.keyboard.press('F12'); // a file is what it is defined by
    await vscode.page.locator('.tab.active').filter({ hasText: 'shop.Dockerfile' }).waitFor();
    await vscode.page.keyboard.press('Control+Alt+-'); // back
    await vscode.page.locator('.tab.active').filter({ hasText: 'tool.Dockerfile' }).waitFor();
  },

  'what is selected grows by commands, instructions and stages': async () => {
    await vscode.cursorTo(11, '    cu');
    const selected = vscode.page.locator('#status\\.editor\\.selection');
    const sizes = ['curl', 'curl --fail "https://example.org/tool-$VERSION.tar.gz"'].map((text) => text.length);
    for (const size of sizes) {
      await vscode.page.keyboard.press('Shift+Alt+ArrowRight');
      await selected.filter({ hasText: `(${size} selected)` }).waitFor();
    }
    await vscode.page.keyboard.press('Escape');
  },

  'stages are folded': async () => {
    await vscode.command('Fold All');
    await vscode.line('EXPOSE 8080/tcp').waitFor({ state: 'detached' });
    await vscode.command('Unfold All');
    await vscode.line('EXPOSE 8080/tcp').waitFor();
  },

  'a stage is found in the whole folder': async () => {
    await vscode.page.keyboard.press('Control+t');
    await vscode.page.locator('.quick-input-widget input.input').fill('#assets');
    const found = vscode.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'shop.Dockerfile' });
    await found.first().waitFor();
    await vscode.page.keyboard.press('Escape');
  },

  'calls lead from stage to stage': async () => {
    await vscode.cursorTo(17, 'COPY --from=0');
    await vscode.page.keyboard.press('Shift+Alt+h');
    const calls = vscode.page.locator('.part.sidebar .monaco-list-row');
    await calls.filter({ hasText: 'stage-1' }).filter({ hasText: 'debian:13-slim' }).waitFor();
    await vscode.command('View: Show Explorer');
  },

  'a refactoring names a stage, another sorts packages': async () => {
    await vscode.refactor(17, 'COPY --from=', 'Name the stage');
    await vscode.line('COPY --from=build /opt/tool').waitFor();
    await vscode.refactor(8, '    && apt-get install --yes --no-install-recommends wg', 'one per line');
    await vscode.line('wget \\').waitFor(); // on a line of its own
    const named = TOOL.replace('-slim\nARG', '-slim AS build\nARG').replace('--from=0', '--from=build');
    const packages = ['ca-certificates', 'curl', 'wget'].map((name) => `        ${name} \\\n`).join('');
    await vscode.save('tool.Dockerfile', named.replace('wget curl ca-certificates \\\n', `\\\n${packages}`));
  },

  'Enter goes on with an instruction': async () => {
    await vscode.cursorTo(8, '    && apt-get install --yes --no-install-recommends');
    await vscode.page.keyboard.press('End');
    await vscode.page.keyboard.press('Enter');
    const place = vscode.page.locator('#status\\.editor\\.selection');
    await place.filter({ hasText: 'Ln 9, Col 9' }).waitFor(); // below the packages, not below apt-get
    await vscode.revert();
    await vscode.togglePanel();
  },

  'the build graph shows what ships and what is left behind': async () => {
    await vscode.open('shop.Dockerfile');
    await vscode.togglePanel();
    await vscode.toggleSideBar();
    await vscode.command('Plimsoll: Show Build Graph');
    const graph = await vscode.frame('.card');
    const names = await graph.locator('.card .name').allInnerTexts();
    assert.deepEqual(names.sort(), ['assets', 'build', 'stage 3', 'test']);
    assert.match(
      oneLine(await graph.locator('.card.ships').innerText()),
      /ships.*alpine:3\.22.*3\.\d+ MB.*linux\/amd64/,
    );
    assert.match(oneLine(await graph.locator('.card.not-built').innerText()), /^test not built/);
    assert.deepEqual((await graph.locator('.label').allInnerTexts()).sort(), ['COPY', 'COPY ×2', 'FROM']);
    await vscode.picture('build-graph', { x: 50, y: 38, width: 1148, height: 560 });
  },

  'a click on a stage goes to its line, and so do the keys': async () => {
    const graph = await vscode.frame('.card');
    await graph.locator('.card', { hasText: 'golang' }).click();
    await vscode.untilEditorIsAt(9);
    await graph.locator('.card', { hasText: 'assets' }).focus();
    await vscode.page.keyboard.press('ArrowDown');
    await vscode.page.keyboard.press('Enter');
    await vscode.untilEditorIsAt(19);
    await graph.locator('.label', { hasText: '×2' }).click();
    await vscode.untilEditorIsAt(20);
  },

  'the build graph follows what is typed, and the editor': async () => {
    const graph = await vscode.frame('.card');
    await vscode.type('FROM scratch AS extra\nCOPY --from=build /a /\nCOPPY');
    await graph.locator('.card.ships', { hasText: 'extra' }).waitFor();
    await graph.locator('.failure', { hasText: 'Line 27' }).waitFor();
    await vscode.command('File: Revert File');
    await graph.locator('.failure').waitFor({ state: 'detached' });
    assert.equal(await graph.locator('.card').count(), 4);
    await vscode.page.keyboard.press('Control+p');
    await vscode.choose('apt.Dockerfile');
    await graph.locator('h1', { hasText: 'apt.Dockerfile' }).waitFor();
    assert.equal(await graph.locator('.card').count(), 1);
    await vscode.page.locator('.tab', { hasText: 'Build Graph' }).click({ button: 'middle' });
  },

  'an image is built in a terminal, by the program of the settings': async () => {
    await vscode.command('Plimsoll: Build Image in Terminal');
    const name = vscode.page.locator('.quick-input-widget input.input');
    await name.fill('shop:1');
    await vscode.page.keyboard.press('Enter');
    const file = path.join(vscode.folder, 'apt.Dockerfile');
    const expected = ['build', '--file', file, '--tag', 'shop:1', vscode.folder].join('\n');
    await until(
      () => vscode.engineCalls() === expected,
      () => `the program was called with\n${vscode.engineCalls()}`,
    );
    await vscode.command('Problems: Focus on Problems View');
    await vscode.toggleSideBar();
    await vscode.open('node.Dockerfile');
  },

  'a Java that is not there is told, and nothing else breaks': async () => {
    await vscode.settings({ 'plimsoll.java.home': '/nowhere' });
    const message = await vscode.notification('/nowhere');
    assert.match(oneLine(await message.innerText()), /needs Java 17 .* \/nowhere \(plimsoll.java.home\)/);
    assert.deepEqual(await vscode.notifications(), [oneLine(await message.innerText())], 'other messages');
    await vscode.picture('no-java');
    await vscode.dismissNotifications();
  },

  'a Java that is too old is told': async () => {
    await vscode.settings({ 'plimsoll.java.home': fakeJava('11.0.26') });
    const message = await vscode.notification('11.0.26');
    assert.match(oneLine(await message.innerText()), /needs Java 17 or newer and found none\. .* is Java 11\.0\.26\./);
    await vscode.dismissNotifications();
  },

  'with a Java again the problems come back': async () => {
    await vscode.settings({});
    await vscode.untilProblems((rows) => lists(rows, 'json-args-recommended'));
  },

  'what a registry tells of a base image is shown when it comes': async () => {
    await registry.start();
    const file = path.join(vscode.folder, 'registry.Dockerfile');
    const image = (name) => `${registry.host}/team/${name}:1`;
    fs.writeFileSync(file, `FROM ${image('app')}\nWORKDIR $APP_HOME/lib\nCOPY --from=${image('slow')} /a /b\n`);
    await vscode.open('registry.Dockerfile');
    await vscode.line('WORKDIR $APP_HOME/lib= /srv/app/lib').waitFor();
    await vscode.line('ships 123 MB of base').waitFor();
    const hover = await vscode.hover(vscode.line('WORKDIR').getByText('$APP_HOME'));
    await until(
      async () => /Value: \/srv\/app Set by the base image 127/.test(oneLine(await hover.innerText())),
      async () => `the hover says ${await hover.innerText()}`,
    );
    await vscode.picture('base-image');
    await vscode.away();
  },

  'a look-up that takes long is shown as work': async () => {
    await vscode.hover(vscode.line('COPY --from').getByText('slow'));
    const work = vscode.page.locator('#status\\.progress, .statusbar-item').filter({ hasText: /Asking 127/ });
    await work.first().waitFor();
    await vscode.picture('look-up');
    await vscode.away();
    registry.close();
    await work.first().waitFor({ state: 'hidden' });
    await vscode.open('node.Dockerfile');
  },

  ...typing(vscode, path.join(work, 'typed'), path.join(root, 'e2e/typed')),

  'the page had no errors': async () => {
    assert.deepEqual(vscode.pageErrors, []);
  },
};

const APT_MERGED = `RUN apt-get update && \\
    apt-get install -y curl wget && \\
    rm -rf /var/lib/apt/lists/*`;

const ok = await run(checks, () => vscode.picture('failure').catch(() => {}));
await vscode.stop();
fs.rmSync(work, { recursive: true, force: true, maxRetries: 20 });
process.exit(ok ? 0 : 1);

/** The home of a program that answers as that version of Java does. */
function fakeJava(version) {
  const home = path.join(work, `java ${version}`);
  fs.mkdirSync(path.join(home, 'bin'), { recursive: true });
  fs.writeFileSync(path.join(home, 'bin/java'), `#!/bin/sh\necho 'openjdk version "${version}"' >&2\n`, {
    mode: 0o755,
  });
  return home;
}

function example(name) {
  return fs.readFileSync(path.join(root, 'docs/examples', name), 'utf8');
}

/** The texts of all that is there of a kind. */
async function texts(selector) {
  return (await vscode.editor.locator(selector).allInnerTexts()).map(oneLine).join(' ');
}

/** Checks that the page of a rule is shown as a preview, and closes it. */
async function pageIsShown(rule) {
  const tab = vscode.page.locator('.tab.active').filter({ hasText: rule });
  await tab.waitFor();
  await until(
    async () => (await vscode.headings()).includes(rule),
    async () => `the headings on the page are ${await vscode.headings()}`,
  );
  await vscode.picture('rule');
  await tab.click({ button: 'middle' });
  await tab.waitFor({ state: 'detached' });
}

function combined(text) {
  return text.replace(
    'RUN npm install\nRUN npm cache clean --force',
    'RUN npm install \\\n    && npm cache clean --force',
  );
}

function withUser(text) {
  return text.replace(/^EXPOSE/m, 'RUN chown node /app\nUSER node\nEXPOSE');
}

/** A text with all of its safe fixes, as the command line applies them. */
function fixed(text) {
  const file = path.join(work, 'Dockerfile');
  fs.writeFileSync(file, text);
  try {
    execFileSync(path.join(root, 'server/bin/plimsoll'), ['lint', '--fix', file], { stdio: 'ignore' });
  } catch (error) {
    if (error.status !== 1) {
      throw error;
    }
  }
  return fs.readFileSync(file, 'utf8');
}

/** Whether the Problems panel has a row for each of these rules. */
function lists(rows, ...rules) {
  return rules.every((rule) => rows.some((row) => row.includes(` plimsoll ${rule} `)));
}
