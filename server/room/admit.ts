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
  readonly tokens: ShareTokens;
  readonly shares: Pick<ShareFile, 'find'>;
  readonly now: () => number;
}): Admit {
  const { people, tokens, shares, now } = parts;
  return async (token) => {
    try {
      const id = await tokens.read(token, now());
      if (id === undefined) {
        const person = await people.of(token);
        return person && { key: personId(person), name: person.name, isGuest: false };
      }
      const share = shares.find(id);
      if (!share || endOf(share, now()) !== undefined) return undefined;
      return { key: `share ${id}`, name: share.creatorName, isGuest: true };
    } catch {
      return undefined;
    }
  };
}
