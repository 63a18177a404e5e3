import { chooseLanguage, spoken } from '@/i18n/language';
import { LANGUAGES } from '@/i18n/languages';
import { useT } from '@/i18n/t';

/** The choice of the language, where there is one: kept on this device, and spoken once the page is loaded anew, which this does. */
export function LanguageChoice({ className }: { readonly className: string }) {
  const t = useT();
  const { id } = spoken();
  const choices = LANGUAGES.filter((one) => one.isPseudo !== true || one.id === id);
  if (choices.length < 2) return null;
  return (
    <select
      aria-label={t('app.language')}
      data-testid="language"
      className={className}
      value={id}
      onChange={({ currentTarget }) => {
        chooseLanguage(currentTarget.value);
        location.reload();
      }}
    >
      {choices.map(({ id, name }) => (
        <option key={id} value={id} lang={id}>
          {name}
        </option>
      ))}
    </select>
  );
}
