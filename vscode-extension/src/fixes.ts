import { type CodeAction, commands, Range, window, workspace } from 'vscode';
import type { Server } from './server';

const SAFE_FIXES = 'source.fixAll.plimsoll';
/** How often they are asked for anew where the document has changed before they could be applied. */
const TRIES = 3;

/**
 * Applies all safe fixes to the document in the active editor. The editor's own command for that gives up where the server
 * is about to start, or where a problem appears meanwhile.
 */
export async function applyAllSafeFixes(server: Server): Promise<void> {
  const document = window.activeTextEditor?.document;
  if (!document) {
    return;
  }
  if (!(await server.ready())) {
    void window.showWarningMessage('No fixes were looked for: the server of Plimsoll does not run.');
    return;
  }
  const all = new Range(0, 0, document.lineCount, 0);
  for (let left = TRIES; left > 0; left--) {
    const version = document.version;
    const actions = await commands.executeCommand<CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      document.validateRange(all),
      SAFE_FIXES,
      1, // as many as are resolved, should the server leave the edits for later
    );
    const edit = actions.find((action) => action.edit)?.edit;
    if (!edit) {
      void window.showInformationMessage('There is no problem here that has a safe fix.');
      return;
    }
    if (document.version === version && (await workspace.applyEdit(edit))) {
      return;
    }
  }
}
