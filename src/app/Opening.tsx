import type { MessageKey } from '@/i18n/en';
import { useT } from '@/i18n/t';
import { Logo } from '@/ui/Logo';

/** While the code of the viewer, or of another screen, is on its way. */
export function Opening({ said = 'app.opening' }: { readonly said?: MessageKey }) {
  const t = useT();
  return (
    <main className="app-opening" role="status">
      <Logo size={28} />
      {t(said)}
    </main>
  );
}
