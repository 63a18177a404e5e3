/**
 * English texts: diagnose. Loaded with its page. `diagnose.is.*`: one sentence for each finding of the probe
 * (archive/capability/findings): what was seen, what it means for the reader.
 */
export const diagnose = {
  'diagnose.title': 'Diagnose',
  'diagnose.back': 'To the worklist',
  'diagnose.checked': '{{archive}} · checked {{time}}, took {{seconds}} s',
  'diagnose.checking': 'Asking {{archive}}…',
  'diagnose.again': 'Run again',
  'diagnose.copy': 'Copy for support',
  'diagnose.copied': 'Copied',
  'diagnose.copyFailed': 'Copying is not allowed here. The text is shown below: select it and copy it.',
  'diagnose.text': 'Text for support',
  'diagnose.private': 'The copy for support holds no names, numbers or dates of patients.',
  'diagnose.archive': 'Archive',
  'diagnose.screenCheck': 'Check this screen',
  'diagnose.device': 'This device',
  'diagnose.choose': 'Archive to look at',
  'diagnose.fix': 'How to fix: {{check}}',
  'diagnose.fix.short': 'How to fix',
  'diagnose.copySetting': 'Copy the setting for {{product}}',
  'diagnose.took': '{{ms, number}} ms',
  'diagnose.works': 'Works',
  'diagnose.limited': 'Limited',
  'diagnose.fails': 'Fails',
  'diagnose.notSeen': 'Not seen',
  'diagnose.notSeen.text': 'There was nothing to look at.',
  'diagnose.waiting': 'Waiting…',

  'diagnose.sum.works': 'Everything works with this archive.',
  'diagnose.sum.works.text': 'Studies are found and images are read as they are stored.',
  'diagnose.sum.limited': 'You can find and read studies.',
  'diagnose.sum.limited.text':
    'What the archive does not do is done here, with more requests. Nothing is left out.',
  'diagnose.sum.empty': 'The archive answers, but holds no studies.',
  'diagnose.sum.empty.text': 'How it searches and sends images can be looked at once there is one.',
  'diagnose.sum.images': 'Studies are listed, but images cannot be read.',
  'diagnose.sum.images.text':
    'Nothing doubtful is shown. The rows below say what is wrong and what mends it.',
  'diagnose.sum.fails': 'Some studies or images cannot be read from this archive.',
  'diagnose.sum.fails.text':
    'What is doubtful is not shown. The rows below say what is wrong and what mends it.',
  'diagnose.sum.dead': 'No studies can be had from this archive.',
  'diagnose.sum.dead.text': 'Other archives are not touched. The first row says why, and what mends it.',

  'diagnose.check.answers': 'Answers',
  'diagnose.check.search': 'Search, page by page',
  'diagnose.check.filters': 'Search, by filters',
  'diagnose.check.rows': 'What the list holds',
  'diagnose.check.metadata': 'Description of images',
  'diagnose.check.bulk': 'Data beside the pixels',
  'diagnose.check.frames': 'Images, one by one',
  'diagnose.check.instance': 'Whole files',
  'diagnose.check.stream': 'Images, whole series in one stream',
  'diagnose.check.rendered': 'Pictures drawn by the archive',
  'diagnose.check.thumbnail': 'Thumbnails',
  'diagnose.check.store': 'Store',
  'diagnose.check.graphics': 'Graphics',
  'diagnose.check.memory': 'Memory',
  'diagnose.check.screen': 'Screen',

  'diagnose.is.reached': 'It answers with a list of studies.',
  'diagnose.is.unreachable':
    'No answer: it is switched off, the address is wrong, or the network does not lead there.',
  'diagnose.is.late': 'No answer within {{seconds}} s.',
  'diagnose.is.corsBlocked':
    'It answers, but does not allow this page ({{origin}}) to read the answer: its CORS headers are missing.',
  'diagnose.is.cspBlocked': 'This page’s own security policy forbids requests to {{origin}}.',
  'diagnose.is.signIn': 'It asks for a sign-in (401).',
  'diagnose.is.forbidden': 'It knows who asks, and does not allow it (403).',
  'diagnose.is.loginPage':
    'A web page came in place of data: a sign-in page, or a web server that answers for the archive.',
  'diagnose.is.redirected': 'It sends the page elsewhere, most likely to a sign-in.',
  'diagnose.is.noService': 'There is no DICOMweb at this address ({{status}}).',
  'diagnose.is.gateway': 'The proxy before it answers, but does not reach the archive ({{status}}).',
  'diagnose.is.serverError': 'It fails at the simplest search ({{status}}). Its own log says why.',
  'diagnose.is.notJson': 'It answers in another form ({{type}}) than DICOM JSON.',
  'diagnose.is.refused': 'It refuses the simplest search, in every wording ({{status}}).',
  'diagnose.is.unsteady_one': '{{count, number}} request failed and went through at the second try.',
  'diagnose.is.unsteady_other': '{{count, number}} requests failed and went through at the second try.',
  'diagnose.is.slow': 'It took {{seconds}} s for the first list.',
  'diagnose.is.corsErrors':
    'Its refusals come without CORS headers, so {{origin}} cannot tell “not found” from a broken line.',

  'diagnose.is.listed_one': 'The first study came, more follow. Paging works.',
  'diagnose.is.listed_other': 'The first {{count, number}} studies came, more follow. Paging works.',
  'diagnose.is.listedAll_one': '{{count, number}} study, in one answer.',
  'diagnose.is.listedAll_other': '{{count, number}} studies, in one answer.',
  'diagnose.is.empty': 'It holds no studies, or none that you may see.',
  'diagnose.is.staticFiles':
    'These are files, not a search: everything comes always. Filters, order and pages are made here.',
  'diagnose.is.limitIgnored': 'All rows come, however few are asked for. Pages are made here.',
  'diagnose.is.limitRefused':
    'It refuses to list more than {{limit, number}} studies at once ({{status}}). They are asked for in smaller pages.',
  'diagnose.is.limitCut':
    'It sends {{limit, number}} studies at most and does not say that there are more. The rest is asked for.',
  'diagnose.is.offsetIgnored':
    'It always starts at the first study. More are asked for at once, and cut here; very long lists end early.',
  'diagnose.is.fieldsRefused': 'It refuses includefield ({{status}}): columns it does not send stay empty.',

  'diagnose.is.filtered': 'By name, date, modality and UID, whatever the letter case.',
  'diagnose.is.filtersIgnored':
    'It looks at no filter. Its answers are filtered here, so finding takes longer.',
  'diagnose.is.filtersFail': 'It refuses searches with a filter ({{status}}).',
  'diagnose.is.keywordsRefused':
    'It refuses keywords such as PatientName ({{status}}). Tag numbers are sent instead.',
  'diagnose.is.uidListNone': 'It takes no list of UIDs. They are asked for one by one.',
  'diagnose.is.modalityListNone': 'It takes no list of modalities. Each is asked for alone.',
  'diagnose.is.wildcardsNone':
    'It knows no wildcards: only whole names and numbers are found by it. Parts of them are looked for here, which takes longer.',
  'diagnose.is.caseMatters': 'Letter case matters to it: names are asked for in several.',
  'diagnose.is.fuzzyNone': 'No fuzzy matching of names; it is not needed here.',
  'diagnose.is.fuzzyWorks': 'Fuzzy matching of names works too.',

  'diagnose.is.rowsSound': 'Every row names its study and its patient.',
  'diagnose.is.rowsDoubled_one': '{{count, number}} study is listed twice. It is shown once.',
  'diagnose.is.rowsDoubled_other': '{{count, number}} studies are listed twice. They are shown once.',
  'diagnose.is.patientsConflict_one':
    '{{count, number}} study stands under two patients. It is marked in the list; its images may not be readable.',
  'diagnose.is.patientsConflict_other':
    '{{count, number}} studies stand under two patients. They are marked in the list; their images may not be readable.',
  'diagnose.is.uidMissing_one': '{{count, number}} row has no valid Study Instance UID and cannot be listed.',
  'diagnose.is.uidMissing_other':
    '{{count, number}} rows have no valid Study Instance UID and cannot be listed.',
  'diagnose.is.fieldsMissing': 'Its rows lack {{fields}}. Those columns stay empty.',
  'diagnose.is.namesMissing': 'Its rows lack the patient’s name.',
  'diagnose.is.namesDamaged_one':
    '{{count, number}} name holds marks in place of letters: its character set was lost in the archive or before it.',
  'diagnose.is.namesDamaged_other':
    '{{count, number}} names hold marks in place of letters: their character set was lost in the archive or before it.',
  'diagnose.is.jsonOdd': 'Its JSON departs from the standard ({{how}}). It is read all the same.',

  'diagnose.is.described_one': '{{count, number}} object, complete.',
  'diagnose.is.described_other': '{{count, number}} objects, complete.',
  'diagnose.is.describedSlowly': 'It took {{seconds}} s for a small series.',
  'diagnose.is.describedSingly':
    'It does not describe a series as a whole ({{status}}). Its images are described one by one.',
  'diagnose.is.notDescribed':
    'It does not describe its images ({{status}}, {{type}}): they cannot be verified, so none is shown.',
  'diagnose.is.otherObjects_one':
    '{{count, number}} object of another study or series came. Such a series is not shown.',
  'diagnose.is.otherObjects_other':
    '{{count, number}} objects of another study or series came. Such a series is not shown.',
  'diagnose.is.otherPatient':
    'The description names another patient than the list of studies. Such a study is not to be trusted.',
  'diagnose.is.objectsDoubled_one':
    '{{count, number}} object is described twice. Where the two differ, it is not shown.',
  'diagnose.is.objectsDoubled_other':
    '{{count, number}} objects are described twice. Where two differ, the object is not shown.',
  'diagnose.is.patientsMixed': 'One series names two patients. Its images are not shown.',
  'diagnose.is.bulkByUri': 'By address, on the archive itself.',
  'diagnose.is.bulkInline': 'Within the description.',
  'diagnose.is.bulkElsewhere':
    'Its addresses name another host. They are asked for at the archive’s own address, or not at all.',
  'diagnose.is.bulkFails': 'The description names an address that does not answer ({{status}}).',
  'diagnose.is.bulkNone': 'The images looked at have none.',
  'diagnose.is.bulkOmitted':
    'The description leaves out lookup tables or overlays that the image has. They are taken from the whole file, where that comes.',

  'diagnose.is.framesStored': 'As stored ({{syntax}}), verified.',
  'diagnose.is.framesOtherwise': 'Verified, but only asked for as “{{form}}” ({{syntax}}).',
  'diagnose.is.framesDecoded': 'Verified, but decompressed by the archive ({{form}}): larger and slower.',
  'diagnose.is.framesNone': 'It sends no single images ({{status}}). Whole files are used.',
  'diagnose.is.framesWrong':
    'What came is not the image described ({{what}}: {{expected}} expected, {{received}} received). It is not shown.',
  'diagnose.is.framesBroken':
    'The answer broke off, or stopped for {{seconds}} s. Half an image is not shown.',
  'diagnose.is.noPicture': 'The object looked at has no picture.',
  'diagnose.is.instanceWhole': 'One file came, verified.',
  'diagnose.is.instanceNone': 'It sends no whole files ({{status}}). Single images are used.',
  'diagnose.is.instanceWrong':
    'The file is not the one described ({{what}}: {{expected}} expected, {{received}} received). It is not shown.',
  'diagnose.is.instanceBroken':
    'The file broke off, or stopped for {{seconds}} s. Half an image is not shown.',
  'diagnose.is.streamWhole':
    '{{passed, number}} of {{of, number}} files in one answer, verified, {{speed}} MB/s.',
  'diagnose.is.streamStarts': 'A series comes in one answer. It is too large to be verified only for this.',
  'diagnose.is.streamPart':
    '{{passed, number}} of {{of, number}} files came. The rest is asked for one by one.',
  'diagnose.is.streamWrong':
    'A file in it is not the one described ({{what}}: {{expected}} expected, {{received}} received). It is not shown.',
  'diagnose.is.streamBroken':
    'It broke off, or stopped for {{seconds}} s. What is missing is asked for one by one.',
  'diagnose.is.streamNone': 'It sends no series as a whole ({{status}}). Images come one by one, slower.',
  'diagnose.is.noPixels': 'Neither single images nor files nor series come: nothing can be shown.',
  'diagnose.is.renderedOnly':
    'Only pictures drawn by the archive come: no measuring and no windowing on those.',
  'diagnose.is.renders': 'Offered.',
  'diagnose.is.rendersNone': 'Not offered ({{status}}). Previews are left out.',
  'diagnose.is.thumbnails': 'Offered.',
  'diagnose.is.thumbnailsNone': 'Not offered ({{status}}). Drawn from the images instead.',
  'diagnose.is.stores': 'Objects may be sent. None was: it was only asked.',
  'diagnose.is.storesNone': 'It takes no objects ({{status}}). Nothing can be saved there.',
  'diagnose.is.storesForbidden': 'Refused ({{status}}): you may not write. Nothing can be saved there.',
  'diagnose.is.storeUnknown': 'The question was not answered, or the browser hides the answer.',

  'diagnose.graphics.works': 'WebGL 2, textures to {{size, number}}.',
  'diagnose.graphics.limited': 'No WebGL 2. Images are drawn by the processor, slower.',
  'diagnose.memory.works': 'About {{gb}} GB in this device.',
  'diagnose.memory.limited': 'About {{gb}} GB in this device. Large series are opened in part.',
  'diagnose.memory.unknown': 'The browser does not say.',
  'diagnose.screen.limited':
    '{{bits, number}} bits a colour, no calibration known. Not for primary mammography reading.',

  'diagnose.repair.roots': 'The address below which /studies lies goes into config.json as “root”.',
  'diagnose.repair.start': 'See that it runs and listens, and that it lets other machines in.',
  'diagnose.repair.proxy': 'Pass /dicom-web/ to the archive; docs/nginx.conf is a whole example.',
  'diagnose.repair.sameOrigin': 'Best: stand before the archive, so that it is on the page’s own origin.',
  'diagnose.repair.cors':
    'Or let the archive allow this page. “always” matters: refusals need the headers too.',
  'diagnose.repair.csp': 'Name the archive in the page’s Content Security Policy.',
  'diagnose.repair.timeouts': 'Wait longer than the archive’s slowest search.',
  'diagnose.repair.credentials': 'Let the proxy sign in for the page; nothing is kept in the browser.',
  'diagnose.repair.account': 'Make an account for the proxy.',
  'diagnose.repair.roles': 'Give the account this role.',
  'diagnose.repair.noRedirect': 'Answer /dicom-web/ with 401, not with a sign-in page.',
  'diagnose.repair.enable': 'Switch DICOMweb on.',
  'diagnose.repair.limits': 'Raise the limit of rows in one answer; 0 is none.',
  'diagnose.repair.keys': 'Add the attribute to those the archive can search.',
  'diagnose.repair.case': 'Make searching take any letter case.',
  'diagnose.repair.encoding': 'Answer searches in UTF-8.',
  'diagnose.repair.fields': 'Add the attribute to those the archive keeps for its lists.',
  'diagnose.repair.metadata': 'Send whole descriptions, from a cache.',
  'diagnose.repair.hosts': 'Tell the archive the address it is reached at.',
  'diagnose.repair.untouched': 'Pass answers on as they are.',
  'diagnose.repair.update': 'Update the DICOMweb plugin.',
  'diagnose.repair.write': 'Let POST through, of any size.',
  'diagnose.repair.server': 'Files on a web server cannot do this. A DICOMweb server before them can:',
} as const;
