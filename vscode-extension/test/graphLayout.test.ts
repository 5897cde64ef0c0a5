import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Layout, type LayoutEdge, layOut, type PlacedNode } from '../src/graph/layout';

/** Lays out what is written as `a>b b>c`; single names are nodes without edges. */
function drawn(graph: string): Layout & { node: (id: string) => PlacedNode } {
  const words = graph.split(' ').map((word) => word.split('>'));
  const nodes = [...new Set(words.flat())].map((id) => ({ id, width: 200, height: 100 }));
  const edges = words.flatMap(([source, target]): LayoutEdge[] => (source && target ? [{ source, target }] : []));
  const layout = layOut(nodes, edges);
  const node = (id: string) => {
    const found = layout.nodes.find((each) => each.id === id);
    assert.ok(found, id);
    return found;
  };
  return { ...layout, node };
}

const GRAPHS = [
  'a',
  'a b c',
  'a>b',
  'a>b b>c a>c',
  'a>d b>d c>d',
  'a>b a>c a>d b>e c>e d>e a>e',
  'a>b b>c c>d d>e a>e b>e c>e',
  'a>x b>y c>z a>z c>x',
  'a>b b>a',
  'a>a',
  'a>b b>c c>a c>d',
];

for (const graph of GRAPHS) {
  test(`no two nodes of ${graph} overlap, and all lie inside`, () => {
    const { nodes, width, height } = drawn(graph);
    for (const [i, one] of nodes.entries()) {
      assert.ok(one.x >= 0 && one.y >= 0 && one.x + one.width <= width + 0.01 && one.y + one.height <= height);
      for (const other of nodes.slice(i + 1)) {
        const apart = Math.abs(one.x - other.x) >= one.width || Math.abs(one.y - other.y) >= one.height;
        assert.ok(apart, `${one.id} and ${other.id}`);
      }
    }
  });

  test(`the labels of ${graph} lie on no node`, () => {
    const { nodes, edges } = drawn(graph);
    for (const { label } of edges) {
      for (const { id, x, y, width, height } of nodes) {
        const inside = label.x > x && label.x < x + width && label.y > y && label.y < y + height;
        assert.ok(!inside, `a label on ${id}`);
      }
    }
  });

  test(`every edge of ${graph} has a path of numbers`, () => {
    for (const { path } of drawn(graph).edges) {
      assert.match(path, /^M[-\d.]+ [-\d.]+[CL][-\d. CL]+$/);
    }
  });
}

test('nothing is nothing', () => {
  assert.deepEqual(layOut([], []), { width: 0, height: 0, nodes: [], edges: [] });
});

test('what takes from another node stands below it', () => {
  const { node } = drawn('a>b b>c a>c');
  assert.ok(node('a').y < node('b').y && node('b').y < node('c').y);
});

test('what takes from nothing stands just above the first that takes from it', () => {
  const { node } = drawn('a>b b>c image>c');
  assert.equal(node('image').y, node('b').y);
});

test('what takes from nothing goes up where there are enough side by side already', () => {
  const { node, nodes } = drawn('a>z b>z c>z d>z e>z');
  const rows = new Map<number, number>();
  for (const { y } of nodes) {
    rows.set(y, (rows.get(y) ?? 0) + 1);
  }
  assert.deepEqual([...rows.values()], [2, 3, 1]);
  assert.ok(node('z').y > node('a').y);
});

test('a chain is straight', () => {
  const { node, edges } = drawn('a>b b>c');
  assert.equal(node('a').x, node('b').x);
  assert.equal(node('b').x, node('c').x);
  assert.equal(edges[0]?.path, 'M100 100C100 132 100 132 100 164');
});

test('a node that takes from two stands in the middle below them', () => {
  const { node } = drawn('a>c b>c');
  assert.ok(Math.abs(node('c').x - (node('a').x + node('b').x) / 2) < 0.01);
});

test('ways that need not cross do not cross', () => {
  const { node } = drawn('a b c a>z b>y c>x');
  const upper = ['a', 'b', 'c'].sort((one, other) => node(one).x - node(other).x);
  const lower = ['z', 'y', 'x'].sort((one, other) => node(one).x - node(other).x);
  assert.deepEqual(
    upper.map((id) => 'zyx'['abc'.indexOf(id)]),
    lower,
  );
});

test('two ways between the same nodes run apart, with room for their labels', () => {
  const [one, other] = drawn('a>b a>b').edges;
  assert.ok(one && other);
  assert.ok(Math.abs(one.label.x - other.label.x) >= 60);
});

test('a way over several layers goes around the nodes between', () => {
  const { edges, node } = drawn('a>b b>c a>c');
  const [, , long] = edges;
  assert.ok(long);
  assert.match(long.path, /^M\S+ \S+C.*L.*C/);
  const passage = Number(/ ([\d.]+) [\d.]+L/.exec(long.path)?.[1]);
  assert.ok(passage < node('b').x || passage > node('b').x + node('b').width, long.path);
});

test('a hundred stages are laid out in no time that anybody notices', () => {
  const graph = Array.from({ length: 100 }, (_, i) => `n${Math.floor(i / 3)}>n${i + 1}`).join(' ');
  assert.equal(drawn(graph).nodes.length, 101);
});
