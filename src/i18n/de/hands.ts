export const hands = {
  'hands.sets': 'Satz',
  'hands.set.wheelScrolls': 'Rad blättert',
  'hands.set.leftScrolls': 'Linke Taste blättert',
  'hands.set.wheelScrolls.does':
    'Das Rad blättert; die linke Maustaste fenstert, bis ein Werkzeug gewählt ist, die rechte fenstert immer, die mittlere verschiebt.',
  'hands.set.leftScrolls.does':
    'Die linke Maustaste blättert, bis ein Werkzeug gewählt ist; das Rad zoomt, mit der Umschalttaste blättert es; die rechte Taste fenstert, die mittlere verschiebt.',
  'hands.reset': 'Auf diesen Satz zurücksetzen',
  'hands.find': 'Aktion suchen',
  'hands.nothing': 'Keine Aktion heißt so. Versuchen Sie ein anderes Wort.',
  'hands.list': 'Aktionen und was sie auslöst',
  'hands.add': 'Hinzufügen',
  'hands.add.to': 'Taste hinzufügen: {{act}}',
  'hands.remove': 'Wegnehmen: {{input}} ({{act}})',
  'hands.given': 'Wie im Satz',
  'hands.given.of': 'Wie im Satz: {{act}}',
  'hands.lost': '{{input}}, im Satz hier zu Hause, löst „{{other}}“ aus.',
  'hands.press.all':
    'Drücken Sie eine Taste; oder hier eine Maustaste, die dann gezogen wird; oder drehen Sie hier das Rad, auch mit gehaltener Maustaste. Esc beendet das.',
  'hands.press.drag':
    'Drücken Sie eine Taste, oder hier eine Maustaste, die dann gezogen wird. Esc beendet das.',
  'hands.press.click':
    'Drücken Sie eine Taste; oder hier eine Maustaste, oder klicken Sie doppelt. Esc beendet das.',
  'hands.press.wheel':
    'Drehen Sie hier das Rad, mit Umschalt, Alt oder einer gehaltenen Maustaste. Esc beendet das.',
  'hands.no.browser': '{{input}} gehört dem Browser. Wählen Sie etwas anderes.',
  'hands.no.page':
    '{{input}} führt durch die Bedienelemente, drückt sie oder verlässt Dialoge, für alle ohne Maus. Wählen Sie etwas anderes.',
  'hands.no.pinch':
    '{{input}} senden auch zwei Finger auf einem Trackpad, und es zoomt immer. Wählen Sie etwas anderes.',
  'hands.no.left':
    'Ein Klick mit der linken Taste wählt, zeichnet und drückt. Nehmen Sie eine andere Taste, oder klicken Sie doppelt.',
  'hands.no.kind': '{{input}} kann „{{act}}“ nicht auslösen. Wählen Sie etwas anderes.',
  'hands.no.unknown': 'Das ist nicht auf jeder Tastatur dasselbe. Wählen Sie etwas anderes.',
  'hands.no.most': '„{{act}}“ hat so viele, wie möglich sind. Nehmen Sie zuerst eine weg.',
  'hands.no.taken': '{{input}} löst „{{other}}“ aus.',
  'hands.take': 'Für „{{act}}“ nehmen',
  'hands.done.added': '{{input}} löst jetzt „{{act}}“ aus.',
  'hands.done.taken': '{{input}} löst jetzt „{{act}}“ aus, und „{{other}}“ nicht mehr.',
  'hands.done.removed': '{{input}} löst „{{act}}“ nicht mehr aus.',
  'hands.done.given': '„{{act}}“ ist wie im Satz.',
  'hands.done.set': 'Alles ist wie in „{{set}}“.',
  'hands.done.back': 'Alles ist wieder wie zuvor.',
  'hands.unkept.browser':
    'Der Begleitdienst hat das nicht angenommen. Es gilt in diesem Browser und wird mit der nächsten geöffneten Studie wieder gesendet.',
  'hands.unkept.page': 'Das kann hier nicht behalten werden: Es gilt, bis diese Seite verlassen wird.',
  'hands.imageBack': 'Vorheriges Bild',
  'hands.imageOn': 'Nächstes Bild',
  'hands.tenBack': 'Zehn Bilder zurück',
  'hands.tenOn': 'Zehn Bilder weiter',
  'hands.firstImage': 'Erstes Bild',
  'hands.lastImage': 'Letztes Bild',
  'hands.wheelTens': 'Um zehn Bilder blättern',
  'hands.wheelSeries': 'Nächste oder vorherige Serie mit dem Rad',
  'hands.preset': 'Fenstervorgabe {{number}}',
};
