import { commands, type ExtensionContext, languages, type TextDocument, Uri, window, workspace } from 'vscode';
import { DOCUMENTS } from './client';
import { Engine } from './engine/engine';
import { applyAllSafeFixes } from './fixes';
import { BuildGraphView } from './graph/panel';
import { RememberedJavas } from './java/remembered';
import { registerLensCommands } from './lenses';
import { RulePages } from './rules';
import { Server } from './server';

let server: Server | undefined;

export function activate(context: ExtensionContext): void {
  const log = window.createOutputChannel('Plimsoll', { log: true });
  const pages = new RulePages(Uri.joinPath(context.extensionUri, 'rules'));
  const started = new Server(
    {
      jar: context.asAbsolutePath('server/plimsoll.jar'),
      optionsFile: context.asAbsolutePath('server/java.options'),
      bundledHome: context.asAbsolutePath('jre'),
    },
    new RememberedJavas(context.globalState),
    pages,
    log,
  );
  server = started;
  const engine = new Engine(started, context.workspaceState);
  const graph = new BuildGraphView(context, started, (action) => commands.executeCommand(`plimsoll.${action}`));
  context.subscriptions.push(
    log,
    started,
    commands.registerCommand('plimsoll.restartServer', () => started.restart()),
    commands.registerCommand('plimsoll.showLog', () => log.show()),
    commands.registerCommand('plimsoll.fixAll', () => applyAllSafeFixes(started)),
    commands.registerCommand('plimsoll.explainRule', () => pages.explain()),
    commands.registerCommand('plimsoll.openRuleDocumentation', () => pages.openAtCursor()),
    graph,
    commands.registerCommand('plimsoll.showBuildGraph', () => graph.show()),
    commands.registerCommand('plimsoll.build', () => engine.build()),
    commands.registerCommand('plimsoll.scanImage', () => engine.scan()),
    commands.registerCommand('plimsoll.imageHistory', () => engine.history()),
    registerLensCommands(),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('plimsoll.java')) {
        void started.restart();
      }
    }),
  );
  startWithFirstDocument(started, context);
}

/**
 * The server waits for a document that it knows: a command or a graph of the last session may have brought us here, or a
 * .gitignore, which is of the same language as a .dockerignore.
 */
function startWithFirstDocument(started: Server, context: ExtensionContext): void {
  const isOurs = (document: TextDocument) => languages.match(DOCUMENTS, document) > 0;
  if (workspace.textDocuments.some(isOurs)) {
    void started.restart(); // not awaited: activation ends at once
    return;
  }
  const waiting = workspace.onDidOpenTextDocument((document) => {
    if (isOurs(document)) {
      waiting.dispose();
      void started.restart();
    }
  });
  context.subscriptions.push(waiting);
}

export function deactivate(): Promise<void> | undefined {
  return server?.stop();
}
