import assert from 'node:assert/strict';
import { test } from 'node:test';
import manifest from '../package.json';
import { HOME_SETTING } from '../src/java/search';

const settings: Record<string, object> = Object.assign(
  {},
  ...manifest.contributes.configuration.map(({ properties }) => properties),
);

test('a folder that is not trusted can set nothing that chooses what program runs, or how, or who is asked', () => {
  const programs = Object.keys(settings).filter((name) => /^plimsoll\.(java|engine)\./.test(name));
  assert.deepEqual(programs, [HOME_SETTING, 'plimsoll.java.arguments', 'plimsoll.engine.command']);
  // Nor what is read beside its Dockerfiles.
  assert.deepEqual(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations, [
    ...programs,
    'plimsoll.buildContext',
    'plimsoll.images.network',
    'plimsoll.images.insecureRegistries',
    'plimsoll.images.credentials',
  ]);
});

test('the extension is listed under what it is', () => {
  assert.deepEqual(manifest.categories, ['Programming Languages', 'Linters']); // it formats nothing yet
});

test('even a trusted folder can not pass arguments to Java, nor choose the program that builds images', () => {
  for (const name of ['plimsoll.java.arguments', 'plimsoll.engine.command']) {
    const setting = settings[name];
    assert.ok(setting && 'scope' in setting);
    assert.equal(setting.scope, 'machine');
  }
});

test('what runs a program can not be started in a folder that is not trusted or not on disk', () => {
  for (const name of ['plimsoll.build', 'plimsoll.scanImage', 'plimsoll.imageHistory']) {
    const found = manifest.contributes.commands.find(({ command }) => command === name);
    assert.match(found?.enablement ?? '', /isWorkspaceTrusted && !virtualWorkspace/, name);
  }
});

test('what is about a Dockerfile is offered only where one is edited', () => {
  const anywhere = ['plimsoll.explainRule', 'plimsoll.restartServer', 'plimsoll.showLog'];
  const offered = new Map(manifest.contributes.menus.commandPalette.map(({ command, when }) => [command, when]));
  for (const { command } of manifest.contributes.commands) {
    assert.equal(offered.get(command), anywhere.includes(command) ? undefined : 'editorLangId == dockerfile', command);
  }
});

test('Enter ends the line in the files that are typed line by line; Tab takes what is offered', () => {
  for (const language of ['[dockerfile]', '[ignore]'] as const) {
    const defaults = manifest.contributes.configurationDefaults[language];
    assert.equal(defaults['editor.acceptSuggestionOnEnter'], 'smart');
    assert.equal(defaults['editor.suggest.selectionMode'], 'never');
    assert.equal(defaults['editor.wordBasedSuggestions'], 'off');
  }
  const tab = manifest.contributes.keybindings.find(({ key }) => key === 'tab');
  assert.deepEqual(tab?.args.commands, ['selectFirstSuggestion', 'acceptSelectedSuggestion']);
});

test('the types are those of the oldest VS Code that is supported', () => {
  assert.equal(manifest.engines.vscode, `^${manifest.devDependencies['@types/vscode']}`);
});

test('a .dockerignore is no Dockerfile, whatever it is named after', () => {
  // Of the patterns that match, VS Code takes the longest.
  const longest = (file: string) =>
    manifest.contributes.languages
      .flatMap(({ id, filenamePatterns }) => filenamePatterns.map((pattern) => ({ id, pattern })))
      .filter(({ pattern }) => new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`).test(file))
      .sort((a, b) => b.pattern.length - a.pattern.length)[0]?.id;
  assert.equal(longest('Dockerfile.dockerignore'), 'ignore');
  assert.equal(longest('Containerfile.dockerignore'), 'ignore');
  assert.equal(longest('Dockerfile.dev.dockerignore'), 'ignore');
  assert.equal(longest('dev.Dockerfile.dockerignore'), 'ignore');
  assert.equal(longest('Dockerfile.dev'), 'dockerfile');
  assert.equal(longest('Containerfile-dev'), 'dockerfile');
});
