import { useEffect } from 'react';
import type { MessageKey } from '@/i18n/en';
import { useT } from '@/i18n/t';
import { Banner } from '@/ui/Banner';
import { IconButton } from '@/ui/Button';
import type { StepEnd } from '@/features/viewer/state/steps';
import { useShell, useViewer } from '@/features/viewer/context/viewerContext';

const WORDS: Record<StepEnd, MessageKey> = {
  'series.first': 'end.series.first',
  'series.last': 'end.series.last',
  'link.copied': 'measure.said.link',
  'link.refused': 'share.copyFailed',
  'study.first': 'end.study.first',
  'study.last': 'end.study.last',
  'study.lastLoaded': 'end.study.lastLoaded',
  'study.unlisted': 'end.study.unlisted',
  'right.measure': 'end.right.measure',
  'right.store': 'end.right.store',
  'engine.lost': 'viewer.noEngine.off',
};

/** Says that there is no next one, until the view changes. */
export function EndNotice() {
  const t = useT();
  const { shell, views } = useViewer();
  const end = useShell((state) => state.end);
  useEffect(
    () => (end === undefined ? undefined : views.subscribe(() => shell.setState({ end: undefined }))),
    [end, shell, views],
  );
  // The region stands before its text comes, so that screen readers read it.
  return (
    <div role="status">
      {end !== undefined && (
        <Banner icon="list" role="presentation" text={t(WORDS[end])}>
          <IconButton
            icon="close"
            label={t('dropped.close')}
            onClick={() => shell.setState({ end: undefined })}
          />
        </Banner>
      )}
    </div>
  );
}
