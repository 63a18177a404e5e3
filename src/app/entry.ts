import '@/ui/theme.css';
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

import('./boot').catch(sayFault);
