"""How an image is to be shown: windows and tables, padding, the shape of its pixels, its colour profile; and DCMTK's rendering."""
import io
import os

import numpy as np
import pydicom

import icc
from decoders import JPEG, JPEG_2000, JPEG_LS, LOSSY, RAW, end_of, run
from values import group_of, is_signed, swapped, table_of

# Frames of a file that DCMTK renders.
MOST_RENDERED = 40


def listed(value):
    return [] if value in (None, '') else [float(each) for each in (value if isinstance(value, (list, pydicom.multival.MultiValue)) else [value])]


def lut_of(ds, item):
    """A VOI LUT (PS3.3 C.11.2.1.1): first value mapped, entries, and the entry that is white."""
    count, first, bits = (int(v) for v in item['LUTDescriptor'].value)
    count = count or 65536
    below = is_signed(ds) or float(ds.get('RescaleIntercept') or 0) < 0
    if below and first > 32767:
        first -= 65536
    entries = [int(v) for v in table_of(swapped(ds, item['LUTData'].value), count)]
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
    """The values that stand for no image, as a range; None where all are one."""
    for kind in ('Float', 'DoubleFloat'):
        if f'{kind}PixelData' in ds:
            ends = [ds.get(f'{kind}PixelPadding{name}') for name in ('Value', 'RangeLimit')]
            ends = [float(end) for end in ends if end is not None]
            return (min(ends), max(ends)) if ds.get(f'{kind}PixelPaddingValue') is not None else None
    ends = [ds.get(name) for name in ('PixelPaddingValue', 'PixelPaddingRangeLimit')]
    if ends[0] is None:
        return None
    span = 1 << int(ds.BitsAllocated)
    ends = [int(end) for end in ends if end is not None]
    ends = [end - span if is_signed(ds) and end >= span // 2 else end + span if not is_signed(ds) and end < 0 else end for end in ends]
    return min(ends), max(ends)


def range_of(ds, stored, values):
    """Least and greatest value of a frame, padding left out."""
    padding = padding_of(ds)
    if padding:
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


def render(path, ds, syntax, folder, frames, voi):
    """The first frames (at most MOST_RENDERED) as DCMTK renders them, one after another; None where it cannot."""
    # Its own decoder of lossy frames may be a value off, and it knows no functional groups.
    if end_of(syntax) in LOSSY or 'PerFrameFunctionalGroupsSequence' in ds or int(ds.BitsAllocated) not in (8, 16):
        return None
    raw, out = os.path.join(folder, RAW), os.path.join(folder, 'out')
    source = raw if end_of(syntax) in JPEG | JPEG_LS | JPEG_2000 else path
    how = {'window': ['+Wi', '1'], 'lut': ['+Wl', '1'], 'range': ['+Wm'], None: []}[voi]
    count = min(frames, MOST_RENDERED)
    try:
        run('dcm2pnm', *how, '--frame-range', '1', str(count), '-O', '+op', source, out)
    except ValueError:
        return None
    pictures = []
    for at in range(count):
        name = out if count == 1 and os.path.exists(out) else f'{out}.{at}.{"pgm" if voi else "ppm"}'
        if not os.path.exists(name):
            return None
        with open(name, 'rb') as file:
            head = file.readline() + file.readline() + file.readline()
            pictures.append(file.read())
        os.remove(name)
        if not head.startswith(b'P5' if voi else b'P6'):
            return None
    return b''.join(pictures)


def has_graphics(ds):
    """Whether overlays or a shutter lie over the picture, which nothing here draws."""
    return 'ShutterShape' in ds or any(group in range(0x6000, 0x6020, 2) for group in {tag.group for tag in ds.keys()})


def holder_of_profile(ds):
    places = [ds, *ds.get('OpticalPathSequence', [])]
    return next((place for place in places if 'ICCProfile' in place), None)


def profile_of(ds):
    """The ICC profile that colours are to go through (PS3.3 C.11.15); None where they are sRGB, or have none."""
    place = holder_of_profile(ds)
    if place is None or place.get('ColorSpace') == 'SRGB' or b'sRGB IEC61966' in place.ICCProfile.replace(b'\0', b''):
        return None
    return place.ICCProfile


# cmsFLAGS_NOOPTIMIZE: else Little CMS takes a coarse table of its own in place of the profile's, up to 12 levels off.
EXACT = 0x0100


def through_profile(rgb, ds):
    """RGB of a frame on an sRGB screen, by Little CMS (Pillow); None where it is not here or cannot."""
    try:
        from PIL import Image, ImageCms
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile_of(ds)))
        change = ImageCms.buildTransform(source, ImageCms.createProfile('sRGB'), 'RGB', 'RGB', flags=EXACT)
        return ImageCms.applyTransform(Image.frombytes('RGB', (int(ds.Columns), int(ds.Rows)), rgb.tobytes()), change).tobytes()
    except Exception:
        return None


def through_formulae(rgb, ds):
    """The same by the formulae of ICC.1, where the profile has a table: between its points Little CMS goes another way (tetrahedra)."""
    try:
        shown = icc.on_screen(profile_of(ds), rgb)
        return None if shown is None else shown.tobytes()
    except Exception:
        return None
