import type { CheckResult } from '@/archive/contract/report';
import type { MessageKey } from '@/i18n/en';
import type { Translate } from '@/i18n/t';
import type { DeviceRow } from './device';

/** The sentence of a finding. */
export const findingKey = (id: string): MessageKey => `diagnose.is.${id}` as MessageKey;

/** What is told to whoever runs the archive, as lines of text. Names of findings stand in brackets, the same in all languages. */
export function supportText(
  t: Translate,
  on: {
    readonly archive: string;
    readonly root: string;
    readonly page: string;
    readonly browser: string;
    readonly at: string;
    readonly results: readonly CheckResult[];
    readonly device: readonly DeviceRow[];
  },
): string {
  const archive = on.results.map(({ check, verdict, findings, tookMs }) => {
    const said = findings.map(({ id, values }) => `${t(findingKey(id), values)} [${id}]`);
    const words = said.length > 0 ? said.join(' ') : t('diagnose.notSeen.text');
    return `${verdict} | ${t(`diagnose.check.${check}`)}: ${words} (${Math.round(tookMs)} ms)`;
  });
  const device = on.device.map(
    ({ check, verdict, text, values }) => `${verdict} | ${t(`diagnose.check.${check}`)}: ${t(text, values)}`,
  );
  return [
    `${t('app.name')} · ${t('diagnose.title')} · ${on.at}`,
    `${on.archive}: ${on.root} (${on.page})`,
    on.browser,
    '',
    ...archive,
    '',
    ...device,
    '',
  ].join('\n');
}
