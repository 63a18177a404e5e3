/** German texts: diagnose. Keys and {{values}} are those of English. */
export const diagnose = {
  'diagnose.title': 'Diagnose',
  'diagnose.back': 'Zur Studienliste',
  'diagnose.checked': '{{archive}} · geprüft {{time}}, dauerte {{seconds}} s',
  'diagnose.checking': '{{archive}} wird angefragt …',
  'diagnose.again': 'Erneut prüfen',
  'diagnose.copy': 'Für den Support kopieren',
  'diagnose.copied': 'Kopiert',
  'diagnose.copyFailed':
    'Kopieren ist hier nicht erlaubt. Der Text steht unten: Markieren und kopieren Sie ihn.',
  'diagnose.text': 'Text für den Support',
  'diagnose.private':
    'Die Kopie für den Support enthält keine Namen, Nummern oder Daten von Patientinnen und Patienten.',
  'diagnose.archive': 'Archiv',
  'diagnose.screenCheck': 'Diesen Bildschirm prüfen',
  'diagnose.device': 'Dieses Gerät',
  'diagnose.choose': 'Zu prüfendes Archiv',
  'diagnose.fix': 'So wird es behoben: {{check}}',
  'diagnose.fix.short': 'So wird es behoben',
  'diagnose.copySetting': 'Einstellung für {{product}} kopieren',
  'diagnose.took': '{{ms, number}} ms',
  'diagnose.works': 'In Ordnung',
  'diagnose.limited': 'Eingeschränkt',
  'diagnose.fails': 'Fehler',
  'diagnose.notSeen': 'Nicht gesehen',
  'diagnose.notSeen.text': 'Es gab nichts zu prüfen.',
  'diagnose.waiting': 'Wartet …',

  'diagnose.sum.works': 'Mit diesem Archiv funktioniert alles.',
  'diagnose.sum.works.text':
    'Studien werden gefunden, und Bilder werden so gelesen, wie sie gespeichert sind.',
  'diagnose.sum.limited': 'Sie können Studien finden und lesen.',
  'diagnose.sum.limited.text':
    'Was das Archiv nicht tut, geschieht hier, mit mehr Anfragen. Es wird nichts weggelassen.',
  'diagnose.sum.empty': 'Das Archiv antwortet, enthält aber keine Studien.',
  'diagnose.sum.empty.text': 'Wie es sucht und Bilder sendet, lässt sich prüfen, sobald es eine gibt.',
  'diagnose.sum.images': 'Studien werden aufgelistet, aber Bilder können nicht gelesen werden.',
  'diagnose.sum.images.text':
    'Zweifelhaftes wird nicht gezeigt. Die Zeilen unten sagen, was falsch ist und was es behebt.',
  'diagnose.sum.fails': 'Einige Studien oder Bilder dieses Archivs können nicht gelesen werden.',
  'diagnose.sum.fails.text':
    'Was zweifelhaft ist, wird nicht gezeigt. Die Zeilen unten sagen, was falsch ist und was es behebt.',
  'diagnose.sum.dead': 'Von diesem Archiv sind keine Studien zu bekommen.',
  'diagnose.sum.dead.text':
    'Andere Archive sind nicht betroffen. Die erste Zeile sagt, warum, und was es behebt.',

  'diagnose.check.answers': 'Antwortet',
  'diagnose.check.search': 'Suche, Seite für Seite',
  'diagnose.check.filters': 'Suche mit Filtern',
  'diagnose.check.rows': 'Was die Liste enthält',
  'diagnose.check.metadata': 'Beschreibung der Bilder',
  'diagnose.check.bulk': 'Daten neben den Pixeln',
  'diagnose.check.frames': 'Bilder, einzeln',
  'diagnose.check.instance': 'Ganze Dateien',
  'diagnose.check.stream': 'Bilder, ganze Serie in einem Strom',
  'diagnose.check.rendered': 'Vom Archiv gezeichnete Bilder',
  'diagnose.check.thumbnail': 'Vorschaubilder',
  'diagnose.check.store': 'Speichern',
  'diagnose.check.graphics': 'Grafik',
  'diagnose.check.memory': 'Speicher',
  'diagnose.check.screen': 'Bildschirm',

  'diagnose.is.reached': 'Es antwortet mit einer Liste von Studien.',
  'diagnose.is.unreachable':
    'Keine Antwort: Es ist ausgeschaltet, die Adresse ist falsch, oder das Netzwerk führt nicht dorthin.',
  'diagnose.is.late': 'Keine Antwort innerhalb von {{seconds}} s.',
  'diagnose.is.corsBlocked':
    'Es antwortet, erlaubt dieser Seite ({{origin}}) aber nicht, die Antwort zu lesen: Seine CORS-Header fehlen.',
  'diagnose.is.cspBlocked': 'Die eigene Sicherheitsrichtlinie dieser Seite verbietet Anfragen an {{origin}}.',
  'diagnose.is.signIn': 'Es verlangt eine Anmeldung (401).',
  'diagnose.is.forbidden': 'Es weiß, wer fragt, und erlaubt es nicht (403).',
  'diagnose.is.loginPage':
    'Statt Daten kam eine Webseite: eine Anmeldeseite oder ein Webserver, der anstelle des Archivs antwortet.',
  'diagnose.is.redirected': 'Es schickt die Seite anderswohin, wahrscheinlich zu einer Anmeldung.',
  'diagnose.is.noService': 'Unter dieser Adresse gibt es kein DICOMweb ({{status}}).',
  'diagnose.is.gateway': 'Der Proxy davor antwortet, erreicht das Archiv aber nicht ({{status}}).',
  'diagnose.is.serverError':
    'Es scheitert an der einfachsten Suche ({{status}}). Sein eigenes Protokoll sagt, warum.',
  'diagnose.is.notJson': 'Es antwortet in einer anderen Form ({{type}}) als DICOM JSON.',
  'diagnose.is.refused': 'Es lehnt die einfachste Suche ab, in jeder Schreibweise ({{status}}).',
  'diagnose.is.unsteady_one': '{{count, number}} Anfrage scheiterte und gelang beim zweiten Versuch.',
  'diagnose.is.unsteady_other': '{{count, number}} Anfragen scheiterten und gelangen beim zweiten Versuch.',
  'diagnose.is.slow': 'Es brauchte {{seconds}} s für die erste Liste.',
  'diagnose.is.corsErrors':
    'Seine Ablehnungen kommen ohne CORS-Header, darum kann {{origin}} „nicht gefunden“ nicht von einer gestörten Leitung unterscheiden.',

  'diagnose.is.listed_one': 'Die erste Studie kam, weitere folgen. Das Blättern in Seiten geht.',
  'diagnose.is.listed_other':
    'Die ersten {{count, number}} Studien kamen, weitere folgen. Das Blättern in Seiten geht.',
  'diagnose.is.listedAll_one': '{{count, number}} Studie, in einer Antwort.',
  'diagnose.is.listedAll_other': '{{count, number}} Studien, in einer Antwort.',
  'diagnose.is.empty': 'Es enthält keine Studien, oder keine, die Sie sehen dürfen.',
  'diagnose.is.staticFiles':
    'Dies sind Dateien, keine Suche: Es kommt immer alles. Filter, Reihenfolge und Seiten entstehen hier.',
  'diagnose.is.limitIgnored':
    'Es kommen alle Zeilen, wie wenige auch angefragt werden. Seiten entstehen hier.',
  'diagnose.is.limitRefused':
    'Es weigert sich, mehr als {{limit, number}} Studien auf einmal aufzulisten ({{status}}). Sie werden in kleineren Seiten angefragt.',
  'diagnose.is.limitCut':
    'Es sendet höchstens {{limit, number}} Studien und sagt nicht, dass es mehr gibt. Der Rest wird angefragt.',
  'diagnose.is.offsetIgnored':
    'Es beginnt immer bei der ersten Studie. Es werden mehr auf einmal angefragt und hier geteilt; sehr lange Listen enden früh.',
  'diagnose.is.fieldsRefused':
    'Es lehnt includefield ab ({{status}}): Spalten, die es nicht sendet, bleiben leer.',

  'diagnose.is.filtered': 'Nach Name, Datum, Modalität und UID, ungeachtet der Groß- und Kleinschreibung.',
  'diagnose.is.filtersIgnored':
    'Es beachtet keinen Filter. Seine Antworten werden hier gefiltert, darum dauert das Finden länger.',
  'diagnose.is.filtersFail': 'Es lehnt Suchen mit einem Filter ab ({{status}}).',
  'diagnose.is.keywordsRefused':
    'Es lehnt Schlüsselwörter wie PatientName ab ({{status}}). Stattdessen werden Tag-Nummern gesendet.',
  'diagnose.is.uidListNone': 'Es nimmt keine Liste von UIDs an. Sie werden einzeln angefragt.',
  'diagnose.is.modalityListNone': 'Es nimmt keine Liste von Modalitäten an. Jede wird für sich angefragt.',
  'diagnose.is.wildcardsNone':
    'Es kennt keine Platzhalter: Es findet nur ganze Namen und Nummern. Teile davon werden hier gesucht, was länger dauert.',
  'diagnose.is.caseMatters':
    'Groß- und Kleinschreibung macht ihm einen Unterschied: Namen werden in mehreren Schreibweisen angefragt.',
  'diagnose.is.fuzzyNone': 'Keine unscharfe Suche nach Namen; sie wird hier nicht gebraucht.',
  'diagnose.is.fuzzyWorks': 'Die unscharfe Suche nach Namen geht auch.',

  'diagnose.is.rowsSound': 'Jede Zeile nennt ihre Studie und ihre Person.',
  'diagnose.is.rowsDoubled_one': '{{count, number}} Studie ist zweimal aufgelistet. Sie wird einmal gezeigt.',
  'diagnose.is.rowsDoubled_other':
    '{{count, number}} Studien sind zweimal aufgelistet. Sie werden einmal gezeigt.',
  'diagnose.is.patientsConflict_one':
    '{{count, number}} Studie steht unter zwei Personen. Sie ist in der Liste gekennzeichnet; ihre Bilder sind vielleicht nicht lesbar.',
  'diagnose.is.patientsConflict_other':
    '{{count, number}} Studien stehen unter zwei Personen. Sie sind in der Liste gekennzeichnet; ihre Bilder sind vielleicht nicht lesbar.',
  'diagnose.is.uidMissing_one':
    '{{count, number}} Zeile hat keine gültige Study Instance UID und kann nicht aufgelistet werden.',
  'diagnose.is.uidMissing_other':
    '{{count, number}} Zeilen haben keine gültige Study Instance UID und können nicht aufgelistet werden.',
  'diagnose.is.fieldsMissing': 'Seinen Zeilen fehlt: {{fields}}. Diese Spalten bleiben leer.',
  'diagnose.is.namesMissing': 'Seinen Zeilen fehlt der Name der Person.',
  'diagnose.is.namesDamaged_one':
    '{{count, number}} Name enthält Ersatzzeichen anstelle von Buchstaben: Sein Zeichensatz ging im Archiv oder davor verloren.',
  'diagnose.is.namesDamaged_other':
    '{{count, number}} Namen enthalten Ersatzzeichen anstelle von Buchstaben: Ihr Zeichensatz ging im Archiv oder davor verloren.',
  'diagnose.is.jsonOdd': 'Sein JSON weicht vom Standard ab ({{how}}). Es wird trotzdem gelesen.',

  'diagnose.is.described_one': '{{count, number}} Objekt, vollständig.',
  'diagnose.is.described_other': '{{count, number}} Objekte, vollständig.',
  'diagnose.is.describedSlowly': 'Es brauchte {{seconds}} s für eine kleine Serie.',
  'diagnose.is.describedSingly':
    'Es beschreibt keine Serie als Ganzes ({{status}}). Ihre Bilder werden einzeln beschrieben.',
  'diagnose.is.notDescribed':
    'Es beschreibt seine Bilder nicht ({{status}}, {{type}}): Sie können nicht geprüft werden, darum wird keines gezeigt.',
  'diagnose.is.otherObjects_one':
    '{{count, number}} Objekt einer anderen Studie oder Serie kam. Eine solche Serie wird nicht gezeigt.',
  'diagnose.is.otherObjects_other':
    '{{count, number}} Objekte einer anderen Studie oder Serie kamen. Eine solche Serie wird nicht gezeigt.',
  'diagnose.is.otherPatient':
    'Die Beschreibung nennt eine andere Person als die Liste der Studien. Auf eine solche Studie ist kein Verlass.',
  'diagnose.is.objectsDoubled_one':
    '{{count, number}} Objekt ist zweimal beschrieben. Wo die beiden abweichen, wird es nicht gezeigt.',
  'diagnose.is.objectsDoubled_other':
    '{{count, number}} Objekte sind zweimal beschrieben. Wo zwei abweichen, wird das Objekt nicht gezeigt.',
  'diagnose.is.patientsMixed': 'Eine Serie nennt zwei Personen. Ihre Bilder werden nicht gezeigt.',
  'diagnose.is.bulkByUri': 'Über eine Adresse, beim Archiv selbst.',
  'diagnose.is.bulkInline': 'Innerhalb der Beschreibung.',
  'diagnose.is.bulkElsewhere':
    'Seine Adressen nennen einen anderen Rechner. Sie werden unter der eigenen Adresse des Archivs angefragt oder gar nicht.',
  'diagnose.is.bulkFails': 'Die Beschreibung nennt eine Adresse, die nicht antwortet ({{status}}).',
  'diagnose.is.bulkNone': 'Die geprüften Bilder haben keine.',
  'diagnose.is.bulkOmitted':
    'Die Beschreibung lässt Lookup-Tabellen oder Overlays weg, die das Bild hat. Sie werden der ganzen Datei entnommen, wo diese kommt.',

  'diagnose.is.framesStored': 'Wie gespeichert ({{syntax}}), geprüft.',
  'diagnose.is.framesOtherwise': 'Geprüft, aber nur auf Anfrage als „{{form}}“ ({{syntax}}).',
  'diagnose.is.framesDecoded': 'Geprüft, aber vom Archiv dekomprimiert ({{form}}): größer und langsamer.',
  'diagnose.is.framesNone': 'Es sendet keine einzelnen Bilder ({{status}}). Ganze Dateien werden benutzt.',
  'diagnose.is.framesWrong':
    'Was kam, ist nicht das beschriebene Bild ({{what}}: erwartet {{expected}}, erhalten {{received}}). Es wird nicht gezeigt.',
  'diagnose.is.framesBroken':
    'Die Antwort brach ab oder stockte {{seconds}} s lang. Ein halbes Bild wird nicht gezeigt.',
  'diagnose.is.noPicture': 'Das geprüfte Objekt hat kein Bild.',
  'diagnose.is.instanceWhole': 'Eine Datei kam, geprüft.',
  'diagnose.is.instanceNone': 'Es sendet keine ganzen Dateien ({{status}}). Einzelne Bilder werden benutzt.',
  'diagnose.is.instanceWrong':
    'Die Datei ist nicht die beschriebene ({{what}}: erwartet {{expected}}, erhalten {{received}}). Sie wird nicht gezeigt.',
  'diagnose.is.instanceBroken':
    'Die Datei brach ab oder stockte {{seconds}} s lang. Ein halbes Bild wird nicht gezeigt.',
  'diagnose.is.streamWhole':
    '{{passed, number}} von {{of, number}} Dateien in einer Antwort, geprüft, {{speed}} MB/s.',
  'diagnose.is.streamStarts':
    'Eine Serie kommt in einer Antwort. Sie ist zu groß, um nur dafür geprüft zu werden.',
  'diagnose.is.streamPart':
    '{{passed, number}} von {{of, number}} Dateien kamen. Der Rest wird einzeln angefragt.',
  'diagnose.is.streamWrong':
    'Eine Datei darin ist nicht die beschriebene ({{what}}: erwartet {{expected}}, erhalten {{received}}). Sie wird nicht gezeigt.',
  'diagnose.is.streamBroken':
    'Er brach ab oder stockte {{seconds}} s lang. Was fehlt, wird einzeln angefragt.',
  'diagnose.is.streamNone':
    'Es sendet keine Serie als Ganzes ({{status}}). Bilder kommen einzeln, langsamer.',
  'diagnose.is.noPixels':
    'Weder einzelne Bilder noch Dateien noch Serien kommen: Es kann nichts gezeigt werden.',
  'diagnose.is.renderedOnly':
    'Nur vom Archiv gezeichnete Bilder kommen: auf diesen kein Messen und keine Fensterung.',
  'diagnose.is.renders': 'Angeboten.',
  'diagnose.is.rendersNone': 'Nicht angeboten ({{status}}). Vorschauen entfallen.',
  'diagnose.is.thumbnails': 'Angeboten.',
  'diagnose.is.thumbnailsNone':
    'Nicht angeboten ({{status}}). Sie werden stattdessen aus den Bildern gezeichnet.',
  'diagnose.is.stores': 'Objekte dürfen gesendet werden. Es wurde keines gesendet, nur gefragt.',
  'diagnose.is.storesNone': 'Es nimmt keine Objekte an ({{status}}). Dort kann nichts gesichert werden.',
  'diagnose.is.storesForbidden':
    'Abgelehnt ({{status}}): Sie dürfen nicht schreiben. Dort kann nichts gesichert werden.',
  'diagnose.is.storeUnknown': 'Die Frage wurde nicht beantwortet, oder der Browser verbirgt die Antwort.',

  'diagnose.graphics.works': 'WebGL 2, Texturen bis {{size, number}}.',
  'diagnose.graphics.limited': 'Kein WebGL 2. Bilder werden vom Prozessor gezeichnet, langsamer.',
  'diagnose.memory.works': 'Etwa {{gb}} GB in diesem Gerät.',
  'diagnose.memory.limited': 'Etwa {{gb}} GB in diesem Gerät. Große Serien werden teilweise geöffnet.',
  'diagnose.memory.unknown': 'Der Browser sagt es nicht.',
  'diagnose.screen.limited':
    '{{bits, number}} Bit je Farbe, keine Kalibrierung bekannt. Nicht für die Befundung von Mammographien.',

  'diagnose.repair.roots': 'Die Adresse, unter der /studies liegt, gehört als „root“ in config.json.',
  'diagnose.repair.start': 'Sorgen Sie dafür, dass es läuft und lauscht und dass es andere Rechner einlässt.',
  'diagnose.repair.proxy':
    'Leiten Sie /dicom-web/ an das Archiv weiter; docs/nginx.conf ist ein ganzes Beispiel.',
  'diagnose.repair.sameOrigin':
    'Am besten: vor dem Archiv stehen, sodass es am selben Ursprung wie die Seite liegt.',
  'diagnose.repair.cors':
    'Oder lassen Sie das Archiv diese Seite erlauben. „always“ ist wichtig: Auch Ablehnungen brauchen die Header.',
  'diagnose.repair.csp': 'Nennen Sie das Archiv in der Content Security Policy der Seite.',
  'diagnose.repair.timeouts': 'Warten Sie länger als die langsamste Suche des Archivs.',
  'diagnose.repair.credentials': 'Lassen Sie den Proxy die Seite anmelden; im Browser wird nichts behalten.',
  'diagnose.repair.account': 'Legen Sie ein Konto für den Proxy an.',
  'diagnose.repair.roles': 'Geben Sie dem Konto diese Rolle.',
  'diagnose.repair.noRedirect': 'Antworten Sie auf /dicom-web/ mit 401, nicht mit einer Anmeldeseite.',
  'diagnose.repair.enable': 'Schalten Sie DICOMweb ein.',
  'diagnose.repair.limits': 'Heben Sie die Grenze der Zeilen in einer Antwort an; 0 heißt keine.',
  'diagnose.repair.keys': 'Fügen Sie das Attribut denen hinzu, nach denen das Archiv suchen kann.',
  'diagnose.repair.case': 'Lassen Sie die Suche jede Groß- und Kleinschreibung annehmen.',
  'diagnose.repair.encoding': 'Antworten Sie auf Suchen in UTF-8.',
  'diagnose.repair.fields': 'Fügen Sie das Attribut denen hinzu, die das Archiv für seine Listen behält.',
  'diagnose.repair.metadata': 'Senden Sie ganze Beschreibungen, aus einem Zwischenspeicher.',
  'diagnose.repair.hosts': 'Sagen Sie dem Archiv, unter welcher Adresse es erreicht wird.',
  'diagnose.repair.untouched': 'Geben Sie Antworten unverändert weiter.',
  'diagnose.repair.update': 'Aktualisieren Sie das DICOMweb-Plugin.',
  'diagnose.repair.write': 'Lassen Sie POST durch, in jeder Größe.',
  'diagnose.repair.server':
    'Dateien auf einem Webserver können das nicht. Ein DICOMweb-Server davor kann es:',
} as const;
