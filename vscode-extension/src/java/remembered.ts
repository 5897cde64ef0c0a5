import type { Memento } from 'vscode';
import type { KnownJavas } from './search';

const KEY = 'javas';

/** The Javas that were seen to run, kept by VS Code. */
export class RememberedJavas implements KnownJavas {
  constructor(private readonly memento: Memento) {}

  get(identity: string): string | undefined {
    return this.all()[identity];
  }

  async set(identity: string, version: string): Promise<void> {
    // The last few: every update of a Java leaves an identity behind.
    const others = Object.entries(this.all()).filter(([other]) => other !== identity);
    await this.memento.update(KEY, Object.fromEntries([...others.slice(-9), [identity, version]]));
  }

  async forget(): Promise<void> {
    await this.memento.update(KEY, undefined);
  }

  private all(): Record<string, string> {
    return this.memento.get(KEY, {});
  }
}
