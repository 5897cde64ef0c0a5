// What the graph says in words and figures. A size never stands without what it measures, the platform and the day.
import type { BuildGraph, Edge, EdgeKind, Image, ImageNode, PlatformWeight, StageNode } from './protocol';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** In the decimal units of registries, as the server writes them in a hover: `3.62 MB`, `55.8 MB`, `424 MB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  const decimals = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${value.toFixed(decimals)} ${UNITS[unit]}`;
}

export function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}

/** How a stage is called: by its name, or else by its number. */
export function stageName(stage: StageNode): string {
  return stage.name ?? `stage ${stage.index}`;
}

/** What becomes of a stage. */
export type Fate = 'ships' | 'left behind' | 'not built';

export function fate(stage: StageNode): Fate {
  return stage.ships ? 'ships' : stage.needed ? 'left behind' : 'not built';
}

/** The platform whose size is shown first. */
export function measured(image: Image | undefined): PlatformWeight | undefined {
  return image?.weight?.platforms[0];
}

/** What stands at the bar of an image: `about 63.1 MB`. */
export function size(image: Image): string {
  const known = measured(image);
  if (!known || !image.weight) {
    return 'size not known';
  }
  return known.bytes === 0 ? 'empty' : `${image.weight.about ? 'about ' : ''}${formatBytes(known.bytes)}`;
}

/** What the size of an image is, and where and when it was so: `compressed · linux/amd64 · 2026-09-19`. */
export function sizeCaption(image: Image): string {
  const known = measured(image);
  if (image.problem) {
    return 'not a valid name';
  }
  if (!known) {
    return 'not in the built-in table';
  }
  return known.asOf ? `compressed · ${known.platform} · ${known.asOf}` : '0 bytes, no files';
}

/** All that is known of the size of an image, as a sentence. */
export function sizeSentence(image: Image): string {
  if (image.problem) {
    return image.problem;
  }
  const weight = image.weight;
  if (!weight || weight.platforms.length === 0) {
    return 'Its size is not known.';
  }
  if (weight.platforms.every(({ bytes }) => bytes === 0)) {
    return 'The empty image: 0 bytes.';
  }
  const sizes = weight.platforms.map(
    ({ platform, bytes, asOf }) => `${formatBytes(bytes)} on ${platform}${asOf ? ` (${asOf})` : ''}`,
  );
  const source = weight.about ? ` The figures are those of ${weight.of}.` : '';
  return `${weight.about ? 'About ' : ''}${sizes.join(', ')}: ${weight.kind}.${source}`;
}

/** `builder (stage 0)`, `Stage 2`. */
export function stageTitle(stage: StageNode): string {
  return stage.name ? `${stage.name} (stage ${stage.index})` : `Stage ${stage.index}`;
}

const FATES: Record<Fate, string> = {
  ships: 'Its layers are part of the image.',
  'left behind': 'It is built, and is not part of the image.',
  'not built': 'It is not built unless it is named as the target.',
};

/** What a stage is, as sentences of which the first begins after its title. */
export function stageDescription(stage: StageNode, graph: BuildGraph): string {
  const parent = graph.edges.find(({ kind, target }) => kind === 'from' && target === stage.id);
  const base = stage.base ? named(stage.base) : parent ? nodeName(parent.source, graph) : 'no image';
  return [
    `, from ${base}.`,
    FATES[fate(stage)],
    `It adds ${count(stage.layers, 'layer')}.`,
    ...(stage.base ? [sizeSentence(stage.base)] : []),
  ].join(' ');
}

/** What an image is from which files are taken, as sentences of which the first begins after its name. */
export function imageDescription({ image }: ImageNode): string {
  return `, an image. Files are taken from it; it is not part of the image that is built. ${sizeSentence(image)}`;
}

/** An image as written, and as meant where that is another text. */
export function named(image: Image): string {
  return image.written === image.name ? image.name : `${image.written} (${image.name || 'an empty name'})`;
}

export function nodeName(id: string, graph: BuildGraph): string {
  const stage = graph.stages.find((each) => each.id === id);
  return stage ? stageName(stage) : (graph.images.find((each) => each.id === id)?.image.name ?? id);
}

