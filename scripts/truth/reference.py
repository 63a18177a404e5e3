"""Reference values of every image below a folder, by independent decoders: DCMTK, GDCM, OpenJPEG, libjxl, pydicom.

usage: reference.py FOLDER OUT
Writes OUT/index.jsonl, one line a file, and OUT/N.bin, its frames one after another: grey as little-endian Float32 after the
modality transform (PS3.3 C.11.1), colour as RGB bytes. OUT/N.pgm is the first frame of a grey image as DCMTK renders it. None of the project's own code takes part.
"""
import json
import os
import subprocess
import sys
import tempfile
import warnings
import zlib

import numpy as np
import pydicom
from pydicom.encaps import generate_pixel_data_frame
from pydicom.pixel_data_handlers.util import apply_modality_lut

JPEG = {'50', '51', '53', '55', '57', '70'}
JPEG_LS = {'80', '81'}
JPEG_2000 = {'90', '91', '92', '93'}
HTJ2K = {'201', '202', '203'}
JPEG_XL = {'110', '111', '112'}
MOST_VALUES = 400_000_000
warnings.filterwarnings('ignore')


def run(*words):
    done = subprocess.run(words, capture_output=True)
    if done.returncode != 0:
        raise ValueError(f'{words[0]}: {(done.stderr or done.stdout).decode(errors="replace").strip().splitlines()[-1:]}')


def end_of(uid):
    prefix = '1.2.840.10008.1.2.4.'
    return uid[len(prefix):] if uid.startswith(prefix) else ''


def stored_bytes(path, ds, syntax, folder):
    """The frames' native bytes and the photometric interpretation they have then."""
    end = end_of(syntax)
    out = os.path.join(folder, 'raw.dcm')
    photometric = str(ds.get('PhotometricInterpretation', 'MONOCHROME2'))
    if end in JPEG:
        run('dcmdjpeg', '+cp', path, out)
    elif end in JPEG_LS:
        run('dcmdjpls', path, out)
    elif end in JPEG_2000:
        run('gdcmconv', '--raw', path, out)
        if photometric in ('YBR_RCT', 'YBR_ICT'):
            photometric = 'RGB'
        raw = pydicom.dcmread(out)
        planar = int(raw.get('PlanarConfiguration', 0))
        return raw.PixelData, photometric, planar
    else:
        return None
    raw = pydicom.dcmread(out)
    return raw.PixelData, str(raw.PhotometricInterpretation), int(raw.get('PlanarConfiguration', 0))


def by_openjpeg(ds, frames, folder):
    """HTJ2K codestreams by opj_decompress: component after component, 16-bit little endian above 8 bits."""
    out = []
    for frame in generate_pixel_data_frame(ds.PixelData, frames):
        source = os.path.join(folder, 'f.j2k')
        target = os.path.join(folder, 'f.rawl')
        with open(source, 'wb') as file:
            file.write(frame)
        run('opj_decompress', '-i', source, '-o', target)
        with open(target, 'rb') as file:
            out.append(file.read())
    return b''.join(out)


def by_djxl(ds, frames, folder):
    """JPEG XL frames by djxl (libjxl): Portable Any Map, big endian above 8 bits."""
    out = []
    for frame in generate_pixel_data_frame(ds.PixelData, frames):
        source, target = os.path.join(folder, 'f.jxl'), os.path.join(folder, 'f.ppm')
        with open(source, 'wb') as file:
            file.write(frame)
        run('djxl', source, target)
        with open(target, 'rb') as file:
            data = file.read()
        length = int(ds.Rows) * int(ds.Columns) * int(ds.get('SamplesPerPixel', 1))
        greatest = int(data.split(maxsplit=4)[3])
        wide = greatest > 255
        values = np.frombuffer(data[-length * (2 if wide else 1):], '>u2' if wide else 'u1')
        out.append(values.astype('<u2' if int(ds.BitsAllocated) > 8 else 'u1').tobytes())
    return b''.join(out)


