import type { ReactNode } from 'react';
import { useT } from '@/i18n/t';
import { Dialog } from '@/ui/overlay/Dialog';
import { ColleaguePart } from './ColleaguePart';
import type { SharedLink } from './sharedLink';

interface ShareDialogProps extends SharedLink {
  /** There are guest links here, but not for whoever has signed in. */
  readonly isForbidden: boolean;
  /** What else can be done with the view. */
  readonly extra?: ReactNode;
  readonly onClose: () => void;
}

/** Sharing where nobody signs in: the link of the view, for whoever has the same archive. */
export default function ShareDialog({ isForbidden, extra, onClose, ...link }: ShareDialogProps) {
  const t = useT();
  return (
    <Dialog title={t('share.title')} closeLabel={t('common.close')} wide onClose={onClose}>
      <ColleaguePart
        {...link}
        notes={['share.access', isForbidden ? 'share.notAllowed' : 'share.noGuests']}
      />
      {extra}
    </Dialog>
  );
}
