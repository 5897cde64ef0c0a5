import { commands, type ExtensionContext, window, workspace } from 'vscode';
import { Server } from './server';

let server: Server | undefined;

export function activate(context: ExtensionContext): void {
  const log = window.createOutputChannel('Plimsoll', { log: true });
  const started = new Server(
    {
      jar: context.asAbsolutePath('server/plimsoll.jar'),
      optionsFile: context.asAbsolutePath('server/java.options'),
      bundledHome: context.asAbsolutePath('jre'),
    },
    log,
  );
  server = started;
  context.subscriptions.push(
    log,
    started,
    commands.registerCommand('plimsoll.restartServer', () => started.restart()),
    commands.registerCommand('plimsoll.showLog', () => log.show()),
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
