/** English texts about where this page can be reached, and by whom. */
export const reach = {
  'reach.local': 'The address {{host}} works on this machine only.',
  'reach.local.network': 'Other devices reach it at:',
  'reach.local.start':
    'For other devices, start Isocenter with --host 0.0.0.0 and share from the address that it prints.',
  'reach.local.signIn':
    'For other devices, ask an administrator for the address of this machine that begins with https, and share from there.',
  'reach.local.unknown':
    'For other devices, open this page by an address of the network, and share from there.',
  'reach.open': 'There is no sign-in here: whoever reaches this address sees every study.',
  'reach.open.what': 'An administrator can add a sign-in, or limit it to this machine with --host 127.0.0.1.',
  'reach.open.hide': 'Hide',
} as const;
