/** German texts of opening a second window, and of what is done on another screen. */
export const screenWords = {
  'action.secondScreen': 'Zweiter Bildschirm: ein zweites Fenster öffnen',
  'action.otherScreen': 'Diese Serie auf dem anderen Bildschirm zeigen',
  'screens.move': 'Das zweite Fenster ist offen. Schieben Sie es auf den anderen Bildschirm.',
  'screens.placed': 'Das zweite Fenster ist auf dem anderen Bildschirm offen.',
  'screens.front': 'Das zweite Fenster ist schon offen. Es wurde nach vorn geholt.',
  'screens.blocked':
    'Der Browser hat kein zweites Fenster geöffnet. Erlauben Sie dieser Seite, Fenster zu öffnen, und versuchen Sie es noch einmal.',
  'screens.unsupported':
    'Dieser Browser kann zwei Fenster nicht zusammenhalten: Das braucht eine Seite über https und einen neueren Browser.',
  'screens.failed':
    'Das zweite Fenster ließ sich mit diesem nicht verbinden. Schließen Sie es, und öffnen Sie es noch einmal.',
  'screens.closed': 'Das zweite Fenster wurde geschlossen. Es gibt wieder einen Bildschirm.',
  'screens.saves': 'Gesichert wird im ersten Fenster.',
  'screens.undone': 'Auf dem anderen Bildschirm rückgängig gemacht.',
  'screens.redone': 'Auf dem anderen Bildschirm wiederhergestellt.',
} as const;
