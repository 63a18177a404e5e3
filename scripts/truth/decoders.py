"""The stored values of an image's frames by independent decoders: DCMTK, GDCM, OpenJPEG, OpenJPH, libjxl, pydicom."""
import io
import os
import subprocess
import zlib
from dataclasses import dataclass
from typing import Callable, Optional

import numpy as np
import pydicom
from pydicom.encaps import generate_pixel_data_frame

JPEG = {'50', '51', '53', '55', '57', '70'}
LOSSLESS_JPEG = {'57', '70'}
JPEG_LS = {'80', '81'}
JPEG_2000 = {'90', '91', '92', '93'}
HTJ2K = {'201', '202', '203'}
JPEG_XL = {'110', '111', '112'}
LOSSY = {'50', '51', '53', '55', '81', '91', '93', '203', '111', '112'}
RLE = '1.2.840.10008.1.2.5'
BIG_ENDIAN = '1.2.840.10008.1.2.2'
DEFLATED_FRAMES = '1.2.840.10008.1.2.8.1'
ENCAPSULATED_NATIVE = '1.2.840.10008.1.2.1.98'
# A file of DCMTK's or GDCM's making that this one leaves behind in the folder of scratch.
RAW = 'raw.dcm'


@dataclass
class Frames:
    """Decoded frames, each as bytes, and what they are now."""
    by: str
    frame: Callable[[int], bytes]
    photometric: str
    planar: bool
    # Of floats.
    dtype: Optional[str] = None
    # Of integers, where a tool made other words of them than the data set says.
    allocated: Optional[int] = None
    big: bool = False
    # The bit of its first byte at which a frame of one bit a pixel begins.
    bit: Callable[[int], int] = lambda k: 0
    # 4:2:2 as the data set says it, which its length may contradict.
    halved: bool = False


def run(*words):
    done = subprocess.run(words, capture_output=True)
    if done.returncode != 0:
        raise ValueError(f'{words[0]}: {(done.stderr or done.stdout).decode(errors="replace").strip().splitlines()[-1:]}')


def end_of(uid):
    prefix = '1.2.840.10008.1.2.4.'
    return uid[len(prefix):] if uid.startswith(prefix) else ''


def photometric_of(ds):
    return str(ds.get('PhotometricInterpretation') or 'MONOCHROME2').upper()


def samples_of(ds):
    return int(ds.get('SamplesPerPixel', 1) or 1)


def pixels_of(ds):
    return int(ds.Rows) * int(ds.Columns)


