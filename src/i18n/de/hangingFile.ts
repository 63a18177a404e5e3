export const hangingFile = {
  'hanging.file.import': 'Importieren …',
  'hanging.file.export': 'Exportieren: {{sentence}}',
  'hanging.file.imported': 'Studien wie diese werden so aufgehängt, wie es „{{name}}“ festlegt. {{sentence}}',
  'hanging.file.instead': 'Sie ersetzt Ihre Anordnung für dieselben Studien.',
  'hanging.file.left': 'Was es davon hier nicht gibt:',
  'hanging.file.unreadable':
    'Diese Datei ließ sich nicht lesen. Wählen Sie ein Hanging Protocol als DICOM-Datei oder als DICOM JSON.',
  'hanging.file.notHanging': 'Diese Datei enthält kein Hanging Protocol. Wählen Sie eine andere Datei.',
  'hanging.file.noPanes':
    'Aus diesem Hanging Protocol lässt sich hier nichts aufhängen: Es zeigt keine Bilder, die an ihrer Modalität zu erkennen sind. Wählen Sie eine andere Datei.',
  'hanging.file.tooLarge': 'Diese Datei ist zu groß für ein Hanging Protocol. Wählen Sie eine andere Datei.',
  'hanging.file.gone':
    'Was solche Dateien liest und schreibt, konnte nicht geholt werden. Nichts wurde geändert. Versuchen Sie es erneut.',
  'hanging.left.groups': 'die Schritte nach dem ersten',
  'hanging.left.screens': 'mehrere Bildschirme: alles hängt auf diesem',
  'hanging.left.layout': 'die Plätze der Bildfelder: Sie stehen in anderer Folge oder Größe',
  'hanging.left.boxes': 'Bildfelder über neun hinaus und mehrere für dieselben Bilder',
  'hanging.left.tiles': 'Bilder einer Serie nebeneinander: Man sieht eines zugleich',
  'hanging.left.mpr':
    'berechnete Ebenen: Diese Bildfelder nehmen eine Serie, die in der Ebene aufgenommen wurde',
  'hanging.left.volume': 'ein gerendertes Volumen: Das Bildfeld bleibt leer',
  'hanging.left.cine': 'Bilder, die von selbst ablaufen',
  'hanging.left.blending': 'Bilder übereinander',
  'hanging.left.noImages': 'Bildfelder, zu denen es nicht sagt, was sie zeigen: Sie bleiben leer',
  'hanging.left.prior':
    'Voruntersuchungen nach Alter oder Code: Die beste hängt, oder das Bildfeld bleibt leer',
  'hanging.left.conditions':
    'Bedingungen an Bilder, die hier nicht gestellt werden können: Mehr Serien können hängen',
  'hanging.left.regions': 'eine Körperregion, die hier nicht bekannt ist',
  'hanging.left.procedures': 'bestimmte Untersuchungen oder Anlässe: Es gilt für alle',
  'hanging.left.side': 'eine Körperseite: Es gilt für beide',
  'hanging.left.window': 'Fenster, die hier nicht bekannt sind: Die Bilder haben ihr eigenes',
  'hanging.left.orientation': 'Drehen und Spiegeln: Die Bilder öffnen sich wie sonst',
  'hanging.left.sorting': 'eine andere Reihenfolge der Bilder',
  'hanging.left.looks': 'Farben, umgekehrte Graustufen, wahre Größe, verborgene Einblendungen',
  'hanging.left.links': 'gemeinsames Blättern oder Referenzlinien nur für einige Bildfelder',
  'hanging.left.partial': 'Aufrücken, wo Bilder fehlen: Das Bildfeld bleibt leer und nennt sie',
} as const;
