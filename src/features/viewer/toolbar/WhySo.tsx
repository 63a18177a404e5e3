import { useStore } from 'zustand';
import type { SeriesSummary } from '@/archive/contract/archive';
import type { Agreed } from '@/dicom/hanging/score';
import { countText, listText } from '@/i18n/numberText';
import { useT, type Translate } from '@/i18n/t';
import { useView, useViewer } from '@/features/viewer/context/viewerContext';
import { keyOfView, type Hung, type HungPane } from '@/features/viewer/state/hangBy';
import type { KeptHangings } from '@/features/viewer/state/hangingState';
import {
  factText,
  hangingSentence,
  hangingKeyText,
  selectorText,
} from '@/features/viewer/state/hangingWords';
import type { PetWindow } from '@/features/viewer/state/petWindow';
import { whyPlain } from '@/features/viewer/state/whyPlain';

interface WhySoProps {
  /** How the screen was hung; undefined: by no arrangement. */
  readonly hung: Hung | undefined;
  readonly kept: KeptHangings;
}

/** Why the panes hang as they do: which series, and what of that which its pane asks for it has; or why no arrangement does. */
export function WhySo({ hung, kept }: WhySoProps) {
  const t = useT();
  const { studies } = useViewer();
  const panes = useView((view) => view.panes);
  const series = studies.flatMap((one) => one.series);
  if (!hung) return <Plain series={series} kept={kept} />;
  const isAlone = hung.protocol.key.modalities.length === 1;
  return (
    <>
      <p>{t(`hanging.said.${hung.from}`, { sentence: hangingSentence(t, hung.protocol) })}</p>
      <ol data-testid="hanging-why">
        {hung.panes.map((pane, at) => {
          const shown = panes[at]?.series;
          const of = series.find((one) => one.series === shown);
          return (
            <li key={at}>
              {pane ? paneText(t, pane, selectorText(t, pane.selector, isAlone), of, shown) : '–'}
              {pane?.state === 'hung' && pane.series === shown && <Facts of={pane.agreed ?? []} />}
              {pane?.pet && pane.series === shown && <p>{petText(t, pane.pet)}</p>}
            </li>
          );
        })}
      </ol>
    </>
  );
}

const nameOf = (series: SeriesSummary | undefined): string =>
  [series?.number, series?.description].filter((part) => part !== undefined && part !== '').join(' · ');

function paneText(
  t: Translate,
  { selector, state, series, score = 0 }: HungPane,
  what: string,
  of: SeriesSummary | undefined,
  shown: string | undefined,
): string {
  if (shown !== undefined && shown !== series) return t('hanging.why.byHand', { what, series: nameOf(of) });
  if (state === 'hung')
    return shown === undefined
      ? t('hanging.why.taken', { what })
      : t('hanging.why.fits', { what, series: nameOf(of), percent: countText(Math.round(100 * score)) });
  const isPrior = state === 'missing' && selector.role !== 'current';
  return t(isPrior ? 'hanging.why.noPrior' : `hanging.why.${state}`, { what });
}

/** The window of a PET, and why it is its own. */
function petText(t: Translate, pet: PetWindow): string {
  if (pet.is === 'suv') return t('hanging.suv', { to: countText(pet.to) });
  return pet.reason === undefined
    ? t('hanging.suv.untold')
    : t('hanging.suv.not', { reason: t(`suv.${pet.reason}`) });
}

/** What agreed, what did not, and what nothing tells. */
function Facts({ of }: { readonly of: readonly Agreed[] }) {
  const t = useT();
  return (['agrees', 'differs', 'unknown'] as const).map((is) => {
    const facts = of.filter((one) => one.is === is);
    return facts.length === 0 ? null : (
      <p key={is}>{t(`hanging.why.${is}`, { facts: listText(facts.map((one) => factText(t, one))) })}</p>
    );
  });
}

function Plain({ series, kept }: Pick<WhySoProps, 'kept'> & { readonly series: readonly SeriesSummary[] }) {
  const t = useT();
  const view = useStore(useViewer().views, (now) => now.view);
  const why = whyPlain(view, series, kept);
  const studies = hangingKeyText(t, keyOfView(view, series));
  return (
    <div data-testid="hanging-why-plain">
      <p>{t(why.isPlain ? 'hanging.why.isPlain' : 'hanging.why.isByHand')}</p>
      {why.kept === 'other' && <p>{t('hanging.why.kept.other', { studies })}</p>}
      {why.protocol && why.kept !== 'none' && why.kept !== 'other' && (
        <p>{t(`hanging.why.kept.${why.kept}`, { sentence: hangingSentence(t, why.protocol) })}</p>
      )}
    </div>
  );
}
