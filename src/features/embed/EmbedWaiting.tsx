import { useT } from '@/i18n/t';
import { LinkButton } from '@/ui/Button';
import { isInFrame } from '@/ui/inFrame';
import { Notice } from '@/ui/Notice';

/** Until the page around this one opens a study. */
export default function EmbedWaiting({ listHref }: { readonly listHref: string }) {
  const t = useT();
  return (
    <main className="app-notice" data-testid="embed-waiting">
      {isInFrame() ? (
        <Notice icon="picture" title={t('embed.waiting')} text={t('embed.waiting.text')} />
      ) : (
        <Notice
          icon="picture"
          title={t('embed.alone')}
          text={t('embed.alone.text')}
          actions={
            <LinkButton href={listHref} kind="primary">
              {t('app.toWorklist')}
            </LinkButton>
          }
        />
      )}
    </main>
  );
}
