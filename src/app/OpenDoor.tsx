import { useState } from 'react';
import { useT } from '@/i18n/t';
import { Banner } from '@/ui/Banner';
import { Button } from '@/ui/Button';

/** Says nothing of anybody: hidden until the tab is closed. */
const HIDDEN = 'isocenter.open-door-hidden';

/** Above the list, where the companion listens on a network and nobody signs in: that everybody sees every study. */
export function OpenDoor() {
  const t = useT();
  const [isHidden, setHidden] = useState(() => sessionStorage.getItem(HIDDEN) !== null);
  if (isHidden) return null;
  const hide = () => {
    sessionStorage.setItem(HIDDEN, '1');
    setHidden(true);
  };
  return (
    <Banner testId="open-door" text={`${t('reach.open')} ${t('reach.open.what')}`}>
      <Button onClick={hide}>{t('reach.open.hide')}</Button>
    </Banner>
  );
}
