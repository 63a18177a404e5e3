import '@/ui/theme.css';
import { speakAsBefore } from '@/i18n/language';
import { fetchTexts } from '@/i18n/fetchTexts';
import { sayFault } from './sayFault';
import { scriptRel } from './scriptRel';

/**
 * Whether the address may be that of images: asked before the rest of the code is here, so of less than the parser of addresses knows. A
 * wrong guess fetches files early, or late, and nothing else.
 */
const mayBeOfImages =
  /^#\/(view|open)\//.test(location.hash) || /[?&]study(instanceuids|uid)=/i.test(location.search);

/** Files that a link to images needs at once: index.html names them (bundling/preloads.ts) and fetches none. */
if (mayBeOfImages)
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[data-images]'))
    link.rel = link.as === 'script' ? scriptRel : 'preload';

// Beside the code that says them; who needs them asks again, and meets what failed.
speakAsBefore();
for (const part of mayBeOfImages ? (['first', 'viewing'] as const) : (['first'] as const))
  fetchTexts(part).catch(() => undefined);

import('./boot').catch(sayFault);
