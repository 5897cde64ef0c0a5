import { commands, type ExtensionContext, Uri, window, workspace } from 'vscode';
import { registerShowReferences } from './references';
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
    registerShowReferences(),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('plimsoll.java')) {
        void started.restart();
      }
    }),
  );
  void started.restart(); // not awaited: activation ends at once
}

export function deactivate(): Promise<void> | undefined {
  return server?.stop();
}
