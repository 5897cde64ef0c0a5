import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageHtml } from '../src/graph/html';
import { Repeater } from '../src/graph/repeater';

const resources = { script: 'https://here/main.js', style: 'https://here/style.css', source: 'https://here' };

test('the page may load our style, run our script, and nothing else', () => {
  const html = pageHtml(resources, 'N0nce');
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
  assert.equal(policy, "default-src 'none'; style-src https://here; script-src 'nonce-N0nce'");
  assert.deepEqual(html.match(/<script[^>]*>/g), ['<script nonce="N0nce" src="https://here/main.js">']);
  assert.doesNotMatch(html, /\son\w+=|style=/);
});

test('every page has a nonce of its own', () => {
  assert.notEqual(pageHtml(resources), pageHtml(resources));
});

test('what is asked for during a run is done once, after it', async () => {
  const runs: (() => void)[] = [];
  const repeater = new Repeater(() => new Promise((resolve) => runs.push(resolve)));
  repeater.request();
  repeater.request();
  repeater.request();
  assert.equal(runs.length, 1);
  runs[0]?.();
  await new Promise(setImmediate);
  assert.equal(runs.length, 2);
  runs[1]?.();
  await new Promise(setImmediate);
  assert.equal(runs.length, 2);
  repeater.request();
  assert.equal(runs.length, 3);
});
