import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { ROOT } from './machine';
import { freePort } from './ports';

/** Another site, of its own origin. */
export interface Site {
  readonly origin: string;
  stop(): Promise<void>;
}

/** Serves pages by their paths at localhost, which is another site than 127.0.0.1. */
export async function startSite(port: number, pages: Readonly<Record<string, string>>): Promise<Site> {
  const server = createServer((request, response) => {
    const body = pages[new URL(request.url ?? '/', 'http://localhost').pathname];
    response.writeHead(body === undefined ? 404 : 200, { 'Content-Type': 'text/html; charset=utf-8' });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(port, 'localhost', resolve));
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { origin: `http://localhost:${port}`, stop };
}

/** A port for a site, and the origin that it will have. */
export async function sitePlace(): Promise<{ readonly port: number; readonly origin: string }> {
  const port = await freePort();
  return { port, origin: `http://localhost:${port}` };
}

/** The page that docs/embedding.md shows to those who embed, about this viewer and study. */
export function examplePage(viewer: string, study: string): string {
  const text = readFileSync(join(ROOT, 'docs', 'embedding.md'), 'utf8');
  const [, page = ''] = /```html\n(.*?)```/s.exec(text) ?? [];
  return page.replace('https://viewer.example.org', viewer).replace("'1.2.3'", `'${study}'`);
}

/** A message that reached the embedding page, by its window or by the port that it handed in. */
export interface Crossed {
  readonly over: 'window' | 'port';
  readonly from?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

interface Recording {
  crossed: Crossed[];
}

/** Writes down every message that reaches the outermost page, from its first moment. */
export async function recordCrossings(page: Page): Promise<void> {
  await page.addInitScript(() => {
    if (window.top !== window) return;
    const crossed: Crossed[] = [];
    (window as unknown as Recording).crossed = crossed;
    addEventListener('message', ({ origin, data }) => crossed.push({ over: 'window', from: origin, data }));
    window.MessageChannel = class extends MessageChannel {
      constructor() {
        super();
        this.port1.addEventListener('message', ({ data }) => crossed.push({ over: 'port', data }));
      }
    };
  });
}

export const crossings = (page: Page): Promise<Crossed[]> =>
  page.evaluate(() => (window as unknown as Recording).crossed);
