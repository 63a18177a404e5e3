import { useEffect } from 'react';
import type { MessageKey } from '@/i18n/en';
import { useT } from '@/i18n/t';
import { PassingBanner } from '@/ui/PassingBanner';
import type { StepEnd } from '@/features/viewer/state/steps';
import { useShell, useViewer } from '@/features/viewer/context/viewerContext';
import { onTouch } from './onTouch';

const WORDS: Record<StepEnd, MessageKey> = {
  'series.first': 'end.series.first',
  'series.last': 'end.series.last',
  'link.copied': 'measure.said.link',
  'link.refused': 'share.copyFailed',
  'study.first': 'end.study.first',
  'study.last': 'end.study.last',
  'study.asked': 'end.study.asked',
  'study.unasked': 'end.study.unasked',
  'study.unlisted': 'end.study.unlisted',
  'study.inRoom': 'end.study.inRoom',
  'prior.waiting': 'end.prior.waiting',
  'prior.none': 'end.prior.none',
  'prior.elsewhere': 'end.prior.elsewhere',
  'prior.oldest': 'end.prior.oldest',
  'prior.gone': 'end.prior.gone',
  'prior.noView': 'end.prior.noView',
  'right.measure': 'end.right.measure',
  'right.store': 'end.right.store',
  'right.mark': 'end.right.mark',
  'registration.deformable': 'end.registration.deformable',
  'registration.not-rigid': 'end.registration.not-rigid',
  'registration.several': 'end.registration.several',
  'registration.none': 'end.registration.none',
  'registration.unlike': 'end.registration.unlike',
  'registration.failed': 'end.registration.failed',
  'blink.still': 'end.blink.still',
  'blink.alone': 'end.blink.alone',
  'screens.move': 'screens.move',
  'screens.placed': 'screens.placed',
  'screens.front': 'screens.front',
  'screens.blocked': 'screens.blocked',
  'screens.unsupported': 'screens.unsupported',
  'screens.failed': 'screens.failed',
  'screens.closed': 'screens.closed',
  'screens.saves': 'screens.saves',
  'screens.undone': 'screens.undone',
  'screens.redone': 'screens.redone',
  'cut.too-few-slices': 'cut.refused.too-few-slices',
  'cut.projection': 'cut.refused.projection',
  'cut.localizer': 'cut.refused.localizer',
  'cut.colour': 'cut.refused.colour',
  'cut.ultrasound': 'cut.refused.ultrasound',
  'cut.no-picture': 'cut.refused.no-picture',
  'cut.no-position': 'cut.refused.no-position',
  'cut.turned': 'cut.refused.turned',
  'cut.other-frame-of-reference': 'cut.refused.other-frame-of-reference',
  'cut.mixed-orientation': 'cut.refused.mixed-orientation',
  'cut.mixed-size': 'cut.refused.mixed-size',
  'cut.mixed-spacing': 'cut.refused.mixed-spacing',
  'cut.shifted': 'cut.refused.shifted',
  'cut.repeated': 'cut.refused.repeated',
  'cut.impossible-size': 'cut.refused.impossible-size',
  'cut.too-large': 'cut.refused.too-large',
  'cut.rendered': 'cut.refused.rendered',
  'cut.unknown': 'cut.refused.unknown',
  'cut.measure': 'cut.off.measure',
  'fuse.apart': 'fuse.none.apart',
  'fuse.kind': 'fuse.none.kind',
  'over.coming': 'end.over.coming',
  'over.failed': 'end.over.failed',
  'engine.lost': 'viewer.noEngine.off',
};

/** They stay until the view is changed. */
const FAULTS: ReadonlySet<StepEnd> = new Set([
  'link.refused',
  'prior.gone',
  'registration.failed',
  'engine.lost',
  'over.coming',
  'over.failed',
  'screens.blocked',
  'screens.unsupported',
  'screens.failed',
]);

/** Says that there is no next one, until the reader changes the view; what the page changes of it while a series comes is no answer. */
export function EndNotice() {
  const t = useT();
  const { shell, views } = useViewer();
  const end = useShell((state) => state.end);
  useEffect(() => {
    if (end === undefined) return undefined;
    const ends = new AbortController();
    let isTouched = false;
    onTouch(() => (isTouched = true), ends.signal);
    const stop = views.subscribe(() => isTouched && shell.setState({ end: undefined }));
    return () => {
      ends.abort();
      stop();
    };
  }, [end, shell, views]);
  // The region stands before its text comes, so that screen readers read it.
  return (
    <div role="status">
      {end !== undefined && (
        <PassingBanner
          about={end}
          stays={FAULTS.has(end)}
          icon="list"
          role="presentation"
          text={t(WORDS[end])}
          close={{ label: t('dropped.close'), run: () => shell.setState({ end: undefined }) }}
        />
      )}
    </div>
  );
}
