import { useT } from '@/i18n/t';
import { LinkButton } from '@/ui/Button';
import { Notice } from '@/ui/Notice';

interface FramedSignInProps {
  /** Where people sign in. */
  readonly house: string;
  /** What the frame was to show, as an address. */
  readonly href: string;
}

/** In place of an archive that wants a sign-in, inside another page: there nobody can sign in. */
export default function FramedSignIn({ house, href }: FramedSignInProps) {
  const t = useT();
  return (
    <main className="app-notice" data-testid="framed-sign-in">
      <Notice
        icon="locked"
        title={t('embed.signIn', { house })}
        text={t('embed.signIn.text')}
        actions={
          <LinkButton href={href} target="_blank" rel="noopener" kind="primary">
            {t('embed.ownTab')}
          </LinkButton>
        }
      />
    </main>
  );
}
