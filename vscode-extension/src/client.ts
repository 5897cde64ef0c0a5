import { type LogOutputChannel, Uri, workspace } from 'vscode';
import {
  CloseAction,
  LanguageClient,
  type LanguageClientOptions,
  State,
  TransportKind,
  vsdiag,
} from 'vscode-languageclient/node';

/** A client for a server that is not started yet. */
export function createClient(java: string, javaArguments: string[], log: LogOutputChannel): LanguageClient {
  const server = { command: java, args: javaArguments, transport: TransportKind.stdio };
  const options: LanguageClientOptions = {
    documentSelector: [{ language: 'dockerfile' }],
    outputChannel: log,
    // In the shape of workspace/didChangeConfiguration, so that the first diagnostics already obey the settings.
    initializationOptions: () => ({ plimsoll: workspace.getConfiguration('plimsoll') }),
    synchronize: { configurationSection: 'plimsoll' },
    // A server that crashes is restarted. One that can't even start, because of its arguments say, would fail again:
    // that is told once.
    errorHandler: {
      error: (error, message, count) => restarting.error(error, message, count),
      closed: () =>
        client.state === State.Running ? restarting.closed() : { action: CloseAction.DoNotRestart, handled: true },
    },
    initializationFailedHandler: () => false,
    middleware: {
      handleDiagnostics: (uri, diagnostics, next) => next(uri, isReadOnly(uri) ? [] : diagnostics),
      provideDiagnostics: (document, previousResultId, token, next) =>
        isReadOnly(document instanceof Uri ? document : document.uri)
          ? { kind: vsdiag.DocumentDiagnosticReportKind.full, items: [] }
          : next(document, previousResultId, token),
    },
  };
  const client = new LanguageClient('plimsoll', 'Plimsoll', server, options);
  const restarting = client.createDefaultErrorHandler();
  return client;
}

/** The old side of a diff has nothing to mend, and its problems would be listed beside those of the file itself. */
function isReadOnly(uri: Uri): boolean {
  return workspace.fs.isWritableFileSystem(uri.scheme) === false;
}
