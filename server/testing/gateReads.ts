import { GATE } from './gateStudies';
import { A, FRAMES, FILES, OBJECT, S, SERIES, type Add, type GateTokens } from './gateWire';

const { sibling, other } = GATE;

/** Other studies and series, odd addresses, queries, and routes that are nobody's. */
export const refusedReads =
  ({ whole, part }: GateTokens) =>
  (add: Add): void => {
    // Other studies and series.
    add('the whole worklist', '/studies', whole);
    add('the worklist, paged', '/studies?limit=100&offset=0', whole);
    add('another study by search', `/studies?StudyInstanceUID=${other.study}`, whole);
    add('another study by tag', `/studies?0020000D=${other.study}`, whole);
    add('the shared study and another', `/studies?StudyInstanceUID=${A}&0020000D=${other.study}`, whole);
    add('the key twice', `/studies?StudyInstanceUID=${A}&StudyInstanceUID=${other.study}`, whole);
    add('a list of studies', `/studies?StudyInstanceUID=${A},${other.study}`, whole);
    add('a list with a backslash', `/studies?StudyInstanceUID=${A}%5C${other.study}`, whole);
    add('a study by wildcard', '/studies?StudyInstanceUID=*', whole);
    add('a study by a wildcard after its beginning', `/studies?StudyInstanceUID=${A}*`, whole);
    add('a patient', `/studies?StudyInstanceUID=${A}&PatientName=*`, whole);
    add('an upper-case key', `/studies?STUDYINSTANCEUID=${A}`, whole);
    add('a study by tag in other digits', `/studies?StudyInstanceUID=${A}&0020000d=${other.study}`, whole);
    add('a tag with a comma', `/studies?StudyInstanceUID=${A}&0020,000D=${other.study}`, whole);
    add('a tag with a hyphen', `/studies?StudyInstanceUID=${A}&0020-000D=${other.study}`, whole);
    add('a limit in other letters', `/studies?StudyInstanceUID=${A}&LIMIT=5`, whole);
    add('an encoded key', `/studies?StudyInstanceUI%44=${other.study}&StudyInstanceUID=${A}`, whole);
    add('an empty key', `/studies?StudyInstanceUID=${A}&=1`, whole);
    add('a study that begins alike', `/studies/${other.study}/series`, whole);
    add('a study cut short', `/studies/${A.slice(0, -1)}/series`, whole);
    add('a study with a dot behind', `/studies/${A}./series`, whole);
    add('a study with a zero behind', `/studies/${A}.0/series`, whole);
    add('a study in other digits', `/studies/${A.replace('7', '\u00b7')}/series`, whole);
    add('metadata of another study', `/studies/${other.study}/metadata`, whole);
    add('objects of another study', `/studies/${other.study}/instances`, whole);
    add('another series of another study', `/studies/${other.study}/series/${other.series}/metadata`, whole);
    add(
      'frames of another study',
      `/studies/${other.study}/series/${other.series}/instances/${other.sop}/frames/1`,
      whole,
      { accept: FRAMES },
    );
    add(
      "another study's series below the shared one",
      `/studies/${A}/series/${other.series}/metadata`,
      whole,
    );
    add(
      "another study's object below the shared one",
      `/studies/${A}/series/${other.series}/instances/${other.sop}/metadata`,
      whole,
    );
    add(
      "another study's object below the shared series",
      `${SERIES}/instances/${other.sop}/frames/1`,
      whole,
      {
        accept: FRAMES,
      },
    );
    add(
      "another study's picture below the shared series",
      `${SERIES}/instances/${other.sop}/rendered`,
      whole,
      {
        accept: 'image/png',
      },
    );
    add(
      "another study's values below the shared series",
      `${SERIES}/instances/${other.sop}/bulk/0010,0010`,
      whole,
      { accept: '*/*' },
    );
    add(
      "another series' object below the shared series",
      `${SERIES}/instances/${sibling.sop}/metadata`,
      part,
    );
    add('a series out of scope: metadata', `/studies/${A}/series/${sibling.series}/metadata`, part);
    add('a series out of scope: objects', `/studies/${A}/series/${sibling.series}/instances`, part);
    add(
      'a series out of scope: frames',
      `/studies/${A}/series/${sibling.series}/instances/${sibling.sop}/frames/1`,
      part,
      { accept: FRAMES },
    );
    add('a series out of scope: picture', `/studies/${A}/series/${sibling.series}/rendered`, part, {
      accept: 'image/png',
    });
    add('a series out of scope: by search', `/studies/${A}/series?SeriesInstanceUID=${sibling.series}`, part);
    add(
      'a series out of scope: by search for objects',
      `/studies/${A}/instances?0020000E=${sibling.series}`,
      part,
    );
    add('metadata of the whole study for one series', `/studies/${A}/metadata`, part);
    add('a picture of the whole study for one series', `/studies/${A}/rendered`, part, {
      accept: 'image/png',
    });

    // Addresses that some read otherwise.
    for (const [name, path] of Object.entries({
      'dots up': `/studies/${A}/../${other.study}/series`,
      'dots up, encoded': `/studies/${A}/%2e%2e/${other.study}/series`,
      'dots up, in upper case': `/studies/${A}/%2E%2E/${other.study}/series`,
      'dots up, encoded twice': `/studies/${A}/%252e%252e/${other.study}/series`,
      'slashes encoded': `/studies/${A}%2f..%2f${other.study}/series`,
      'a backslash': `/studies/${A}\\..\\${other.study}/series`,
      'a backslash, encoded': `/studies/${A}%5c..%5c${other.study}/series`,
      'a matrix parameter': `/studies/${A};x=1/series`,
      'dots up behind a matrix parameter': `/studies/${A}/..;/${other.study}/series`,
      'two slashes': `/studies/${A}//series`,
      'two slashes before all': `//studies/${other.study}/series`,
      'a dot between': `/studies/${A}/./series`,
      'a slash behind': `/studies/${A}/series/`,
      'a null byte, encoded': `/studies/${A}%00/series`,
      'a null byte behind': `/studies/${A}/series%00.json`,
      'a line break, encoded': `/studies/${A}/series%0d%0aX-A:1`,
      'an overlong slash': `/studies/${A}%c0%af..%c0%af${other.study}/series`,
      'a full-width dot': `/studies/${A}/%ef%bc%8e%ef%bc%8e/${other.study}`,
      'an encoded digit': `/studies/${A.replace('7', '%37')}/series`,
      'a question mark, encoded': `/studies/${A}/series%3flimit=1`,
      'a fragment': `/studies/${A}/series#/../${other.study}`,
      'a plus': `/studies/${A}/series+`,
      'a star': '/studies/*/series',
      'out of the root': `/../instances`,
      'out of the root, encoded': '/%2e%2e/instances',
    }))
      add(`address: ${name}`, path, whole);
    add('address: the root encoded', `/%64icom-web/studies/${A}/series`, whole, { isWhole: true });
    add('address: in front of the root', `//dicom-web/studies/${A}/series`, whole, { isWhole: true });
    add('address: through a service', `/share/../dicom-web/studies/${A}/series`, whole, { isWhole: true });
    add('address: absolute', `http://gate.test/dicom-web/studies/${A}/series`, whole, { isWhole: true });
    add('address: absolute, another host', `http://archive/dicom-web/studies/${A}/series`, whole, {
      isWhole: true,
    });
    add(
      'address: absolute, another study',
      `http://gate.test/dicom-web/studies/${other.study}/series`,
      whole,
      {
        isWhole: true,
      },
    );
    add('address: too long', `/studies/${A}/series?includefield=${'00080020,'.repeat(1000)}00080020`, whole);

    // Queries that change what is asked.
    for (const query of [
      'accept=application/dicom',
      'accept=application%2Fdicom',
      '_method=DELETE',
      'fuzzymatching=true',
      'limit=1&limit=1000',
      'limit=-1',
      'limit=1;offset=2',
      'includefield=../x',
      'includefield=all&includefield=00100010',
      'access_token=x',
      'orderby=PatientName',
      'Modality=CT',
      '',
      'limit=1&',
    ])
      if (query !== '') add(`query: ${query}`, `/studies/${A}/series?${query}`, whole);
    add('query: accept on a retrieve', `${SERIES}/metadata?accept=${encodeURIComponent(FILES)}`, whole);
    add('query: annotation burnt in', `${OBJECT}/rendered?annotation=patient`, whole, {
      accept: 'image/png',
    });

    // Everything that is not a study's.
    for (const path of [
      '/instances',
      '/series',
      '/series?limit=1',
      `/instances?SOPInstanceUID=${other.sop}`,
      '/patients',
      '/workitems',
      '/servers',
      '/info',
      '/tools/find',
      '/wado',
      `/wado?requestType=WADO&studyUID=${other.study}`,
      '/',
      '',
      '/Studies',
      `/series/${other.series}/metadata`,
      `/instances/${other.sop}`,
      `/studies/${A}/archive`,
      `/studies/${A}/series/${S}/archive`,
      `/studies/${A}/series/${S}/reject`,
      `${OBJECT}/file`,
      `${OBJECT}/frames/1/raw`,
      `${OBJECT}/frames/`,
      `${OBJECT}/frames/1,`,
      `${OBJECT}/frames/-1`,
      `${OBJECT}/frames/0`,
      `${OBJECT}/frames/${Array.from({ length: 2000 }, () => '1').join(',')}`,
      `${OBJECT}/frames/1-9`,
      `${OBJECT}/bulkdata/../../../../../../patients`,
    ])
      add(`route: ${path}`, path, whole);
    for (const path of [
      '/instances',
      '/patients',
      '/studies',
      '/wado',
      '/system',
      '/tools/find',
      '/changes',
      '/app/explorer.html',
      '/ui/app/',
    ])
      add(`raw route of the archive: ${path}`, path, whole, { isWhole: true, accept: '*/*' });
  };
