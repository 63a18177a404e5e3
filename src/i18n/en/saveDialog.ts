/** English texts of the save dialog, which brings its own. {{name}} marks a value. */
export const saveDialog = {
  'save.title': 'Save to the archive',
  'save.nothing': 'Everything is saved',
  'save.nothing.text': 'There is no measurement and no key image that the archive does not have already.',
  'save.intro':
    'Each goes into this study as a DICOM object of its own, is read back and compared. Until then the draft stays.',
  'save.kind.report': 'Measurement report',
  'save.kind.keyImages': 'Key images',
  'save.kind.presentation': 'This view',
  'save.holds.report_one': '{{count}} measurement, as a structured report',
  'save.holds.report_other': '{{count}} measurements, as a structured report',
  'save.holds.keyImages_one': '{{count}} image, as a key object document',
  'save.holds.keyImages_other': '{{count}} images, as a key object document',
  'save.leftOut_one':
    '{{count}} image could not be found in the archive and is left out: it keeps its star and stays unsaved.',
  'save.leftOut_other':
    '{{count}} images could not be found in the archive and are left out: they keep their stars and stay unsaved.',
  'save.holds.presentation':
    'Window, zoom, rotation and drawings of the active pane, as a presentation state',
  'save.study': 'study {{place}}',
  'save.state.new': 'Not saved yet',
  'save.state.waiting': 'Waiting',
  'save.state.sending': 'Sending',
  'save.state.checking': 'Reading back and comparing',
  'save.state.saved': 'Saved: the archive has it as it was written',
  'save.state.away':
    'The archive does not answer. What was sent is looked for as soon as it does, and sent again only if it is not there. You can close this and go on.',
  'save.state.unwritten':
    'No image that it belongs to is open, so it cannot be written. Open the series that was measured, then try again.',
  'save.state.failed':
    'This program failed to write it. Nothing was sent and the draft stays. Reload the page and try again; if it stays, copy the measurements as text.',
  'save.no.sign-in': 'Your sign-in has ended. The draft stays. Sign in again in another tab, then try again.',
  'save.no.forbidden':
    'You may read this archive but not store in it. The draft stays. Download the object and hand it to whoever may.',
  'save.no.read-only':
    'This archive only lets itself be read. The draft stays. Download the object and send it to an archive that stores.',
  'save.no.too-large':
    'The archive finds the object too large (HTTP {{status}}). The draft stays. An administrator can raise the limit; or download the object.',
  'save.no.no-room':
    'The archive has no room left. The draft stays. Tell its administrator and try again later, or download the object.',
  'save.no.duplicate':
    'The archive says that it has this object, but does not show it. The draft stays. Try again in a moment.',
  'save.no.class':
    'The archive does not take this kind of object. The draft stays. Download it and send it to an archive that does.',
  'save.no.mismatch':
    'The archive finds that the object does not fit its study (reason {{reason}}). The draft stays. Download the object and tell the administrator.',
  'save.no.not-understood':
    'The archive refused the object as not valid (HTTP {{status}}). The draft stays. Download the object and tell the administrator.',
  'save.no.broken':
    'The archive failed inside (HTTP {{status}}) and has not stored it; it was tried several times. The draft stays. Try again later.',
  'save.no.other':
    'The archive did not store it (HTTP {{status}}, reason {{reason}}). The draft stays. Try again, or download the object.',
  'save.no.changed':
    'The archive stored it, but not as it was written: {{tags}} came back otherwise. It does not count as saved and the draft stays. Tell the administrator; the download is the original.',
  'save.no.missing':
    'The archive said that it stored it, but does not have it. The draft stays. Try again; if it happens again, download the object.',
  'save.no.unanswered':
    'The archive answers, but never says that it stored it, and does not have it. The draft stays. Try again later, or download the object.',
  'save.no.unreadable':
    'The archive took it, but what it stored cannot be read back (HTTP {{status}}). The draft stays. Try again in a moment: it is not sent twice.',
  'save.newer_one':
    'While you worked, {{who}} saved another report into this study{{when}}. Both are kept; yours does not replace it. It can be opened under Documents.',
  'save.newer_other':
    'While you worked, {{count}} other reports were saved into this study, the last by {{who}}{{when}}. All are kept; yours replaces none of them. They can be opened under Documents.',
  'save.newer.someone': 'somebody else',
  'save.newer.at': ' at {{time}}',
  'save.do': 'Save',
  'save.again': 'Try again',
  'save.now': 'Try now',
  'save.download': 'Download',
  'save.download.one': 'Download {{name}}',
  'save.download.all': 'Download all (ZIP)',
  'save.downloadFailed':
    'The objects could not be written as files. The draft stays. Reload the page and try again.',
  'save.done': 'Done',
  'save.view': 'Save this view in the archive too, so that any viewer can open it',
  'save.view.busy': 'Saving the measurements, the pictures as you see them, and a list of both…',
  'save.view.away': 'The archive does not answer. It is tried again by itself; the link already works.',
  'save.view.saved': 'Saved. The link now names it too.',
  'save.view.failed':
    'The archive did not take all of it. The link works without. Save says what is missing; try again here after that.',
} as const;
