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
  'launch.several_one': '{{ehr}} hat eine Studie genannt, die hier ist',
  'launch.several_other': '{{ehr}} hat {{count}} Studien genannt, die hier sind',
  'launch.compare':
    'Ob sie zur Person gehören, die in {{ehr}} geöffnet ist, ließ sich nicht über die Patienten-ID vergleichen. Vergleichen Sie Name und Geburtsdatum und öffnen Sie dann die gemeinte.',
  'launch.unsure': 'Person nicht verglichen: Name und Geburtsdatum prüfen.',
  'launch.others_one':
    'Eine Studie, die {{ehr}} genannt hat, gehört im Archiv zu einer anderen Person. Sie ist weggelassen.',
  'launch.others_other':
    '{{count}} Studien, die {{ehr}} genannt hat, gehören im Archiv zu einer anderen Person. Sie sind weggelassen.',
  'launch.find.none': 'Die in {{ehr}} geöffnete Studie ist nicht hier',
  'launch.find.none.text':
    'Jedes Archiv wurde gefragt. Vielleicht ist sie noch nicht da: Versuchen Sie es erneut oder suchen Sie in der Arbeitsliste.',
  'launch.find.partly': 'Die in {{ehr}} geöffnete Studie wurde nicht gefunden',
  'launch.find.partly.text':
    'Nicht jedes Archiv konnte durchsucht werden, sie kann also in einem der hier genannten sein.',
  'launch.find.other': 'Andere Person: Es wird nichts gezeigt',
  'launch.find.other.text':
    'Das Archiv führt die von {{ehr}} genannte Studie unter einer anderen Patienten-ID oder einem anderen Geburtsdatum, als in {{ehr}} geöffnet ist. Sagen Sie es der Administration; beide Einträge bleiben, wie sie sind.',
  'launch.malformed': 'Das ist kein Aufruf eines Patientensystems',
  'launch.malformed.text':
    'Der Adresse fehlt ein Teil, oder einer steht zweimal darin. Öffnen Sie die Studie noch einmal dort.',
  'launch.unknown': 'Dieses Patientensystem darf hier keine Studien öffnen',
  'launch.unknown.text':
    'Die Einstellungen nennen es nicht, darum wurde es nichts gefragt. Die Administration kann es aufnehmen; die Arbeitsliste geht wie immer.',
  'launch.framed': 'Öffnen Sie die Studie in einem eigenen Tab',
  'launch.framed.text':
    'In einer anderen Seite lässt sich das Patientensystem nicht fragen, wer da ist: Browser halten getrennt, was eine Seite in einem Rahmen von einer Anmeldung weiß.',
  'launch.insecure': 'Diese Adresse ist nicht sicher',
  'launch.insecure.text':
    'Ein Aufruf braucht https oder localhost: Nur dort bieten Browser die nötige Verschlüsselung. Fragen Sie die Administration nach der https-Adresse.',
  'launch.unreachable': '{{ehr}} antwortet nicht',
  'launch.unreachable.text':
    'Was dort geöffnet ist, ist nicht bekannt. Öffnen Sie die Studie gleich noch einmal von dort oder aus der Arbeitsliste.',
  'launch.unfit': 'Was {{ehr}} über sich sagt, ist nicht brauchbar',
  'launch.unfit.text':
    'Es bietet keine sichere Anmeldung (PKCE) oder nennt einen Server, den die Einstellungen nicht nennen. Dorthin wurde nichts gesendet. Sagen Sie es der Administration; die Arbeitsliste geht.',
  'launch.denied': '{{ehr}} hat den Aufruf nicht erlaubt',
  'launch.denied.text':
    'Er wurde dort abgelehnt. Öffnen Sie die Studie noch einmal von dort oder aus der Arbeitsliste.',
  'launch.refused': '{{ehr}} hat den Aufruf abgewiesen',
  'launch.refused.text':
    'Die Antwort war nicht, wie sie sein soll, darum wurde nichts davon verwendet. Öffnen Sie die Studie noch einmal von dort; bleibt es so, sagen Sie es der Administration.',
  'launch.stray': 'Nach dieser Antwort hat niemand gefragt',
  'launch.stray.text':
    'Sie gehört zu einem anderen Tab, wurde schon verwendet oder ist zu alt, und wurde verworfen. Öffnen Sie die Studie noch einmal im Patientensystem.',
  'launch.nothing': '{{ehr}} hat keine Studie genannt',
  'launch.nothing.text':
    'Was dort geöffnet ist, hat keine Studie mit UID oder Auftragsnummer. Suchen Sie in der Arbeitsliste.',
  'launch.withheld': '{{ehr}} gibt nicht heraus, was dort geöffnet ist',
  'launch.withheld.text':
    'Eine Studie wurde genannt, aber nicht gesagt, welche es ist. Suchen Sie in der Arbeitsliste; die Administration kann prüfen, was der Aufruf lesen darf.',
  'launch.mixed': '{{ehr}} hat zwei Personen zugleich genannt',
  'launch.mixed.text':
    'Die Studie gehört zu einer anderen Person als der dort geöffneten. Es wird nichts gezeigt. Sagen Sie es der Administration.',
  'launch.person': 'Hier ist jemand anderes angemeldet',
  'launch.person.text':
    'Wer die Studie in {{ehr}} geöffnet hat, ist nicht, wer hier angemeldet ist. Melden Sie sich erst ab und öffnen Sie sie dann noch einmal.',
  'launch.over': 'Der Aufruf wird nicht aufbewahrt',
  'launch.over.text':
    'Was ein Patientensystem geöffnet hat, steht weder in der Adresse noch im Verlauf des Browsers. Öffnen Sie die Studie noch einmal von dort.',
} as const;
