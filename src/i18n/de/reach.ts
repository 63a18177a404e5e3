/** German texts about where this page can be reached, and by whom. Keys and {{values}} are those of English. */
export const reach = {
  'reach.local': 'Die Adresse {{host}} funktioniert nur auf diesem Gerät.',
  'reach.local.network': 'Andere Geräte erreichen sie unter:',
  'reach.local.start':
    'Für andere Geräte starten Sie Isocenter mit --host 0.0.0.0 und geben von der Adresse aus frei, die es dann nennt.',
  'reach.local.signIn':
    'Für andere Geräte fragen Sie die Administration nach der Adresse dieses Rechners, die mit https beginnt, und geben von dort aus frei.',
  'reach.local.unknown':
    'Für andere Geräte öffnen Sie diese Seite unter einer Adresse des Netzwerks und geben von dort aus frei.',
  'reach.open': 'Hier gibt es keine Anmeldung: Wer diese Adresse erreicht, sieht jede Studie.',
  'reach.open.what':
    'Die Administration kann eine Anmeldung einrichten oder mit --host 127.0.0.1 den Zugang auf diesen Rechner beschränken.',
  'reach.open.hide': 'Ausblenden',
} as const;
