/** Was in einer Liste von Studien einer Person fehlt. */
export const leftOut = {
  'prior.left.unissued_one':
    '{{archive}} hat {{count}} Studie unter dieser Patienten-ID, sagt aber nicht, wer die ID vergeben hat. Sie kann von einer anderen Person sein und bleibt weg.',
  'prior.left.unissued_other':
    '{{archive}} hat {{count}} Studien unter dieser Patienten-ID, sagt aber nicht, wer die ID vergeben hat. Sie können von einer anderen Person sein und bleiben weg.',
  'prior.left.contradicts_one':
    '{{archive}} hat {{count}} Studie unter dieser Patienten-ID mit anderem Namen, Geburtsdatum oder Geschlecht. Sie bleibt weg.',
  'prior.left.contradicts_other':
    '{{archive}} hat {{count}} Studien unter dieser Patienten-ID mit anderem Namen, Geburtsdatum oder Geschlecht. Sie bleiben weg.',
  'prior.left.cut':
    '{{archive}} hat mehr Studien, als durchgesehen wurden. In der Liste können welche fehlen.',
} as const;
