import { t } from '@/i18n/t';
import { Button } from '@/ui/Button';
import { Notice } from '@/ui/Notice';
import { SettingsError } from './settings';

/** Without settings there is no archive to ask: says which part is missing. */
export function StartFault({ error }: { error: unknown }) {
  if (!(error instanceof SettingsError)) throw error;
  return (
    <main className="app-notice">
      <Notice
        alert
        icon="warning"
        title={t('app.settings')}
        text={
          error.where === undefined
            ? t('app.settings.unreachable')
            : t('app.settings.wrong', { where: error.where })
        }
        actions={
          <Button kind="primary" onClick={() => location.reload()}>
            {t('common.reload')}
          </Button>
        }
      />
    </main>
  );
}
