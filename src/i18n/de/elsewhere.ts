/** German texts of what other systems open. Keys and {{values}} are those of English. */
export const elsewhere = {
  'accession.looking': 'Die Studie wird gesucht …',
  'accession.several_one': 'Eine Studie hat diese Auftragsnummer',
  'accession.several_other': '{{count}} Studien haben diese Auftragsnummer',
  'accession.one.text': 'Prüfen Sie, ob sie gemeint ist, und öffnen Sie sie dann.',
  'accession.several.text': 'Wählen Sie die gemeinte Studie.',
  'accession.unchecked': 'Das Archiv nennt ihre Auftragsnummer nicht.',
  'accession.none': 'Keine Studie hat diese Auftragsnummer',
  'accession.none.text':
    'Jedes Archiv der Einstellungen wurde gefragt. Vielleicht ist die Studie noch nicht da: Versuchen Sie es erneut oder suchen Sie in der Arbeitsliste.',
  'accession.none.partly':
    'Nicht jedes Archiv konnte durchsucht werden, sie kann also in einem der hier genannten sein.',
  'accession.notLooked': 'Die Studie konnte nicht gesucht werden',
  'accession.left.dead': '{{archive}} antwortet nicht. Seine Studien konnten nicht durchsucht werden.',
  'accession.left.closed': '{{archive}} verlangt eine andere Anmeldung und wurde nicht gefragt.',
  'accession.left.cut': '{{archive}} hat zu viele Studien, um sie nach dieser Nummer zu durchsuchen.',
  'accession.gone': 'Die Auftragsnummer wird nicht aufbewahrt',
  'accession.gone.text':
    'Sie kennzeichnet die Untersuchung eines Menschen, darum steht sie weder in der Adresse noch im Verlauf des Browsers. Öffnen Sie die Studie noch einmal dort, woher Sie kamen.',
  'accession.unreadable': 'Das ist keine Auftragsnummer',
  'accession.unreadable.text':
    'Was das andere System übergeben hat, kann keine sein: Es ist leer, zu lang oder steht für mehrere. Suchen Sie in der Arbeitsliste oder sagen Sie es der Administration.',
  'embed.waiting': 'Keine Studie ist geöffnet',
  'embed.waiting.text': 'Die Seite, in der diese steht, öffnet hier Studien.',
  'embed.alone': 'Diese Adresse ist für andere Seiten',
  'embed.alone.text':
    'Eine Seite, die Isocenter in sich zeigt, öffnet hier Studien. Für sich allein zeigt sie nichts.',
  'embed.ownTab': 'In eigenem Tab öffnen',
  'embed.signIn': 'Bei {{house}} in einem eigenen Tab anmelden',
  'embed.signIn.text':
    'In einer anderen Seite kann sich hier niemand anmelden: Browser halten getrennt, was eine Seite in einem Rahmen von einer Anmeldung weiß. In einem eigenen Tab öffnet sich dieselbe Ansicht.',
} as const;
