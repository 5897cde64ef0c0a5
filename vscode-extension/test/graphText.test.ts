import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BuildGraph, Edge, Image, StageNode } from '../src/graph/protocol';
import {
  bundleLabel,
  bundles,
  edgeSentence,
  formatBytes,
  imageDescription,
  size,
  sizeCaption,
  sizeSentence,
  stageDescription,
  stageTitle,
  summary,
} from '../src/graph/text';

const range = (line: number) => ({ start: { line, character: 0 }, end: { line, character: 9 } });

function image(name: string, bytes?: number, about = false, asOf = '2026-09-19'): Image {
  const platforms = [{ platform: 'linux/amd64', bytes: bytes ?? 0, asOf }];
  return bytes === undefined
    ? { written: name, name }
    : { written: name, name, weight: { kind: 'compressed download', about, of: `${name}-known`, platforms } };
}

const SCRATCH: Image = {
  written: 'scratch',
  name: 'scratch',
  weight: {
    kind: 'compressed download',
    about: false,
    of: 'scratch',
    platforms: [{ platform: 'linux/amd64', bytes: 0 }],
  },
};

function stage(index: number, more: Partial<StageNode>): StageNode {
  const place = { range: range(index * 10), fromRange: range(index * 10) };
  return { id: `stage-${index}`, index, ships: false, needed: true, instructions: 5, layers: 3, ...place, ...more };
}

function edge(kind: Edge['kind'], source: string, target: string, line: number): Edge {
  return { kind, source, target, range: range(line) };
}

const GRAPH: BuildGraph = {
  version: 1,
  stages: [
    stage(0, { name: 'builder', base: image('golang:1.25', 300_000_000) }),
    stage(1, { name: 'test', needed: false, layers: 1 }),
    stage(2, { base: image('alpine:3.20', 3_620_000), ships: true }),
  ],
  images: [{ id: 'image-0', range: range(22), image: image('nginx:1', 70_900_000, true, '2026-09-01') }],
  edges: [
    edge('from', 'stage-0', 'stage-1', 10),
    edge('copy', 'stage-0', 'stage-2', 21),
    edge('copy', 'image-0', 'stage-2', 22),
    edge('copy', 'stage-0', 'stage-2', 23),
    edge('mount', 'stage-0', 'stage-2', 24),
  ],
};

test('sizes are written as the server writes them', () => {
  const sizes: [number, string][] = [
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.00 kB'],
    [3_620_000, '3.62 MB'],
    [55_840_000, '55.8 MB'],
    [99_950_000, '100 MB'],
    [424_000_000, '424 MB'],
    [999_600_000, '1.00 GB'],
  ];
  for (const [bytes, text] of sizes) {
    assert.equal(formatBytes(bytes), text);
  }
});

test('a size is never without what it measures, where, and when', () => {
  const exact = image('node:22', 408_000_000);
  assert.equal(size(exact), '408 MB');
  assert.equal(sizeCaption(exact), 'compressed · linux/amd64 · 2026-09-19');
  assert.equal(sizeSentence(exact), '408 MB on linux/amd64 (2026-09-19): compressed download.');
});

test('figures of a neighbouring tag say so', () => {
  const nearest = image('node:22.1', 408_000_000, true);
  assert.equal(size(nearest), 'about 408 MB');
  assert.match(sizeSentence(nearest), /^About 408 MB .*The figures are those of node:22\.1-known\.$/);
});

test('what is not known, empty or not valid is told', () => {
  assert.equal(size(image('a')), 'size not known');
  assert.equal(sizeCaption(image('a')), 'not in the built-in table');
  assert.equal(size(SCRATCH), 'empty');
  assert.equal(sizeCaption(SCRATCH), '0 bytes, no files');
  assert.equal(sizeSentence(SCRATCH), 'The empty image: 0 bytes.');
  assert.equal(sizeSentence({ ...image('A'), problem: 'Names are in lower case.' }), 'Names are in lower case.');
});

const told = (each: StageNode) => stageTitle(each) + stageDescription(each, GRAPH);

test('a stage is told as sentences', () => {
  assert.deepEqual(GRAPH.stages.map(told), [
    'builder (stage 0), from golang:1.25. It is built, and is not part of the image. It adds 3 layers. ' +
      '300 MB on linux/amd64 (2026-09-19): compressed download.',
    'test (stage 1), from builder. It is not built unless it is named as the target. It adds 1 layer.',
    'Stage 2, from alpine:3.20. Its layers are part of the image. It adds 3 layers. ' +
      '3.62 MB on linux/amd64 (2026-09-19): compressed download.',
  ]);
});

test('a base that variables are part of is told as written and as meant', () => {
  const base = { ...image('node:22'), written: 'node:$V' };
  assert.match(told(stage(0, { base })), /from node:\$V \(node:22\)\./);
});

test('images and edges are told as sentences', () => {
  const [first] = GRAPH.images;
  assert.ok(first);
  assert.match(imageDescription(first), /^, an image\. Files are taken from it; .* About 70\.9 MB/);
  assert.deepEqual(
    GRAPH.edges.map((each) => edgeSentence(each, GRAPH)),
    [
      'FROM builder, line 11',
      'COPY from builder, line 22',
      'COPY from nginx:1, line 23',
      'COPY from builder, line 24',
      'RUN --mount from builder, line 25',
    ],
  );
});

test('edges of one kind between the same nodes are one line', () => {
  assert.deepEqual(bundles(GRAPH.edges).map(bundleLabel), ['FROM', 'COPY ×2', 'COPY', 'mount']);
});

test('the summary says what ships and what is left behind, with platform and days', () => {
  assert.deepEqual(summary(GRAPH), [
    {
      title: 'Ships',
      value: '3.62 MB + 3 layers',
      caption: 'alpine:3.20 · compressed · linux/amd64 · 2026-09-19',
    },
    {
      title: 'Left behind',
      value: 'about 371 MB',
      caption: '2 images · compressed · linux/amd64 · 2026-09-01 to 2026-09-19',
    },
  ]);
});

test('the summary is of the final image, not of others that ship', () => {
  const stages = [
    stage(0, { base: image('debian', 30_000_000), ships: true, layers: 1 }),
    stage(1, { ships: true, needed: false, layers: 5 }),
    stage(2, { ships: true, layers: 2 }),
  ];
  const edges = [edge('from', 'stage-0', 'stage-1', 10), edge('from', 'stage-0', 'stage-2', 20)];
  assert.deepEqual(
    summary({ version: 1, stages, images: [], edges }).map(({ value }) => value),
    ['30.0 MB + 3 layers'],
  );
});

test('a sum of which a part is not known is a lower bound', () => {
  const stages = [stage(3, { base: image('example.org/a') }), ...GRAPH.stages];
  assert.equal(summary({ ...GRAPH, stages })[1]?.value, 'at least 371 MB');
});

test('what stands on what ships anyway is not left behind', () => {
  const stages = [
    stage(0, { base: image('alpine', 3_000_000) }),
    stage(1, { base: image('alpine', 3_000_000), ships: true, layers: 1 }),
  ];
  assert.deepEqual(
    summary({ version: 1, stages, images: [], edges: [] }).map(({ value }) => value),
    ['3.00 MB + 1 layer'],
  );
});
