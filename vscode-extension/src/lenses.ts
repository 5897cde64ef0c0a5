import { commands, Disposable, Location, Position, Range, Selection, Uri, window } from 'vscode';
import type { Location as ProtocolLocation, Position as ProtocolPosition, StaticFeature } from 'vscode-languageclient';

/** Tells the server that the commands below are there; it sends them with code lenses. */
export const runsLenses: StaticFeature = {
  fillClientCapabilities: (capabilities) => {
    const plimsoll = { ...capabilities.experimental?.plimsoll, showReferences: true, showQuickFixes: true };
    capabilities.experimental = { ...capabilities.experimental, plimsoll };
  },
  initialize: () => {},
  getState: () => ({ kind: 'static' }),
  clear: () => {},
};

/** The editor's own commands take its own classes, which can't come from a server, or work at the cursor. */
export function registerLensCommands(): Disposable {
  return Disposable.from(
    commands.registerCommand(
      'plimsoll.showReferences',
      (uri: string, at: ProtocolPosition, places: ProtocolLocation[]) =>
        commands.executeCommand('editor.action.showReferences', Uri.parse(uri), position(at), places.map(location)),
    ),
    commands.registerCommand('plimsoll.showQuickFixes', async (uri: string, at: ProtocolPosition) => {
      const cursor = position(at);
      await window.showTextDocument(Uri.parse(uri), { selection: new Selection(cursor, cursor) });
      await commands.executeCommand('editor.action.quickFix');
    }),
  );
}

function position({ line, character }: ProtocolPosition): Position {
  return new Position(line, character);
}

function location({ uri, range: { start, end } }: ProtocolLocation): Location {
  return new Location(Uri.parse(uri), new Range(position(start), position(end)));
}
