import { createServer, type Server } from 'node:http';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { findNginx } from '../../../scripts/machine.mjs';
import { Visitor } from '../../../server/testing/signIn';
import { startCompanion } from '../../harness/companion';
import { expect, test as base } from '../../fixtures/fixtures';
import { E2E_CACHE, ROOT } from '../../harness/machine';
import { startNginx } from '../../harness/nginx';

/** An archive that would rather have the origin than send pictures: the last word of the address says what it tries. */
const test = base.extend<{ malicious: string }>({
  malicious: async ({}, use) => {
    const server: Server = createServer((incoming, outgoing) => {
      const tries = /\/([a-z]+)(\?.*)?$/.exec(incoming.url ?? '')?.[1] ?? '';
      outgoing.setHeader('Service-Worker-Allowed', '/');
      outgoing.setHeader('Set-Cookie', 'stolen=1; Path=/');
      outgoing.setHeader('Clear-Site-Data', '"*"');
      outgoing.setHeader('Link', '</taken>; rel=preload; as=script');
      outgoing.setHeader('Refresh', '0; url=/taken');
      outgoing.setHeader('Access-Control-Allow-Origin', '*');
      outgoing.setHeader('Content-Security-Policy', "script-src 'unsafe-inline' *");
      const script =
        "self.taken = true; self.addEventListener?.('fetch', (e) => e.respondWith(new Response('taken')));";
      const page = `<!doctype html><title>taken</title><script>document.title = 'taken by script'; ${script}</script>`;
      const [type, body, status = 200] = {
        script: ['text/javascript', script],
        html: ['text/html', page],
        sniffed: ['', page],
        svg: ['image/svg+xml', `<svg xmlns="http://www.w3.org/2000/svg"><script>${script}</script></svg>`],
        xml: ['text/xml', `<html xmlns="http://www.w3.org/1999/xhtml"><script>${script}</script></html>`],
        mixed: [
          'multipart/x-mixed-replace; boundary=x',
          `--x\r\nContent-Type: text/html\r\n\r\n${page}\r\n--x--`,
        ],
        missing: ['text/html', page, 404],
        elsewhere: ['text/html', page, 302],
      }[tries] ?? ['application/dicom+json', '[]'];
      if (status === 302) outgoing.setHeader('Location', 'https://evil.example/');
      outgoing.writeHead(Number(status), type === '' ? {} : { 'Content-Type': type }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.closeAllConnections();
    server.close();
  },
});

const TRIES = ['script', 'html', 'sniffed', 'svg', 'xml', 'mixed', 'missing', 'elsewhere'];
const FORBIDDEN =
  /^(service-worker-allowed|set-cookie|clear-site-data|location|refresh|link|access-control-.*)$/;

/** What came back for each try; nothing of it is a page, a script, or an order to the browser. */
async function isDataOnly(root: string, headers: Record<string, string> = {}): Promise<void> {
  for (const tries of TRIES) {
    const answer = await fetch(`${root}/studies/1.2/bulkdata/${tries}`, { redirect: 'manual', headers });
    const names = [...answer.headers.keys()].filter((name) => FORBIDDEN.test(name));
    expect(names, tries).toEqual([]);
    expect(answer.headers.get('content-type'), tries).toMatch(/^application\/(octet-stream|json)$/);
    expect(answer.headers.get('x-content-type-options'), tries).toBe('nosniff');
    expect(answer.headers.get('content-security-policy'), tries).toContain("default-src 'none'");
    expect(answer.headers.get('cross-origin-resource-policy'), tries).toBe('same-origin');
    if (answer.ok) expect(answer.headers.get('content-disposition'), tries).toContain('attachment');
  }
  const worker = { headers: { ...headers, 'Service-Worker': 'script' } };
  expect((await fetch(`${root}/studies/1.2/bulkdata/script`, worker)).status).toBe(403);
  const list = await fetch(`${root}/studies`, { headers });
  expect(list.headers.get('content-type')).toBe('application/dicom+json');
  expect(list.headers.get('content-security-policy')).toContain('sandbox');
}

test('a malicious archive does not get the origin, not even for a visit', async ({ page, malicious }) => {
  const companion = await startCompanion({ archive: `${malicious}/rs` });
  try {
    await isDataOnly(companion.dicomWeb);
    // A registration from the page's own origin, by code that got there somehow.
    await page.goto(`${companion.url}/config.json`);
    const registered = await page.evaluate((url) => {
      // Code that got there has its way with trusted types too: the answer itself has to be no script.
      const types = Reflect.get(globalThis, 'trustedTypes') as
        { createPolicy(name: string, rules: object): unknown } | undefined;
      types?.createPolicy('default', { createScriptURL: (text: string) => text });
      return navigator.serviceWorker.register(url, { scope: '/' }).then(
        () => 'registered',
        () => 'refused',
      );
    }, `${companion.dicomWeb}/studies/1.2/bulkdata/script`);
    expect(registered).toBe('refused');
    const left = await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
    expect(left).toBe(0);
    expect(await page.evaluate(() => document.cookie)).toBe('');
  } finally {
    await companion.stop();
  }
});

test.describe('nginx', () => {
  test.skip(!findNginx(), 'needs nginx, which is not here');
  const folder = mkdtempSync(join(E2E_CACHE, 'folder-'));
  test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('with docs/nginx.conf the same', async ({ malicious }) => {
    const nginx = await startNginx(join(folder, 'static'), undefined, malicious);
    try {
      await isDataOnly(`${nginx.url}/dicom-web`);
      const elsewhere = { headers: { 'Sec-Fetch-Site': 'cross-site' } };
      expect((await fetch(`${nginx.url}/dicom-web/studies`, elsewhere)).status).toBe(403);
      // The page is sent as the build compressed it, and not compressed again for each visitor.
      const script = /src="(\/assets\/[^"]+)"/.exec(await (await fetch(`${nginx.url}/`)).text())?.[1] ?? '';
      const packed = await fetch(`${nginx.url}${script}`, {
        method: 'HEAD',
        headers: { 'Accept-Encoding': 'gzip' },
      });
      expect(packed.headers.get('content-encoding')).toBe('gzip');
      expect(packed.headers.get('content-type')).toContain('javascript');
      const built = statSync(join(ROOT, 'dist', `${script}.gz`)).size;
      expect(Number(packed.headers.get('content-length'))).toBe(built);
    } finally {
      await nginx.stop();
    }
  });

  test('with docs/nginx-share.conf the same', async ({ malicious }) => {
    const companion = await startCompanion({ archive: `${malicious}/dicom-web`, demoLogin: true });
    const nginx = await startNginx(join(folder, 'share'), companion.url, malicious);
    try {
      const token = (await new Visitor(companion.url).signIn(`${companion.url}/demo-login`, 'dr-a'))
        .access_token;
      await isDataOnly(`${nginx.url}/dicom-web`, { Authorization: `Bearer ${token}` });
    } finally {
      await nginx.stop();
      await companion.stop();
    }
  });
});
