import type { Page } from '@playwright/test';
import { allRows, attributeText } from './dicomWeb';

/** What people are known by: names, IDs, birth dates, accession numbers, and UIDs of studies. */
export async function secrets(root: string): Promise<string[]> {
  const fields = ['00100010', '00100020', '00100030', '00080050', '00080020', '00080090', '0020000D'];
  const query = `studies?${fields.map((field) => `includefield=${field}`).join('&')}`;
  const found = (await allRows(root, query)).flatMap((row) =>
    fields.flatMap((field) => {
      const value = attributeText(row, field).split('=')[0] ?? '';
      const parts = field === '00100010' || field === '00080090' ? value.split('^') : [value];
      return parts.filter((part) => part.length >= 5);
    }),
  );
  // The word that names the samples as samples is no secret; it may stand anywhere.
  return [...new Set(found)].filter((secret) => !/^(sample|phantom)$/i.test(secret));
}

/** What a page keeps beyond itself. */
export const keptOnPage = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const stores = [localStorage, sessionStorage].map((storage) => JSON.stringify({ ...storage }));
    const databases = (await indexedDB.databases()).map(({ name }) => name ?? '');
    const caches = await window.caches.keys();
    return [...stores, ...databases, ...caches, document.cookie, document.title].join('\n');
  });
