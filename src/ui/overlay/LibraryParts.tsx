import type { ReactNode } from 'react';
import { spoken } from '@/i18n/language';
import { I18nProvider } from 'react-aria-components';

/** What every part of react-aria-components stands in here, for the language that is spoken. */
export const LibraryParts = ({ children }: { children: ReactNode }) => (
  <I18nProvider locale={spoken().locale}>{children}</I18nProvider>
);