def native(path, ds, syntax, frames, folder):
    """(bytes, photometric, planar, dtype letter override)"""
    photometric = str(ds.get('PhotometricInterpretation', 'MONOCHROME2'))
    planar = int(ds.get('PlanarConfiguration', 0) or 0)
    if 'FloatPixelData' in ds:
        return ds.FloatPixelData, photometric, 0, '<f4'
    if 'DoubleFloatPixelData' in ds:
        return ds.DoubleFloatPixelData, photometric, 0, '<f8'
    decoded = stored_bytes(path, ds, syntax, folder)
    if decoded:
        return (*decoded, None)
    end = end_of(syntax)
    if end in HTJ2K:
        return by_openjpeg(ds, frames, folder), 'RGB' if photometric.startswith('YBR_') and photometric[4:] in ('RCT', 'ICT') else photometric, 1, None
    if end in JPEG_XL:
        return by_djxl(ds, frames, folder), 'RGB' if int(ds.get('SamplesPerPixel', 1)) > 1 else photometric, 0, None
    if syntax == '1.2.840.10008.1.2.5':
        from pydicom.pixel_data_handlers.rle_handler import get_pixeldata
        return get_pixeldata(ds).tobytes(), photometric, 1, None
    if syntax == '1.2.840.10008.1.2.8.1':
        parts = [zlib.decompress(each, -15) for each in generate_pixel_data_frame(ds.PixelData, frames)]
        return b''.join(parts), photometric, planar, 'frames'
    if ds.file_meta.TransferSyntaxUID.is_compressed and not syntax.endswith('.1.99'):
        raise ValueError(f'no reference decoder for {syntax}')
    return ds.PixelData, photometric, planar, None


def unpack_bits(data, pixels, frames, by_frame):
    bits = np.unpackbits(np.frombuffer(data, 'u1'), bitorder='little')
    if by_frame:
        stride = len(bits) // frames
        return np.stack([bits[k * stride:k * stride + pixels] for k in range(frames)])
    return bits[:pixels * frames].reshape(frames, pixels)


