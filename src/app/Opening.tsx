import { useT } from '@/i18n/t';
import { Logo } from '@/ui/Logo';

/** While the viewer's code is on its way. */
export function Opening() {
  const t = useT();
  return (
    <main className="app-opening" role="status">
      <Logo size={28} />
      {t('app.opening')}
    </main>
  );
}
