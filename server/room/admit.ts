import { personId } from '../access/person';
import type { Visitors } from '../gate/visitor';
import type { Admission } from './room';

/** Whom a token stands for; undefined: nobody, or nobody any more. Never rejects. */
export type Admit = (token: string) => Promise<Admission | undefined>;

/** Lets in who has signed in, and guests while their share holds. */
export const admitBy =
  (visitors: Visitors): Admit =>
  async (token) => {
    const visitor = await visitors.of(token).catch(() => undefined);
    if (visitor?.is === 'person') {
      const { person } = visitor;
      // A room leads through studies: who may read none has no place in it.
      if (!person.may.has('read')) return undefined;
      return { key: personId(person), name: person.name, isGuest: false };
    }
    if (visitor?.is !== 'guest') return undefined;
    const { id, creatorName } = visitor.share;
    return { key: `share ${id}`, name: creatorName, isGuest: true };
  };
