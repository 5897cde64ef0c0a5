// The same as the drawing, as a list: for screen readers, and for whoever prefers to read.
import type { BuildGraph, Range } from '../protocol';
import { edgeSentence, imageDescription, named, stageDescription, stageTitle } from '../text';
import { button, html } from './elements';

export function list(graph: BuildGraph, go: (range: Range) => void): HTMLElement {
  const link = (text: string, range: Range) => button({ class: 'link' }, () => go(range), text);
  const stages = graph.stages.map((stage) => {
    const item = html('li', {}, link(stageTitle(stage), stage.fromRange), stageDescription(stage, graph));
    const edges = graph.edges.filter(({ target }) => target === stage.id);
    if (edges.length > 0) {
      item.append(html('ul', {}, ...edges.map((edge) => html('li', {}, link(edgeSentence(edge, graph), edge.range)))));
    }
    return item;
  });
  const images = graph.images.map((node) =>
    html('li', {}, link(named(node.image), node.range), imageDescription(node)),
  );
  return html('ul', { class: 'list' }, ...stages, ...images);
}
