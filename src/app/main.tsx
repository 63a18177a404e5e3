import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { studiesKey, studiesQuery } from '@/features/worklist/useStudies';
import { watchFocus } from '@/ui/overlay/watchFocus';
import { fetchFirstTexts } from '@/i18n/fetchTexts';
import { App } from './App';
import { askAgainWithNewToken } from './askAgain';
import './app.css';
import { ErrorBoundary } from './ErrorBoundary';
import type { Boot } from './settings';
import { StartFault } from './StartFault';

/** Puts the page on the screen as soon as the settings are there. */
export async function start(beginning: Promise<Boot>): Promise<void> {
  watchFocus();
  const place = document.getElementById('root');
  if (!place) throw new Error('index.html: no #root');
  const queries = new QueryClient();
  const content = await beginning.then(
    async (boot) => {
      if (boot.session) askAgainWithNewToken(queries, boot.session.credentials);
      await seedFirstPage(queries, boot);
      return <App boot={boot} />;
    },
    (error: unknown) => <StartFault error={error} />,
  );
  await fetchFirstTexts();
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <ErrorBoundary>{content}</ErrorBoundary>
      </QueryClientProvider>
    </StrictMode>,
  );
}

/** Hands the page of studies that boot asked for to the list: as rows when it is here, else as a question under way. */
async function seedFirstPage(queries: QueryClient, { archives, first }: Boot): Promise<void> {
  const archive = archives.find(({ id }) => id === first?.archive);
  if (!first || !archive) return;
  const { query } = first;
  const nothing = new Promise<undefined>((resolve) => setTimeout(resolve));
  const page = await Promise.race([first.page.catch(() => undefined), nothing]);
  if (page) queries.setQueryData(studiesKey(archive.id, query), { pages: [page], pageParams: [0] });
  else void queries.prefetchInfiniteQuery({ ...studiesQuery(archive, query), queryFn: () => first.page });
}
