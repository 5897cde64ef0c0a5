// What the server answers to `plimsoll/buildGraph`; its own words for it are in BuildGraph.java.

export const BUILD_GRAPH = 'plimsoll/buildGraph';

export interface BuildGraph {
  readonly version: number;
  /** In file order. */
  readonly stages: readonly StageNode[];
  /** Those from which files are copied or mounted; the base of a stage is part of the stage. */
  readonly images: readonly ImageNode[];
  readonly edges: readonly Edge[];
  /** The first problem that stops the build. */
  readonly failure?: { readonly message: string; readonly range: Range };
}

export interface StageNode {
  readonly id: string;
  readonly index: number;
  readonly name?: string;
  readonly range: Range;
  readonly fromRange: Range;
  /** Absent where the stage is FROM another stage. */
  readonly base?: Image;
  /** What its `--platform` says. */
  readonly platform?: string;
  /** Its layers are part of an image that is run: the final one, or one that `--target` builds. */
  readonly ships: boolean;
  /** It is built at all while no target is named. */
  readonly needed: boolean;
  readonly instructions: number;
  readonly layers: number;
}

export interface ImageNode {
  readonly id: string;
  readonly range: Range;
  readonly image: Image;
}

export interface Image {
  readonly written: string;
  /** With variables replaced. */
  readonly name: string;
  readonly problem?: string;
  readonly weight?: Weight;
}

export interface Weight {
  readonly kind: string;
  /** The figures are those of a neighbouring tag. */
  readonly about: boolean;
  /** The image whose figures these are. */
  readonly of: string;
  /** The one to be shown first. */
  readonly platforms: readonly PlatformWeight[];
}

export interface PlatformWeight {
  readonly platform: string;
  readonly bytes: number;
  /** A day; absent for the empty image. */
  readonly asOf?: string;
}

export type EdgeKind = 'from' | 'copy' | 'mount';

export interface Edge {
  readonly kind: EdgeKind;
  readonly source: string;
  readonly target: string;
  readonly range: Range;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface Position {
  readonly line: number;
  readonly character: number;
}
