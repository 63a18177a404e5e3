import * as z from 'zod/mini';
import type { Ehr } from '@/features/launch/launched';
import { isEhrOrigin, isFhirBase, MOST_EHR_ORIGINS, MOST_EHRS, USUAL_SMART_SCOPE } from '@/protocol/smart';
import { SettingsError } from './settings';

const hasWords = (scope: string): boolean =>
  ['launch', 'openid'].every((word) => scope.split(' ').includes(word));

const ehr = z.object({
  iss: z.string().check(z.refine(isFhirBase)),
  name: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(60))),
  clientId: z.string().check(z.minLength(1), z.maxLength(200)),
  scope: z._default(z.string().check(z.maxLength(1000), z.refine(hasWords)), USUAL_SMART_SCOPE),
  archive: z.optional(z.string().check(z.regex(/^[\w-]{1,64}$/))),
  origins: z._default(
    z.array(z.string().check(z.refine(isEhrOrigin))).check(z.maxLength(MOST_EHR_ORIGINS)),
    [],
  ),
});
const schema = z.array(ehr).check(
  z.maxLength(MOST_EHRS),
  z.refine((all) => new Set(all.map(({ iss }) => iss)).size === all.length),
);

/**
 * The EHRs that config.json names under `smart`; none where it has no such field.
 * @throws SettingsError that names the field which is missing or wrong.
 */
export function ehrsOf(smart: unknown, archives: readonly { readonly id: string }[]): readonly Ehr[] {
  if (smart === undefined) return [];
  const read = schema.safeParse(smart);
  if (!read.success) throw new SettingsError(['smart', ...(read.error.issues[0]?.path ?? [])].join('.'));
  const stray = read.data.findIndex(
    ({ archive }) => archive !== undefined && !archives.some(({ id }) => id === archive),
  );
  if (stray >= 0) throw new SettingsError(`smart.${stray}.archive`);
  return read.data.map((one) => ({ ...one, name: one.name ?? new URL(one.iss).host }));
}
