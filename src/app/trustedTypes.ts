interface PolicyOptions {
  readonly createHTML: (text: string) => string;
  readonly createScript: (text: string) => string;
  readonly createScriptURL: (url: string) => string;
}

/** What lib.dom does not know yet of https://www.w3.org/TR/trusted-types/. */
interface TrustedTypes {
  readonly defaultPolicy: object | null;
  createPolicy(name: string, options: PolicyOptions): object;
}

/**
 * Whether a worker or script may be loaded from here: this origin, the built files only. While developing, vite serves
 * sources from everywhere below the origin.
 */
export function isOwnScript(url: string, base: string, isDev: boolean): boolean {
  if (!URL.canParse(url, base)) return false;
  const { origin, pathname } = new URL(url, base);
  return origin === new URL(base).origin && (isDev || /^(\/[\w.-]+)*\/assets\/[\w.-]+\.js$/.test(pathname));
}

function refuse(): never {
  throw new TypeError('Text is never turned into HTML or script here.');
}

/** With `require-trusted-types-for 'script'`: only the page's own workers load, and no text becomes HTML or code. */
export function installTrustedTypes(): void {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  if (!trustedTypes || trustedTypes.defaultPolicy) return;
  trustedTypes.createPolicy('default', {
    createHTML: refuse,
    createScript: refuse,
    createScriptURL: (url) => {
      if (!isOwnScript(url, location.href, import.meta.env.DEV))
        throw new TypeError('Only own workers are loaded.');
      return url;
    },
  });
}
