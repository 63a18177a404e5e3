import { formatIso } from '@/dicom/values/dateText';
import { useT } from '@/i18n/t';
import type { NewerVersion } from '@/kinds/contract/newerVersion';
import { Banner } from '@/ui/Banner';
import { Button } from '@/ui/Button';

/** That a later report goes on from this one, above its text. */
export function Newer({ newer, onOpen }: { readonly newer: NewerVersion; readonly onOpen: () => void }) {
  const t = useT();
  const { author, at } = newer;
  const by = t('sr.by', { author: author ?? t('sr.nobody'), at: formatIso(at) ?? t('sr.noTime') });
  return (
    <Banner testId="newer-version" text={t('sr.newer', { by })}>
      <Button onClick={onOpen}>{t('sr.newer.open')}</Button>
    </Banner>
  );
}
