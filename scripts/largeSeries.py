#!/usr/bin/python3
"""Makes the large studies of `npm run bench -- --scenarios large` and sends them to Orthanc (scripts/benchLarge.mjs).

  largeSeries.py FOLDER_OF_GEN_DATA ORTHANC_URL

  2.25.144.5000.1   one CT of 5,000 slices, 512 x 512 x 16 bit signed, not compressed (2.6 GB)
  2.25.144.60.1     one study of 60 series x 40 slices (MR, 256 x 256 x 16 bit)

The slices of the CT are those of gen_data.py's phantom, 100 of them moved about, so that each is another picture and none
compresses well; its number (from 0) stands in its uppermost rows as 13 white or black squares, the highest bit first.
"""
import sys
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, sys.argv[1])
import numpy as np
import gen_data

SLICES, SIZE, BASES = 5000, 512, 100
BITS, SQUARE = 13, 32


def phantom():
    at = np.linspace(-1, 1, SIZE, dtype=np.float32)
    yy, xx = np.meshgrid(at, at, indexing='ij')
    return [gen_data.ct_slice(z, BASES, np.random.default_rng(z), yy, xx) for z in range(BASES)]


def large_series():
    bases = phantom()
    study = gen_data.uid(5000, 1)
    for z in range(SLICES):
        ds = gen_data.base('CT', study, gen_data.uid(5000, 1, 1), z + 1, gen_data.uid(5000, 1, 1, z + 1))
        ds.PatientName, ds.PatientID = 'Bench^Fivethousand', 'BENCH5000'
        ds.PatientSex, ds.PatientBirthDate = 'F', '19610304'
        ds.StudyDate = ds.SeriesDate = '20260104'
        ds.StudyTime = '101500'
        ds.AccessionNumber, ds.StudyID, ds.StudyDescription = 'ACC5000', '5000', 'CT whole body 5,000 slices'
        ds.SeriesNumber, ds.SeriesDescription, ds.BodyPartExamined = 1, 'Axial 0.4 soft', 'WHOLEBODY'
        ds.ImageType = ['ORIGINAL', 'PRIMARY', 'AXIAL']
        ds.FrameOfReferenceUID = gen_data.uid(5000, 1, 9)
        ds.PixelSpacing, ds.SliceThickness, ds.SpacingBetweenSlices = [0.75, 0.75], 0.4, 0.4
        ds.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
        ds.ImagePositionPatient = [-192.0, -192.0, round(2000 - 0.4 * z, 1)]
        ds.SliceLocation = round(2000 - 0.4 * z, 1)
        ds.KVP, ds.RescaleIntercept, ds.RescaleSlope, ds.RescaleType = 120, 0, 1, 'HU'
        ds.WindowCenter, ds.WindowWidth = 40, 400
        picture = np.roll(bases[z % BASES], (z // BASES) * 7 % SIZE, axis=1).copy()
        for bit in range(BITS):
            is_set = z >> (BITS - 1 - bit) & 1
            picture[:SQUARE, bit * SQUARE:(bit + 1) * SQUARE] = 2000 if is_set else -1000
        gen_data.grey(ds, picture, signed=True)
        yield gen_data.dump(ds)


def many_series():
    plain = gen_data.uid
    gen_data.uid = lambda *parts: plain(60, *parts[1:])
    yield from gen_data.gen_multi(nseries=60)
    gen_data.uid = plain


def send(orthanc, blobs):
    with ThreadPoolExecutor(2) as pool:
        waiting = []
        for blob in blobs:
            waiting.append(pool.submit(gen_data.post, orthanc, blob))
            if len(waiting) > 8:
                check(waiting.pop(0))
        for one in waiting:
            check(one)


def check(sent):
    status, _ = sent.result()
    if status != 200:
        sys.exit('Orthanc answered %s' % status)


if __name__ == '__main__':
    send(sys.argv[2], many_series())
    send(sys.argv[2], large_series())
