/**
 * Runs an action when asked to, never twice at once: what is asked for while it runs, however often, makes it run once
 * more after that. So the last wish always wins, and a slow action is not piled up.
 */
export class Repeater {
  private running = false;
  private again = false;

  constructor(private readonly action: () => Promise<void>) {}

  request(): void {
    if (this.running) {
      this.again = true;
    } else {
      void this.run();
    }
  }

  private async run(): Promise<void> {
    this.running = true;
    try {
      do {
        this.again = false;
        await this.action();
      } while (this.again);
    } finally {
      this.running = false;
    }
  }
}
