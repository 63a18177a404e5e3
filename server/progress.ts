/** Where progress is written. */
export interface ProgressOutput {
  /** A terminal: the line is written over. */
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const TERMINAL_MS = 200;
/** A log gets a line now and then. */
const LOG_MS = 10_000;

/** Says how many files were read, while they are. */
export class Progress {
  private readonly output: ProgressOutput;
  private readonly now: () => number;
  private readonly everyMs: number;
  private saidMs: number;
  private isOnLine = false;

  constructor(output: ProgressOutput, now: () => number = () => performance.now()) {
    this.output = output;
    this.now = now;
    this.everyMs = output.isTTY === true ? TERMINAL_MS : LOG_MS;
    this.saidMs = now();
  }

  /** @param files read so far. */
  note(files: number): void {
    if (this.now() - this.saidMs < this.everyMs) return;
    this.saidMs = this.now();
    const line = `Reading the data folder: ${files} files so far`;
    if (this.output.isTTY === true) {
      this.output.write(`\r\u001b[K${line}`);
      this.isOnLine = true;
    } else this.output.write(`${line}\n`);
  }

  /** Takes the line away: what is written next stands in its place. */
  end(): void {
    if (this.isOnLine) this.output.write('\r\u001b[K');
    this.isOnLine = false;
  }
}
