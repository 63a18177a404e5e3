/** German texts that every screen uses. Keys and {{values}} are those of English. */
export const common = {
  'app.name': 'Isocenter',
  'app.language': 'Sprache',
  'key.ctrl': 'Strg',
  'key.shift': 'Umschalt',
  'key.alt': 'Alt',
  'key.space': 'Leertaste',
  'key.delete': 'Entf',
  'key.escape': 'Esc',
  'key.pageUp': 'Bild auf',
  'key.pageDown': 'Bild ab',
  'key.home': 'Pos1',
  'key.end': 'Ende',
  'key.enter': 'Eingabe',
  'key.tab': 'Tab',
  'said.of': '{{name}}: {{said}}',
  'said.with': '{{name}} ({{said}})',
  'said.numbered': '{{name}} {{number}}',
  'moment.weekday': '{{weekday}}, {{day}}',
  'moment.at': '{{day}}, {{time}}',
  'moment.row': '{{day}} {{time}}',
  'age.D': '{{count}} T.',
  'age.W': '{{count}} Wo.',
  'age.M': '{{count}} Mon.',
  'age.Y': '{{count}} J.',
  'layer.gone':
    'Dieser Teil konnte nicht geladen werden. Was auf dem Bildschirm steht, bleibt. Prüfen Sie die Verbindung und versuchen Sie es erneut: Die Seite wird mit ihrer Ansicht neu geladen.',
  'layer.gone.title': 'Ein Teil der Seite kam nicht an',
  'layer.gone.documents':
    'Die Liste der Dokumente dieser Studie konnte nicht geladen werden: Es kann welche geben. Prüfen Sie die Verbindung und versuchen Sie es erneut: Die Seite wird mit ihrer Ansicht neu geladen.',
  'layer.away':
    'Der Server dieser Seite antwortet nicht. Was auf dem Bildschirm steht, bleibt. Prüfen Sie die Verbindung und versuchen Sie es erneut.',
  'layer.unkept': 'Schließen, ohne dies zu behalten?',
  'layer.unkept.text': 'Was Sie hier eingegeben oder gezeichnet haben, wird nicht behalten.',
  'layer.unkept.stay': 'Hier weitermachen',
  'layer.unkept.leave': 'Nicht behalten',
  'common.close': 'Schließen',
  'common.cancel': 'Abbrechen',
  'common.retry': 'Erneut versuchen',
  'common.reload': 'Neu laden',
  'common.copy': 'Kopieren',
  'common.copied': 'Kopiert',
  'common.loading': 'Wird geladen …',
  'app.toWorklist': 'Zur Studienliste',
  'app.openStudyAlone': 'Studie ohne ihre Ansicht öffnen',
  'app.broken': 'Auf dieser Seite ist etwas schiefgegangen',
  'app.broken.text':
    'Es ist ein Fehler des Programms, nicht Ihrer Bilder. Im Archiv wurde nichts verändert. Laden Sie die Seite neu, um dort weiterzumachen, wo Sie waren.',
  'app.partLost.text':
    'Ein Teil davon konnte nicht geladen werden. Im Archiv wurde nichts verändert. Prüfen Sie die Verbindung und laden Sie die Seite neu, um dort weiterzumachen, wo Sie waren.',
  'app.broken.copy': 'Einzelheiten kopieren',
  'app.broken.copy.text': 'Die Einzelheiten enthalten keine Patientendaten.',
  'app.settings': 'Die Einstellungen können nicht gelesen werden',
  'app.settings.unreachable':
    'Die Datei config.json kam nicht an. Ohne sie ist kein Archiv bekannt. Prüfen Sie die Verbindung und laden Sie neu.',
  'app.settings.wrong':
    'Das Feld „{{where}}“ in config.json fehlt oder ist falsch. Die Administration kann es berichtigen.',
  'app.diagnose.unknown': 'Dieses Archiv steht nicht in den Einstellungen',
  'app.diagnose.unknown.text':
    'In config.json gibt es kein Archiv „{{archive}}“. Wählen Sie eines, das dort steht.',
  'app.opening': 'Der Viewer wird geöffnet …',
  'app.guest.noStudy': 'Diese Adresse nennt keine Studie',
  'link.refused': 'Dieser Link kann nicht geöffnet werden',
  'link.not-a-link':
    'Die Adresse führt hier nirgendwohin. Sie wurde unterwegs vielleicht abgeschnitten oder verändert. Lassen Sie sie sich erneut schicken oder suchen Sie die Studie.',
  'link.too-long':
    'Er ist länger als jeder Link von Isocenter. Er wurde unterwegs vielleicht verändert. Lassen Sie ihn sich erneut schicken oder suchen Sie die Studie.',
  'link.no-archive':
    'Der Name des Archivs darin fehlt oder ist beschädigt. Lassen Sie sich den Link erneut schicken oder suchen Sie die Studie.',
  'link.no-study':
    'Daraus lässt sich keine Studie lesen. Er wurde unterwegs vielleicht abgeschnitten. Lassen Sie ihn sich erneut schicken oder suchen Sie die Studie.',
  'link.unknown-archive':
    'Er nennt das Archiv „{{archive}}“, das hier nicht in den Einstellungen steht. Die Studie findet sich vielleicht in einem anderen Archiv.',
  'link.openIn': 'In {{archive}} öffnen',
  'group.account': 'Konto',
} as const;
