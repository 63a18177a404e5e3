"""From the stored bytes of a frame to what is compared: grey values after the modality transform, or RGB."""
import numpy as np
import pydicom

from decoders import pixels_of, samples_of


def stored_of(ds, frames, k):
    """Stored values of a frame, pixels x samples: masked to Bits Stored, sign extended (PS3.5 8.1.1)."""
    pixels, samples, data = pixels_of(ds), samples_of(ds), frames.frame(k)
    if frames.dtype:
        return np.frombuffer(data, frames.dtype)[:pixels].reshape(pixels, 1)
    allocated = frames.allocated or int(ds.BitsAllocated)
    if allocated == 1:
        bits = np.unpackbits(np.frombuffer(data, 'u1'), bitorder='little')
        return bits[frames.bit(k):][:pixels].reshape(pixels, 1).astype('i8')
    size = allocated // 8
    words = np.frombuffer(data[:len(data) // size * size], f'{">" if frames.big and size > 1 else "<"}u{size}')
    if frames.halved:
        words = whole(words, int(ds.Rows), int(ds.Columns))
    elif len(words) < pixels * samples:
        raise ValueError('pixel data shorter than the image')
    else:
        words = words[:pixels * samples]
        words = words.reshape(samples, pixels).T if frames.planar and samples > 1 else words.reshape(pixels, samples)
    bits, high = int(ds.BitsStored), int(ds.get('HighBit', int(ds.BitsStored) - 1))
    if bits > 32:
        raise ValueError(f'{bits} bits stored')
    wide = words.astype('i8') >> max(0, high + 1 - bits)
    wide &= (1 << bits) - 1
    if is_signed(ds):
        wide = np.where(wide >= 1 << (bits - 1), wide - (1 << bits), wide)
    return wide


def whole(words, rows, columns):
    """4:2:2 (PS3.3 C.7.6.3.1.2): two pixels of a row share their chrominance, Y1 Y2 Cb Cr; a row of odd length ends with half a pair."""
    pairs = words.reshape(rows, -1, 4)
    full = np.stack([pairs[..., [0, 2, 3]], pairs[..., [1, 2, 3]]], axis=2)
    return full.reshape(rows, -1, 3)[:, :columns].reshape(-1, 3)


def is_signed(ds):
    return int(ds.get('PixelRepresentation', 0) or 0) == 1


def segmented(data, wide):
    """Expands a segmented palette (PS3.3 C.7.9.2)."""
    words = np.frombuffer(data, '<u2' if wide else 'u1')
    out, at = [], 0
    # An offset in bytes, of 32 bits.
    parts = 2 if wide else 4

    def take(at):
        op, n = int(words[at]), int(words[at + 1])
        if op == 0:
            out.extend(int(v) for v in words[at + 2:at + 2 + n])
            return at + 2 + n
        if op == 1:
            y0, y1 = out[-1], int(words[at + 2])
            # Halves go up: what they are is not said.
            out.extend(int(y0 + (y1 - y0) * (i + 1) / n + 0.5) for i in range(n))
            return at + 3
        offset = sum(int(words[at + 2 + i]) << (32 // parts * i) for i in range(parts))
        inner = offset // (2 if wide else 1)
        for _ in range(n):
            inner = take(inner)
        return at + 2 + parts

    while at + 1 < len(words):
        at = take(at)
    return np.array(out, 'i8')


def table_of(data, count):
    """Entries of a table: words, bytes packed two to a word, or numbers."""
    if isinstance(data, bytes):
        data = np.frombuffer(data[:len(data) // 2 * 2], '<u2') if len(data) >= 2 * count else np.frombuffer(data, 'u1')
    return np.array(data if isinstance(data, (np.ndarray, list, pydicom.multival.MultiValue)) else [data], 'i8')[:count]


def swapped(ds, data):
    """Words of tables, little endian: pydicom leaves those of big-endian files as they are."""
    if isinstance(data, bytes) and ds.file_meta.TransferSyntaxUID == '1.2.840.10008.1.2.2':
        return np.frombuffer(data[:len(data) // 2 * 2], '<u2').byteswap().tobytes()
    return data


def descriptor_of(value, signed):
    """Entries, first value mapped and bits an entry: the second has the sign of what is looked up (PS3.3 C.11.1.1.1)."""
    count, first, bits = (int(v) for v in value)
    first &= 0xffff
    return count & 0xffff or 65536, first - 65536 if signed and first > 32767 else first, bits


def palette(ds, stored):
    channels, tables = [], []
    for name in ('Red', 'Green', 'Blue'):
        count, first, bits = descriptor_of(ds[f'{name}PaletteColorLookupTableDescriptor'].value, is_signed(ds))
        key = f'Segmented{name}PaletteColorLookupTableData'
        if key in ds:
            table = segmented(swapped(ds, ds[key].value), bits > 8)[:count]
        else:
            table = table_of(swapped(ds, ds[f'{name}PaletteColorLookupTableData'].value), count)
        tables.append((table, first))
    # Tables say 16 bits and hold 8: the entries themselves tell.
    down = 8 if any(len(table) and table.max() > 255 for table, _ in tables) else 0
    for table, first in tables:
        channels.append((table >> down)[np.clip(stored[..., 0] - first, 0, len(table) - 1)])
    return np.stack(channels, axis=-1)


def to_rgb(ds, stored, photometric):
    """RGB of 8 bits (PS3.3 C.7.6.3.1.2); ValueError for colour spaces that are retired, or of which no formula is here."""
    if photometric == 'PALETTE COLOR':
        return palette(ds, stored).astype('u1')
    values = stored.astype('f8')
    if photometric in ('YBR_FULL', 'YBR_FULL_422', 'YBR_PARTIAL_422'):
        scale = 1 << (int(ds.BitsStored) - 8)
        y, b, r = values[..., 0], values[..., 1] - 128 * scale, values[..., 2] - 128 * scale
        if photometric == 'YBR_PARTIAL_422':
            y = 1.1644 * (y - 16 * scale)
            values = np.stack([y + 1.5960 * r, y - 0.3917 * b - 0.8130 * r, y + 2.0173 * b], axis=-1)
        else:
            values = np.stack([y + 1.402 * r, y - 0.344136 * b - 0.714136 * r, y + 1.772 * b], axis=-1)
    elif photometric != 'RGB':
        raise ValueError(f'no formula for {photometric}')
    down = max(0, int(ds.BitsStored) - 8)
    values = np.floor(values / (1 << down)) if down else np.rint(values)
    return np.clip(values, 0, 255).astype('u1')


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


def modality(ds, stored, frame):
    """Modality values of a grey frame (PS3.3 C.11.1), by its table or its slope and intercept."""
    if len(ds.get('ModalityLUTSequence', [])) > 0:
        item = ds.ModalityLUTSequence[0]
        count, first, _ = descriptor_of(item['LUTDescriptor'].value, is_signed(ds))
        table = table_of(swapped(ds, item['LUTData'].value), count)
        return table[np.clip(stored - first, 0, len(table) - 1)].astype('<f4')
    slope, intercept = rescale_of(ds, frame)
    # A slope of 0 would leave one value of all: DCMTK leaves it out, too.
    if slope == 0:
        return stored.astype('<f4')
    return (stored.astype('f8') * slope + intercept).astype('<f4')
