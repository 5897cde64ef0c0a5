import { type Disposable, LanguageStatusSeverity, languages } from 'vscode';
import { State } from 'vscode-languageclient/node';

/** The entry in the language status of a Dockerfile: whether the server runs, and on which Java. */
export class Status implements Disposable {
  private readonly item = languages.createLanguageStatusItem('plimsoll', { language: 'dockerfile' });

  constructor() {
    this.item.name = 'Plimsoll';
    this.item.text = 'Plimsoll';
    this.item.command = { command: 'plimsoll.showLog', title: 'Show Log' };
    this.searching();
  }

  searching(): void {
    this.show('looking for Java', LanguageStatusSeverity.Information, true);
  }

  server(state: State, java: string): void {
    switch (state) {
      case State.Starting:
        this.show(`starting on Java ${java}`, LanguageStatusSeverity.Information, true);
        break;
      case State.Running:
        this.show(`Java ${java}`, LanguageStatusSeverity.Information);
        break;
      default:
        this.show('stopped', LanguageStatusSeverity.Error);
    }
  }

  noJava(): void {
    this.show('no Java found', LanguageStatusSeverity.Error);
  }

  dispose(): void {
    this.item.dispose();
  }

  private show(detail: string, severity: LanguageStatusSeverity, busy = false): void {
    this.item.detail = detail;
    this.item.severity = severity;
    this.item.busy = busy;
  }
}
