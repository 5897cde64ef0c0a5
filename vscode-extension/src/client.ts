import { type Diagnostic, type LogOutputChannel, Uri, workspace } from 'vscode';
import {
  CloseAction,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  State,
  type StaticFeature,
  TransportKind,
  vsdiag,
} from 'vscode-languageclient/node';
import { runsLenses } from './lenses';
import type { RulePages } from './rules';

/** The documents that the server is for. Of the many that say what to ignore, only those for builds. */
export const DOCUMENTS = [
  { language: 'dockerfile' },
  { language: 'ignore', pattern: '**/*.dockerignore' },
  { language: 'yaml', pattern: '**/{.plimsoll,.hadolint}.{yaml,yml}' },
];

/** Tells the server that the editor shows the messages of problems above a hover, which so need not repeat them. */
const showsProblems: StaticFeature = {
  fillClientCapabilities: (capabilities) => {
    const plimsoll = { ...capabilities.experimental?.plimsoll, hoverShowsProblems: true };
    capabilities.experimental = { ...capabilities.experimental, plimsoll };
  },
  initialize: () => {},
  getState: () => ({ kind: 'static' }),
  clear: () => {},
};

/** A client for a server that is not started yet. */
export function createClient(
  java: string,
  javaArguments: string[],
  pages: RulePages,
  log: LogOutputChannel,
): LanguageClient {
  const link = (diagnostic: Diagnostic) => pages.link(diagnostic);
  // One pool of memory for the JVM's own code, not one for each thread (glibc).
  const env = { MALLOC_ARENA_MAX: '1', ...process.env };
  const server = { command: java, args: javaArguments, transport: TransportKind.stdio, options: { env } };
  const options: LanguageClientOptions = {
    documentSelector: DOCUMENTS,
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never, // what fails between the two is for the log, not a message
    // In the shape of workspace/didChangeConfiguration, so that the first diagnostics already obey the settings.
    initializationOptions: () => ({
      plimsoll: workspace.getConfiguration('plimsoll'),
      workspaceTrusted: workspace.isTrusted,
      proxy: workspace.getConfiguration('http').get<string>('proxy', ''),
    }),
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
      handleDiagnostics: (uri, diagnostics, next) => next(uri, isReadOnly(uri) ? [] : diagnostics.map(link)),
      provideDiagnostics: async (document, previousResultId, token, next) => {
        if (isReadOnly(document instanceof Uri ? document : document.uri)) {
          return { kind: vsdiag.DocumentDiagnosticReportKind.full, items: [] };
        }
        const report = await next(document, previousResultId, token);
        if (report?.kind === vsdiag.DocumentDiagnosticReportKind.full) {
          report.items.forEach(link);
        }
        return report;
      },
    },
  };
  const client = new LanguageClient('plimsoll', 'Plimsoll', server, options);
  client.registerFeature(runsLenses);
  client.registerFeature(showsProblems);
  const restarting = client.createDefaultErrorHandler();
  workspace.onDidGrantWorkspaceTrust(() => client.sendNotification('plimsoll/workspaceTrusted', {}));
  return client;
}

/** The old side of a diff has nothing to mend, and its problems would be listed beside those of the file itself. */
function isReadOnly(uri: Uri): boolean {
  return workspace.fs.isWritableFileSystem(uri.scheme) === false;
}
