/** German texts of drafts and of the way to saving. Keys and {{values}} are those of English. */
export const saving = {
  'action.save': 'Im Archiv sichern',
  'save.button': 'Sichern',
  'save.unsaved_one': '{{count}} Änderung nicht gesichert',
  'save.unsaved_other': '{{count}} Änderungen nicht gesichert',
  'save.failed':
    'Das Sichern konnte nicht geladen werden. Was Sie gezeichnet haben, bleibt. Laden Sie die Seite neu und versuchen Sie es erneut.',
  'draft.offer_one': '{{count}} Änderung von {{when}} wurde nicht gesichert.',
  'draft.offer_other': '{{count}} Änderungen von {{when}} wurden nicht gesichert.',
  'draft.offer.holds_one': 'Der Entwurf enthält {{count}} Messung.',
  'draft.offer.holds_other': 'Der Entwurf enthält {{count}} Messungen.',
  'draft.offer.calibration':
    'Er enthält auch eine von Hand gesetzte Pixelgröße: Beim Wiederherstellen gilt sie, und Längen und Flächen auf diesen Bildern werden mit ihr gelesen.',
  'draft.today': 'heute {{time}}',
  'draft.restore': 'Wiederherstellen',
  'draft.later': 'Nicht jetzt: Er bleibt aufgehoben und wird wieder angeboten',
  'draft.mayNotStore':
    'Ihr Zugang schließt das Sichern in diesem Archiv nicht ein. Was Sie mit einem Stern versehen oder zeichnen, bleibt als Entwurf in diesem Browser und im Link dieser Ansicht.',
  'draft.discard': 'Verwerfen',
  'draft.discard.sure': 'Endgültig verwerfen',
  'draft.restoring': 'Wird wiederhergestellt …',
  'draft.unplaced_one':
    '{{count}} Messung konnte nicht platziert werden: Ihre Bilder kamen nicht an. Sie bleibt im Entwurf. Stellen Sie sie erneut wieder her, wenn sie geöffnet werden können.',
  'draft.unplaced_other':
    '{{count}} Messungen konnten nicht platziert werden: Ihre Bilder kamen nicht an. Sie bleiben im Entwurf. Stellen Sie sie erneut wieder her, wenn sie geöffnet werden können.',
  'draft.unreadable_one':
    'Hier liegt ein Entwurf ungesicherter Arbeit, aber sein Schlüssel endete mit einer früheren Anmeldung oder er ist beschädigt: Er kann nicht mehr gelesen werden.',
  'draft.unreadable_other':
    'Hier liegen {{count}} Entwürfe ungesicherter Arbeit, aber ihr Schlüssel endete mit einer früheren Anmeldung oder sie sind beschädigt: Sie können nicht mehr gelesen werden.',
  'draft.none':
    'Dieser Browser behält keine Entwürfe: Was Sie zeichnen, geht beim Schließen der Seite verloren, wenn Sie es nicht sichern. Ein privates Fenster oder ein blockierter Speicher kann der Grund sein.',
  'draft.full':
    'Die letzte Änderung konnte nicht in den Entwurf geschrieben werden: Der Speicher des Browsers ist vielleicht voll. Alles ist noch auf dieser Seite. Sichern Sie es im Archiv oder schaffen Sie Platz.',
  'leave.title': 'Mit ungesicherter Arbeit verlassen?',
  'leave.drawing.ends':
    'Eine Zeichnung ist nicht fertig. Sie endet an ihrem letzten Punkt, wenn Sie die Studie verlassen.',
  'leave.drawing.goes': 'Eine Zeichnung ist nicht fertig. Sie geht verloren, wenn Sie die Studie verlassen.',
  'leave.text_one':
    '{{count}} Änderung ist nicht im Archiv. Ein Entwurf bleibt in diesem Browser und wird angeboten, wenn die Studie hier wieder geöffnet wird.',
  'leave.text_other':
    '{{count}} Änderungen sind nicht im Archiv. Ein Entwurf bleibt in diesem Browser und wird angeboten, wenn die Studie hier wieder geöffnet wird.',
  'leave.text.noDraft_one':
    '{{count}} Änderung ist nicht im Archiv, und dieser Browser behält keinen Entwurf: Sie geht verloren, wenn Sie die Seite verlassen.',
  'leave.text.noDraft_other':
    '{{count}} Änderungen sind nicht im Archiv, und dieser Browser behält keinen Entwurf: Sie gehen verloren, wenn Sie die Seite verlassen.',
  'leave.title.final': 'Mit ungesicherter Arbeit abmelden?',
  'leave.text.final_one':
    '{{count}} Änderung ist nicht im Archiv. Eine Abmeldung nimmt Ihre Entwürfe von diesem Gerät: Dann geht sie verloren.',
  'leave.text.final_other':
    '{{count}} Änderungen sind nicht im Archiv. Eine Abmeldung nimmt Ihre Entwürfe von diesem Gerät: Dann gehen sie verloren.',
  'leave.notAllSaved_one': '{{count}} Änderung ist nicht gesichert: Diese Studie bleibt offen.',
  'leave.notAllSaved_other': '{{count}} Änderungen sind nicht gesichert: Diese Studie bleibt offen.',
  'leave.signOut': 'Abmelden',
  'leave.save': 'Zuerst sichern',
  'leave.leave': 'Verlassen',
  'leave.stay': 'Bleiben',
} as const;
