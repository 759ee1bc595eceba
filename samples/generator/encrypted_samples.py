"""encrypted.pdf and encrypted-open.pdf: AES-256, revision 6 of the standard security handler."""

import hashlib
import random

from . import aes
from .canvas import A5, Canvas
from .fonts import StandardFont
from .pdf import Document, Name

ZERO = bytes(16)
PRINT_ONLY = -1852


def password_hash(password, salt, user_key=b""):
    key, round_number = hashlib.sha256(password + salt + user_key).digest(), 0
    while True:
        mixed = aes.encrypt(key[:16], key[16:32], (password + key + user_key) * 64)
        key = hashlib.new(("sha256", "sha384", "sha512")[sum(mixed[:16]) % 3], mixed).digest()
        round_number += 1
        if round_number >= 64 and mixed[-1] <= round_number - 32:
            return key[:32]


class Encryption:
    """The salts and keys come from a seed, so that the files can be made again."""

    def __init__(self, user, owner, seed):
        self.dice = random.Random(seed)
        self.key = self.dice.randbytes(32)
        user_key, user_file = self.locks(user)
        owner_key, owner_file = self.locks(owner, user_key)
        permissions = PRINT_ONLY.to_bytes(4, "little", signed=True) + b"\xff" * 4 + b"Tadb" + self.dice.randbytes(4)
        self.dictionary = {
            "Filter": Name("Standard"), "V": 5, "R": 6, "Length": 256, "P": PRINT_ONLY, "EncryptMetadata": True,
            "CF": {"StdCF": {"AuthEvent": Name("DocOpen"), "CFM": Name("AESV3"), "Length": 32}},
            "StmF": Name("StdCF"), "StrF": Name("StdCF"), "U": user_key, "UE": user_file, "O": owner_key,
            "OE": owner_file, "Perms": aes.encrypt(self.key, ZERO, permissions)}

    def locks(self, password, user_key=b""):
        """What proves the password, and the key of the file under the password."""
        proof, lock = self.dice.randbytes(8), self.dice.randbytes(8)
        return (password_hash(password, proof, user_key) + proof + lock,
                aes.encrypt(password_hash(password, lock, user_key), ZERO, self.key))

    def seal(self, data):
        start, padding = self.dice.randbytes(16), 16 - len(data) % 16
        return start + aes.encrypt(self.key, start, data + bytes([padding]) * padding)


def sealed(title, lines, user, owner, seed):
    document = Document(title, version="2.0")
    font = StandardFont(document, "Helvetica")
    for number in (1, 2):
        canvas = Canvas().text(font, 18, 50, 520, f"{title}, page {number}")
        for index, line in enumerate(lines):
            canvas.text(font, 12, 50, 480 - index * 20, line)
        canvas.fill(0.2, 0.4, 0.6).circle(210, 250, 40 * number)
        document.page(A5, canvas)
    document.encryption = Encryption(user, owner, seed)
    return document.data()


def encrypted():
    return sealed("Encrypted", ["AES-256. To open it, give a password:", "user as the user, owner as the owner."],
                  b"user", b"owner", 1)


def encrypted_open():
    return sealed("Encrypted but open", ["AES-256 with an empty user password.", "It opens without being asked for one."],
                  b"", b"owner", 2)
