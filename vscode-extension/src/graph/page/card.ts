// A node of the graph: a stage, or an image from which files are taken.
import type { BuildGraph, Image, ImageNode, StageNode } from '../protocol';
import {
  count,
  type Fate,
  fate,
  imageDescription,
  measured,
  named,
  nodeName,
  size,
  sizeCaption,
  stageDescription,
  stageName,
  stageTitle,
} from '../text';
import { button, html, svg } from './elements';

export const CARD_WIDTH = 280;
const TEXT_HEIGHT = 76;
const WEIGHT_HEIGHT = 46;

export function cardHeight(image: Image | undefined): number {
  return image ? TEXT_HEIGHT + WEIGHT_HEIGHT : TEXT_HEIGHT;
}

export function stageCard(
  stage: StageNode,
  graph: BuildGraph,
  heaviest: number,
  onOpen: () => void,
): HTMLButtonElement {
  const parent = graph.edges.find(({ kind, target }) => kind === 'from' && target === stage.id);
  const base = stage.base ? stage.base.name || stage.base.written : parent ? nodeName(parent.source, graph) : '';
  const number = stage.name ? `stage ${stage.index}` : '';
  const detail = [number, count(stage.layers, 'layer'), stage.platform ?? ''].filter(Boolean).join(' · ');
  return card(
    stage.id,
    fate(stage),
    `${stageTitle(stage)}${stageDescription(stage, graph)} Go to line ${stage.fromRange.start.line + 1}.`,
    onOpen,
    heading(stageName(stage), badge(fate(stage))),
    row(html('span', { class: 'dim' }, 'FROM '), base),
    ...weight(stage.base, heaviest),
    html('span', { class: 'row detail' }, detail),
  );
}

export function imageCard(node: ImageNode, heaviest: number, onOpen: () => void): HTMLButtonElement {
  return card(
    node.id,
    'left behind',
    `${named(node.image)}${imageDescription(node)} Go to line ${node.range.start.line + 1}.`,
    onOpen,
    heading(node.image.name, html('span', { class: 'badge' }, 'image')),
    ...weight(node.image, heaviest),
    html('span', { class: 'row detail' }, 'files are taken from it'),
  );
}

function card(id: string, kind: Fate, label: string, onOpen: () => void, ...rows: Node[]): HTMLButtonElement {
  const attributes = { class: `card ${kind.replace(' ', '-')}`, 'data-id': id, 'aria-label': label, title: label };
  return button(attributes, onOpen, ...rows);
}

function heading(name: string, mark: Node): HTMLElement {
  return html('span', { class: 'row heading' }, html('span', { class: 'name' }, name), mark);
}

function row(...parts: (Node | string)[]): HTMLElement {
  return html('span', { class: 'row' }, ...parts);
}

/** What becomes of a stage, in words; what ships has the load line of a ship too. */
export function badge(kind: Fate): HTMLElement {
  const parts = kind === 'ships' ? [plimsollMark(), kind] : [kind];
  return html('span', { class: `badge ${kind.replace(' ', '-')}` }, ...parts);
}

function plimsollMark(): SVGElement {
  const stroke = { fill: 'none', stroke: 'currentColor', 'stroke-width': '1.6' };
  return svg(
    'svg',
    { width: '14', height: '10', viewBox: '0 0 14 10', 'aria-hidden': 'true' },
    svg('circle', { cx: '7', cy: '5', r: '3.7', ...stroke }),
    svg('path', { d: 'M0 5H14', ...stroke }),
  );
}

/** A bar beside those of the other images: the heaviest one fills it. */
function weight(image: Image | undefined, heaviest: number): Node[] {
  if (!image) {
    return [];
  }
  const bytes = measured(image)?.bytes;
  const filled = html('span', { class: 'filled' });
  filled.style.width = bytes && heaviest > 0 ? `max(2px, ${(100 * bytes) / heaviest}%)` : '0';
  const bar = html('span', { class: bytes === undefined ? 'bar unknown' : 'bar' }, filled);
  return [
    html('span', { class: 'row weight' }, bar, html('span', { class: 'size' }, size(image))),
    html('span', { class: 'row caption' }, sizeCaption(image)),
  ];
}
