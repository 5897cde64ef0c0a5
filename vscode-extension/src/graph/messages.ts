// What the extension and the page of the graph say to each other.
import type { BuildGraph, Range } from './protocol';

/** What the page shows. */
export type View =
  | { readonly kind: 'graph'; readonly uri: string; readonly file: string; readonly graph: BuildGraph }
  | { readonly kind: 'notice'; readonly title: string; readonly text: string; readonly actions: readonly Action[] };

/** A command that a notice offers. */
export type Action = 'restartServer' | 'showLog';

export type ToPage =
  | { readonly type: 'show'; readonly view: View }
  /** Where the cursor is in the file, from 0. */
  | { readonly type: 'cursor'; readonly line: number };

export type FromPage =
  /** It has been loaded, and shows nothing yet. */
  | { readonly type: 'ready' }
  | { readonly type: 'reveal'; readonly uri: string; readonly range: Range }
  | { readonly type: 'run'; readonly action: Action };

/** What the page keeps for the time when it is hidden or the window is loaded anew. */
export interface PageState {
  readonly uri?: string;
  readonly listOpen?: boolean;
  readonly scroll?: readonly [number, number];
}
