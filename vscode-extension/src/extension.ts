import { commands, type ExtensionContext, languages, type TextDocument, Uri, window, workspace } from 'vscode';
import { DOCUMENTS } from './client';
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
    pages,
    log,
  );
  server = started;
  context.subscriptions.push(
    log,
    started,
    commands.registerCommand('plimsoll.restartServer', () => started.restart()),
    commands.registerCommand('plimsoll.showLog', () => log.show()),
    commands.registerCommand('plimsoll.fixAll', () =>
      commands.executeCommand('editor.action.codeAction', { kind: 'source.fixAll.plimsoll', apply: 'first' }),
    ),
    commands.registerCommand('plimsoll.explainRule', () => pages.explain()),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('plimsoll.java')) {
        void started.restart();
      }
    }),
  );
  startWithFirstDocument(context, started);
}

/** A .gitignore activates the extension too, because it is of the same language; it doesn't need the server. */
function startWithFirstDocument(context: ExtensionContext, started: Server): void {
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
