import { commands, type Disposable, Location, Position, Range, Uri } from 'vscode';
import type { Location as ProtocolLocation, Position as ProtocolPosition, StaticFeature } from 'vscode-languageclient';

/** Tells the server that the command below is there; it sends it with code lenses. */
export const showsReferences: StaticFeature = {
  fillClientCapabilities: (capabilities) => {
    capabilities.experimental = { ...capabilities.experimental, plimsoll: { showReferences: true } };
  },
  initialize: () => {},
  getState: () => ({ kind: 'static' }),
  clear: () => {},
};

/** The editor's own command takes its own classes, which can't come from a server. */
export function registerShowReferences(): Disposable {
  return commands.registerCommand(
    'plimsoll.showReferences',
    (uri: string, at: ProtocolPosition, places: ProtocolLocation[]) =>
      commands.executeCommand(
        'editor.action.showReferences',
        Uri.parse(uri),
        new Position(at.line, at.character),
        places.map(location),
      ),
  );
}

function location({ uri, range: { start, end } }: ProtocolLocation): Location {
  return new Location(Uri.parse(uri), new Range(start.line, start.character, end.line, end.character));
}
