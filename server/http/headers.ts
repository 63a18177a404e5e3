/** Content Security Policy, directive by directive: the page loads and reaches nothing but its own origin. */
const POLICY = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'worker-src': "'self'",
  'style-src': "'self'",
  // Cornerstone and React set style attributes; no stylesheet can be injected through them.
  'style-src-attr': "'unsafe-inline'",
  'img-src': "'self' data: blob:",
  'media-src': 'blob:',
  'font-src': "'self'",
  'connect-src': "'self'",
  'manifest-src': "'self'",
  'frame-src': "'none'",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  'require-trusted-types-for': "'script'",
  'trusted-types': 'default',
} as const;

/** The sources of a directive; a list of origins takes the place of 'none', which stands alone (CSP 3, 2.3.1). */
function sourcesOf(
  directive: string,
  sources: string,
  origins: readonly string[],
  embedders: readonly string[],
) {
  if (directive === 'connect-src') return [sources, ...origins];
  return directive === 'frame-ancestors' && embedders.length > 0 ? embedders : [sources];
}

/**
 * Sent with every answer, and written into the files for static hosts: one table for both. `origins` are those that the
 * page asks beside its own: its issuer's, where that is another. `embedders` are those whose pages may show it in a frame: by
 * themselves, none.
 */
export const securityHeaders = (
  origins: readonly string[],
  embedders: readonly string[] = [],
): Readonly<Record<string, string>> => ({
  'Content-Security-Policy': Object.entries(POLICY)
    .map(([directive, sources]) =>
      [directive, ...sourcesOf(directive, sources, origins, embedders)].join(' '),
    )
    .join('; '),
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy':
    'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=(), window-management=(self)',
});

/** The headers of a page that asks no other origin. */
export const SECURITY_HEADERS = securityHeaders([]);

/** Hashed names never change their content; everything else is asked for again each time. */
export const CACHE = {
  assets: 'public, max-age=31536000, immutable',
  page: 'no-store',
} as const;

/** The header lines of an nginx `server` block. */
export const nginxHeaders = (origins: readonly string[] = [], embedders: readonly string[] = []): string =>
  Object.entries(securityHeaders(origins, embedders))
    .map(([name, value]) => `    add_header ${name} "${value}" always;\n`)
    .join('');

/** A `_headers` file as several static hosts read it. */
export const staticHostHeaders = (
  origins: readonly string[] = [],
  embedders: readonly string[] = [],
): string => {
  const lines = Object.entries(securityHeaders(origins, embedders)).map(
    ([name, value]) => `  ${name}: ${value}\n`,
  );
  return `/*\n${lines.join('')}\n/assets/*\n  Cache-Control: ${CACHE.assets}\n\n/index.html\n  Cache-Control: ${CACHE.page}\n\n/config.json\n  Cache-Control: ${CACHE.page}\n`;
};
