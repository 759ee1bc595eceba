"""AES encryption in CBC mode, for the encrypted samples. Not for secrets: it takes no care of timing."""

import struct


def double(value):
    return (value << 1) ^ (0x11B if value & 0x80 else 0)


def make_tables():
    powers, value = [], 1
    for _ in range(255):
        powers.append(value)
        value ^= double(value)
    logarithms = {power: index for index, power in enumerate(powers)}
    box = []
    for byte in range(256):
        inverse = powers[-logarithms[byte] % 255] if byte else 0
        spread = inverse * 0x0101
        box.append((inverse ^ spread >> 4 ^ spread >> 5 ^ spread >> 6 ^ spread >> 7 ^ 0x63) & 0xFF)
    columns = [double(s) << 24 | s << 16 | s << 8 | double(s) ^ s for s in box]
    turned = [[column >> 8 * turn | column << 32 - 8 * turn & 0xFFFFFFFF for column in columns] for turn in range(4)]
    return box, turned


BOX, TABLES = make_tables()


def substitute(word):
    return BOX[word >> 24] << 24 | BOX[word >> 16 & 255] << 16 | BOX[word >> 8 & 255] << 8 | BOX[word & 255]


def expand(key):
    words, size, constant = list(struct.unpack(f">{len(key) // 4}I", key)), len(key) // 4, 1
    while len(words) < 4 * (size + 7):
        word = words[-1]
        if len(words) % size == 0:
            word = substitute((word << 8 | word >> 24) & 0xFFFFFFFF) ^ constant << 24
            constant = double(constant)
        elif size > 6 and len(words) % size == 4:
            word = substitute(word)
        words.append(words[-size] ^ word)
    return words


def encrypt(key, start, data):
    """CBC without padding: the length of the data must be a multiple of 16."""
    t0, t1, t2, t3 = TABLES
    keys, out = expand(key), []
    state, last = struct.unpack(">4I", start), len(keys) - 4
    for block in struct.iter_unpack(">4I", data):
        a, b, c, d = (x ^ y ^ k for x, y, k in zip(state, block, keys))
        for at in range(4, last, 4):
            a, b, c, d = (
                t0[a >> 24] ^ t1[b >> 16 & 255] ^ t2[c >> 8 & 255] ^ t3[d & 255] ^ keys[at],
                t0[b >> 24] ^ t1[c >> 16 & 255] ^ t2[d >> 8 & 255] ^ t3[a & 255] ^ keys[at + 1],
                t0[c >> 24] ^ t1[d >> 16 & 255] ^ t2[a >> 8 & 255] ^ t3[b & 255] ^ keys[at + 2],
                t0[d >> 24] ^ t1[a >> 16 & 255] ^ t2[b >> 8 & 255] ^ t3[c & 255] ^ keys[at + 3])
        ring = (a, b, c, d, a, b, c)
        state = tuple(
            (BOX[ring[i] >> 24] << 24 | BOX[ring[i + 1] >> 16 & 255] << 16 | BOX[ring[i + 2] >> 8 & 255] << 8
             | BOX[ring[i + 3] & 255]) ^ keys[last + i] for i in range(4))
        out.append(struct.pack(">4I", *state))
    return b"".join(out)
