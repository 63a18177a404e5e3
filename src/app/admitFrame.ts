import * as z from 'zod/mini';
import { isEmbedOrigin, MOST_EMBED_ORIGINS } from '@/protocol/embedOrigin';
import { SettingsError } from './settings';

const schema = z.object({
  origins: z
    .array(z.string().check(z.refine(isEmbedOrigin)))
    .check(z.minLength(1), z.maxLength(MOST_EMBED_ORIGINS)),
});

/** The sites that config.json names under `embed`. @throws SettingsError that names the field which is missing or wrong. */
export function embedOriginsOf(embed: unknown): readonly string[] {
  const read = schema.safeParse(embed);
  if (read.success) return read.data.origins;
  throw new SettingsError(['embed', ...(read.error.issues[0]?.path ?? [])].join('.'));
}

/**
 * Whether the page may go on inside another: pages of other sites than those named show nothing of it. The header `frame-ancestors`
 * says the same to the browser; this stands where a server forgets it. Browsers that do not tell who is around rely on the header.
 * @throws SettingsError
 */
export function admitFrame(
  embed: unknown,
  around: Iterable<string> | undefined = location.ancestorOrigins,
): void {
  const origins = embedOriginsOf(embed);
  if ([...(around ?? [])].some((origin) => !origins.includes(origin)))
    throw new SettingsError('embed.origins');
}
