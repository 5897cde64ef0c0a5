import { commands, type Diagnostic, languages, type QuickPickItem, type Range, Uri, window, workspace } from 'vscode';

/** The pages of the rules, which are those of the project's documentation, shipped with the extension. */
export class RulePages {
  constructor(private readonly folder: Uri) {}

  /**
   * Makes the rule's name, in a hover and in the Problems panel, a link to its page. VS Code opens no commands from
   * there; that the page is shown as a preview is said in the manifest, by an editor association.
   */
  link(diagnostic: Diagnostic): Diagnostic {
    if (typeof diagnostic.code === 'string') {
      diagnostic.code = { value: diagnostic.code, target: this.page(diagnostic.code) };
    }
    return diagnostic;
  }

  /** Lets the user choose a rule, and shows its page. */
  async explain(): Promise<void> {
    const messages = brokenRules();
    const items = (await this.rules())
      .map((label): QuickPickItem => ({ label, description: plain(messages.get(label) ?? '') }))
      .sort((a, b) => Number(messages.has(b.label)) - Number(messages.has(a.label)));
    const choice = await window.showQuickPick(items, { placeHolder: 'Which rule?', matchOnDescription: true });
    if (choice) {
      await this.show(choice.label);
    }
  }

  /** Shows the page of the rule that is broken at the cursor. Lets the user choose where there are several, or none. */
  async openAtCursor(): Promise<void> {
    const broken = [...brokenRules(window.activeTextEditor?.selection)];
    const [first, second] = broken;
    if (!first) {
      await this.explain();
    } else if (!second) {
      await this.show(first[0]);
    } else {
      const items = broken.map(([label, description]): QuickPickItem => ({ label, description: plain(description) }));
      const choice = await window.showQuickPick(items, { placeHolder: 'Several rules are broken here. Which one?' });
      if (choice) {
        await this.show(choice.label);
      }
    }
  }

  private async show(rule: string): Promise<void> {
    await commands.executeCommand('markdown.showPreview', this.page(rule));
  }

  private async rules(): Promise<string[]> {
    const files = await workspace.fs.readDirectory(this.folder);
    return files.map(([file]) => file.replace(/\.md$/, '')).sort();
  }

  private page(rule: string): Uri {
    return Uri.joinPath(this.folder, `${rule}.md`);
  }
}

/** A list shows icons where they are named, and a message may quote a file that has such a name. */
function plain(text: string): string {
  return text.replaceAll('$(', '\\$(');
}

/** The rules that the file in the editor breaks, at a place if one is given, each with a message. */
function brokenRules(place?: Range): Map<string, string> {
  const messages = new Map<string, string>();
  const document = window.activeTextEditor?.document;
  for (const { source, code, message, range } of document ? languages.getDiagnostics(document.uri) : []) {
    const isThere = !place || range.intersection(place) !== undefined;
    if (source === 'plimsoll' && typeof code === 'object' && isThere) {
      messages.set(String(code.value), message);
    }
  }
  return messages;
}
