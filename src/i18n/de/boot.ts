/** German texts of the page before any of its code is here. Keys are those of English. */
export const boot = {
  'boot.wait': 'Isocenter wird geladen.',
  'boot.late':
    'Das dauert lange. Es wurde nichts verändert. Prüfen Sie die Verbindung oder laden Sie die Seite neu.',
  'boot.fault':
    'Isocenter konnte nicht geladen werden. Es wurde nichts verändert. Prüfen Sie die Verbindung und laden Sie die Seite neu.',
  'boot.noScript':
    'Isocenter zeigt Bilder mit JavaScript. Erlauben Sie es für diese Seite und laden Sie sie neu.',
} as const;
