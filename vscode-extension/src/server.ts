import { commands, type Disposable, EventEmitter, type LogOutputChannel, window, workspace } from 'vscode';
import { type LanguageClient, State } from 'vscode-languageclient/node';
import { createClient } from './client';
import { type Installation, serverArguments } from './java/launch';
import type { RememberedJavas } from './java/remembered';
import { describeFailure, findJava, HOME_SETTING, type Java } from './java/search';
import { thisSystem } from './java/system';
import type { RulePages } from './rules';
import { Status } from './status';

const PHASES: Record<State, Phase> = {
  [State.Starting]: 'starting',
  [State.Running]: 'running',
  [State.StartFailed]: 'stopped',
  [State.Stopped]: 'stopped',
};

/** Whether the server can be asked. */
export type Phase = 'starting' | 'running' | 'stopped';

/** The one server of this window: found a Java for, started, restarted and stopped here. */
export class Server implements Disposable {
  private readonly status = new Status();
  private readonly changes = new EventEmitter<void>();
  /** Told when the phase has changed. */
  readonly onDidChange = this.changes.event;
  private currentPhase: Phase = 'starting';
  private client: LanguageClient | undefined;
  /** The end of the queue of starts and stops, which never overlap. */
  private last: Promise<void> = Promise.resolve();

  constructor(
    private readonly installation: Installation,
    private readonly javas: RememberedJavas,
    private readonly pages: RulePages,
    private readonly log: LogOutputChannel,
  ) {}

  /** Starts the server with the settings of this moment, after stopping the one that runs. */
  restart(): Promise<void> {
    return this.enqueue(async () => {
      await this.stopClient();
      await this.startClient();
    });
  }

  stop(): Promise<void> {
    return this.enqueue(() => this.stopClient());
  }

  get phase(): Phase {
    return this.currentPhase;
  }

  /** Waits for a server that is about to start, also anew after a crash; false where none is. */
  async ready(): Promise<boolean> {
    await this.last;
    const client = this.client;
    if (!client || client.state === State.Stopped || client.state === State.StartFailed) {
      return false;
    }
    try {
      await client.start(); // the start that is under way, or has been
      return true;
    } catch {
      return false;
    }
  }

  /** Asks the server, which has to be running. */
  request<R>(method: string, params: object): Promise<R> {
    return this.client?.isRunning()
      ? this.client.sendRequest<R>(method, params)
      : Promise.reject(new Error('The server is not running'));
  }

  dispose(): void {
    this.status.dispose();
    this.changes.dispose();
  }

  private enter(phase: Phase): void {
    this.currentPhase = phase;
    this.changes.fire();
  }

  private enqueue(step: () => Promise<void>): Promise<void> {
    this.last = this.last.then(step).catch((error) => this.log.error(error));
    return this.last;
  }

  private async startClient(): Promise<void> {
    this.status.searching();
    this.enter('starting');
    const java = await this.findJava();
    if (!java) {
      this.status.noJava();
      this.enter('stopped');
      return;
    }
    const javaArguments = workspace.getConfiguration('plimsoll').get<string[]>('java.arguments', []);
    const allArguments = await serverArguments(java, javaArguments, this.installation, thisSystem);
    const client = createClient(java.executable, allArguments, this.pages, this.log);
    // Also told of the crashes and restarts that the client sees to by itself; a client on its way out is not heard.
    client.onDidChangeState(({ newState }) => {
      if (client === this.client) {
        this.status.server(newState, java.version);
        this.enter(PHASES[newState]);
      }
    });
    this.client = client;
    try {
      await client.start();
    } catch {
      // The client has told the user and the log. What was remembered may no longer hold.
      await this.javas.forget();
      this.status.server(State.Stopped, java.version);
      this.enter('stopped');
    }
  }

  private async stopClient(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    try {
      await client?.dispose();
    } catch (error) {
      // A client that never came to run can't be stopped, and need not be.
      this.log.debug('Stopping the server:', error);
    }
  }

  private async findJava(): Promise<Java | undefined> {
    const home = workspace.getConfiguration('plimsoll').get<string>('java.home', '');
    const wishes = { home, bundledHome: this.installation.bundledHome };
    const { java, rejections } = await findJava(wishes, thisSystem, this.javas);
    for (const { place, source, reason } of rejections) {
      this.log.warn(`${place} (${source}) ${reason}.`);
    }
    if (java) {
      this.log.info(`Using Java ${java.version}: ${java.executable} (${java.source}).`);
    } else {
      // Not awaited: a message that nobody answers must not hold up the next try.
      void this.reportNoJava(describeFailure(rejections));
    }
    return java;
  }

  private async reportNoJava(message: string): Promise<void> {
    this.log.error(message);
    const openSettings = 'Open Settings';
    const showLog = 'Show Log';
    const answer = await window.showErrorMessage(message, openSettings, showLog);
    if (answer === openSettings) {
      await commands.executeCommand('workbench.action.openSettings', HOME_SETTING);
    } else if (answer === showLog) {
      this.log.show();
    }
  }
}
