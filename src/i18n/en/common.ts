/** English texts that every screen uses. Keys start with the screen's name; {{name}} marks a value. */
export const common = {
  'app.name': 'Isocenter',
  'app.language': 'Language',
  'key.ctrl': 'Ctrl',
  'key.shift': 'Shift',
  'key.space': 'Space',
  'key.delete': 'Delete',
  'key.escape': 'Esc',
  'key.pageUp': 'Page Up',
  'key.pageDown': 'Page Down',
  'key.home': 'Home',
  'key.end': 'End',
  'key.enter': 'Enter',
  'key.tab': 'Tab',
  'said.of': '{{name}}: {{said}}',
  'said.with': '{{name}} ({{said}})',
  'said.numbered': '{{name}} {{number}}',
  'moment.weekday': '{{weekday}} {{day}}',
  'moment.at': '{{day}}, {{time}}',
  'moment.row': '{{day}} {{time}}',
  'age.D': '{{count}} d',
  'age.W': '{{count}} wk',
  'age.M': '{{count}} mo',
  'age.Y': '{{count}} y',
  'layer.gone':
    'This part could not be loaded. What is on the screen stays. Check the connection, then try again: the page is loaded anew, with its view.',
  'layer.gone.title': 'A part of the page did not come',
  'layer.gone.documents':
    'The list of the study’s documents could not be loaded: there may be some. Check the connection, then try again: the page is loaded anew, with its view.',
  'layer.away':
    'The page’s server does not answer. What is on the screen stays. Check the connection, then try again.',
  'layer.unkept': 'Close without keeping this?',
  'layer.unkept.text': 'What you typed or drew here is not kept.',
  'layer.unkept.stay': 'Go on here',
  'layer.unkept.leave': 'Do not keep it',
  'common.close': 'Close',
  'common.cancel': 'Cancel',
  'common.retry': 'Try again',
  'common.reload': 'Reload',
  'common.copy': 'Copy',
  'common.copied': 'Copied',
  'common.loading': 'Loading…',
  'app.toWorklist': 'Go to the worklist',
  'app.openStudyAlone': 'Open the study without its view',
  'app.broken': 'Something went wrong on this page',
  'app.broken.text':
    'It is a fault of the program, not of your images. Nothing was changed in the archive. Reload the page to go on where you were.',
  'app.partLost.text':
    'A part of it could not be loaded. Nothing was changed in the archive. Check the connection, then reload the page to go on where you were.',
  'app.broken.copy': 'Copy the details',
  'app.broken.copy.text': 'The details hold no patient data.',
  'app.settings': 'The settings cannot be read',
  'app.settings.unreachable':
    'The file config.json did not arrive. Without it no archive is known. Check the connection, then reload.',
  'app.settings.wrong':
    'Field “{{where}}” of config.json is missing or wrong. An administrator can correct it.',
  'app.diagnose.unknown': 'This archive is not in the settings',
  'app.diagnose.unknown.text': 'config.json names no archive “{{archive}}”. Choose one of those it names.',
  'app.opening': 'Opening the viewer…',
  'app.guest.noStudy': 'No study is named in this address',
  'link.refused': 'This link cannot be opened',
  'link.not-a-link':
    'The address leads nowhere here. It may have been cut or changed on its way. Ask for it again, or search the study.',
  'link.too-long':
    'It is longer than any link of Isocenter. It may have been changed on its way. Ask for it again, or search the study.',
  'link.no-archive': 'The archive’s name in it is missing or damaged. Ask for it again, or search the study.',
  'link.no-study':
    'No study can be read from it. It may have been cut on its way. Ask for it again, or search the study.',
  'link.unknown-archive':
    'It names the archive “{{archive}}”, which is not in the settings here. The study may be found in another archive.',
  'link.openIn': 'Open in {{archive}}',
  'group.account': 'Account',
} as const;
