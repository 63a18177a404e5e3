import { Hono } from 'hono';
import * as z from 'zod/mini';
import { isUid } from '@/dicom/dataset/uid';
import { notDone, problem } from '../http/problem';
import { RequestPace } from '../http/pace';
import { readJsonWithin } from '../http/readJson';
import type { Audit, AuditAgent } from './audit';

/** What the page sends is far below: a line of the record is as long as what is named in it. */
const MOST_BYTES = 8 * 1024;
const uids = z.optional(z.array(z.string().check(z.refine(isUid))).check(z.maxLength(20)));
const body = z.object({
  events: z
    .array(
      z.object({
        action: z.enum(['sign-in', 'sign-out', 'export', 'launch']),
        studies: uids,
        series: uids,
        ehr: z.optional(z.string()),
      }),
    )
    .check(z.minLength(1), z.maxLength(10)),
});

type Event = z.infer<typeof body>['events'][number];

interface AuditAppParts {
  readonly audit: Audit;
  /** EHRs of the settings, by their FHIR servers: a page can name no other. */
  readonly ehrs?: readonly string[];
  /** Whether a share lets its guests take away what they name; without it they put nothing on record. */
  readonly mayExport?: (share: string, studies: readonly string[]) => boolean;
  /** Whom an Authorization header stands for; undefined: nobody. */
  readonly agentOf: (authorization: string | undefined) => Promise<AuditAgent | undefined>;
  /** Ends what somebody began here and left open on other devices. */
  readonly onSignOut?: (agent: AuditAgent & { readonly is: 'person' }) => Promise<void>;
}

/** Why these events are not put on record: a page says only what it can know. */
function refusalOf(
  { ehrs, mayExport }: AuditAppParts,
  agent: AuditAgent,
  events: readonly Event[],
): Response | undefined {
  // Of itself a guest's page knows one thing alone: what of the share was taken away.
  const isForged = ({ action, studies = [], series }: Event): boolean =>
    agent.is === 'guest' &&
    (action !== 'export' || series !== undefined || mayExport?.(agent.share, studies) !== true);
  if (events.some(isForged))
    return problem(403, 'A guest puts on record what of the share was taken away, and nothing else.');
  const isStray = ({ action, ehr }: Event): boolean =>
    (action === 'launch') !== (ehr !== undefined) || (ehr !== undefined && ehrs?.includes(ehr) !== true);
  if (events.some(isStray))
    return problem(400, 'A launch is put on record with the EHR that it came from, one of the settings.');
  return undefined;
}

/**
 * What only the page knows: that somebody signed in or out, opened studies out of an EHR, or took a picture or a table away. Advisory, since a page
 * may keep silent; what is asked of the archive the companion sees for itself.
 */
export function auditApp(parts: AuditAppParts): Hono {
  const app = new Hono();
  // What a page sends comes by one or two a minute.
  const pace = new RequestPace(Date.now, { perS: 0.5, burst: 60 });
  app.post('/events', async (context) => {
    const agent = await parts.agentOf(context.req.header('authorization'));
    if (agent === undefined) {
      const response = problem(401, 'Only who has signed in or was invited is put on record.');
      response.headers.set('WWW-Authenticate', 'Bearer');
      return response;
    }
    if (
      !pace.takes(
        agent.is === 'guest' ? agent.share : `${agent.is} ${agent.is === 'person' ? agent.subject : ''}`,
      )
    ) {
      const response = problem(429, 'These are too many events at once: wait a minute.');
      response.headers.set('Retry-After', '60');
      return response;
    }
    const sent = await readJsonWithin(MOST_BYTES, context.req.raw);
    if (sent.is === 'too-much') return problem(413, 'These are too many events at once.');
    const read = body.safeParse(sent.is === 'json' ? sent.value : undefined);
    if (!read.success) return problem(400, 'These are no events that the page can put on record.');
    const refused = refusalOf(parts, agent, read.data.events);
    if (refused) return refused;
    const request = context.req.header('x-request-id');
    for (const { action, studies, series, ehr } of read.data.events) {
      if (action === 'sign-out' && agent.is === 'person') await parts.onSignOut?.(agent);
      parts.audit.note({
        action,
        agent,
        ...(studies ? { studies } : {}),
        ...(series ? { series } : {}),
        ...(ehr === undefined ? {} : { ehr }),
        ...(agent.is === 'guest' ? { share: agent.share } : {}),
        ...(request !== undefined && /^[\w-]{1,64}$/.test(request) ? { request } : {}),
      });
    }
    return new Response(null, { status: 204, headers: { 'Cache-Control': 'no-store' } });
  });
  app.notFound(() => problem(404, 'This service knows no such address.'));
  app.onError((error) => notDone(error, 'The event could not be put on record.'));
  return app;
}
