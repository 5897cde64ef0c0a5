// Places the nodes of a graph in layers, from top to bottom, and draws the ways between them: the layers of Sugiyama,
// ordered by barycentres, with coordinates by least squares. All lengths are in pixels.

export interface LayoutNode {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

export interface LayoutEdge {
  readonly source: string;
  readonly target: string;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface PlacedNode extends LayoutNode, Point {}

export interface Layout {
  readonly width: number;
  readonly height: number;
  /** From top to bottom, and in a layer from left to right. */
  readonly nodes: readonly PlacedNode[];
  /** In the order of the edges that were given. */
  readonly edges: readonly PlacedEdge[];
}

export interface PlacedEdge {
  /** For the attribute `d` of an SVG path, from source to target. */
  readonly path: string;
  /** A point on the path, between two layers, where a label has room. */
  readonly label: Point;
}

const GAP_X = 24;
const GAP_Y = 64;
/** The room of a way that passes through a layer. */
const PASSAGE = 28;
/** Between the ends of ways at a node, at most; a label has room between them. */
const PORT = 88;
/** The room below a node that takes from itself. */
const LOOP = 44;
const SWEEPS = 8;

/** A node, or the place where a way passes through a layer. */
interface Cell {
  readonly node: LayoutNode | undefined;
  readonly layer: number;
  readonly width: number;
  readonly above: Cell[];
  readonly below: Cell[];
  /** The middle. */
  x: number;
}

/** The cells of an edge from top to bottom, and whether it runs upwards. */
interface Way {
  readonly cells: readonly Cell[];
  readonly upwards: boolean;
}

/** @param across how many nodes side by side are enough, where there is a choice */
export function layOut(nodes: readonly LayoutNode[], edges: readonly LayoutEdge[], across = 3): Layout {
  const upwards = backEdges(nodes, edges);
  const ranks = rank(nodes, edges, upwards, across);
  const cells = new Map(nodes.map((node) => [node.id, cell(ranks.get(node.id) ?? 0, node.width, node)]));
  const layers: Cell[][] = [];
  for (const each of cells.values()) {
    layer(layers, each.layer).push(each);
  }
  const ways = edges.map((edge) => wayOf(edge, upwards.has(edge), cells, layers));
  order(layers);
  straighten(layers);
  const width = shiftToOrigin(layers);
  const tops = topsOf(layers);
  const placed = layers.flat().flatMap(({ node, x, layer: at }) => {
    return node ? [{ ...node, x: x - node.width / 2, y: tops[at]?.top ?? 0 }] : [];
  });
  const ports = portsOf(ways);
  return {
    width,
    height: (tops.at(-1)?.bottom ?? 0) + (ways.some(({ cells }) => cells.length === 1) ? LOOP : 0),
    nodes: placed,
    edges: ways.map((way, i) => draw(way, ports[i] ?? { first: 0, last: 0 }, tops)),
  };
}

function cell(at: number, width: number, node?: LayoutNode): Cell {
  return { node, layer: at, width, above: [], below: [], x: 0 };
}

function layer(layers: Cell[][], at: number): Cell[] {
  while (layers.length <= at) {
    layers.push([]);
  }
  return layers[at] ?? [];
}

/** The edges that close a circle: no order of layers suits them. */
function backEdges(nodes: readonly LayoutNode[], edges: readonly LayoutEdge[]): Set<LayoutEdge> {
  const outgoing = bySource(edges);
  const found = new Set<LayoutEdge>();
  const entered = new Set<string>();
  const left = new Set<string>();
  const enter = (id: string) => {
    entered.add(id);
    for (const edge of outgoing.get(id) ?? []) {
      if (!entered.has(edge.target)) {
        enter(edge.target);
      } else if (!left.has(edge.target)) {
        found.add(edge);
      }
    }
    left.add(id);
  };
  for (const { id } of nodes) {
    if (!entered.has(id)) {
      enter(id);
    }
  }
  return found;
}

function bySource(edges: readonly LayoutEdge[]): Map<string, LayoutEdge[]> {
  const found = new Map<string, LayoutEdge[]>();
  for (const edge of edges) {
    found.set(edge.source, [...(found.get(edge.source) ?? []), edge]);
  }
  return found;
}

/**
 * The layer of each node: below all that it takes from. What takes from nothing stands just above its first taker, or
 * higher where that layer is full.
 */
function rank(
  nodes: readonly LayoutNode[],
  edges: readonly LayoutEdge[],
  upwards: ReadonlySet<LayoutEdge>,
  across: number,
): Map<string, number> {
  const down = edges.filter((edge) => !upwards.has(edge));
  const ranks = new Map(nodes.map(({ id }) => [id, 0]));
  const rankOf = (id: string) => ranks.get(id) ?? 0;
  for (let changed = true; changed; ) {
    changed = false;
    for (const { source, target } of down) {
      if (rankOf(target) <= rankOf(source)) {
        ranks.set(target, rankOf(source) + 1);
        changed = true;
      }
    }
  }
  const takers = bySource(down);
  const takes = new Set(down.map((edge) => edge.target));
  const isMovable = (id: string) => takers.has(id) && !takes.has(id);
  const counts = new Map<number, number>();
  const put = (id: string, at: number) => {
    ranks.set(id, at);
    counts.set(at, (counts.get(at) ?? 0) + 1);
  };
  for (const { id } of nodes.filter((node) => !isMovable(node.id))) {
    put(id, rankOf(id));
  }
  for (const { id } of nodes.filter((node) => isMovable(node.id))) {
    let at = Math.min(...(takers.get(id) ?? []).map(({ target }) => rankOf(target))) - 1;
    while ((counts.get(at) ?? 0) >= across) {
      at--;
    }
    put(id, at);
  }
  const first = Math.min(...ranks.values());
  return new Map([...ranks].map(([id, at]) => [id, at - first]));
}

/** Connects the cells of an edge, one in each layer. One from a node to itself has that one cell. */
function wayOf(edge: LayoutEdge, upwards: boolean, cells: Map<string, Cell>, layers: Cell[][]): Way {
  const source = cells.get(edge.source);
  const target = cells.get(edge.target);
  if (!source || !target) {
    throw new Error(`an edge from ${edge.source} to ${edge.target}, one of which is no node`);
  }
  const [top, bottom] = upwards ? [target, source] : [source, target];
  const way = [top];
  let last = top;
  for (let at = top.layer + 1; at <= bottom.layer; at++) {
    const next = at === bottom.layer ? bottom : cell(at, PASSAGE);
    if (next !== bottom) {
      layer(layers, at).push(next);
    }
    last.below.push(next);
    next.above.push(last);
    way.push(next);
    last = next;
  }
  return { cells: way, upwards };
}

/** Orders each layer by the middle of its neighbours' places, downwards and upwards, and keeps the best order seen. */
function order(layers: Cell[][]): void {
  let best = layers.map((each) => [...each]);
  let fewest = crossings(layers);
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
    const down = sweep % 2 === 0;
    for (const each of down ? layers : [...layers].reverse()) {
      sortByNeighbours(each, layers, down ? 'above' : 'below');
    }
    const now = crossings(layers);
    if (now < fewest) {
      fewest = now;
      best = layers.map((each) => [...each]);
    }
  }
  layers.splice(0, layers.length, ...best);
}

function sortByNeighbours(cells: Cell[], layers: readonly Cell[][], side: 'above' | 'below'): void {
  const places = placesOf(layers);
  const keys = new Map<Cell, number>();
  cells.forEach((each, place) => {
    const others = each[side].map((other) => places.get(other) ?? 0);
    keys.set(each, others.length > 0 ? mean(others) : place);
  });
  cells.sort((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0));
}

function placesOf(layers: readonly Cell[][]): Map<Cell, number> {
  const places = new Map<Cell, number>();
  for (const each of layers) {
    each.forEach((one, place) => {
      places.set(one, place);
    });
  }
  return places;
}

function crossings(layers: readonly Cell[][]): number {
  const places = placesOf(layers);
  const placeOf = (one: Cell) => places.get(one) ?? 0;
  let count = 0;
  for (const each of layers) {
    const ways = each.flatMap((from) => from.below.map((to) => [placeOf(from), placeOf(to)] as const));
    for (const [from, to] of ways) {
      count += ways.filter(([otherFrom, otherTo]) => otherFrom > from && otherTo < to).length;
    }
  }
  return count;
}

/** Moves every cell towards the middle of its neighbours, as far as the order and the gaps of its layer allow. */
function straighten(layers: readonly Cell[][]): void {
  for (const each of layers) {
    spread(
      each,
      each.map(() => 0),
    );
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const side = sweep % 2 === 0 ? 'above' : 'below';
    for (const each of side === 'above' ? layers : [...layers].reverse()) {
      spread(
        each,
        each.map((one) => (one[side].length > 0 ? mean(one[side].map(({ x }) => x)) : one.x)),
      );
    }
  }
}

/** The places nearest to the wanted ones, by least squares, that keep the cells apart: pools adjacent violators. */
function spread(cells: readonly Cell[], wanted: readonly number[]): void {
  const offsets: number[] = [];
  cells.forEach((each, i) => {
    const before = cells[i - 1];
    offsets.push(before ? (offsets[i - 1] ?? 0) + (before.width + each.width) / 2 + GAP_X : 0);
  });
  const blocks: { sum: number; count: number }[] = [];
  cells.forEach((_, i) => {
    let block = { sum: (wanted[i] ?? 0) - (offsets[i] ?? 0), count: 1 };
    for (let last = blocks.at(-1); last && last.sum / last.count > block.sum / block.count; last = blocks.at(-1)) {
      blocks.pop();
      block = { sum: last.sum + block.sum, count: last.count + block.count };
    }
    blocks.push(block);
  });
  const places = blocks.flatMap(({ sum, count }) => Array<number>(count).fill(sum / count));
  cells.forEach((each, i) => {
    each.x = (places[i] ?? 0) + (offsets[i] ?? 0);
  });
}

/** Moves all to the right of 0; gives back the width. */
function shiftToOrigin(layers: readonly Cell[][]): number {
  const cells = layers.flat();
  const left = Math.min(0, ...cells.map(({ x, width }) => x - width / 2));
  const start = cells.length > 0 ? Math.min(...cells.map(({ x, width }) => x - width / 2)) : left;
  for (const each of cells) {
    each.x -= start;
  }
  return Math.max(0, ...cells.map(({ x, width }) => x + width / 2));
}

interface Band {
  readonly top: number;
  readonly bottom: number;
}

function topsOf(layers: readonly Cell[][]): Band[] {
  const bands: Band[] = [];
  for (const each of layers) {
    const top = bands.length > 0 ? (bands.at(-1)?.bottom ?? 0) + GAP_Y : 0;
    bands.push({ top, bottom: top + Math.max(0, ...each.map(({ node }) => node?.height ?? 0)) });
  }
  return bands;
}

/** How far from the middle of its first and its last cell a way begins and ends, so that ways do not share a point. */
function portsOf(ways: readonly Way[]): { first: number; last: number }[] {
  const ports = ways.map(() => ({ first: 0, last: 0 }));
  const distribute = (end: 'first' | 'last') => {
    const groups = new Map<Cell, number[]>();
    ways.forEach(({ cells }, i) => {
      const node = end === 'first' ? cells[0] : cells.at(-1);
      if (node && cells.length > 1) {
        groups.set(node, [...(groups.get(node) ?? []), i]);
      }
    });
    for (const [node, indices] of groups) {
      const towards = (i: number) => (end === 'first' ? ways[i]?.cells[1]?.x : ways[i]?.cells.at(-2)?.x) ?? 0;
      indices.sort((a, b) => towards(a) - towards(b) || a - b);
      const step = Math.min(PORT, (node.width - 48) / Math.max(1, indices.length - 1));
      indices.forEach((i, place) => {
        const port = ports[i];
        if (port) {
          port[end] = (place - (indices.length - 1) / 2) * step;
        }
      });
    }
  };
  distribute('first');
  distribute('last');
  return ports;
}

function draw(way: Way, port: { first: number; last: number }, bands: readonly Band[]): PlacedEdge {
  const [first] = way.cells;
  if (!first || way.cells.length === 1) {
    return loop(first, bands);
  }
  const points = pointsOf(way.cells, port, bands);
  const middle = 2 * Math.floor((points.length / 2 - 1) / 2);
  const [from, to] = [points[middle], points[middle + 1]];
  const label = from && to ? { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 } : { x: 0, y: 0 };
  return { path: curve(way.upwards ? points.reverse() : points), label };
}

/** Pairs of points: where the way leaves a layer, and where it reaches the next one. */
function pointsOf(cells: readonly Cell[], port: { first: number; last: number }, bands: readonly Band[]): Point[] {
  const points: Point[] = [];
  cells.forEach((to, i) => {
    const from = cells[i - 1];
    if (from) {
      const leaving = bands[from.layer]?.top ?? 0;
      points.push(
        from.node
          ? { x: from.x + port.first, y: leaving + from.node.height }
          : { x: from.x, y: bands[from.layer]?.bottom ?? 0 },
        { x: to.x + (to.node ? port.last : 0), y: bands[to.layer]?.top ?? 0 },
      );
    }
  });
  return points;
}

/** Curves from layer to layer that leave and arrive upright, and straight lines through the layers between. */
function curve(points: readonly Point[]): string {
  const [start, ...rest] = points;
  let path = start ? `M${at(start)}` : '';
  let last = start;
  rest.forEach((point, i) => {
    if (last && i % 2 === 0) {
      const y = (last.y + point.y) / 2;
      path += `C${at({ x: last.x, y })} ${at({ x: point.x, y })} ${at(point)}`;
    } else {
      path += `L${at(point)}`;
    }
    last = point;
  });
  return path;
}

function loop(node: Cell | undefined, bands: readonly Band[]): PlacedEdge {
  const x = node ? node.x + node.width / 2 - 44 : 0;
  const y = (bands[node?.layer ?? 0]?.top ?? 0) + (node?.node?.height ?? 0);
  const [low, right] = [y + LOOP, x + 24];
  const path = `M${at({ x, y })}C${at({ x, y: low })} ${at({ x: right, y: low })} ${at({ x: right, y })}`;
  return { path, label: { x: x + 12, y: y + 0.75 * LOOP } };
}

function at({ x, y }: Point): string {
  return `${round(x)} ${round(y)}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
