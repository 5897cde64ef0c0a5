import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  buildArguments,
  hasScout,
  historyArguments,
  isImage,
  isTag,
  replaced,
  scanArguments,
  suggestedTag,
} from '../src/engine/arguments';

test('arguments are passed as they are, blanks and dollar signs too', () => {
  assert.deepEqual(buildArguments('/a b/Docker$file', 'app:1', '/a b'), [
    'build',
    '--file',
    '/a b/Docker$file',
    '--tag',
    'app:1',
    '/a b',
  ]);
  assert.deepEqual(buildArguments('/a/Dockerfile', '', '/a'), ['build', '--file', '/a/Dockerfile', '/a']);
  assert.deepEqual(scanArguments('app'), ['scout', 'cves', 'app']);
  assert.deepEqual(historyArguments('app'), ['image', 'history', 'app']);
});

test('a name in which VS Code would put something else is found, wherever it stands', () => {
  const hostile = ['command:workbench.action.terminal.new', 'env:HOME', 'input:x', 'workspaceFolder', ''].flatMap(
    (variable) => [`/w/a $\{${variable}} b`, `/w/$$\{${variable}}`, `C:\\w\\$\{${variable}`],
  );
  for (const name of hostile) {
    assert.equal(replaced(buildArguments(`${name}/Dockerfile`, '', '/w')), `${name}/Dockerfile`);
    assert.equal(replaced(buildArguments('/w/Dockerfile', 'a:1', name)), name);
  }
  for (const name of ['/w/$HOME', '/w/$(command:a)', '/w/{command:a}', '/w/$ {a}', '/w/%PATH%', '/w/`a`', '/w/;a&b']) {
    assert.equal(replaced(buildArguments(`${name}/Dockerfile`, '', name)), undefined, name);
  }
});

test('what Docker takes for a name is one', () => {
  for (const name of ['app', 'app:1.0', 'a/b/c:x_Y', 'localhost:5000/a', 'Registry.example.org/a:b', 'a__b', 'a---b']) {
    assert.ok(isTag(name), name);
  }
  for (const name of ['', 'App', '-app', '--help', 'app:', 'app:-x', 'a b', 'a/', 'a$(b)', `a:${'x'.repeat(129)}`]) {
    assert.ok(!isTag(name), name);
    assert.ok(!isImage(name), name);
  }
});

test('an image may be named by its digest or its id too', () => {
  assert.ok(isImage(`node:22@sha256:${'0'.repeat(64)}`));
  assert.ok(isImage('0123456789ab'));
  assert.ok(!isTag(`node@sha256:${'0'.repeat(64)}`));
});

test('a folder gives its name to the image', () => {
  const folders: [string, string][] = [
    ['shop', 'shop'],
    ['My Shop (new)', 'my-shop-new'],
    ['.hidden', 'hidden'],
    ['a._-b', 'a-b'],
    ['Größe', 'gr-e'],
    ['店', 'image'],
    ['', 'image'],
  ];
  for (const [folder, tag] of folders) {
    assert.equal(suggestedTag(folder), tag);
    assert.ok(isTag(tag));
  }
});

test('Docker has docker scout, Podman has not', () => {
  assert.ok(hasScout('docker'));
  assert.ok(hasScout('/opt/podman-folder/docker'));
  assert.ok(!hasScout('podman'));
  assert.ok(!hasScout('C:\\tools\\Podman.exe'));
});
