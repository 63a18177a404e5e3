import { personId, type People } from '../access/person';
import { endOf } from '../share/share';
import type { ShareFile } from '../share/shareFile';
import type { ShareTokens } from '../share/tokens';
import type { Admission } from './room';

/** Whom a token stands for; undefined: nobody, or nobody any more. Never rejects. */
export type Admit = (token: string) => Promise<Admission | undefined>;

/** Lets in who has signed in, and guests while their share holds. */
export function admitBy(parts: {
  readonly people: People;
  /** Absent: there are no guests. */
  readonly guests?: { readonly tokens: ShareTokens; readonly shares: Pick<ShareFile, 'find'> } | undefined;
  readonly now?: () => number;
}): Admit {
  const { people, guests, now = Date.now } = parts;
  return async (token) => {
    try {
      const id = await guests?.tokens.read(token, now());
      if (guests === undefined || id === undefined) {
        const person = await people.of(token);
        return person && { key: personId(person), name: person.name, isGuest: false };
      }
      const share = guests.shares.find(id);
      if (!share || endOf(share, now()) !== undefined) return undefined;
      return { key: `share ${id}`, name: share.creatorName, isGuest: true };
    } catch {
      return undefined;
    }
  };
}
