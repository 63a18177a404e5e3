/** German texts: the page that checks a screen. Keys and {{values}} are those of English. */
export const screenCheck = {
  'screen.title': 'Diesen Bildschirm prüfen',
  'screen.back': 'Zur Studienliste',
  'screen.of': 'Dieser Bildschirm: {{width}} × {{height}}, Maßstab {{ratio}}',
  'screen.pattern':
    'Testbild: Graustufen, Quadrate in Schwarz und in Weiß, feine Linien, Buchstaben mit fallendem Kontrast, alle Grauwerte, ein Rahmen',
  'screen.fill': 'Bildschirm füllen',
  'screen.leave': 'Vollbild verlassen',
  'screen.howToLeave': 'Escape oder ein Druck auf das Muster verlässt das Vollbild.',
  'screen.questions': 'Schauen Sie von dort, wo Sie befunden, und bei dem Licht, bei dem Sie befunden.',
  'screen.yes': 'Ja',
  'screen.no': 'Nein',
  'screen.ask.ends': 'Ist das graue Quadrat im schwarzen zu sehen und das im weißen?',
  'screen.ask.steps': 'Sind oben alle 18 Graustufen zu unterscheiden?',
  'screen.ask.lines':
    'Sind die feinen Linien in der Mitte und in den Ecken scharf und gleichmäßig, ohne Bänder?',
  'screen.ask.letters': 'Sind auf jedem der drei Gründe mindestens A bis E zu lesen?',
  'screen.ask.ramp': 'Geht der Verlauf unten ohne Farbe und ohne Bänder von Schwarz nach Weiß?',
  'screen.ask.frame': 'Ist der dünne weiße Rahmen an allen vier Seiten ganz?',
  'screen.advice.ends':
    'Dunkle oder helle Teile von Bildern gehen verloren. Stellen Sie Helligkeit und Kontrast des Bildschirms ein und halten Sie Licht von ihm fern.',
  'screen.advice.steps':
    'Grauwerte fließen zusammen. Schalten Sie Betriebsarten des Bildschirms wie Film oder Spiel aus.',
  'screen.advice.lines':
    'Pixel werden umgerechnet. Stellen Sie den Zoom des Browsers auf 100 % und die Auflösung des Systems auf die des Bildschirms.',
  'screen.advice.letters': 'Zarte Befunde können übersehen werden. Befunden Sie an einem anderen Bildschirm.',
  'screen.advice.ramp':
    'Der Bildschirm hat weniger Grauwerte als die Bilder. Schalten Sie Nachtfarben und HDR aus.',
  'screen.advice.frame': 'Der Rand des Bildschirms ist abgeschnitten. Schalten Sie Overscan aus.',
  'screen.warn.ratio':
    'Ein Pixel der Seite nimmt {{ratio}} des Bildschirms ein, Linien können ungleichmäßig sein. Stellen Sie den Zoom des Browsers und die Skalierung des Systems auf eine ganze Zahl.',
  'screen.warn.colours': 'Das System setzt eigene Farben an die Stelle derer von Seiten.',
  'screen.warn.contrast':
    'Das System hebt den Kontrast an oder kehrt Farben um. Bilder können davon verändert sein.',
  'screen.warn.bits': 'Dieser Bildschirm zeigt weniger als 256 Grauwerte.',
  'screen.warn.hdr':
    'Dieser Bildschirm kann HDR zeigen. Wo es an ist, kann das System die Helligkeit von Bildern ändern.',
  'screen.unseen': 'Noch nicht geprüft.',
  'screen.left_one': 'Noch {{count}} Frage',
  'screen.left_other': 'Noch {{count}} Fragen',
  'screen.right': 'Sieht richtig aus · {{at}} · nicht gemessen',
  'screen.wrong':
    'Sieht nicht richtig aus · {{at}} · befunden Sie nicht an diesem Bildschirm, bevor das behoben ist',
  'screen.notKept': 'Dieser Browser behält es nicht.',
  'screen.honest':
    'Das ist, was Augen sehen, und keine Qualitätskontrolle. Ein Browser kann Leuchtdichte, die Graustufen-Kennlinie (DICOM PS3.14), Umgebungslicht und Nachtfarben nicht messen. Befunden Sie an einem kalibrierten Bildschirm.',
} as const;
