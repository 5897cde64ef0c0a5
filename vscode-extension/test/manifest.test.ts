import assert from 'node:assert/strict';
import { test } from 'node:test';
import manifest from '../package.json';
import { HOME_SETTING } from '../src/java/search';

const settings: Record<string, object> = Object.assign(
  {},
  ...manifest.contributes.configuration.map(({ properties }) => properties),
);

test('a folder that is not trusted can set nothing that chooses what program runs, or how', () => {
  const java = Object.keys(settings).filter((name) => name.startsWith('plimsoll.java.'));
  assert.deepEqual(java, [HOME_SETTING, 'plimsoll.java.arguments']);
  assert.deepEqual(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations, java);
});

test('even a trusted folder can not pass arguments to Java', () => {
  const setting = settings['plimsoll.java.arguments'];
  assert.ok(setting && 'scope' in setting);
  assert.equal(setting.scope, 'machine');
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