const KINDS: Record<EdgeKind, string> = { from: 'FROM', copy: 'COPY', mount: 'RUN --mount' };

/** `COPY from builder, line 11`. */
export function edgeSentence(edge: Edge, graph: BuildGraph): string {
  const source = nodeName(edge.source, graph);
  const verb = edge.kind === 'from' ? 'FROM' : `${KINDS[edge.kind]} from`;
  return `${verb} ${source}, line ${edge.range.start.line + 1}`;
}

/** All edges of one kind from one node to another: they are drawn as one. */
export interface Bundle {
  readonly kind: EdgeKind;
  readonly source: string;
  readonly target: string;
  readonly edges: readonly [Edge, ...Edge[]];
}

export function bundles(edges: readonly Edge[]): Bundle[] {
  const found = new Map<string, Bundle>();
  for (const edge of edges) {
    const key = [edge.kind, edge.source, edge.target].join(' ');
    const before = found.get(key);
    found.set(key, { ...edge, edges: before ? [...before.edges, edge] : [edge] });
  }
  return [...found.values()];
}

/** `COPY ×2`. */
export function bundleLabel({ kind, edges }: Bundle): string {
  return `${kind === 'mount' ? 'mount' : KINDS[kind]}${edges.length > 1 ? ` ×${edges.length}` : ''}`;
}

/** A figure of the summary, what it is, and the small print. */
export interface Figure {
  readonly title: string;
  readonly value: string;
  readonly caption: string;
}

/** What the final image begins with and what the file adds, and what is left behind. */
export function summary(graph: BuildGraph): Figure[] {
  return [shipped(graph), leftBehind(graph)].filter((figure) => figure !== undefined);
}

/** The final stage and those that it is FROM, the final one first. */
function finalChain(graph: BuildGraph): StageNode[] {
  const chain: StageNode[] = [];
  for (let stage = graph.stages.at(-1); stage; ) {
    const { id } = stage;
    chain.push(stage);
    const from = graph.edges.find(({ kind, target }) => kind === 'from' && target === id);
    stage = graph.stages.find((each) => each.id === from?.source);
  }
  return chain;
}

function shipped(graph: BuildGraph): Figure | undefined {
  const stages = finalChain(graph);
  const layers = count(
    stages.reduce((sum, stage) => sum + stage.layers, 0),
    'layer',
  );
  const base = stages.find((stage) => stage.base)?.base;
  return base && { title: 'Ships', value: `${size(base)} + ${layers}`, caption: `${base.name} · ${sizeCaption(base)}` };
}

function leftBehind(graph: BuildGraph): Figure | undefined {
  const final = finalChain(graph);
  const shippedBase = final.find(({ base }) => base)?.base?.name;
  const images = new Map<string, Image>();
  for (const image of [
    ...graph.stages.filter((stage) => stage.needed && !final.includes(stage)).map(({ base }) => base),
    ...graph.images.map(({ image }) => image),
  ]) {
    if (image && image.name !== shippedBase) {
      images.set(image.name, image);
    }
  }
  const known = [...images.values()].flatMap((image) => measured(image) ?? []);
  if (known.length === 0) {
    return undefined;
  }
  const approximate = [...images.values()].some(({ weight }) => weight?.about);
  const prefix = known.length < images.size ? 'at least ' : approximate ? 'about ' : '';
  const platforms = new Set(known.map(({ platform }) => platform));
  return {
    title: 'Left behind',
    value: `${prefix}${formatBytes(known.reduce((sum, { bytes }) => sum + bytes, 0))}`,
    caption: [
      images.size === 1 ? [...images.keys()].join('') : count(images.size, 'image'),
      'compressed',
      [...platforms].join(', '),
      days(known),
    ]
      .filter(Boolean)
      .join(' · '),
  };
}

/** The day of the figures, or the first and the last one. */
function days(known: readonly PlatformWeight[]): string {
  const sorted = known.flatMap(({ asOf }) => asOf ?? []).sort();
  const [first, last] = [sorted[0], sorted.at(-1)];
  return first === last ? (first ?? '') : `${first} to ${last}`;
}
