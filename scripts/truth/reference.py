"""Reference values of every image below a folder, by independent decoders: DCMTK, GDCM, OpenJPEG, libjxl, pydicom.

usage: reference.py FOLDER OUT
Writes OUT/index.jsonl, one line a file, and beside it, frames one after another: N.bin, grey as little-endian Float32 after the modality
transform (PS3.3 C.11.1), colour as RGB bytes; N.second.bin, the same by a second decoder, where it differs; N.picture, the first
frames as DCMTK renders them, grey or RGB bytes; N.shown.bin, colours through their ICC profile by Little CMS;
N.shown.second.bin, through a table of it by the formulae of ICC.1. None of the project's own code takes part.
"""
import json
import os
import sys
import tempfile
import warnings

import numpy as np
import pydicom

# Nothing is left beside the sources.
sys.dont_write_bytecode = True
import decoders
import looks
import values

MOST_VALUES = 400_000_000
warnings.filterwarnings('ignore')


def values_of(ds, frames, k):
    """What is compared of a frame: modality values as Float32, or RGB bytes; with the stored values of grey ones."""
    stored = values.stored_of(ds, frames, k)
    if stored.shape[1] > 1 or frames.photometric == 'PALETTE COLOR':
        return values.to_rgb(ds, stored, frames.photometric), None
    return values.modality(ds, stored[:, 0], k), stored[:, 0]


def told(error):
    return f'{type(error).__name__}: {error}'[:200]


def open_file(path):
    """A data set and its transfer syntax; of bare ones, which old archives hold, the default one (PS3.5 10.1)."""
    try:
        ds = pydicom.dcmread(path)
    except pydicom.errors.InvalidDicomError:
        with open(path, 'rb') as file:
            group = file.read(2)
        ds = pydicom.dcmread(path, force=True) if group == b'\x08\0' else None
        if ds is None or 'SOPClassUID' not in ds or not ds.is_implicit_VR:
            raise
        ds.file_meta.TransferSyntaxUID = pydicom.uid.ImplicitVRLittleEndian
    return ds, str(ds.file_meta.TransferSyntaxUID)


def alike(each):
    """One for all frames where all are the same."""
    return each[:1] if all(one == each[0] for one in each) else each


class Parts:
    """What lies beside the index of a file: streams of frames under the names of their parts."""

    def __init__(self, start):
        self.start, self.streams = start, {}

    def add(self, part, data):
        if part not in self.streams:
            self.streams[part] = open(f'{self.start}.{part}', 'wb')
        self.streams[part].write(data)

    def drop(self, part):
        if part in self.streams:
            self.streams.pop(part).close()
            os.remove(f'{self.start}.{part}')

    def clear(self):
        for part in list(self.streams):
            self.drop(part)

    def end(self):
        for stream in self.streams.values():
            stream.close()
        return sorted(self.streams)


def by_second(path, ds, syntax, frames, folder):
    try:
        return decoders.second(path, ds, syntax, frames, folder)
    except Exception:  # It reads what it can.
        return None


def write_frames(ds, frames, other, parts, count):
    """Writes each frame; gives what the index says of them."""
    facts = {'ranges': [], 'apart': 0, 'kind': 'rgb', 'profile': False}
    for k in range(count):
        out, grey = values_of(ds, frames, k)
        parts.add('bin', out.tobytes())
        if grey is not None:
            facts['kind'] = 'grey'
            facts['ranges'].append(looks.range_of(ds, grey, out))
        elif looks.profile_of(ds):
            facts['profile'] = True
            for part, shown in (('shown.bin', looks.through_profile(out, ds)), ('shown.second.bin', looks.through_formulae(out, ds))):
                if shown is not None:
                    parts.add(part, shown)
        if other:
            try:
                again, _ = values_of(ds, other, k)
                facts['apart'] = max(facts['apart'], float(np.abs(again.astype('f8') - out.astype('f8')).max()))
                parts.add('second.bin', again.tobytes())
            except Exception:
                other = None
    if not other or facts['apart'] == 0:
        parts.drop('second.bin')
    return {**facts, 'apart': facts['apart'] if other else 0}