def values_of(ds, data, planar, override, frames):
    """Stored values, frames x pixels x samples: masked to Bits Stored, sign extended."""
    rows, columns = int(ds.Rows), int(ds.Columns)
    samples = int(ds.get('SamplesPerPixel', 1) or 1)
    allocated = int(ds.BitsAllocated)
    pixels = rows * columns
    if frames * pixels * samples > MOST_VALUES:
        raise ValueError('larger than anything real')
    if allocated == 1:
        return unpack_bits(data, pixels, frames, override == 'frames').reshape(frames, pixels, 1).astype('i8')
    if override and override.startswith('<f'):
        return np.frombuffer(data, override)[:frames * pixels].reshape(frames, pixels, 1)
    big = ds.file_meta.TransferSyntaxUID == '1.2.840.10008.1.2.2'
    size = allocated // 8
    photometric = str(ds.get('PhotometricInterpretation', ''))
    if size == 1 and big and ds['PixelData'].VR == 'OW':
        data = np.frombuffer(data[:len(data) // 2 * 2], '<u2').byteswap().tobytes()
    stored = np.frombuffer(data[:len(data) // size * size], ('>' if big and size > 1 else '<') + f'u{size}')
    if photometric == 'YBR_FULL_422' and len(stored) < frames * pixels * 3:
        pairs = stored[:frames * pixels * 2].reshape(frames, pixels // 2, 4)
        full = np.stack([pairs[..., [0, 2, 3]], pairs[..., [1, 2, 3]]], axis=2)
        stored = full.reshape(frames, pixels, 3)
    else:
        if len(stored) < frames * pixels * samples:
            raise ValueError('pixel data shorter than the image')
        stored = stored[:frames * pixels * samples]
        stored = stored.reshape(frames, samples, pixels).transpose(0, 2, 1) if planar and samples > 1 else stored.reshape(frames, pixels, samples)
    bits, high = int(ds.BitsStored), int(ds.get('HighBit', int(ds.BitsStored) - 1))
    wide = stored.astype('i8') >> max(0, high + 1 - bits)
    wide &= (1 << bits) - 1
    if int(ds.get('PixelRepresentation', 0) or 0) == 1:
        wide = np.where(wide >= 1 << (bits - 1), wide - (1 << bits), wide)
    return wide


def segmented(data, wide):
    """Expands a segmented palette (PS3.3 C.7.9.2)."""
    words = np.frombuffer(data, '<u2' if wide else 'u1')
    out, at, offsets = [], 0, []

    def take(at, depth=0):
        op, n = int(words[at]), int(words[at + 1])
        if op == 0:
            out.extend(int(v) for v in words[at + 2:at + 2 + n])
            return at + 2 + n
        if op == 1:
            y0, y1 = out[-1], int(words[at + 2])
            out.extend(round(y0 + (y1 - y0) * (i + 1) / n) for i in range(n))
            return at + 3
        offset = int(words[at + 2]) | int(words[at + 3]) << 16
        inner = offset
        for _ in range(n):
            inner = take(inner, depth + 1)
        return at + 4

    while at + 1 < len(words):
        at = take(at)
    return np.array(out, 'i8')


def palette(ds, stored):
    channels = []
    for name in ('Red', 'Green', 'Blue'):
        count, first, bits = (int(v) for v in ds[f'{name}PaletteColorLookupTableDescriptor'].value)
        count = count or 65536
        key = f'Segmented{name}PaletteColorLookupTableData'
        if key in ds:
            table = segmented(ds[key].value, bits > 8)
        else:
            data = ds[f'{name}PaletteColorLookupTableData'].value
            table = np.frombuffer(data, '<u2' if len(data) >= 2 * count else 'u1').astype('i8')
        table = table[:count]
        if bits > 8:
            table = table >> 8
        channels.append(table[np.clip(stored[..., 0] - first, 0, len(table) - 1)])
    return np.stack(channels, axis=-1)


def to_rgb(ds, stored, photometric):
    if photometric == 'PALETTE COLOR':
        return palette(ds, stored)
    values = stored.astype('f8')
    if photometric.startswith('YBR'):
        half = 1 << (int(ds.BitsStored) - 1)
        y, b, r = values[..., 0], values[..., 1] - half, values[..., 2] - half
        if photometric.startswith('YBR_PARTIAL'):
            raise ValueError('YBR_PARTIAL')
        values = np.stack([y + 1.402 * r, y - 0.344136 * b - 0.714136 * r, y + 1.772 * b], axis=-1)
    down = max(0, int(ds.BitsStored) - 8)
    values = np.floor(values / (1 << down)) if down else np.rint(values)
    return np.clip(values, 0, 255)


def rescale_of(ds, frame):
    """Slope and intercept of a frame (from 0): functional groups before the dataset."""
    for groups in (ds.get('PerFrameFunctionalGroupsSequence', []), ds.get('SharedFunctionalGroupsSequence', [])):
        at = 0 if len(groups) == 1 else frame
        item = groups[at] if at < len(groups) else None
        if item is not None and 'PixelValueTransformationSequence' in item:
            inner = item.PixelValueTransformationSequence[0]
            return float(inner.get('RescaleSlope', 1)), float(inner.get('RescaleIntercept', 0))
    slope, intercept = ds.get('RescaleSlope'), ds.get('RescaleIntercept')
    return float(slope if slope not in (None, '') else 1), float(intercept if intercept not in (None, '') else 0)


def voi_of(ds):
    """What the image is to be shown with, as an option of dcm2pnm: its first window, its first table, its full range."""
    if float(ds.get('RescaleSlope') or 1) * 2 ** ds.BitsStored < 1:
        raise ValueError('DCMTK makes whole numbers of modality values: all would be 0')
    width = ds.get('WindowWidth')
    if ds.get('WindowCenter') not in (None, '') and width not in (None, ''):
        # A window below 1 is not defined (PS3.3 C.11.2.1.2): DCMTK inverts it, the viewer reads it as LINEAR_EXACT.
        if float(width if isinstance(width, (str, float, int)) else width[0]) < 1:
            raise ValueError('a window below 1')
        return ['+Wi', '1']
    return ['+Wl', '1'] if ds.get('VOILUTSequence') else ['+Wm']


def is_square(ds):
    """Whether pixels are drawn as they are: others are stretched on the canvas."""
    pairs = [ds.get(name) for name in ('PixelSpacing', 'ImagerPixelSpacing', 'NominalScannedPixelSpacing', 'PixelAspectRatio')]
    return all(float(pair[0]) == float(pair[1]) for pair in pairs if pair)


def render(path, ds, syntax, folder):
    """The first frame, windowed, as DCMTK renders it (8 bits); None where it cannot, or where decoders may differ by a value."""
    lossy = end_of(syntax) in ('50', '51', '53', '55', '81', '91', '93', '203', '111', '112')
    if lossy or 'PerFrameFunctionalGroupsSequence' in ds or 'PixelPaddingValue' in ds or int(ds.BitsAllocated) not in (8, 16) or not is_square(ds):
        return None
    raw, out = os.path.join(folder, 'raw.dcm'), os.path.join(folder, 'out.pgm')
    source = raw if end_of(syntax) in JPEG | JPEG_LS | JPEG_2000 else path
    try:
        run('dcm2pnm', *voi_of(ds), '-O', '+op', source, out)
    except (TypeError, ValueError):
        return None
    with open(out, 'rb') as file:
        head = file.readline() + file.readline() + file.readline()
        return file.read() if head.startswith(b'P5') else None


def read(path, folder):
    ds = pydicom.dcmread(path)
    syntax = str(ds.file_meta.TransferSyntaxUID)
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
        return {**about, 'kind': 'none'}, None
    try:
        frames = int(ds.get('NumberOfFrames', 1) or 1)
        data, photometric, planar, override = native(path, ds, syntax, frames, folder)
        stored = values_of(ds, data, planar, override, frames)
        if stored.shape[2] == 1 and photometric != 'PALETTE COLOR':
            grey = stored[..., 0]
            if 'ModalityLUTSequence' in ds:
                out = apply_modality_lut(grey.astype('i4'), ds).astype('<f4')
                slopes = [1.0]
            else:
                pairs = [rescale_of(ds, k) for k in range(frames)]
                slopes = [abs(s) for s, _ in pairs]
                out = np.stack([grey[k].astype('f8') * s + i for k, (s, i) in enumerate(pairs)]).astype('<f4')
            return {**about, 'kind': 'grey', 'frames': frames, 'rows': int(ds.Rows), 'columns': int(ds.Columns),
                    'slope': max(slopes), 'modalityLut': 'ModalityLUTSequence' in ds,
                    'rendered': render(path, ds, syntax, folder)}, out
        rgb = to_rgb(ds, stored, photometric).astype('u1')
        return {**about, 'kind': 'rgb', 'frames': frames, 'rows': int(ds.Rows), 'columns': int(ds.Columns), 'slope': 1}, rgb
    except Exception as error:  # Whatever the reference decoders stumble over is a line of the table.
        return {**about, 'kind': 'undecoded', 'because': f'{type(error).__name__}: {error}'[:200]}, None


def main(folder, target):
    os.makedirs(target, exist_ok=True)
    with open(os.path.join(target, 'index.jsonl'), 'w') as index, tempfile.TemporaryDirectory() as scratch:
        number = 0
        for root, dirs, names in sorted(os.walk(folder, followlinks=True)):
            dirs.sort()
            for name in sorted(names):
                path = os.path.join(root, name)
                try:
                    about, values = read(path, scratch)
                except Exception as error:
                    about, values = {'path': path, 'kind': 'unreadable', 'because': f'{type(error).__name__}: {error}'[:200]}, None
                rendered = about.pop('rendered', None)
                if values is not None:
                    number += 1
                    if rendered:
                        about['picture'] = f'{number}.pgm'
                        with open(os.path.join(target, about['picture']), 'wb') as file:
                            file.write(rendered)
                    about['file'] = f'{number}.bin'
                    with open(os.path.join(target, about['file']), 'wb') as file:
                        file.write(np.ascontiguousarray(values).tobytes())
                index.write(json.dumps(about) + '\n')


if __name__ == '__main__':
    main(sys.argv[1], sys.argv[2])
