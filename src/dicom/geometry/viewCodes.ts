/** Views of a breast by their codes: SCT, and SRT before it (PS3.16 CID 4014). */
export const VIEW_CODES = {
  '399162004': 'CC',
  'R-10242': 'CC',
  '399368009': 'MLO',
  'R-10226': 'MLO',
  '399260004': 'ML',
  'R-10224': 'ML',
  '399352003': 'LM',
  'R-10228': 'LM',
  '399265009': 'XCCL',
  'R-1024A': 'XCCL',
} as const;
