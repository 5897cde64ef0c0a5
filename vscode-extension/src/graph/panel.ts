import {
  type Disposable,
  type ExtensionContext,
  Range,
  Selection,
  type TextDocument,
  TextEditorRevealType,
  Uri,
  ViewColumn,
  type WebviewPanel,
  type WebviewPanelSerializer,
  window,
  workspace,
} from 'vscode';
import type { Server } from '../server';
import { pageHtml } from './html';
import type { Action, FromPage, PageState, ToPage, View } from './messages';
import { BUILD_GRAPH, type BuildGraph, type Range as PlainRange } from './protocol';
import { Repeater } from './repeater';

const VIEW_TYPE = 'plimsoll.buildGraph';

/** How long to wait after a change: what tells the server of it has then been sent, and a burst of keys is one. */
const SETTLE_MILLISECONDS = 40;

/** The view of the build graph, of which a window has one. It follows the Dockerfile in the active editor. */
export class BuildGraphView implements WebviewPanelSerializer<PageState>, Disposable {
  private panel: WebviewPanel | undefined;
  private document: TextDocument | undefined;
  private readonly refresh = new Repeater(() => this.update());
  private timer: NodeJS.Timeout | undefined;
  private readonly resources: Uri;
  private readonly icon: Uri;
  private readonly subscriptions: Disposable[];

  constructor(
    context: ExtensionContext,
    private readonly server: Server,
    private readonly run: (action: Action) => void,
  ) {
    this.resources = Uri.joinPath(context.extensionUri, 'dist/graph');
    this.icon = Uri.joinPath(context.extensionUri, 'icon.png');
    this.subscriptions = [
      window.registerWebviewPanelSerializer(VIEW_TYPE, this),
      window.onDidChangeActiveTextEditor((editor) => {
        if (isDockerfile(editor?.document)) {
          this.follow(editor?.document);
        }
      }),
      workspace.onDidOpenTextDocument(() => this.document || this.follow(openDockerfile())),
      workspace.onDidCloseTextDocument((closed) => closed === this.document && this.follow(openDockerfile())),
      workspace.onDidChangeTextDocument((change) => change.document === this.document && this.soon()),
      window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
        if (textEditor.document === this.document && selections[0]) {
          this.post({ type: 'cursor', line: selections[0].active.line });
        }
      }),
      server.onDidChange(() => this.soon()),
    ];
  }

  /** Opens the view beside the editor, or shows the one that is open. */
  show(): void {
    this.follow(openDockerfile());
    if (this.panel) {
      this.panel.reveal(undefined, true);
    } else {
      this.adopt(
        window.createWebviewPanel(
          VIEW_TYPE,
          'Build Graph',
          { viewColumn: ViewColumn.Beside, preserveFocus: true },
          { enableScripts: true, localResourceRoots: [this.resources] },
        ),
      );
    }
  }

  /** Takes up again a view that was open when the window was closed. */
  async deserializeWebviewPanel(panel: WebviewPanel, state: PageState | undefined): Promise<void> {
    const known = workspace.textDocuments.find(({ uri }) => uri.toString() === state?.uri);
    this.document = isDockerfile(known) ? known : openDockerfile();
    this.adopt(panel);
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const subscription of this.subscriptions) {
      subscription.dispose();
    }
    this.panel?.dispose();
  }

  private adopt(panel: WebviewPanel): void {
    this.panel?.dispose();
    this.panel = panel;
    const { webview } = panel;
    panel.iconPath = this.icon;
    panel.onDidDispose(() => {
      if (this.panel === panel) {
        this.panel = undefined;
      }
    });
    webview.options = { enableScripts: true, localResourceRoots: [this.resources] };
    webview.onDidReceiveMessage((message: FromPage) => this.receive(message));
    webview.html = pageHtml({
      script: webview.asWebviewUri(Uri.joinPath(this.resources, 'main.js')).toString(),
      style: webview.asWebviewUri(Uri.joinPath(this.resources, 'style.css')).toString(),
      source: webview.cspSource,
    });
  }

  private receive(message: FromPage): void {
    switch (message.type) {
      case 'ready':
        this.refresh.request();
        break;
      case 'reveal':
        void reveal(Uri.parse(message.uri), message.range);
        break;
      case 'run':
        this.run(message.action);
        break;
    }
  }

  private follow(document: TextDocument | undefined): void {
    if (document !== this.document) {
      this.document = document;
      this.soon();
    }
  }

  private soon(): void {
    if (this.panel) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.refresh.request(), SETTLE_MILLISECONDS);
    }
  }

  /** A view that is hidden is not loaded; it says that it is ready when it is shown again. */
  private async update(): Promise<void> {
    if (!this.panel?.visible) {
      return;
    }
    const asked = this.document;
    const view = await this.view(asked);
    if (view && asked === this.document) {
      this.post({ type: 'show', view });
      const editor = window.visibleTextEditors.find(({ document }) => document === asked);
      if (editor) {
        this.post({ type: 'cursor', line: editor.selection.active.line });
      }
    }
  }

  /** What is to be shown of a document; undefined where the answer is overtaken by what happened meanwhile. */
  private async view(document: TextDocument | undefined): Promise<View | undefined> {
    if (!document) {
      return {
        kind: 'notice',
        title: 'No Dockerfile is open',
        text: 'Open one, and its stages are drawn here.',
        actions: [],
      };
    }
    const uri = document.uri.toString();
    switch (this.server.phase) {
      case 'starting':
        return {
          kind: 'notice',
          title: 'Starting…',
          text: 'The graph is drawn as soon as the server runs.',
          actions: [],
        };
      case 'stopped':
        return {
          kind: 'notice',
          title: 'The server is not running',
          text: 'It reads the Dockerfile for this graph. The log says why it does not run.',
          actions: ['showLog', 'restartServer'],
        };
      case 'running':
        try {
          const graph = await this.server.request<BuildGraph | null>(BUILD_GRAPH, { textDocument: { uri } });
          const file = workspace.asRelativePath(document.uri, false);
          return graph ? { kind: 'graph', uri, file, graph } : undefined;
        } catch {
          return undefined; // it stopped, which is told; or it has logged what failed
        }
    }
  }

  private post(message: ToPage): void {
    void this.panel?.webview.postMessage(message);
  }
}

function isDockerfile(document: TextDocument | undefined): boolean {
  return document?.languageId === 'dockerfile';
}

/** The Dockerfile that the user looks at, or any that is open. */
function openDockerfile(): TextDocument | undefined {
  const inEditors = [window.activeTextEditor, ...window.visibleTextEditors].map((editor) => editor?.document);
  return [...inEditors, ...workspace.textDocuments].find((document) => isDockerfile(document) && !document?.isClosed);
}

/** Shows a place in the editor that has the file already, or else in the first column. */
async function reveal(uri: Uri, { start, end }: PlainRange): Promise<void> {
  const shown = window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
  const editor = await window.showTextDocument(uri, { viewColumn: shown?.viewColumn ?? ViewColumn.One });
  const range = new Range(start.line, start.character, end.line, end.character);
  editor.selection = new Selection(range.start, range.start);
  editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
}
