import * as path from 'node:path';
import {
  commands,
  type Memento,
  ProcessExecution,
  type QuickPickItem,
  Task,
  TaskPanelKind,
  TaskScope,
  type TextDocument,
  tasks,
  window,
  workspace,
} from 'vscode';
import { BUILD_GRAPH, type BuildGraph } from '../graph/protocol';
import type { Server } from '../server';
import {
  buildArguments,
  hasScout,
  historyArguments,
  isImage,
  isTag,
  replaced,
  scanArguments,
  suggestedTag,
} from './arguments';

/** Where the names that images were given are kept, by the address of the Dockerfile. */
const TAGS = 'plimsoll.tags';

/** Docker or Podman in a terminal, when the user asks for it. */
export class Engine {
  constructor(
    private readonly server: Server,
    private readonly state: Memento,
  ) {}

  /** Builds the Dockerfile of the active editor. */
  async build(): Promise<void> {
    const document = await this.dockerfile();
    if (!document) {
      return;
    }
    const context = await chooseContext(document);
    const tag = context && (await this.askForTag(document, path.basename(context)));
    if (context && tag !== undefined && (!document.isDirty || (await document.save()))) {
      await this.run('build', buildArguments(document.uri.fsPath, tag, context), context);
    }
  }

  /** Looks for known vulnerabilities in an image. */
  async scan(): Promise<void> {
    if ((await mayRun()) && (await this.offersScout())) {
      await this.runOnImage('scan', scanArguments);
    }
  }

  /** Shows the layers of an image with their sizes. */
  async history(): Promise<void> {
    if (await mayRun()) {
      await this.runOnImage('history', historyArguments);
    }
  }

  private async offersScout(): Promise<boolean> {
    if (hasScout(engine())) {
      return true;
    }
    const choice = await window.showWarningMessage(
      `docker scout belongs to Docker; plimsoll.engine.command is ${engine()}.`,
      'Open Settings',
    );
    if (choice) {
      await commands.executeCommand('workbench.action.openSettings', 'plimsoll.engine.command');
    }
    return false;
  }

  private async runOnImage(name: string, argumentsFor: (image: string) => string[]): Promise<void> {
    const image = await this.chooseImage();
    if (image) {
      await this.run(name, argumentsFor(image), undefined);
    }
  }

  /** Starts the program itself in a terminal. No shell reads the arguments, and nothing in them is replaced. */
  private async run(name: string, args: string[], cwd: string | undefined): Promise<void> {
    const unsafe = replaced(cwd === undefined ? args : [...args, cwd]);
    if (unsafe !== undefined) {
      void window.showErrorMessage(
        `Nothing was started: VS Code would replace the variable or run the command in the name ${unsafe}. ` +
          'Rename the file or folder, or build it from a terminal of your own.',
      );
      return;
    }
    const execution = new ProcessExecution(engine(), args, cwd === undefined ? {} : { cwd });
    const scope = workspace.workspaceFolders ? TaskScope.Workspace : TaskScope.Global;
    const task = new Task({ type: 'plimsoll' }, scope, name, 'Plimsoll', execution, []);
    task.presentationOptions = { panel: TaskPanelKind.Dedicated, clear: true };
    await tasks.executeTask(task);
  }

  private async dockerfile(): Promise<TextDocument | undefined> {
    const document = window.activeTextEditor?.document;
    if (document?.languageId !== 'dockerfile' || !(await mayRun())) {
      return undefined;
    }
    if (document.uri.scheme !== 'file') {
      void window.showInformationMessage('Save the Dockerfile in a folder first: the build reads it from there.');
      return undefined;
    }
    return document;
  }

  private async askForTag(document: TextDocument, folder: string): Promise<string | undefined> {
    const key = document.uri.toString();
    const tags = this.state.get<Record<string, string>>(TAGS, {});
    const tag = await window.showInputBox({
      title: 'Build Image',
      prompt: 'The name of the image, with a tag if you like. Leave it empty to give it none.',
      value: tags[key] ?? suggestedTag(folder),
      validateInput: (text) => (text.trim() === '' || isTag(text.trim()) ? undefined : 'That is no name of an image.'),
    });
    if (tag !== undefined) {
      await this.state.update(TAGS, { ...tags, [key]: tag.trim() });
    }
    return tag?.trim();
  }

  /** Offers the images that were built here and those that the open Dockerfile names; another one can be typed. */
  private async chooseImage(): Promise<string | undefined> {
    const built = Object.values(this.state.get<Record<string, string>>(TAGS, {})).filter(Boolean);
    const named = (await this.namedImages()).filter((image) => !built.includes(image));
    const items: QuickPickItem[] = [
      ...[...new Set(built)].map((label) => ({ label, description: 'built here' })),
      ...named.map((label) => ({ label, description: 'named in this Dockerfile' })),
    ];
    return pickOrType(items);
  }

  private async namedImages(): Promise<string[]> {
    const document = window.activeTextEditor?.document;
    if (document?.languageId !== 'dockerfile') {
      return [];
    }
    try {
      const textDocument = { uri: document.uri.toString() };
      const graph = await this.server.request<BuildGraph | null>(BUILD_GRAPH, { textDocument });
      const images = [...(graph?.stages ?? []).map(({ base }) => base), ...(graph?.images ?? []).map((it) => it.image)];
      const names = images.flatMap((image) => (image && !image.problem && image.name !== 'scratch' ? image.name : []));
      return [...new Set(names)].filter(isImage);
    } catch {
      return []; // without the server the name can still be typed
    }
  }
}

/** The program that the user chose. */
function engine(): string {
  return workspace.getConfiguration('plimsoll').get<string>('engine.command', '').trim() || 'docker';
}

/** Nothing runs in a folder that is not trusted. */
async function mayRun(): Promise<boolean> {
  if (!workspace.isTrusted) {
    const manage = 'Manage Trust';
    const choice = await window.showWarningMessage(
      'Images are built and read only in a folder that you trust.',
      manage,
    );
    if (choice === manage) {
      await commands.executeCommand('workbench.trust.manage');
    }
  }
  return workspace.isTrusted;
}

/** The folder that COPY copies from: that of the file, or that of the workspace. */
async function chooseContext(document: TextDocument): Promise<string | undefined> {
  const own = path.dirname(document.uri.fsPath);
  const root = workspace.getWorkspaceFolder(document.uri)?.uri.fsPath;
  if (!root || root === own) {
    return own;
  }
  const choice = await window.showQuickPick(
    [
      { label: 'The folder of the Dockerfile', description: own, folder: own },
      { label: 'The workspace folder', description: root, folder: root },
    ],
    { title: 'Build Image', placeHolder: 'What is the build context, from which COPY copies?' },
  );
  return choice?.folder;
}

function pickOrType(items: readonly QuickPickItem[]): Promise<string | undefined> {
  const pick = window.createQuickPick();
  pick.title = 'Which Image?';
  pick.placeholder = 'Choose an image, or type its name or id';
  pick.items = items;
  pick.onDidChangeValue((value) => {
    const text = value.trim();
    const typed = isImage(text) && !items.some(({ label }) => label === text) ? [{ label: text }] : [];
    pick.items = [...typed, ...items];
  });
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      resolve(pick.selectedItems[0]?.label);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}
