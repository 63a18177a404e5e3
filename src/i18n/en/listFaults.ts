/** English texts: why there is no list, which may be the first thing that a page says. */
export const listFaults = {
  'fault.unreachable': 'The archive does not answer',
  'fault.unreachable.list':
    'The list cannot be loaded now. It is asked again every {{seconds}} s, or at once when you say so.',
  'fault.unauthorised': 'The archive does not let you in',
  'fault.unauthorised.list': 'Sign in to the archive, then try again. Your search is kept.',
  'fault.not-found': 'The archive does not have this',
  'fault.not-found.list':
    'There is no DICOMweb service at the address in the settings. An administrator can correct it in config.json.',
  'fault.refused': 'The archive refused the request',
  'fault.refused.list': 'It answered {{status}}. Try with fewer filters, or ask who runs the archive.',
  'fault.tooMany.list':
    'It found more studies than it is willing to list. Filter by a date or a name, then try again.',
  'fault.malformed.title.list': 'The answer is not a list of studies',
  'fault.malformed.list':
    'A sign-in page or a proxy may stand in between. Try again, or open the archive in another tab and sign in there.',
} as const;
