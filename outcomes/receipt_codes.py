"""Short codes out of small numbers: bits, packed and spelt so that a person can type them.

The alphabet is Crockford's base 32: no I, L, O or U; read without regard to case, hyphens and
blanks, and with O, I and L taken for 0, 1 and 1. Two characters check the others.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUP = 4
CHECK_BITS = 10
MAX_CHARACTERS = 600
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


class CodeUnreadable(ValueError):
    """A code that was mistyped, cut, or never issued."""


def hash_bits(text: str, width: int) -> int:
    """The first bits of the SHA-256 of a text, as a number."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()) >> (256 - width)


@dataclass(slots=True)
class BitWriter:
    """Numbers written one after the other in a stated width."""

    bits: list[str] = field(default_factory=list)

    def put(self, number: int, width: int) -> None:
        """Write a number of at most ``width`` bits."""
        if not 0 <= number < 1 << width:
            raise ValueError(f"{number} does not fit into {width} bits")
        self.bits.append(f"{number:0{width}b}")

    def put_flag(self, flag: bool) -> None:
        """Write one bit."""
        self.put(int(flag), 1)

    def put_amount(self, number: int) -> None:
        """Write a whole number of any size: four bits at a time, each with a bit for more."""
        while number > 15:
            self.put(16 + number % 16, 5)
            number //= 16
        self.put(number, 5)


@dataclass(slots=True)
class BitReader:
    """Reads back what a writer wrote."""

    bits: str
    position: int = 0

    def take(self, width: int) -> int:
        """The next number of ``width`` bits; CodeUnreadable at the end."""
        taken = self.bits[self.position : self.position + width]
        if len(taken) < width:
            raise CodeUnreadable("the code ends too early")
        self.position += width
        return int(taken, 2)

    def take_flag(self) -> bool:
        """The next bit."""
        return self.take(1) == 1

    def take_amount(self) -> int:
        """The next whole number of any size."""
        number, shift = 0, 0
        while (part := self.take(5)) > 15:
            number += (part - 16) << shift
            shift += 4
        return number + (part << shift)


def spell(bits: BitWriter) -> str:
    """The code of written bits: groups of four characters joined by hyphens."""
    body = _characters("".join(bits.bits))
    text = body + _check(body)
    return "-".join(text[start : start + GROUP] for start in range(0, len(text), GROUP))


def unspell(code: str) -> BitReader:
    """The bits of a code.

    Raises:
        CodeUnreadable: when it has other characters or does not pass its check.
    """
    text = code.upper().translate(_MISREAD)
    if not 4 <= len(text) <= MAX_CHARACTERS or not set(text) <= set(ALPHABET):
        raise CodeUnreadable("not a receipt code")
    body, check = text[:-2], text[-2:]
    if check != _check(body):
        raise CodeUnreadable("the code was mistyped: its last two characters do not fit")
    return BitReader("".join(f"{ALPHABET.index(one):05b}" for one in body))


def _check(body: str) -> str:
    return _characters(f"{hash_bits(body, CHECK_BITS):0{CHECK_BITS}b}")


def _characters(bits: str) -> str:
    padded = bits + "0" * (-len(bits) % 5)
    return "".join(
        ALPHABET[int(padded[start : start + 5], 2)] for start in range(0, len(padded), 5)
    )