def read(path, folder, parts):
    """What the index says of a file; what lies beside it goes into `parts`."""
    ds, syntax = open_file(path)
    about = {
        'path': path,
        'study': str(ds.get('StudyInstanceUID', '')),
        'series': str(ds.get('SeriesInstanceUID', '')),
        'sop': str(ds.get('SOPInstanceUID', '')),
        'sopClass': str(ds.get('SOPClassUID', '')),
        'syntax': syntax,
        'photometric': str(ds.get('PhotometricInterpretation', '')),
    }
    if not any(name in ds for name in ('PixelData', 'FloatPixelData', 'DoubleFloatPixelData')):
        return {**about, 'kind': 'none'}
    try:
        count = int(ds.get('NumberOfFrames', 1) or 1)
        if count * decoders.pixels_of(ds) * decoders.samples_of(ds) > MOST_VALUES:
            raise ValueError('larger than anything real')
    except Exception as error:
        return {**about, 'kind': 'undecoded', 'reason': told(error)}
    other = by_second(path, ds, syntax, count, folder)
    try:
        first = decoders.first(path, ds, syntax, count, folder)
        facts = write_frames(ds, first, other, parts, count)
    except Exception as error:  # Whatever a reference decoder stumbles over: the other one is asked, else it is a line of the table.
        if not other:
            return {**about, 'kind': 'undecoded', 'reason': told(error)}
        parts.clear()
        first = other
        try:
            facts = write_frames(ds, first, None, parts, count)
        except Exception:
            return {**about, 'kind': 'undecoded', 'reason': told(error)}
    grey = facts['kind'] == 'grey'
    voi = alike([looks.voi_of(ds, k) for k in range(count)]) if grey else []
    more = {
        'kind': facts['kind'], 'by': first.by, 'frames': count, 'rows': int(ds.Rows), 'columns': int(ds.Columns),
        'slope': max(abs(values.rescale_of(ds, k)[0]) or 1.0 for k in range(count)) if grey and 'ModalityLUTSequence' not in ds else 1.0,
        'modalityLut': 'ModalityLUTSequence' in ds, 'shapes': alike([looks.shape_of(ds, k) for k in range(count)]),
    }
    if looks.has_graphics(ds):
        more['graphics'] = True
    if grey:
        more['voi'] = voi
        more['ranges'] = facts['ranges']
        more['isInverse'] = about['photometric'].upper() == 'MONOCHROME1' or ds.get('PresentationLUTShape') == 'INVERSE'
    else:
        more['profile'] = facts['profile']
    if facts['apart'] > 0:
        more['second'] = {'by': other.by, 'apart': facts['apart']}
    try:
        picture = looks.render(path, ds, syntax, folder, count, voi[0]['kind'] if grey else None)
    except Exception:
        picture = None
    if picture:
        parts.add('picture', picture)
    return {**about, **more}


def files_below(folder):
    """Every file, by name; a folder that links lead to again is gone through once."""
    seen = set()
    for root, dirs, names in os.walk(folder, followlinks=True):
        place = os.path.realpath(root)
        if place in seen:
            dirs[:] = []
            continue
        seen.add(place)
        dirs.sort()
        for name in sorted(names):
            yield os.path.join(root, name)


def main(folder, target):
    os.makedirs(target, exist_ok=True)
    with open(os.path.join(target, 'index.jsonl'), 'w') as index, tempfile.TemporaryDirectory() as scratch:
        number = 1
        for path in files_below(folder):
            parts = Parts(os.path.join(target, str(number)))
            try:
                about = read(path, scratch, parts)
            except Exception as error:
                about = {'path': path, 'kind': 'unreadable', 'reason': told(error)}
            written = parts.end()
            if about['kind'] in ('grey', 'rgb'):
                about['file'], about['parts'] = str(number), written
            else:
                for part in written:
                    os.remove(f'{parts.start}.{part}')
            number += 1 if written else 0
            index.write(json.dumps(about) + '\n')


if __name__ == '__main__':
    main(sys.argv[1], sys.argv[2])
