import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';

/** What came on the channel, as JSON. */
export interface Came {
  readonly id?: string;
  readonly timestamp?: string;
  readonly event?: {
    readonly 'hub.topic': string;
    readonly 'hub.event': string;
    readonly 'context.versionId'?: string;
    readonly 'context.priorVersionId'?: string;
    readonly context: readonly { readonly key: string; readonly resource?: Record<string, unknown> }[];
  };
  readonly [field: string]: unknown;
}

const ALL =
  'ImagingStudy-open,ImagingStudy-close,DiagnosticReport-open,DiagnosticReport-update,DiagnosticReport-close,SyncError';

/**
 * A dictation as the text of FHIRcast 3.0.0 describes a subscriber, and by no code of this product: what is sent and read here is
 * written from the specification's own examples.
 */
export class Dictation {
  readonly hub: string;
  readonly token: string;
  topic = '';
  endpoint = '';
  /** All that came on the channel. */
  readonly came: Came[] = [];
  closed: number | undefined;
  /** What it answers to an event; undefined: nothing. */
  answer: (event: Came) => string | undefined = () => '200';
  private socket: WebSocket | undefined;
  private waiting: (() => void)[] = [];

  constructor(hub: string, token: string) {
    this.hub = hub;
    this.token = token;
  }

  /** The events of a name that came, in order. */
  of(name: string): readonly Came[] {
    return this.came.filter(({ event }) => event?.['hub.event'] === name);
  }

  async request(method: string, path: string, body?: string, type?: string): Promise<Response> {
    return fetch(`${this.hub}${path}`, {
      method,
      headers: { Authorization: `Bearer ${this.token}`, ...(type ? { 'Content-Type': type } : {}) },
      ...(body === undefined ? {} : { body }),
    });
  }

  /** Asks for the topic of its person, which the standard leaves to the launch (2.1). */
  async discover(): Promise<string> {
    const found = (await (await this.request('GET', '/session')).json()) as Record<string, string>;
    this.topic = found['hub.topic'] ?? '';
    return this.topic;
  }

  async form(fields: Readonly<Record<string, string>>): Promise<Response> {
    const text = new URLSearchParams(fields).toString();
    return this.request('POST', '', text, 'application/x-www-form-urlencoded');
  }

  subscription(more: Readonly<Record<string, string>> = {}): Promise<Response> {
    return this.form({
      'hub.channel.type': 'websocket',
      'hub.mode': 'subscribe',
      'hub.topic': this.topic,
      'hub.events': ALL,
      'subscriber.name': 'Acme Dictation',
      ...more,
    });
  }

  /** Subscribes, connects, and waits for the confirmation. */
  async connect(more: Readonly<Record<string, string>> = {}): Promise<this> {
    if (this.topic === '') await this.discover();
    const answer = await this.subscription(more);
    if (answer.status !== 202) throw new Error(`The subscription was answered ${answer.status}`);
    const given = (await answer.json()) as Record<string, string>;
    this.endpoint = given['hub.channel.endpoint'] ?? '';
    const socket = new WebSocket(this.endpoint);
    this.socket = socket;
    socket.on('message', (data: Buffer) => this.hear(JSON.parse(data.toString('utf8')) as Came));
    socket.on('error', () => undefined);
    socket.on('close', (code) => {
      this.closed = code;
      this.wake();
    });
    await this.hears(() => this.came.some((one) => one['hub.mode'] === 'subscribe'));
    return this;
  }

  private hear(came: Came): void {
    this.came.push(came);
    const status = came.event && came.id ? this.answer(came) : undefined;
    if (status !== undefined) this.socket?.send(JSON.stringify({ id: came.id, status }));
    this.wake();
  }

  private wake(): void {
    for (const wake of this.waiting.splice(0)) wake();
  }

  /** Settles once something is so. */
  async hears(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  say(text: string): void {
    this.socket?.send(text);
  }

  /** Asks for a change of context; gives the answer's status. */
  async change(
    name: string,
    context: readonly object[],
    more: { readonly id?: string; readonly versionId?: string } = {},
  ): Promise<Response> {
    const body = {
      timestamp: new Date().toISOString(),
      id: more.id ?? randomUUID(),
      event: {
        'hub.topic': this.topic,
        'hub.event': name,
        ...(more.versionId === undefined ? {} : { 'context.versionId': more.versionId }),
        context,
      },
    };
    return this.request('POST', '', JSON.stringify(body), 'application/json');
  }

  async current(): Promise<Record<string, unknown>> {
    return (await (await this.request('GET', `/${this.topic}`)).json()) as Record<string, unknown>;
  }

  /** As a program that crashes. */
  crash(): void {
    this.socket?.terminate();
  }

  close(): void {
    this.socket?.close(1000);
  }
}

/** A study and its patient, as the examples of ImagingStudy-open have them (3.5.1). */
export const studyContext = (study: string, patientId: string, accession?: string): readonly object[] => [
  {
    key: 'study',
    resource: {
      resourceType: 'ImagingStudy',
      id: `of-${study}`,
      identifier: [
        { system: 'urn:dicom:uid', value: `urn:oid:${study}` },
        ...(accession === undefined
          ? []
          : [
              {
                type: {
                  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'ACSN' }],
                },
                system: 'urn:oid:2.16.840.1.113883.19.5',
                value: accession,
              },
            ]),
      ],
      status: 'unknown',
      subject: { reference: 'Patient/p' },
    },
  },
  {
    key: 'patient',
    resource: {
      resourceType: 'Patient',
      id: 'p',
      identifier: [
        {
          use: 'official',
          type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] },
          value: patientId,
        },
      ],
    },
  },
];

/** A report of a study, as the example of DiagnosticReport-open has it (3.6.1). */
export const reportContext = (report: string, study: string, patientId: string): readonly object[] => [
  {
    key: 'report',
    resource: {
      resourceType: 'DiagnosticReport',
      id: report,
      status: 'unknown',
      code: { coding: [{ system: 'http://loinc.org', code: '19005-8' }] },
      subject: { reference: 'Patient/p' },
    },
  },
  ...studyContext(study, patientId),
];
