import * as z from 'zod/mini';
import { isUid } from '@/dicom/dataset/uid';
import { DEVICES, SHARE_RIGHTS } from '@/protocol/scope';

/** The longest that a share may last. */
export const MOST_DAYS = 30;
const DAY_MS = 86_400_000;
/** Clocks of browsers and companions differ; so much is forgiven at the far end. */
const CLOCKS_MS = 300_000;

/** Text of people: one line or several, nothing that a terminal or a log would act upon. */
const words = (most: number) =>
  z.pipe(
    z.string().check(z.maxLength(most)),
    z.transform((text) => text.replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, ' ').trim()),
  );
const uid = z.string().check(z.refine(isUid));

const asked = z.object({
  archive: z.string().check(z.regex(/^[\w-]{1,64}$/)),
  studies: z.array(uid).check(z.minLength(1), z.maxLength(20)),
  series: z.optional(z.array(uid).check(z.minLength(1), z.maxLength(500))),
  rights: z.array(z.enum(SHARE_RIGHTS)).check(z.maxLength(8)),
  until: z.number(),
  passcode: z.optional(z.boolean()),
  mostUses: z.optional(z.int().check(z.minimum(1), z.maximum(1000))),
  to: z.optional(words(64)),
  note: z.optional(words(500)),
  view: z.string().check(z.regex(/^\/view\/[\x21-\x7e]{1,8000}$/)),
  about: z.optional(
    z.object({
      modalities: z.array(z.string().check(z.regex(/^[A-Z0-9]{1,16}$/))).check(z.maxLength(20)),
      series: z.int().check(z.minimum(0), z.maximum(100_000)),
      images: z.int().check(z.minimum(0), z.maximum(10_000_000)),
    }),
  ),
});

/** What somebody wants to share, each field as it has to be. */
export type AskedShare = z.infer<typeof asked>;

/** Reads what is to be shared; gives the field that is wrong otherwise. */
export function readAskedShare(json: unknown, now: number): AskedShare | { readonly wrong: string } {
  const read = asked.safeParse(json);
  if (!read.success) return { wrong: read.error.issues[0]?.path.join('.') || 'body' };
  const { until } = read.data;
  if (until <= now || until > now + MOST_DAYS * DAY_MS + CLOCKS_MS) return { wrong: 'until' };
  return read.data;
}

const secret = z.string().check(z.regex(/^[\w-]{1,64}$/));
const link = z.object({ id: secret, secret });
const opening = z.object({
  id: secret,
  secret,
  passcode: z.optional(z.string().check(z.maxLength(64))),
  device: z._default(z.enum(DEVICES), 'desktop'),
  session: z.optional(secret),
});

export const readLink = (json: unknown) => link.safeParse(json).data;
export const readOpening = (json: unknown) => opening.safeParse(json).data;
