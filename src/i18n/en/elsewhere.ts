/** English texts of what other systems open: studies by an accession number, and the page inside another. Loaded with it. */
export const elsewhere = {
  'accession.looking': 'Looking for the study…',
  'accession.several_one': 'One study has this accession number',
  'accession.several_other': '{{count}} studies have this accession number',
  'accession.one.text': 'Check that it is the one that is meant, then open it.',
  'accession.several.text': 'Choose the one that is meant.',
  'accession.unchecked': 'The archive does not say its accession number.',
  'accession.none': 'No study has this accession number',
  'accession.none.text':
    'Every archive of the settings was asked. The study may not have arrived yet: try again, or search the worklist.',
  'accession.none.partly':
    'Not every archive could be looked through, so it may be in one of those named here.',
  'accession.notLooked': 'The study could not be looked for',
  'accession.left.dead': '{{archive}} does not answer. Its studies could not be looked through.',
  'accession.left.closed': '{{archive}} wants another sign-in and was not asked.',
  'accession.left.cut': '{{archive}} has too many studies to look through for this number.',
  'accession.gone': 'The accession number is not kept',
  'accession.gone.text':
    'It identifies a patient’s examination, so it stands neither in the address nor in the browser’s history. Open the study once more from where you came.',
  'accession.unreadable': 'This is not an accession number',
  'accession.unreadable.text':
    'What the other system handed over cannot be one: it is empty, too long, or stands for several. Search the worklist, or tell an administrator.',
  'embed.waiting': 'No study is open',
  'embed.waiting.text': 'The page around this one opens studies here.',
  'embed.alone': 'This address is for other pages',
  'embed.alone.text':
    'A page that shows Isocenter inside itself opens studies here. By itself it shows nothing.',
  'embed.ownTab': 'Open in a tab of its own',
  'embed.signIn': 'Sign in to {{house}} in a tab of its own',
  'embed.signIn.text':
    'Inside another page nobody can sign in here: browsers keep what a page in a frame knows of a sign-in apart. In a tab of its own the same view opens.',
  'launch.several_one': '{{ehr}} named one study that is here',
  'launch.several_other': '{{ehr}} named {{count}} studies that are here',
  'launch.compare':
    'Whether these are of the patient that {{ehr}} has open could not be compared by patient ID. Compare name and date of birth, then open the one that is meant.',
  'launch.unsure': 'Patient not compared: check name and date of birth.',
  'launch.others_one': 'One study that {{ehr}} named is of another patient in the archive. It is left out.',
  'launch.others_other':
    '{{count}} studies that {{ehr}} named are of another patient in the archive. They are left out.',
  'launch.find.none': 'The study that {{ehr}} has open is not here',
  'launch.find.none.text':
    'Every archive was asked. It may not have arrived yet: try again, or search the worklist.',
  'launch.find.partly': 'The study that {{ehr}} has open was not found',
  'launch.find.partly.text':
    'Not every archive could be looked through, so it may be in one of those named here.',
  'launch.find.other': 'Another patient: nothing is shown',
  'launch.find.other.text':
    'The archive has the study that {{ehr}} named under another patient ID or date of birth than {{ehr}} has open. Tell an administrator; both records stay as they are.',
  'launch.malformed': 'This is no launch of an EHR',
  'launch.malformed.text':
    'The address lacks a part, or holds one twice. Open the study once more from the EHR.',
  'launch.unknown': 'This EHR may not open studies here',
  'launch.unknown.text':
    'The settings name no such EHR, so it was not asked for anything. Ask an administrator to add it, or open the study from the worklist.',
  'launch.framed': 'Open the study in a tab of its own',
  'launch.framed.text':
    'Inside another page the EHR cannot be asked who is there: browsers keep what a page in a frame knows of a sign-in apart.',
  'launch.insecure': 'This address is not secure',
  'launch.insecure.text':
    'A launch needs https, or localhost: browsers offer the cryptography for it nowhere else. Ask an administrator for the https address.',
  'launch.unreachable': '{{ehr}} does not answer',
  'launch.unreachable.text':
    'What it has open is not known. Open the study once more from there in a moment, or from the worklist.',
  'launch.unfit': 'What {{ehr}} says of itself cannot be used',
  'launch.unfit.text':
    'It offers no safe sign-in (PKCE), or names a server that the settings do not. Nothing was sent there. Tell an administrator; the worklist works.',
  'launch.denied': '{{ehr}} did not allow the launch',
  'launch.denied.text': 'It was declined there. Open the study once more from there, or from the worklist.',
  'launch.refused': '{{ehr}} refused the launch',
  'launch.refused.text':
    'It did not answer as it should, so nothing of it was used. Open the study once more from there; if it stays so, tell an administrator.',
  'launch.stray': 'This answer was not asked for',
  'launch.stray.text':
    'It belongs to another tab, was used already, or is too old, and was thrown away. Open the study once more from the EHR.',
  'launch.nothing': '{{ehr}} named no study',
  'launch.nothing.text':
    'What it has open has no study with a UID or an accession number. Search the worklist.',
  'launch.withheld': '{{ehr}} does not give what it has open',
  'launch.withheld.text':
    'It named a study and refused to tell which one it is. Search the worklist; an administrator can check what the launch may read.',
  'launch.mixed': '{{ehr}} named two patients at once',
  'launch.mixed.text':
    'Its study is of another patient than the one it has open. Nothing is shown. Tell an administrator.',
  'launch.person': 'Somebody else is signed in here',
  'launch.person.text':
    'Whoever opened the study in {{ehr}} is not who has signed in here. Sign out first, then open it once more.',
  'launch.over': 'The launch is not kept',
  'launch.over.text':
    'What an EHR has open stands neither in the address nor in the browser’s history. Open the study once more from there.',
} as const;
