import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket as Line } from 'ws';

export type Json = Record<string, unknown>;

/** A hub as the text of FHIRcast 3.0.0 describes it, by no code of this product: one topic, no heartbeats unless told. */
export class OtherHub {
  url = '';
  readonly requests: { readonly token: string | undefined; readonly form: URLSearchParams }[] = [];
  readonly events: Json[] = [];
  readonly answers: Json[] = [];
  /** What it answers to subscriptions, and to changes. */
  subscribes = 202;
  changes = 202;
  /** The host that it names as that of its channels. */
  host: string | undefined;
  current: Json | undefined = { 'context.type': '', context: [] };
  leaseS = 7200;
  /** Of the content of what is open, where it shares any (2.10): updates against another version are refused. */
  version: string | undefined;
  private server: Server | undefined;
  private sockets = new WebSocketServer({ noServer: true });
  private readonly lines = new Set<Line>();
  private waiting: (() => void)[] = [];

  async start(port = 0): Promise<void> {
    const server = createServer((incoming, outgoing) => {
      void bodyOf(incoming).then((body) => {
        const [status, answer] = this.answer(incoming, body);
        outgoing.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer ?? {}));
        this.wake();
      });
    });
    server.on('upgrade', (incoming, socket, head) =>
      this.sockets.handleUpgrade(incoming, socket, head, (line) => {
        this.lines.add(line);
        line.on('close', () => this.lines.delete(line));
        line.on('message', (data: Buffer) => {
          this.answers.push(JSON.parse(data.toString('utf8')) as Json);
          this.wake();
        });
        const confirmed = { 'hub.mode': 'subscribe', 'hub.topic': 'dr-ada', 'hub.events': '*' };
        line.send(JSON.stringify({ ...confirmed, 'hub.lease_seconds': this.leaseS }));
        this.wake();
      }),
    );
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    this.server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/hub`;
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  get lineCount(): number {
    return this.lines.size;
  }

  private answer(incoming: IncomingMessage, body: string): [number, Json?] {
    if (incoming.method === 'GET') return this.current ? [200, this.current] : [404];
    const type = incoming.headers['content-type'] ?? '';
    if (type.startsWith('application/x-www-form-urlencoded')) {
      const token = incoming.headers.authorization;
      this.requests.push({ token, form: new URLSearchParams(body) });
      if (this.subscribes !== 202) return [this.subscribes];
      return [202, { 'hub.channel.endpoint': `ws://${this.host ?? new URL(this.url).host}/channel/7` }];
    }
    if (this.changes !== 202) return [this.changes];
    const event = JSON.parse(body) as Json;
    const told = event['event'] as Json;
    if (String(told['hub.event']).endsWith('-update')) {
      if (told['context.versionId'] !== this.version) return [409];
      const prior = this.version;
      this.version = `after ${prior}`;
      event['event'] = { ...told, 'context.versionId': this.version, 'context.priorVersionId': prior };
    }
    this.events.push(event);
    this.tell(event);
    return [202];
  }

  tell(event: Json): void {
    for (const line of this.lines) line.send(JSON.stringify(event));
  }

  /** Somebody else's event; gives its id. */
  say(name: string, context: readonly object[], timestamp = new Date().toISOString()): string {
    const id = `other-${Math.random()}`;
    const version = this.version === undefined ? {} : { 'context.versionId': this.version };
    this.tell({ id, timestamp, event: { 'hub.topic': 'dr-ada', 'hub.event': name, ...version, context } });
    return id;
  }

  statusOf(id: string): unknown {
    return this.answers.find((one) => one['id'] === id)?.['status'];
  }

  named(name: string): readonly Json[] {
    return this.events.filter(({ event }) => (event as Json)['hub.event'] === name);
  }

  async hears(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  wake(): void {
    for (const wake of this.waiting.splice(0)) wake();
  }

  async stop(): Promise<void> {
    for (const line of this.lines) line.terminate();
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
