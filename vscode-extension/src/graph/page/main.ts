// The page of the build graph. The extension says what to show; what the user does here is told to the extension.
import type { Action, FromPage, PageState, ToPage, View } from '../messages';
import type { BuildGraph, Range } from '../protocol';
import { count, summary } from '../text';
import { badge } from './card';
import { drawing } from './drawing';
import { button, html, svg } from './elements';
import { list } from './list';

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  getState(): PageState | undefined;
  setState(state: PageState): void;
};

const ACTIONS: Record<Action, string> = { restartServer: 'Restart Server', showLog: 'Show Log' };

const vscode = acquireVsCodeApi();
const root = document.getElementById('root') ?? document.body;
let state: PageState = vscode.getState() ?? {};
let view: View | undefined;
let cursor = -1;

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  if (data.type === 'cursor') {
    cursor = data.line;
    markCurrent();
  } else {
    show(data.view);
  }
});
window.addEventListener('resize', () => view && show(view));
window.addEventListener('scroll', () => keep({ scroll: [window.scrollX, window.scrollY] }), { passive: true });
document.addEventListener('keydown', moveFocus);
vscode.postMessage({ type: 'ready' });

function keep(change: PageState): void {
  state = { ...state, ...change };
  vscode.setState(state);
}

/** Draws anew; the focus stays at what it was at, and what was scrolled to stays in sight. */
function show(next: View): void {
  const focused = document.activeElement?.getAttribute('data-id');
  const scroll = view ? [window.scrollX, window.scrollY] : (state.scroll ?? [0, 0]);
  const sameFile = next.kind === 'graph' && next.uri === state.uri;
  view = next;
  root.replaceChildren(...(next.kind === 'graph' ? graphView(next) : [noticeView(next)]));
  if (next.kind === 'graph') {
    window.scrollTo(sameFile ? (scroll[0] ?? 0) : 0, sameFile ? (scroll[1] ?? 0) : 0);
    keep({ uri: next.uri });
  }
  if (focused) {
    root.querySelector<HTMLElement>(`[data-id="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }
  markCurrent();
}

function noticeView(notice: View & { kind: 'notice' }): HTMLElement {
  const actions = notice.actions.map((action) =>
    button({ class: 'action' }, () => vscode.postMessage({ type: 'run', action }), ACTIONS[action]),
  );
  return html(
    'div',
    { class: 'notice', role: 'status' },
    html('h1', {}, notice.title),
    html('p', {}, notice.text),
    html('p', { class: 'actions' }, ...actions),
  );
}

function graphView({ uri, file, graph }: View & { kind: 'graph' }): HTMLElement[] {
  const go = (range: Range) => vscode.postMessage({ type: 'reveal', uri, range });
  if (graph.stages.length === 0) {
    const text = `${file} has no FROM. A stage begins with one.`;
    return [noticeView({ kind: 'notice', title: 'No stages yet', text, actions: [] })];
  }
  const available = document.documentElement.clientWidth - 2 * 16;
  return [
    header(file, graph),
    ...failureOf(graph, go),
    drawing(graph, available, go),
    legend(graph),
    asText(graph, go),
  ];
}

function header(file: string, graph: BuildGraph): HTMLElement {
  const figures = summary(graph).map(({ title, value, caption }) =>
    html(
      'div',
      { class: `figure ${title === 'Ships' ? 'ships' : 'left-behind'}` },
      html('dt', {}, title),
      html('dd', { class: 'value' }, value),
      html('dd', { class: 'caption' }, caption),
    ),
  );
  const subtitle = html('span', { class: 'dim' }, count(graph.stages.length, 'stage'));
  return html('header', {}, html('h1', {}, file, ' ', subtitle), html('dl', { class: 'figures' }, ...figures));
}

function failureOf({ failure }: BuildGraph, go: (range: Range) => void): HTMLElement[] {
  if (!failure) {
    return [];
  }
  const { message, range } = failure;
  const place = button({ class: 'link' }, () => go(range), `Line ${range.start.line + 1}`);
  return [
    html(
      'div',
      { class: 'failure', role: 'status' },
      html('strong', {}, 'This file does not build as it is.'),
      ' ',
      place,
      `: ${message}`,
    ),
  ];
}

/** Of what the drawing shows, and no more. */
function legend(graph: BuildGraph): HTMLElement {
  const kinds = new Set(graph.edges.map(({ kind }) => kind));
  const lines = (
    [
      ['from', 'goes on from there'],
      ['copy', 'files are copied'],
      ['mount', 'files are mounted while a RUN runs'],
    ] as const
  ).filter(([kind]) => kinds.has(kind));
  const fates = [
    ...(graph.stages.some(({ ships }) => ships) ? [term(badge('ships'), 'its layers are part of the image')] : []),
    ...(graph.stages.some(({ ships, needed }) => needed && !ships)
      ? [term(badge('left behind'), 'built, not part of the image')]
      : []),
    ...(graph.stages.some(({ needed }) => !needed) ? [term(badge('not built'), 'unless it is the target')] : []),
  ];
  return html(
    'footer',
    {},
    html('ul', { class: 'legend' }, ...fates, ...lines.map(([kind, text]) => term(sample(kind), text))),
    html('p', {}, 'Sizes are of base images as they are downloaded, compressed; unpacked they are larger.'),
  );
}

function term(mark: Node, text: string): HTMLElement {
  return html('li', {}, mark, ` ${text}`);
}

function sample(kind: string): SVGElement {
  return svg(
    'svg',
    { width: '34', height: '10', 'aria-hidden': 'true' },
    svg('path', { d: 'M1 5H32', class: `line ${kind}`, 'marker-end': `url(#arrow-${kind})` }),
  );
}

function asText(graph: BuildGraph, go: (range: Range) => void): HTMLElement {
  const details = html('details', {}, html('summary', { 'data-id': 'list' }, 'As a list'), list(graph, go));
  details.open = state.listOpen ?? false;
  details.addEventListener('toggle', () => keep({ listOpen: details.open }));
  return details;
}

/** Marks the stage in which the cursor is. */
function markCurrent(): void {
  const stages = view?.kind === 'graph' ? view.graph.stages : [];
  const current = stages.find(({ range }) => range.start.line <= cursor && cursor <= range.end.line)?.id;
  for (const card of root.querySelectorAll('.card')) {
    if (card.getAttribute('data-id') === current) {
      card.setAttribute('aria-current', 'true');
    } else {
      card.removeAttribute('aria-current');
    }
  }
}

/** Arrow keys go from card to card: to the nearest one that lies in that direction. */
function moveFocus(event: KeyboardEvent): void {
  const direction = DIRECTIONS[event.key];
  const from = document.activeElement;
  if (!direction || !from?.classList.contains('card')) {
    return;
  }
  const start = middle(from);
  let nearest: HTMLElement | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const card of root.querySelectorAll<HTMLElement>('.card')) {
    const { x, y } = middle(card);
    const ahead = (x - start.x) * direction[0] + (y - start.y) * direction[1];
    const aside = Math.abs((x - start.x) * direction[1] + (y - start.y) * direction[0]);
    if (ahead > 1 && ahead + 2 * aside < least) {
      least = ahead + 2 * aside;
      nearest = card;
    }
  }
  if (nearest) {
    event.preventDefault();
    nearest.focus();
  }
}

const DIRECTIONS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function middle(element: Element): { x: number; y: number } {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}
