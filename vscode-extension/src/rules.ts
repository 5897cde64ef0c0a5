import { commands, type Diagnostic, languages, type QuickPickItem, Uri, window, workspace } from 'vscode';

/** The command that opens the page of a rule; its argument is the rule's name, else the user chooses. */
export const EXPLAIN_RULE = 'plimsoll.explainRule';

/** Makes the rule's name in a hover or in the Problems panel a link to its page. */
export function linkToPage(diagnostic: Diagnostic): Diagnostic {
  if (typeof diagnostic.code === 'string') {
    const name = encodeURIComponent(JSON.stringify([diagnostic.code]));
    diagnostic.code = { value: diagnostic.code, target: Uri.parse(`command:${EXPLAIN_RULE}?${name}`) };
  }
  return diagnostic;
}

/** Shows what a rule wants and why. The pages are those of the project's documentation, shipped with the extension. */
export async function explainRule(pages: Uri, rule: unknown): Promise<void> {
  const names = await ruleNames(pages);
  const name = typeof rule === 'string' ? rule : await chooseRule(names);
  if (name && names.includes(name)) {
    await commands.executeCommand('markdown.showPreview', Uri.joinPath(pages, `${name}.md`));
  }
}

async function ruleNames(pages: Uri): Promise<string[]> {
  const files = await workspace.fs.readDirectory(pages);
  return files
    .map(([file]) => file)
    .filter((file) => file.endsWith('.md'))
    .map((file) => file.slice(0, -'.md'.length))
    .sort();
}

/** Offers the rules, those that the open file breaks first. */
async function chooseRule(names: string[]): Promise<string | undefined> {
  const messages = brokenRules();
  const items = names
    .map((label): QuickPickItem => ({ label, description: messages.get(label) ?? '' }))
    .sort((a, b) => Number(messages.has(b.label)) - Number(messages.has(a.label)));
  const choice = await window.showQuickPick(items, { placeHolder: 'Which rule?', matchOnDescription: true });
  return choice?.label;
}

/** The rules that the open file breaks, each with a message. */
function brokenRules(): Map<string, string> {
  const messages = new Map<string, string>();
  const document = window.activeTextEditor?.document;
  for (const { source, code, message } of document ? languages.getDiagnostics(document.uri) : []) {
    if (source === 'plimsoll' && typeof code === 'object') {
      messages.set(String(code.value), message);
    }
  }
  return messages;
}
