/** German texts: planes through volumes. */
export const planes = {
  'action.mpr': 'MPR: drei Ebenen',
  'cut.name': 'Ebene {{plane}}, {{place}}',
  'cut.bar': 'Ebenen des Volumens',
  'cut.plane': 'Ebene',
  'cut.plane.axial': 'Axial',
  'cut.plane.coronal': 'Koronal',
  'cut.plane.sagittal': 'Sagittal',
  'cut.plane.oblique': '{{plane}}, gedreht',
  'cut.slab': 'Schicht',
  'cut.slab.none': 'Keine Schicht',
  'cut.slab.of': '{{mm}} mm',
  'cut.by': 'Was die Schicht zeigt',
  'cut.by.max': 'Maximum',
  'cut.by.min': 'Minimum',
  'cut.by.mean': 'Mittel',
  'cut.by.max.short': 'MIP',
  'cut.by.min.short': 'MinIP',
  'cut.by.mean.short': 'Mittel',
  'cut.unturn': 'Ebenen gerade stellen',
  'cut.stored': 'Gespeicherte Bilder',
  'cut.close': 'Ebenen schließen',
  'cut.resampled': 'berechnet',
  'cut.resampled.why': 'Zwischen den gespeicherten Bildern berechnet. Hier wird nichts gemessen.',
  'cut.progress': '{{had}} von {{images}} Bildern sind da. Was fehlt, ist schwarz.',
  'cut.progress.short': '{{had}} von {{images}} Bildern',
  'cut.outside':
    'Diese Ebene geht am Volumen vorbei: Auf ihr ist nichts. Blättern Sie zurück, oder drücken Sie zweimal MPR.',
  'cut.outside.short': 'Neben dem Volumen',
  'cut.lost': '{{lost}} von {{images}} Bildern waren nicht zu bekommen. Dort ist die Ebene schwarz.',
  'cut.lost.short': '{{lost}} fehlen',
  'cut.cross': 'Wo die Ebenen sich treffen: {{place}}. Pfeiltasten bewegen den Punkt in dieser Ebene.',
  'cut.turn': 'Die anderen Ebenen drehen. Pfeiltasten drehen um ein Grad, mit Umschalt um zehn.',
  'cut.scroll': 'Ort der Ebene im Fenster {{number}}',
  'cut.off.stored':
    'Nur für gespeicherte Bilder: Eine Ebene ist dazwischen berechnet. Noch einmal MPR führt zu ihnen zurück.',
  'cut.off.measure':
    'Auf einer Ebene wird nicht gemessen, denn sie ist berechnet. Gemessen wird auf den gespeicherten Bildern: noch einmal MPR drücken oder deren Fenster benutzen.',
  'cut.off.hanging':
    'Ebenen werden nicht als Anordnung behalten. Erst noch einmal MPR drücken, dann behalten.',
  'cut.refused': 'Keine Ebenen von dieser Serie',
  'cut.refused.too-few-slices':
    'Von dieser Serie gibt es keine Ebenen: Sie hat weniger als drei Schichten nebeneinander.',
  'cut.refused.projection':
    'Von dieser Serie gibt es keine Ebenen: Ihre Bilder sind Projektionen, keine Schichten eines Körpers.',
  'cut.refused.localizer': 'Von dieser Serie gibt es keine Ebenen: Sie enthält Übersichtsaufnahmen.',
  'cut.refused.colour': 'Von dieser Serie gibt es keine Ebenen: Ihre Bilder sind farbig.',
  'cut.refused.ultrasound':
    'Von dieser Serie gibt es keine Ebenen: Ultraschallbilder sagen nicht, wo sie liegen.',
  'cut.refused.no-picture': 'Von dieser Serie gibt es keine Ebenen: Sie enthält keine eigenen Bilder.',
  'cut.refused.no-position':
    'Von dieser Serie gibt es keine Ebenen: Ihre Bilder sagen nicht, wo im Patienten sie liegen.',
  'cut.refused.turned': 'Von dieser Serie gibt es keine Ebenen: Ihre Schichten sind gegeneinander gedreht.',
  'cut.refused.other-frame-of-reference':
    'Von dieser Serie gibt es keine Ebenen: Ihre Bilder liegen in verschiedenen Bezugssystemen.',
  'cut.refused.mixed-orientation': 'Von dieser Serie gibt es keine Ebenen: Ihre Bilder sind nicht parallel.',
  'cut.refused.mixed-size': 'Von dieser Serie gibt es keine Ebenen: Ihre Bilder sind verschieden groß.',
  'cut.refused.mixed-spacing':
    'Von dieser Serie gibt es keine Ebenen: Die Pixel ihrer Bilder sind verschieden groß.',
  'cut.refused.shifted':
    'Von dieser Serie gibt es keine Ebenen: Ihre Schichten sind ohne Regel gegeneinander verschoben.',
  'cut.refused.repeated':
    'Von dieser Serie gibt es keine Ebenen: Mehrere Bilder liegen an einem Ort, und nichts unterscheidet sie.',
  'cut.refused.impossible-size':
    'Von dieser Serie gibt es keine Ebenen: Nach ihren Orten und Abständen ist sie länger als zehn Meter, was nicht sein kann.',
  'cut.refused.too-large':
    'Von dieser Serie gibt es keine Ebenen: Sie ist größer als der Speicher dieses Geräts. Ihre gespeicherten Bilder sind lesbar.',
  'cut.refused.rendered':
    'Von dieser Serie gibt es keine Ebenen: Ihre Bilder hat das Archiv gemacht, sie enthalten keine Werte.',
  'cut.refused.unknown':
    'Die Serie ist noch nicht beschrieben. Noch einmal MPR drücken, wenn ihr erstes Bild da ist.',
  'action.fuse': 'Fusion: eine andere Serie über die Ebenen',
  'fuse.button': 'Fusion',
  'fuse.choose': 'Serie, die über die Ebenen gelegt wird',
  'fuse.nothing': 'Nichts über den Ebenen',
  'fuse.looking': 'Serien im selben Raum werden gesucht …',
  'fuse.none': 'Es gibt keine andere Serie aus Schichten.',
  'fuse.corrected': 'Schwächungskorrigiert',
  'fuse.prior': 'Aus einer anderen Untersuchung',
  'fuse.note.apart': 'Liegt in einem anderen Bezugssystem oder nennt keines',
  'fuse.note.kind': 'Kein Stapel aus Schichten',
  'fuse.none.apart':
    'Über diese Ebenen lässt sich nichts legen: Die anderen Serien liegen in anderen Bezugssystemen oder nennen keines. Ein Registrierungsobjekt, das sie zusammenführt, wird unter „Mehr“ angewandt.',
  'fuse.none.kind': 'Über diese Ebenen lässt sich nichts legen: Es gibt keine andere Serie aus Schichten.',
  'fuse.show': '{{name}} zeigen',
  'fuse.hide': '{{name}} ausblenden',
  'fuse.colours': 'Farben',
  'fuse.colours.hotIron': 'Hot Iron',
  'fuse.colours.pet': 'PET-Farben',
  'fuse.colours.rainbow': 'Regenbogen',
  'fuse.colours.invertedGrey': 'Grau, invertiert',
  'fuse.opacity': 'Deckkraft',
  'fuse.opacity.said': '{{percent}} %',
  'fuse.scale': 'Skala',
  'fuse.scale.own': 'Eigene Skala',
  'fuse.scale.suv': 'SUV 0–{{to}}',
  'fuse.from': 'Von',
  'fuse.to': 'Bis',
  'fuse.bar': 'Farben von {{from}} bis {{to}} {{unit}}',
  'fuse.noSuv': 'Kein SUV: {{why}}.',
  'fuse.noSuv.short': 'kein SUV',
  'fuse.values': 'Werte unter dem Zeiger oder dort, wo die Ebenen sich treffen',
  'fuse.nowhere': 'nichts',
  'fuse.value.max': 'max.',
  'fuse.value.min': 'min.',
  'fuse.value.mean': 'Mittel',
  'fuse.describing': 'Die Serie darüber wird beschrieben …',
  'fuse.undescribed':
    'Nicht darübergelegt: Das Archiv beschreibt die Serie nicht. Die Ebenen sind ohne sie vollständig.',
  'fuse.loading': '{{had}} von {{images}} Bildern der Serie darüber',
  'fuse.lost':
    '{{lost}} von {{images}} Bildern der Serie darüber waren nicht zu bekommen. Dort sieht man die Ebene allein.',
  'fuse.failed':
    'Nicht darübergelegt: Die Serie war nicht zu bekommen. Die Ebenen sind ohne sie vollständig.',
  'fuse.again': 'Noch einmal versuchen',
  'fuse.left': 'Über diesen Ebenen lag eine Serie, die nicht mit geteilt wurde.',
  'fuse.refused.volume': 'Nicht darübergelegt. {{why}}',
  'fuse.refused.apart':
    'Nicht darübergelegt: Sie liegt in einem anderen Bezugssystem als die Ebenen oder nennt keines, und kein Registrierungsobjekt, das sie zusammenführt, ist angewandt.',
  'fuse.refused.no-room':
    'Nicht darübergelegt: Beide Serien zusammen sind größer als der Speicher dieses Geräts. Die Ebenen sind ohne sie vollständig.',
  'fuse.refused.itself': 'Nicht darübergelegt: Es ist die Serie der Ebenen selbst.',
  'fuse.refused.patient': 'Nicht darübergelegt: Sie gehört zu einer anderen Person.',
} as const;
