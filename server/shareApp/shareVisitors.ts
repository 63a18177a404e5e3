import type { Context } from 'hono';
import { bearerOf } from '../access/bearer';
import type { Person } from '../access/person';
import type { Audit } from '../audit/audit';
import { agentOf, type Visitor, type Visitors } from '../gate/visitor';
import { refusal, triedAt } from './answers';

const SIGN_IN = 'Sign in to share.';
const MAY_NOT = 'Your role does not allow this.';

/** Who asks, and the refusal of those who may not, on record. */
export interface ShareVisitors {
  visitorOf(context: Context): Promise<Visitor>;
  refuseVisitor(visitor: Visitor, reason: string, sentence?: string): Response;
  /** Somebody who has signed in, or the refusal. */
  personOf(context: Context): Promise<Person | Response>;
}

export function createShareVisitors({
  visitors,
  audit,
}: {
  readonly visitors: Visitors;
  readonly audit: Audit;
}): ShareVisitors {
  const visitorOf = (context: Context): Promise<Visitor> =>
    visitors.of(bearerOf(context.req.header('authorization')));
  const refuseVisitor = (visitor: Visitor, reason: string, sentence = MAY_NOT): Response => {
    const isNobody = visitor.is === 'nobody';
    audit.note({
      action: 'refuse',
      agent: agentOf(visitor),
      reason: isNobody ? visitor.reason : reason,
      ...(visitor.is === 'guest' ? triedAt(visitor.share) : {}),
    });
    if (!isNobody) return refusal(403, sentence);
    const response = refusal(401, SIGN_IN);
    response.headers.set('WWW-Authenticate', 'Bearer');
    return response;
  };
  const personOf = async (context: Context): Promise<Person | Response> => {
    const visitor = await visitorOf(context);
    return visitor.is === 'person' ? visitor.person : refuseVisitor(visitor, 'route');
  };
  return { visitorOf, refuseVisitor, personOf };
}
