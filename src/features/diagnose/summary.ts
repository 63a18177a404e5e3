import type { CheckResult } from '@/archive/contract/report';
import type { FindingId } from '@/archive/contract/findings';
import type { MessageKey } from '@/i18n/en';

/** The one thing to know first. */
export interface Summary {
  readonly tone: 'works' | 'limited' | 'fails';
  readonly title: MessageKey;
  readonly text: MessageKey;
}

const PIXELS = new Set(['frames', 'instance', 'stream']);

/** What a person can do with this archive, from what was found. */
export function summarise(results: readonly CheckResult[]): Summary {
  const failing = results.filter(({ verdict }) => verdict === 'fails').map(({ check }) => check);
  const found = new Set<FindingId>(results.flatMap(({ findings }) => findings.map(({ id }) => id)));
  if (failing.includes('answers'))
    return { tone: 'fails', title: 'diagnose.sum.dead', text: 'diagnose.sum.dead.text' };
  if (found.has('notDescribed') || found.has('noPixels') || found.has('renderedOnly'))
    return { tone: 'fails', title: 'diagnose.sum.images', text: 'diagnose.sum.images.text' };
  // One way that brings verified pixels is enough to read; the others are then not used.
  const brings = results.some(({ check, verdict }) => PIXELS.has(check) && verdict === 'works');
  if (failing.some((check) => !PIXELS.has(check) || !brings))
    return { tone: 'fails', title: 'diagnose.sum.fails', text: 'diagnose.sum.fails.text' };
  if (found.has('empty'))
    return { tone: 'works', title: 'diagnose.sum.empty', text: 'diagnose.sum.empty.text' };
  const isLimited = results.some(({ verdict }) => verdict !== 'works' && verdict !== 'unknown');
  return isLimited
    ? { tone: 'limited', title: 'diagnose.sum.limited', text: 'diagnose.sum.limited.text' }
    : { tone: 'works', title: 'diagnose.sum.works', text: 'diagnose.sum.works.text' };
}
