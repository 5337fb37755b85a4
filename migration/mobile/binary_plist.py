"""Whether a binary property list says more than stands in it: looked at before it is read.

Its objects are found by a table. Many entries of that can lead to one long list, which would be
made anew for each: a file of 66 kB took 325 MB.
"""

_TRAILER = 32  # bytes: 6 unused, sizes of offsets and references, then three numbers of 8 bytes
_LONG = 0xF  # a length that stands behind the marker
# Bytes that each unit of a length takes, by the marker's upper half; 0: a reference
_UNITS = {0x4: 1, 0x5: 1, 0x6: 2, 0xA: 0, 0xB: 0, 0xC: 0, 0xD: 0}
_DICT = 0xD


def references_fit(content: bytes) -> bool:
    """Whether texts, data and lists take no more bytes together than the file has.

    False too where the table is none.
    """
    trailer = content[-_TRAILER:]
    if len(trailer) < _TRAILER:
        return False
    offset_size, reference_size = trailer[6], trailer[7]
    objects, table = (int.from_bytes(trailer[at : at + 8], "big") for at in (8, 24))
    if not offset_size or objects > len(content):
        return False
    taken = 0
    for number in range(objects):
        at = table + number * offset_size
        entry = content[at : at + offset_size]
        place = int.from_bytes(entry, "big")
        if len(entry) < offset_size or place >= len(content):
            return False
        taken += _bytes_of(content, place, reference_size)
        if taken > len(content):
            return False
    return True


def _bytes_of(content: bytes, place: int, reference_size: int) -> int:
    marker = content[place]
    kind, length = marker >> 4, marker & 0xF
    if kind not in _UNITS:
        return 1
    if length == _LONG:
        size = 1 << (content[place + 1] & 0x3) if place + 1 < len(content) else 1
        length = int.from_bytes(content[place + 2 : place + 2 + size], "big")
    each = _UNITS[kind] or reference_size * (2 if kind == _DICT else 1)
    return 1 + length * each
