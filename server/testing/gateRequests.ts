import { refusedReads } from './gateReads';
import { GATE, gateReport } from './gateStudies';
import { guestUid } from './gateTokens';
import { refusedTricks } from './gateTricks';
import { refusedWays } from './gateWays';
import {
  A,
  FILES,
  FRAMES,
  listed,
  O,
  OBJECT,
  S,
  SERIES,
  STOW,
  stow,
  write,
  type GateRequest,
  type GateTokens,
  type Parts,
} from './gateWire';

const { sibling } = GATE;

/** What a guest must not get through, in the bytes of the wire. */
export const refusedRequests = (tokens: GateTokens): readonly GateRequest[] =>
  listed([refusedReads(tokens), refusedTricks(tokens), refusedWays(tokens)]);

/** What a guest must get; `bulk` is how the archive names a value, `turn` makes what is stored new each time. */
export function allowedRequests(tokens: GateTokens, bulk: string, turn = 1): readonly GateRequest[] {
  const { whole, part, files, measure } = tokens;
  const picture = { accept: 'image/png' };
  const of = (name: string, target: string, token: string, parts?: Parts): GateRequest => ({
    name,
    bytes: write(target, token, parts),
  });
  return [
    of('the study by its UID', `/studies?StudyInstanceUID=${A}`, whole),
    of(
      'the study by tag, with fields',
      `/studies?0020000D=${A}&includefield=00081030,00201206&limit=2&offset=0`,
      part,
    ),
    of('its series', `/studies/${A}/series`, whole),
    of('its series for one of them', `/studies/${A}/series?includefield=0008103E&limit=200&offset=0`, part),
    ...[
      'all',
      'SeriesDescription,SOPInstanceUID,SeriesInstanceUID',
      '0008103E,00080018,0020000E,00400275,0040A730,00201206,00080061',
      '0008103e%2C00080018',
    ].flatMap((fields) => [
      of(`cut: the study with ${fields}`, `/studies?StudyInstanceUID=${A}&includefield=${fields}`, part),
      of(`cut: its series with ${fields}`, `/studies/${A}/series?includefield=${fields}`, part),
      of(`cut: its objects with ${fields}`, `/studies/${A}/instances?includefield=${fields}`, part),
    ]),
    of('one series by search', `/studies/${A}/series?SeriesInstanceUID=${S}`, part),
    of('its objects', `/studies/${A}/instances?limit=5`, whole),
    of('objects of a series', `${SERIES}/instances`, part),
    of('one object by search', `${SERIES}/instances?SOPInstanceUID=${O}`, part),
    of('metadata of the study', `/studies/${A}/metadata`, whole),
    of('metadata of a series', `${SERIES}/metadata`, part),
    of('metadata of an object', `${OBJECT}/metadata`, part),
    of(
      'metadata of the other series, where all is shared',
      `/studies/${A}/series/${sibling.series}/metadata`,
      whole,
    ),
    of('a frame', `${OBJECT}/frames/1`, part, { accept: FRAMES }),
    of('a frame, as whatever', `${OBJECT}/frames/1`, whole, { accept: '*/*' }),
    of('a picture of an object', `${OBJECT}/rendered`, part, picture),
    of('a picture of a series, small', `${SERIES}/rendered?viewport=64,64`, part, picture),
    of('a value', `${OBJECT}/${bulk}`, part, { accept: '*/*' }),
    of('a file, with the right to it', OBJECT, files, { accept: FILES }),
    of('a series as files, with the right to them', SERIES, files, { accept: FILES }),
    of('a head', `/studies/${A}/series`, part, { method: 'HEAD' }),
    of('a report, stored', `/studies/${A}`, measure, {
      method: 'POST',
      headers: STOW,
      body: stow(
        gateReport({
          study: A,
          series: guestUid(measure, `802${turn}`),
          sop: guestUid(measure, `812${turn}`),
        }),
      ),
    }),
    // As other programs write them: a name in capitals, a birth date in another form, more padding than there need be.
    of('a report of another program, stored', `/studies/${A}`, measure, {
      method: 'POST',
      headers: STOW,
      body: stow(
        gateReport(
          {
            study: A,
            series: guestUid(measure, `804${turn}`),
            sop: guestUid(measure, `814${turn}`),
          },
          {
            more: {
              '00080005': ['CS', 'ISO_IR 192'],
              '00100010': ['PN', 'SHARED^Patient^^'],
              '00100020': ['LO', 'P1    '],
              '00100030': ['DA', '1970.01.01'],
            },
          },
        ),
      ),
    }),
    of('a report, stored beside one series', `/studies/${A}`, tokens.measurePart, {
      method: 'POST',
      headers: STOW,
      body: stow(
        gateReport({
          study: A,
          series: guestUid(tokens.measurePart, `803${turn}`),
          sop: guestUid(tokens.measurePart, `813${turn}`),
        }),
      ),
    }),
    of(
      'that report, read back',
      `/studies/${A}/series/${guestUid(tokens.measurePart, `803${turn}`)}/metadata`,
      tokens.measurePart,
    ),
  ];
}
