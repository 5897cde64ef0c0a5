import { commands, type ExtensionContext, Uri, window, workspace } from 'vscode';
import { EXPLAIN_RULE, explainRule } from './rules';
import { Server } from './server';

let server: Server | undefined;

export function activate(context: ExtensionContext): void {
  const log = window.createOutputChannel('Plimsoll', { log: true });
  const started = new Server(
    { jar: context.asAbsolutePath('server/plimsoll.jar'), bundledHome: context.asAbsolutePath('jre') },
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
    commands.registerCommand(EXPLAIN_RULE, (rule: unknown) =>
      explainRule(Uri.joinPath(context.extensionUri, 'rules'), rule),
    ),
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
