/** What the FHIRcast hub bears. */
export const FHIRCAST_LIMITS = {
  /** People whose sessions it keeps at once. */
  topics: 1_000,
  /** Subscriptions of one person: the pages they have open, a dictation, a worklist. */
  subscribersEach: 16,
  /** A request, or a message on a channel. */
  bodyBytes: 512 * 1024,
  messageBytes: 16 * 1024,
  messagesPerS: 50,
  /** Requests of one person: so many at once, then so many a second. */
  requestsAtOnce: 60,
  requestsPerS: 5,
  /** Resources that are shared in one report, and their characters as JSON. */
  contentResources: 1_000,
  contentChars: 2 * 1024 ** 2,
  /** More than this on its way to a subscriber who takes nothing ends the subscription. */
  behindBytes: 4 * 1024 ** 2,
  /** How long a channel that was given out waits for its subscriber. */
  connectMs: 30_000,
  /** Of no answer to an event within this the others are told (FHIRcast 2.5). */
  answerMs: 10_000,
  /** A subscription holds so long, or shorter where less was asked for. */
  leaseS: 3_600,
  heartbeatMs: 10_000,
  /** A person's token is asked this often whether it holds. */
  checkMs: 10_000,
  /** A context that nobody is subscribed to any more is forgotten after this. */
  idleMs: 10 * 60_000,
  /** Events that are remembered by their ids, so that an old one sent again changes nothing. */
  eventsKept: 200,
  /** Lines that are being opened: of all, and of one network address. */
  strangers: 200,
  strangersEach: 50,
} as const;

export type FhircastLimits = { readonly [Name in keyof typeof FHIRCAST_LIMITS]: number };
