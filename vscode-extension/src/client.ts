import { type LogOutputChannel, Uri, workspace } from 'vscode';
import { LanguageClient, type LanguageClientOptions, TransportKind, vsdiag } from 'vscode-languageclient/node';

/** Tuned for a quick start and a small process; `plimsoll.java.arguments` come later and win. */
const JAVA_FLAGS = [
  '-XX:+IgnoreUnrecognizedVMOptions', // a Java that lacks one of these still runs the server
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-XX:-UsePerfData',
  '-Xshare:auto',
  '-Xss512k',
  '-Xmx256m',
];

/** A client for a server that is not started yet. */
export function createClient(
  java: string,
  javaArguments: readonly string[],
  jar: string,
  log: LogOutputChannel,
): LanguageClient {
  const server = {
    command: java,
    args: [...JAVA_FLAGS, ...javaArguments, '-jar', jar],
    transport: TransportKind.stdio,
  };
  const options: LanguageClientOptions = {
    documentSelector: [{ language: 'dockerfile' }],
    outputChannel: log,
    // In the shape of workspace/didChangeConfiguration, so that the first diagnostics already obey the settings.
    initializationOptions: () => ({ plimsoll: workspace.getConfiguration('plimsoll') }),
    synchronize: { configurationSection: 'plimsoll' },
    middleware: {
      handleDiagnostics: (uri, diagnostics, next) => next(uri, isReadOnly(uri) ? [] : diagnostics),
      provideDiagnostics: (document, previousResultId, token, next) =>
        isReadOnly(document instanceof Uri ? document : document.uri)
          ? { kind: vsdiag.DocumentDiagnosticReportKind.full, items: [] }
          : next(document, previousResultId, token),
    },
  };
  return new LanguageClient('plimsoll', 'Plimsoll', server, options);
}

/** The old side of a diff has nothing to mend, and its problems would be listed beside those of the file itself. */
function isReadOnly(uri: Uri): boolean {
  return workspace.fs.isWritableFileSystem(uri.scheme) === false;
}
