import { createHash } from 'node:crypto';
import { DEMO_ACCOUNTS } from './accounts';
import type { DemoStop, DemoWords } from './words';

const STYLE = `
:root{color-scheme:dark;--bg:#0b0d10;--panel:#111418;--raised:#181c22;--hover:#20252d;--line:#232932;--line2:#39424f;--t1:#e9ecf0;--t2:#b1b9c4;--t3:#97a1ae;--accent:#5ab6ff}
*{box-sizing:border-box;margin:0}
body{min-height:100vh;min-height:100dvh;display:flex;flex-direction:column;align-items:center;justify-content:center;padding:24px 16px;background:var(--bg);color:var(--t1);font:15px/22px Inter,-apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;-webkit-font-smoothing:antialiased}
.mark{display:flex;align-items:center;gap:8px;margin-bottom:24px;font-size:17px;font-weight:600}
.mark svg{display:block}
main{width:100%;max-width:424px;padding:32px;background:var(--panel);border:1px solid var(--line2);border-radius:12px}
h1{font-size:22px;line-height:28px;font-weight:600}
p{margin-top:8px;color:var(--t2)}
form{display:flex;flex-direction:column;gap:8px;margin-top:24px}
button,.link{display:flex;align-items:center;gap:12px;width:100%;min-height:64px;padding:8px 16px;border:1px solid var(--line2);border-radius:8px;background:var(--raised);color:inherit;font:inherit;text-align:start;text-decoration:none;cursor:pointer;transition:background-color 120ms}
button:hover,.link:hover{background:var(--hover)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.link{justify-content:center;min-height:44px;margin-top:24px;font-weight:500}
.face{flex:none;display:grid;place-items:center;width:36px;height:36px;border-radius:50%;background:#2b3440;font-size:12px;font-weight:600}
.who{display:block;font-weight:500}
.about{display:block;color:var(--t3);font-size:13px;line-height:18px}
.note{margin-top:24px;max-width:424px;color:var(--t3);font-size:13px;line-height:18px;text-align:center}
.whole{white-space:nowrap}
@media (max-width:480px){main{padding:24px 16px}}
@media (prefers-reduced-motion:reduce){*{transition:none!important}}
`;
const SUBMIT = 'document.forms[0].submit()';
const MARK =
  '<svg width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" aria-hidden="true"><circle cx="12" cy="12" r="6"/><path d="M12 2.5v5M12 16.5v5M2.5 12h5M16.5 12h5" stroke-linecap="round"/><circle cx="12" cy="12" r="1.8" fill="#5ab6ff" stroke="none"/></svg>';

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * What the demo's own pages may do. Browsers hold the redirect after a form against `form-action` too, hence the
 * origin that the person came from.
 */
const policy = (returnOrigin: string, script: string): string =>
  [
    "default-src 'none'",
    `style-src ${hashOf(STYLE)}`,
    `script-src ${script}`,
    "img-src 'self'",
    `form-action 'self' ${returnOrigin}`.trim(),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** A page with the policy it is sent with. */
export interface DemoPage {
  readonly html: string;
  readonly policy: string;
}

const whole = ({ lang }: DemoWords, body: string): string =>
  `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><link rel="icon" href="/icon.svg"><title>Isocenter</title><style>${STYLE}</style></head><body><header class="mark">${MARK}Isocenter</header>${body}</body></html>`;

/** Asks who is signing in. */
export function whoPage(action: string, returnOrigin: string, words: DemoWords): DemoPage {
  const choices = DEMO_ACCOUNTS.map(
    ({ subject, name, initials, roles }) =>
      `<button name="account" value="${subject}"><span class="face" aria-hidden="true">${initials}</span><span><span class="who" lang="en">${name}</span> <span class="about">${words.about[roles[0]]}</span></span></button>`,
  ).join('');
  const [before, after] = words.note;
  const body = `<main><h1>${words.who}</h1><p>${words.choose}</p><form method="post" action="${action}">${choices}</form></main><footer class="note">${before}<code class="whole">--issuer</code>${after}</footer>`;
  return { html: whole(words, body), policy: policy(returnOrigin, "'none'") };
}

/** Says that this way is closed, and how to go on. */
export function stopPage(stop: DemoStop, words: DemoWords): DemoPage {
  const [heading, sentence] = words.stops[stop];
  const body = `<main><h1>${heading}</h1><p>${sentence}</p><a class="link" href="/">${words.back}</a></main>`;
  return { html: whole(words, body), policy: policy('', "'none'") };
}

/** Signs out at once: who pressed "Sign out" is not asked again. `form` is oidc-provider's own. */
export function leavePage(form: string, returnOrigin: string, words: DemoWords): DemoPage {
  // The button is for browsers without scripts.
  const body = `<main><h1>${words.leaving}</h1><p>${words.moment}</p>${form.replace(
    '</form>',
    `<input type="hidden" name="logout" value="yes"><noscript><button>${words.signOut}</button></noscript></form>`,
  )}</main><script>${SUBMIT}</script>`;
  return { html: whole(words, body), policy: policy(returnOrigin, hashOf(SUBMIT)) };
}

/** For the pages that oidc-provider makes itself; it adds the hash of its script. */
export const PROVIDER_POLICY = policy('http://localhost:* http://127.0.0.1:*', "'self'");
