/** English texts of drafts and of the way to saving. {{name}} marks a value. */
export const saving = {
  'action.save': 'Save to the archive',
  'save.button': 'Save',
  'save.unsaved_one': '{{count}} change not saved',
  'save.unsaved_other': '{{count}} changes not saved',
  'save.failed': 'Saving could not be loaded. What you drew stays. Reload the page and try again.',
  'draft.offer_one': '{{count}} change from {{when}} was not saved.',
  'draft.offer_other': '{{count}} changes from {{when}} were not saved.',
  'draft.offer.holds_one': 'The draft holds {{count}} measurement.',
  'draft.offer.holds_other': 'The draft holds {{count}} measurements.',
  'draft.offer.calibration':
    'It also holds a pixel size set by hand: restoring sets it, and lengths and areas on those images are read with it.',
  'draft.today': 'today {{time}}',
  'draft.restore': 'Restore',
  'draft.later': 'Not now: it stays kept and is offered again',
  'draft.mayNotStore':
    'Your access does not include saving in this archive. What you star or draw stays in this browser as a draft, and in the link of this view.',
  'draft.discard': 'Discard',
  'draft.discard.sure': 'Discard for good',
  'draft.restoring': 'Restoring…',
  'draft.unplaced_one':
    '{{count}} measurement could not be placed: its images did not come. It stays in the draft. Restore again when they can be opened.',
  'draft.unplaced_other':
    '{{count}} measurements could not be placed: their images did not come. They stay in the draft. Restore again when they can be opened.',
  'draft.unreadable_one':
    'A draft of unsaved work is here, but its key ended with an earlier sign-in or it is damaged: it cannot be read any more.',
  'draft.unreadable_other':
    '{{count}} drafts of unsaved work are here, but their key ended with an earlier sign-in or they are damaged: they cannot be read any more.',
  'draft.none':
    'This browser keeps no drafts: what you draw is lost when the page closes, unless you save it. A private window or a blocked storage may be the reason.',
  'draft.full':
    'The last change could not be written to the draft: the browser’s storage may be full. Everything is still on this page. Save it to the archive, or free some space.',
  'leave.title': 'Leave with unsaved work?',
  'leave.drawing.ends': 'A drawing is not finished. It ends at its last point when you leave.',
  'leave.drawing.goes': 'A drawing is not finished. It is lost when you leave.',
  'leave.text_one':
    '{{count}} change is not in the archive. A draft stays in this browser and is offered when the study is opened here again.',
  'leave.text_other':
    '{{count}} changes are not in the archive. A draft stays in this browser and is offered when the study is opened here again.',
  'leave.text.noDraft_one':
    '{{count}} change is not in the archive, and this browser keeps no draft: it is lost when you leave.',
  'leave.text.noDraft_other':
    '{{count}} changes are not in the archive, and this browser keeps no draft: they are lost when you leave.',
  'leave.title.final': 'Sign out with unsaved work?',
  'leave.text.final_one':
    '{{count}} change is not in the archive. Signing out takes your drafts off this device: it is lost then.',
  'leave.text.final_other':
    '{{count}} changes are not in the archive. Signing out takes your drafts off this device: they are lost then.',
  'leave.notAllSaved_one': '{{count}} change is not saved: this study stays open.',
  'leave.notAllSaved_other': '{{count}} changes are not saved: this study stays open.',
  'leave.signOut': 'Sign out',
  'leave.save': 'Save first',
  'leave.leave': 'Leave',
  'leave.stay': 'Stay',
} as const;
