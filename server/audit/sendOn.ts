import type { AuditEvent } from './auditEvent';

/** Events that wait at most; then the newest are left out, and the file alone has them. */
const MOST_WAITING = 10_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
const ANSWER_MS = 10_000;

/** Sends audit events on, one after the other, in their order; outlasts a receiver that is away for a while. */
export class SendOn {
  private readonly url: string;
  private readonly headers: Readonly<Record<string, string>>;
  private readonly say: (line: string) => void;
  private readonly mostWaiting: number;
  private readonly firstPauseMs: number;
  private readonly waiting: AuditEvent[] = [];
  private isSending = false;
  private isDown = false;
  private leftOut = 0;

  constructor(parts: {
    readonly url: URL;
    readonly say: (line: string) => void;
    readonly mostWaiting?: number;
    readonly firstPauseMs?: number;
  }) {
    const { username, password } = parts.url;
    const bare = new URL(parts.url);
    bare.username = '';
    bare.password = '';
    this.url = bare.href;
    const secret = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    this.headers = {
      'Content-Type': 'application/fhir+json; charset=utf-8',
      ...(username === '' ? {} : { Authorization: `Basic ${Buffer.from(secret).toString('base64')}` }),
    };
    this.say = parts.say;
    this.mostWaiting = parts.mostWaiting ?? MOST_WAITING;
    this.firstPauseMs = parts.firstPauseMs ?? FIRST_PAUSE_MS;
  }

  send(event: AuditEvent): void {
    if (this.waiting.length >= this.mostWaiting) {
      if (this.leftOut === 0) {
        this.say('Too many audit events wait for their receiver: from now on the audit file alone has them.');
      }
      this.leftOut += 1;
      return;
    }
    this.waiting.push(event);
    if (!this.isSending) void this.run();
  }

  private async run(): Promise<void> {
    this.isSending = true;
    let pauseMs = this.firstPauseMs;
    for (let next = this.waiting[0]; next !== undefined; next = this.waiting[0]) {
      const went = await this.post(next);
      if (went === 'later') {
        this.tellDown();
        const untilMs = pauseMs;
        // A companion that is told to end does not wait for the receiver.
        await new Promise<void>((resolve) => setTimeout(resolve, untilMs).unref());
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
        continue;
      }
      pauseMs = this.firstPauseMs;
      this.waiting.shift();
      if (went === 'sent') this.tellUp();
    }
    this.isSending = false;
  }

  private async post(event: AuditEvent): Promise<'sent' | 'refused' | 'later'> {
    try {
      const response = await fetch(this.url, {
        method: 'POST',
        headers: this.headers,
        body: JSON.stringify(event),
        redirect: 'error',
        signal: AbortSignal.timeout(ANSWER_MS),
      });
      await response.body?.cancel();
      if (response.ok) return 'sent';
      // What the receiver holds to be wrong in itself will not become right; everything else may.
      if (![400, 409, 413, 422].includes(response.status)) return 'later';
      this.say(
        `The receiver of audit events refused one (${event.id}, status ${response.status}). The audit file has it.`,
      );
      return 'refused';
    } catch {
      return 'later';
    }
  }

  private tellDown(): void {
    if (!this.isDown) {
      this.say('The receiver of audit events does not take them. They wait, and the audit file has them.');
    }
    this.isDown = true;
  }

  private tellUp(): void {
    if (this.isDown) this.say('The receiver of audit events takes them again.');
    this.isDown = false;
    if (this.leftOut > 0 && this.waiting.length < this.mostWaiting / 2) {
      this.say(`${this.leftOut} audit events were not sent on: take them from the audit file.`);
      this.leftOut = 0;
    }
  }
}