def sliced(by, ds, data, frames, photometric, planar, dtype=None, big=False):
    """Frames that lie one after another in uncompressed bytes."""
    pixels, samples = pixels_of(ds), samples_of(ds)
    allocated = int(dtype[2:]) * 8 if dtype else int(ds.BitsAllocated)
    if allocated == 1:
        bits = pixels * samples

        def packed(k):
            return data[bits * k // 8:(bits * (k + 1) + 7) // 8]
        if len(data) * 8 < bits * frames:
            raise ValueError('pixel data shorter than the image')
        return Frames(by, packed, photometric, planar, bit=lambda k: bits * k % 8)
    if allocated % 8:
        raise ValueError(f'{allocated} bits allocated')
    pairs = int(ds.Rows) * -(-int(ds.Columns) // 2) * 4
    # Of a single column, pairs take more than all samples would.
    fits = len(data) - frames * pairs * allocated // 8 in (0, 1)
    halved = photometric.endswith('_422') and samples == 3 and (fits or len(data) < frames * pixels * 3 * allocated // 8)
    values = pairs if halved else pixels * samples
    length = values * allocated // 8
    if len(data) < length * frames:
        raise ValueError('pixel data shorter than the image')
    return Frames(by, lambda k: data[length * k:length * (k + 1)], photometric, planar, dtype, allocated, big, halved=halved)


def from_file(by, path, frames, photometric=None):
    """What a tool made of a file: uncompressed, under the photometric interpretation that it gave it."""
    raw = pydicom.dcmread(path)
    return sliced(by, raw, raw.PixelData, frames, photometric or photometric_of(raw), int(raw.get('PlanarConfiguration', 0) or 0) == 1)


def is_mislabelled(ds, end):
    """
    Lossless JPEG codes all samples of each pixel (PS3.5 8.2.1): what says that pairs share their chrominance was relabelled by mistake,
    and holds the RGB that was coded. Its codestream, which says nothing of colours, is believed before the label.
    """
    return end in LOSSLESS_JPEG and photometric_of(ds).endswith('_422')


def undone(photometric):
    """What colours are once a JPEG 2000 decoder has undone the codestream's own transform."""
    return 'RGB' if photometric in ('YBR_RCT', 'YBR_ICT') else photometric


def streams(ds, frames):
    return list(generate_pixel_data_frame(ds.PixelData, frames))


def read_pgx(path, size):
    """One component by opj_decompress: signs are extended there, whatever the precision of the codestream."""
    with open(path, 'rb') as file:
        head, data = file.read().split(b'\n', 1)
    _, order, *about = head.split()
    sign, bits = (about[0], about[1]) if about[0] in (b'+', b'-') else (about[0][:1], about[0][1:])
    bytes_each = 1 if int(bits) <= 8 else 2 if int(bits) <= 16 else 4
    kind = ('>' if order == b'ML' else '<') + ('i' if sign == b'-' else 'u') + str(bytes_each)
    values = np.frombuffer(data, kind).astype('i8')
    return (values & ((1 << 8 * size) - 1)).astype(f'<u{size}').tobytes()


def by_openjpeg(ds, frames, folder):
    """JPEG 2000 and HTJ2K codestreams by opj_decompress, component after component."""
    all_streams, size = streams(ds, frames), int(ds.BitsAllocated) // 8
    samples = samples_of(ds)

    def frame(k):
        kind = 'jp2' if all_streams[k][4:8] == b'jP  ' else 'j2k'
        source, target = os.path.join(folder, f'f.{kind}'), os.path.join(folder, 'f.pgx')
        with open(source, 'wb') as file:
            file.write(all_streams[k])
        run('opj_decompress', '-i', source, '-o', target)
        return b''.join(read_pgx(os.path.join(folder, f'f_{at}.pgx'), size) for at in range(samples))
    return Frames('OpenJPEG', frame, undone(photometric_of(ds)), True)


def words_of_map(path, count, size):
    """Samples of a Portable Any Map, as little-endian words."""
    with open(path, 'rb') as file:
        data = file.read()
    wide = int(data.split(maxsplit=4)[3]) > 255
    values = np.frombuffer(data[-count * (2 if wide else 1):], '>u2' if wide else 'u1')
    return values.astype(f'<u{size}').tobytes()


def by_openjph(ds, frames, folder):
    """HTJ2K codestreams by ojph_expand (OpenJPH), which refuses signed ones."""
    all_streams, size = streams(ds, frames), int(ds.BitsAllocated) // 8
    samples = samples_of(ds)

    def frame(k):
        source, target = os.path.join(folder, 'f.j2c'), os.path.join(folder, f'f.{"ppm" if samples == 3 else "pgm"}')
        with open(source, 'wb') as file:
            file.write(all_streams[k])
        run('ojph_expand', '-i', source, '-o', target)
        return words_of_map(target, pixels_of(ds) * samples, size)
    frame(0)
    return Frames('OpenJPH', frame, undone(photometric_of(ds)), False)


def by_djxl(ds, frames, folder):
    """JPEG XL frames by djxl (libjxl): Portable Any Map, big endian above 8 bits."""
    all_streams, size = streams(ds, frames), int(ds.BitsAllocated) // 8
    samples = samples_of(ds)

    def frame(k):
        source, target = os.path.join(folder, 'f.jxl'), os.path.join(folder, 'f.ppm')
        with open(source, 'wb') as file:
            file.write(all_streams[k])
        run('djxl', source, target)
        return words_of_map(target, pixels_of(ds) * samples, size)
    return Frames('libjxl', frame, 'RGB' if samples > 1 else photometric_of(ds), False)


def by_pydicom(ds, syntax, frames):
    photometric, planar = photometric_of(ds), int(ds.get('PlanarConfiguration', 0) or 0) == 1
    if syntax == RLE:
        from pydicom.pixel_data_handlers.rle_handler import get_pixeldata
        return sliced('pydicom', ds, get_pixeldata(ds).tobytes(), frames, photometric, True)
    if syntax == DEFLATED_FRAMES:
        parts = streams(ds, frames)
        return Frames('pydicom', lambda k: zlib.decompress(parts[k], -15), photometric, planar)
    if syntax == ENCAPSULATED_NATIVE:
        parts = streams(ds, frames)
        one = sliced('pydicom', ds, parts[0], 1, photometric, planar)
        return Frames('pydicom', lambda k: parts[k], photometric, planar, halved=one.halved)
    if ds.file_meta.TransferSyntaxUID.is_compressed and not syntax.endswith('.1.99'):
        raise ValueError(f'no reference decoder for {syntax}')
    data, big = ds.PixelData, syntax == BIG_ENDIAN
    if big and int(ds.BitsAllocated) <= 8 and ds['PixelData'].VR == 'OW':
        # Whole words are swapped, before they are cut into bytes.
        data = np.frombuffer(data[:len(data) // 2 * 2], '<u2').byteswap().tobytes()
    return sliced('pydicom', ds, data, frames, photometric, planar, big=big)


def first(path, ds, syntax, frames, folder):
    """The frames by the first decoder of their syntax; ValueError where it refuses them."""
    if 'FloatPixelData' in ds:
        return sliced('pydicom', ds, ds.FloatPixelData, frames, photometric_of(ds), False, '<f4')
    if 'DoubleFloatPixelData' in ds:
        return sliced('pydicom', ds, ds.DoubleFloatPixelData, frames, photometric_of(ds), False, '<f8')
    end, out = end_of(syntax), os.path.join(folder, RAW)
    if is_mislabelled(ds, end):
        run('dcmdjpeg', '+cn', path, out)
        return from_file('DCMTK', out, frames, 'RGB')
    if end in JPEG:
        run('dcmdjpeg', '+cp', path, out)
        return from_file('DCMTK', out, frames)
    if end in JPEG_LS:
        run('dcmdjpls', path, out)
        return from_file('DCMTK', out, frames)
    if end in JPEG_2000:
        run('gdcmconv', '--raw', path, out)
        return from_file('GDCM', out, frames, undone(photometric_of(ds)))
    if end in HTJ2K:
        return by_openjpeg(ds, frames, folder)
    if end in JPEG_XL:
        return by_djxl(ds, frames, folder)
    return by_pydicom(ds, syntax, frames)


def by_pillow(ds, frames):
    """Baseline JPEG by Pillow (libjpeg-turbo), colours as the markers of the codestream say; ImportError where it is not here."""
    from PIL import Image
    all_streams, mode = streams(ds, frames), 'RGB' if samples_of(ds) == 3 else 'L'

    def frame(k):
        image = Image.open(io.BytesIO(all_streams[k]))
        if image.mode != mode or image.size != (int(ds.Columns), int(ds.Rows)):
            raise ValueError(f'Pillow reads it as {image.mode}')
        return image.tobytes()
    frame(0)
    return Frames('libjpeg-turbo', frame, 'RGB' if mode == 'RGB' else photometric_of(ds), False)


def second(path, ds, syntax, frames, folder):
    """The frames by another decoder; None where there is no other."""
    end, out = end_of(syntax), os.path.join(folder, 'second.dcm')
    if end in JPEG_2000:
        return by_openjpeg(ds, frames, folder)
    if end in HTJ2K:
        return by_openjph(ds, frames, folder)
    if end == '50':
        try:
            return by_pillow(ds, frames)
        except (ImportError, ValueError, OSError):
            pass
    if end in JPEG | JPEG_LS:
        run('gdcmconv', '--raw', path, out)
        return from_file('GDCM', out, frames, 'RGB' if is_mislabelled(ds, end) else None)
    if syntax == RLE:
        run('dcmdrle', path, out)
        return from_file('DCMTK', out, frames)
    return None
