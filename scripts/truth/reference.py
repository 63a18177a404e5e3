"""Reference values of every image below a folder, by independent decoders: DCMTK, GDCM, OpenJPEG, libjxl, pydicom.

usage: reference.py FOLDER OUT
Writes OUT/index.jsonl, one line a file, and beside it, frames one after another: N.bin, grey as little-endian Float32 after the modality
transform (PS3.3 C.11.1), colour as RGB bytes; N.second.bin, the same by a second decoder, where it differs; N.picture, the first
frames as DCMTK renders them, grey or RGB bytes; N.shown.bin, colours through their ICC profile by Little CMS. None of the project's own code takes part.
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
# Frames of a file that DCMTK renders.
MOST_RENDERED = 40
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


def group_of(ds, frame, name):
    """A functional group of a frame (from 0): its own, else the shared one; None where it has none."""
    for groups in (ds.get('PerFrameFunctionalGroupsSequence', []), ds.get('SharedFunctionalGroupsSequence', [])):
        at = 0 if len(groups) == 1 else frame
        item = groups[at] if at < len(groups) else None
        if item is not None and len(item.get(name, [])) > 0:
            return item[name][0]
    return None


def rescale_of(ds, frame):
    """Slope and intercept of a frame (from 0): functional groups before the dataset."""
    inner = group_of(ds, frame, 'PixelValueTransformationSequence')
    if inner is not None:
        return float(inner.get('RescaleSlope', 1)), float(inner.get('RescaleIntercept', 0))
    slope, intercept = ds.get('RescaleSlope'), ds.get('RescaleIntercept')
    return float(slope if slope not in (None, '') else 1), float(intercept if intercept not in (None, '') else 0)


def listed(value):
    return [] if value in (None, '') else [float(each) for each in (value if isinstance(value, (list, pydicom.multival.MultiValue)) else [value])]


def lut_of(ds, item):
    """A VOI LUT (PS3.3 C.11.2.1.1): first value mapped, entries, and the entry that is white."""
    count, first, bits = (int(v) for v in item['LUTDescriptor'].value)
    count = count or 65536
    below = int(ds.get('PixelRepresentation', 0) or 0) == 1 or float(ds.get('RescaleIntercept') or 0) < 0
    if below and first > 32767:
        first -= 65536
    data = item['LUTData'].value
    if isinstance(data, bytes):
        data = np.frombuffer(data, '<u2' if len(data) >= 2 * count else 'u1')
    entries = [int(v) for v in data[:count]]
    if len(entries) < count:
        return None
    return {'kind': 'lut', 'first': first, 'entries': entries, 'white': max([2 ** bits - 1, *entries])}


def voi_of(ds, frame):
    """What a frame is to be shown with: its first window, its first table, or all its values (PS3.3 C.11.2)."""
    group = group_of(ds, frame, 'FrameVOILUTSequence')
    place = group if group is not None and 'WindowCenter' in group else ds
    curve = str(place.get('VOILUTFunction') or 'LINEAR').upper()
    curve = curve if curve in ('LINEAR', 'LINEAR_EXACT', 'SIGMOID') else 'LINEAR'
    for centre, width in zip(listed(place.get('WindowCenter')), listed(place.get('WindowWidth'))):
        # A LINEAR window below 1 is not defined (PS3.3 C.11.2.1.2): the viewer reads it as LINEAR_EXACT.
        if width > 0:
            return {'kind': 'window', 'center': centre, 'width': width, 'curve': 'LINEAR_EXACT' if curve == 'LINEAR' and width < 1 else curve}
    place = group if group is not None and 'VOILUTSequence' in group else ds
    for item in place.get('VOILUTSequence', []):
        lut = lut_of(ds, item)
        if lut:
            return lut
    return {'kind': 'range'}


def padding_of(ds):
    """The stored values that stand for no image, as a range; None where all are one."""
    ends = [ds.get(name) for name in ('PixelPaddingValue', 'PixelPaddingRangeLimit')]
    if ends[0] is None:
        return None
    span, signed = 1 << int(ds.BitsAllocated), int(ds.get('PixelRepresentation', 0) or 0) == 1
    ends = [int(end) for end in ends if end is not None]
    ends = [end - span if signed and end >= span // 2 else end + span if not signed and end < 0 else end for end in ends]
    return min(ends), max(ends)


def range_of(ds, stored, values):
    """Least and greatest value of a frame, padding left out."""
    padding = padding_of(ds)
    if padding and stored.dtype.kind == 'i':
        inner = values[(stored < padding[0]) | (stored > padding[1])]
        values = inner if inner.size else values
    values = values[np.isfinite(values)]
    return [float(values.min()), float(values.max())] if values.size else [0.0, 1.0]


# Where the shape of a pixel stands, best first (PS3.3 10.7.1.3, C.7.6.3.1.7).
SHAPES = [
    ('PixelMeasuresSequence', 'PixelSpacing'), (None, 'PixelSpacing'), ('FramePixelDataPropertiesSequence', 'ImagerPixelSpacing'),
    (None, 'ImagerPixelSpacing'), (None, 'NominalScannedPixelSpacing'), (None, 'PixelAspectRatio'),
]


def shape_of(ds, frame):
    """Height and width of a pixel in proportion: others than squares are stretched on the canvas."""
    for sequence, name in SHAPES:
        place = group_of(ds, frame, sequence) if sequence else ds
        pair = listed(place.get(name)) if place is not None else []
        if len(pair) == 2 and min(pair) > 0:
            return pair
    return [1.0, 1.0]


def render(path, ds, syntax, folder, number):
    """The first frames (at most MOST_RENDERED) as DCMTK renders them, one after another; None where it cannot."""
    # Its own decoder of lossy frames may be a value off, and it knows no functional groups.
    lossy = end_of(syntax) in ('50', '51', '53', '55', '81', '91', '93', '203', '111', '112')
    if lossy or number['groups'] or int(ds.BitsAllocated) not in (8, 16):
        return None
    raw, out = os.path.join(folder, 'raw.dcm'), os.path.join(folder, 'out')
    source = raw if end_of(syntax) in JPEG | JPEG_LS | JPEG_2000 else path
    how = {'window': ['+Wi', '1'], 'lut': ['+Wl', '1'], 'range': ['+Wm'], None: []}[number['voi']]
    count = min(number['frames'], MOST_RENDERED)
    try:
        run('dcm2pnm', *how, '--frame-range', '1', str(count), '-O', '+op', source, out)
    except ValueError:
        return None
    frames = []
    for at in range(count):
        name = out if count == 1 and os.path.exists(out) else f'{out}.{at}.{"pgm" if number["voi"] else "ppm"}'
        if not os.path.exists(name):
            return None
        with open(name, 'rb') as file:
            head = file.readline() + file.readline() + file.readline()
            frames.append(file.read())
        os.remove(name)
        if not head.startswith(b'P5' if number['voi'] else b'P6'):
            return None
    return b''.join(frames)


SECOND = 'second'


def second_stored(path, ds, syntax, frames, folder):
    """The frames by another decoder than `native`: its name, bytes, photometric interpretation and planar configuration."""
    end, out = end_of(syntax), os.path.join(folder, f'{SECOND}.dcm')
    if end in JPEG_2000:
        return 'OpenJPEG', by_openjpeg(ds, frames, folder), 'RGB' if str(ds.PhotometricInterpretation)[4:] in ('RCT', 'ICT') else str(ds.PhotometricInterpretation), 1
    if end in JPEG | JPEG_LS:
        name, words = 'GDCM', ('gdcmconv', '--raw', path, out)
    elif syntax == '1.2.840.10008.1.2.5':
        name, words = 'DCMTK', ('dcmdrle', path, out)
    else:
        return None
    run(*words)
    raw = pydicom.dcmread(out)
    return name, raw.PixelData, str(raw.PhotometricInterpretation), int(raw.get('PlanarConfiguration', 0) or 0)


def first_name(syntax):
    """Who read the frames."""
    end = end_of(syntax)
    if end in JPEG | JPEG_LS:
        return 'DCMTK'
    return 'GDCM' if end in JPEG_2000 else 'OpenJPEG' if end in HTJ2K else 'libjxl' if end in JPEG_XL else 'pydicom'


def values_from(ds, syntax, data, photometric, planar, override, frames):
    """What is compared: modality values as Float32 or RGB bytes; with the stored values and the slopes of grey ones."""
    stored = values_of(ds, data, planar, override, frames)
    if stored.shape[2] > 1 or photometric == 'PALETTE COLOR':
        return to_rgb(ds, stored, photometric).astype('u1'), None, [1.0]
    grey = stored[..., 0]
    if 'ModalityLUTSequence' in ds:
        return apply_modality_lut(grey.astype('i4'), ds).astype('<f4'), grey, [1.0]
    pairs = [rescale_of(ds, k) for k in range(frames)]
    out = np.stack([grey[k].astype('f8') * s + i for k, (s, i) in enumerate(pairs)]).astype('<f4')
    return out, grey, [abs(s) for s, _ in pairs]


def alike(each):
    """One for all frames where all are the same."""
    return each[:1] if all(one == each[0] for one in each) else each


def by_second(path, ds, syntax, frames, folder):
    """The values by another decoder and its name; None where there is no other, or it cannot."""
    try:
        found = second_stored(path, ds, syntax, frames, folder)
        return found and (found[0], *values_from(ds, syntax, *found[1:], None, frames))
    except Exception:  # It reads what it can.
        return None


def read(path, folder):
    """What the index says of a file, and what lies beside it: name of the part to its bytes."""
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
        return {**about, 'kind': 'none'}, {}
    try:
        frames = int(ds.get('NumberOfFrames', 1) or 1)
    except Exception as error:
        return {**about, 'kind': 'undecoded', 'because': f'{type(error).__name__}: {error}'[:200]}, {}
    other = by_second(path, ds, syntax, frames, folder)
    by = first_name(syntax)
    try:
        out, grey, slopes = values_from(ds, syntax, *native(path, ds, syntax, frames, folder), frames)
    except Exception as error:  # Whatever the reference decoders stumble over is a line of the table.
        if not other:
            return {**about, 'kind': 'undecoded', 'because': f'{type(error).__name__}: {error}'[:200]}, {}
        (by, out, grey, slopes), other = other, None
    kind = 'rgb' if grey is None else 'grey'
    parts = {'bin': out.tobytes()}
    voi = [] if kind == 'rgb' else alike([voi_of(ds, k) for k in range(frames)])
    more = {
        'kind': kind, 'by': by, 'frames': frames, 'rows': int(ds.Rows), 'columns': int(ds.Columns), 'slope': max(slopes),
        'modalityLut': 'ModalityLUTSequence' in ds, 'shapes': alike([shape_of(ds, k) for k in range(frames)]),
    }
    if kind == 'grey':
        more['voi'] = voi
        more['ranges'] = [range_of(ds, grey[k], out[k]) for k in range(frames)]
        more['isInverse'] = about['photometric'] == 'MONOCHROME1' or ds.get('PresentationLUTShape') == 'INVERSE'
    else:
        more['profile'] = profile_of(ds)
    if other and other[1].shape == out.shape:
        apart = np.abs(other[1].astype('f8') - out.astype('f8')).max() if out.size else 0
        if apart > 0:
            more['second'] = {'by': other[0], 'apart': float(apart)}
            parts['second.bin'] = other[1].tobytes()
    try:
        picture = render(path, ds, syntax, folder, {'frames': frames, 'groups': 'PerFrameFunctionalGroupsSequence' in ds, 'voi': voi[0]['kind'] if voi else None})
    except Exception:
        picture = None
    if picture:
        parts['picture'] = picture
    if more.get('profile'):
        shown = through_profile(out, ds)
        if shown is not None:
            parts['shown.bin'] = shown
    return {**about, **more}, parts


def holder_of_profile(ds):
    places = [ds, *ds.get('OpticalPathSequence', [])]
    return next((place for place in places if 'ICCProfile' in place), None)


def profile_of(ds):
    """Whether colours are to go through an ICC profile (PS3.3 C.11.15)."""
    place = holder_of_profile(ds)
    return place is not None and place.get('ColorSpace') != 'SRGB' and b'sRGB IEC61966' not in place.ICCProfile.replace(b'\0', b'')


def through_profile(rgb, ds):
    """RGB frames on an sRGB screen, by Little CMS (Pillow); None where it is not here or cannot."""
    try:
        from PIL import Image, ImageCms
        import io
        source = ImageCms.ImageCmsProfile(io.BytesIO(holder_of_profile(ds).ICCProfile))
        change = ImageCms.buildTransform(source, ImageCms.createProfile('sRGB'), 'RGB', 'RGB')
        frames = [Image.frombytes('RGB', (int(ds.Columns), int(ds.Rows)), frame.tobytes()) for frame in rgb]
        return b''.join(ImageCms.applyTransform(frame, change).tobytes() for frame in frames)
    except Exception:
        return None


def main(folder, target):
    os.makedirs(target, exist_ok=True)
    with open(os.path.join(target, 'index.jsonl'), 'w') as index, tempfile.TemporaryDirectory() as scratch:
        number = 0
        for root, dirs, names in sorted(os.walk(folder, followlinks=True)):
            dirs.sort()
            for name in sorted(names):
                path = os.path.join(root, name)
                try:
                    about, parts = read(path, scratch)
                except Exception as error:
                    about, parts = {'path': path, 'kind': 'unreadable', 'because': f'{type(error).__name__}: {error}'[:200]}, {}
                if parts:
                    number += 1
                    about['file'] = str(number)
                    about['parts'] = sorted(parts)
                for part, data in parts.items():
                    with open(os.path.join(target, f'{number}.{part}'), 'wb') as out:
                        out.write(data)
                index.write(json.dumps(about) + '\n')


if __name__ == '__main__':
    main(sys.argv[1], sys.argv[2])
