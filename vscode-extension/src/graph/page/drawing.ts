// The graph as a drawing: cards for its nodes, on lines for what goes between them.
import { layOut, type PlacedEdge } from '../layout';
import type { BuildGraph, Range } from '../protocol';
import { type Bundle, bundleLabel, bundles, edgeSentence, measured, nodeName } from '../text';
import { CARD_WIDTH, cardHeight, imageCard, stageCard } from './card';
import { button, html, svg } from './elements';

/** Nothing is drawn smaller than this; a graph that is wider still is scrolled. */
const SMALLEST = 0.7;
/** Around the graph, for shadows and the frame of the focus. */
const MARGIN = 14;

export function drawing(graph: BuildGraph, available: number, go: (range: Range) => void): HTMLElement {
  const cards = cardsOf(graph, go);
  const ways = bundles(graph.edges);
  const nodes = [...graph.stages, ...graph.images].map((node) => {
    return { id: node.id, width: CARD_WIDTH, height: cardHeight('image' in node ? node.image : node.base) };
  });
  const across = Math.max(2, Math.floor(available / (SMALLEST * CARD_WIDTH)));
  const layout = layOut(nodes, ways, across);
  const [width, height] = [layout.width + 2 * MARGIN, layout.height + 2 * MARGIN];
  const picture = svg('svg', { width: `${width}`, height: `${height}`, 'aria-hidden': 'true' }, arrowHeads());
  const canvas = html('div', { class: 'canvas', role: 'group', 'aria-label': 'Build graph' }, picture);
  const labels = new Map<string, HTMLElement[]>();
  ways.forEach((way, i) => {
    const placed = layout.edges[i];
    if (placed) {
      const drawn = line(way, placed);
      picture.append(drawn);
      light(drawn, [cards.get(way.source), cards.get(way.target)]);
      labels.set(way.target, [...(labels.get(way.target) ?? []), label(way, placed, graph, go)]);
    }
  });
  for (const { id, x, y, height: high } of layout.nodes) {
    const card = cards.get(id);
    if (card) {
      place(card, x + MARGIN, y + MARGIN);
      card.style.height = `${high}px`;
      canvas.append(card, ...(labels.get(id) ?? []));
    }
  }
  return scaled(canvas, width, height, available);
}

function cardsOf(graph: BuildGraph, go: (range: Range) => void): Map<string, HTMLElement> {
  const bases = [...graph.stages.map(({ base }) => base), ...graph.images.map(({ image }) => image)];
  const heaviest = Math.max(0, ...bases.map((image) => measured(image)?.bytes ?? 0));
  return new Map([
    ...graph.stages.map((stage) => [stage.id, stageCard(stage, graph, heaviest, () => go(stage.fromRange))] as const),
    ...graph.images.map((node) => [node.id, imageCard(node, heaviest, () => go(node.range))] as const),
  ]);
}

function line(way: Bundle, placed: PlacedEdge): SVGElement {
  return svg('path', {
    d: placed.path,
    class: `line ${way.kind}`,
    transform: `translate(${MARGIN} ${MARGIN})`,
    'marker-end': `url(#arrow-${way.kind})`,
  });
}

/** Lets a line stand out while one of its ends is looked at. */
function light(drawn: SVGElement, ends: readonly (HTMLElement | undefined)[]): void {
  for (const end of ends) {
    for (const [event, lit] of [
      ['mouseenter', true],
      ['focus', true],
      ['mouseleave', false],
      ['blur', false],
    ] as const) {
      end?.addEventListener(event, () => drawn.classList.toggle('lit', lit));
    }
  }
}

function arrowHeads(): SVGElement {
  const heads = ['from', 'copy', 'mount', 'lit'].map((kind) =>
    svg(
      'marker',
      {
        ...{ id: `arrow-${kind}`, viewBox: '0 0 10 10', refX: '9', refY: '5', orient: 'auto' },
        ...{ markerUnits: 'userSpaceOnUse', markerWidth: '10', markerHeight: '10' },
      },
      svg('path', { d: 'M0 1 9 5 0 9Z', class: `head ${kind}` }),
    ),
  );
  return svg('defs', {}, ...heads);
}

/** Leads to the first place that a line stands for; the list has a button for each. */
function label(way: Bundle, placed: PlacedEdge, graph: BuildGraph, go: (range: Range) => void): HTMLElement {
  const [first] = way.edges;
  const places = way.edges.map((edge) => edgeSentence(edge, graph)).join('; ');
  const title = `Into ${nodeName(way.target, graph)}: ${places}`;
  const made = button(
    { class: `label ${way.kind}`, title, 'aria-label': title, 'data-id': `${way.kind} ${way.source} ${way.target}` },
    () => go(first.range),
    bundleLabel(way),
  );
  place(made, placed.label.x + MARGIN, placed.label.y + MARGIN);
  return made;
}

function place(element: HTMLElement, x: number, y: number): void {
  element.style.left = `${x}px`;
  element.style.top = `${y}px`;
}

/** Makes the drawing as small as the page wants it, and the room that it takes too. */
function scaled(canvas: HTMLElement, width: number, height: number, available: number): HTMLElement {
  const scale = Math.min(1, Math.max(SMALLEST, available / width));
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  canvas.style.transform = scale === 1 ? '' : `scale(${scale})`;
  const room = html('div', { class: 'room' }, canvas);
  room.style.width = `${width * scale}px`;
  room.style.height = `${height * scale}px`;
  return html('div', { class: 'drawing' }, room);
}
