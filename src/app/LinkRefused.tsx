import type { MessageKey } from '@/i18n/en';
import { useT } from '@/i18n/t';
import { Button } from '@/ui/Button';
import { Notice } from '@/ui/Notice';
import { decodeLink, encodeLink } from '@/view/link/codec';
import type { RefusedLink } from '@/view/link/linkHead';
import type { ArchiveConfig } from './config';
import { worklistPath } from './routes';
import type { Go } from './useEntry';
import { noFilters } from '@/features/worklist/filters';

type Reason = RefusedLink['reason'] | 'unknown-archive';

const TEXT: Record<Reason, MessageKey> = {
  'not-a-link': 'link.not-a-link',
  'too-long': 'link.too-long',
  'no-archive': 'link.no-archive',
  'no-study': 'link.no-study',
  'unknown-archive': 'link.unknown-archive',
};

export interface LinkRefusedProps {
  readonly reason: Reason;
  /** The link's path, when only its archive is unknown. */
  readonly path?: string;
  /** The archive that is unknown, where no link names it. */
  readonly named?: string;
  readonly archives: readonly ArchiveConfig[];
  readonly go: Go;
}

/** An address that leads to no study: why, and what can be done. */
export default function LinkRefused({ reason, path, named, archives, go }: LinkRefusedProps) {
  const t = useT();
  const read = path === undefined ? undefined : decodeLink(path);
  const link = read?.ok === true ? read : undefined;
  return (
    <main className="app-notice">
      <Notice
        alert
        icon="brokenLink"
        title={t('link.refused')}
        text={t(TEXT[reason], { archive: link?.archive ?? named ?? '' })}
        actions={
          <>
            <Button
              kind={link ? 'plain' : 'primary'}
              onClick={() => go(worklistPath(undefined, noFilters), 'replace')}
            >
              {t('app.toWorklist')}
            </Button>
            {link &&
              archives.slice(0, 4).map(({ id, name }) => (
                <Button key={id} onClick={() => go(`#${encodeLink({ ...link, archive: id })}`, 'replace')}>
                  {t('link.openIn', { archive: name })}
                </Button>
              ))}
          </>
        }
      />
    </main>
  );
}
