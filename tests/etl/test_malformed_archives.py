"""Zips that are wrong in one field: each is refused with its code, the served edition unchanged."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.build import build
from outcomes.errors import SourceError
from tests.etl.builders import c_row, csv_text, refused
from tests.etl.zip_builder import (
    IN_ZIP_64,
    Bytes,
    End,
    Large,
    Said,
    deflated,
    end_record,
    large_zip,
    zip_by_hand,
)

ROWS = 59
GOOD = csv_text([c_row(Count=number) for number in range(1, ROWS + 1)]).encode()
OTHER = csv_text([c_row(Sex="02: Female")]).encode()
PACKED = deflated(GOOD)
SOUND = zip_by_hand(GOOD)
DESCRIPTOR = struct.pack("<4s3L", b"PK\7\x08", zlib.crc32(GOOD), len(PACKED), len(GOOD))
LATER = Said(flags=8, crc=0, packed=0, size=0)


def said(**changes: int) -> bytes:
    """A zip that says the same wrong thing before the member and in its list."""
    return zip_by_hand(GOOD, local=Said(**changes), listed=Said(**changes))


def unfinished() -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(GOOD) + packer.flush(zlib.Z_SYNC_FLUSH)


Cases = dict[str, tuple[Callable[[], bytes], str]]
CASES: Cases = {
    # the end of the zip
    "junk after the end": (lambda: zip_by_hand(GOOD, stray=Bytes(last=b"junk")), "ZIP_CORRUPT"),
    "zeros after the end": (
        lambda: zip_by_hand(GOOD, stray=Bytes(last=bytes(4096))), "ZIP_CORRUPT",
    ),
    "newline after the end": (lambda: SOUND + b"\n", "ZIP_CORRUPT"),
    "another zip after the end": (lambda: SOUND + zip_by_hand(OTHER), "ZIP_CORRUPT"),
    "the same zip after the end": (lambda: SOUND * 2, "ZIP_CORRUPT"),
    "comment cut short": (
        lambda: zip_by_hand(GOOD, end=End(comment=b"hello", comment_size=9)), "ZIP_CORRUPT",
    ),
    "comment longer than said": (
        lambda: zip_by_hand(GOOD, end=End(comment=b"hello", comment_size=2)), "ZIP_CORRUPT",
    ),
    "an end in the comment": (
        lambda: zip_by_hand(GOOD, end=End(comment=end_record(0, 0, 0, 0))), "ZIP_CORRUPT",
    ),
    "an end in the comment, with members": (
        lambda: zip_by_hand(GOOD, end=End(comment=end_record(1, 1, 54, len(PACKED)))),
        "ZIP_CORRUPT",
    ),
    "a whole zip in the comment": (
        lambda: zip_by_hand(GOOD, end=End(comment=zip_by_hand(OTHER))), "ZIP_CORRUPT",
    ),
    "counts none": (lambda: zip_by_hand(GOOD, end=End(0, 0)), "ZIP_CORRUPT"),
    "counts two": (lambda: zip_by_hand(GOOD, end=End(2, 2)), "ZIP_CORRUPT"),
    "counts differ": (lambda: zip_by_hand(GOOD, end=End(1, 5)), "ZIP_CORRUPT"),
    "counts very many": (lambda: zip_by_hand(GOOD, end=End(60_000, 60_000)), "ZIP_BOMB"),
    "counts as a large zip": (lambda: zip_by_hand(GOOD, end=End(0xFFFF, 0xFFFF)), "ZIP_BOMB"),
    "listed twice": (lambda: zip_by_hand(GOOD, times=2, end=End(2, 2)), "ZIP_DUP_MEMBER"),
    "listed twice, counted once": (lambda: zip_by_hand(GOOD, times=2), "ZIP_CORRUPT"),
    "list shorter": (lambda: zip_by_hand(GOOD, end=End(size=10)), "ZIP_CORRUPT"),
    "list of nothing": (lambda: zip_by_hand(GOOD, end=End(size=0)), "ZIP_CORRUPT"),
    "list longer": (lambda: zip_by_hand(GOOD, end=End(size=99)), "ZIP_CORRUPT"),
    "list without end": (lambda: zip_by_hand(GOOD, end=End(size=IN_ZIP_64 - 1)), "ZIP_BOMB"),
    "list at the beginning": (lambda: zip_by_hand(GOOD, end=End(start=0)), "ZIP_CORRUPT"),
    "list one byte off": (lambda: zip_by_hand(GOOD, end=End(start=1)), "ZIP_CORRUPT"),
    "list far off": (lambda: zip_by_hand(GOOD, end=End(start=IN_ZIP_64 - 9)), "ZIP_CORRUPT"),
    "bytes between list and end": (
        lambda: zip_by_hand(GOOD, stray=Bytes(before_end=b"hidden")), "ZIP_CORRUPT",
    ),
    "third part": (lambda: zip_by_hand(GOOD, end=End(disk=3)), "ZIP_UNSUPPORTED"),
    "list in the third part": (lambda: zip_by_hand(GOOD, end=End(list_disk=3)), "ZIP_UNSUPPORTED"),
    "last part of many": (lambda: zip_by_hand(GOOD, end=End(disk=0xFFFF)), "ZIP_UNSUPPORTED"),
    "beginning lost": (lambda: SOUND[4:], "SRC_NOT_ZIP"),
    "a beginning twice": (lambda: b"PK\3\4" + SOUND, "ZIP_CORRUPT"),
    "a program before": (lambda: b"MZ" + bytes(60) + SOUND, "SRC_NOT_ZIP"),
    # large zips
    "large, size wrong": (lambda: large_zip(GOOD, Large(size=5)), "ZIP_BOMB"),
    "large, one byte less": (lambda: large_zip(GOOD, Large(size=len(GOOD) - 1)), "ZIP_CORRUPT"),
    "large, a terabyte": (lambda: large_zip(GOOD, Large(size=2**40)), "ZIP_BOMB"),
    "large, place wrong": (lambda: large_zip(GOOD, Large(offset=2**40)), "ZIP_CORRUPT"),
    "large, no sizes": (lambda: large_zip(GOOD, Large(extra=b"")), "ZIP_BOMB"),
    "large, half the sizes": (
        lambda: large_zip(GOOD, Large(extra=struct.pack("<HHQ", 1, 8, len(GOOD)))), "ZIP_CORRUPT",
    ),
    "large, very many": (lambda: large_zip(GOOD, Large(members=2**40)), "ZIP_BOMB"),
    "large, two counted": (lambda: large_zip(GOOD, Large(members=2)), "ZIP_CORRUPT"),
    "large, list too long": (lambda: large_zip(GOOD, Large(list_size=2**62)), "ZIP_BOMB"),
    "large, list elsewhere": (lambda: large_zip(GOOD, Large(list_start=2**62)), "ZIP_CORRUPT"),
    "large, seventh part": (lambda: large_zip(GOOD, Large(disk=7)), "ZIP_UNSUPPORTED"),
    "large, nine parts": (lambda: large_zip(GOOD, Large(parts=9)), "ZIP_UNSUPPORTED"),
    "large, second end far off": (lambda: large_zip(GOOD, Large(place=2**50)), "ZIP_CORRUPT"),
    "large, second end at 0": (lambda: large_zip(GOOD, Large(place=0)), "ZIP_CORRUPT"),
    "large, second end unmarked": (lambda: large_zip(GOOD, Large(mark=b"PK\6\5")), "ZIP_CORRUPT"),
    "large, two ends differ": (lambda: large_zip(GOOD, Large(small_members=3)), "ZIP_CORRUPT"),
    # a member's two headers
    "other name": (lambda: zip_by_hand(GOOD, local=Said(name=b"more.csv")), "ZIP_CORRUPT"),
    "other name of other length": (
        lambda: zip_by_hand(GOOD, local=Said(name=b"sentences.csv")), "ZIP_CORRUPT",
    ),
    "dangerous name before the member": (
        lambda: zip_by_hand(GOOD, local=Said(name=b"../x.csv")), "ZIP_CORRUPT",
    ),
    "stored, says the member": (lambda: zip_by_hand(GOOD, local=Said(method=0)), "ZIP_CORRUPT"),
    "stored, says the list": (lambda: zip_by_hand(GOOD, listed=Said(method=0)), "ZIP_CORRUPT"),
    "encrypted, says the member": (lambda: zip_by_hand(GOOD, local=Said(flags=1)), "ZIP_CORRUPT"),
    "encrypted, says the list": (lambda: zip_by_hand(GOOD, listed=Said(flags=1)), "ZIP_ENCRYPTED"),
    "checksum wrong in the list": (lambda: zip_by_hand(GOOD, listed=Said(crc=1)), "ZIP_CORRUPT"),
    "checksum zero in the list": (lambda: zip_by_hand(GOOD, listed=Said(crc=0)), "ZIP_CORRUPT"),
    "a byte more in the list": (
        lambda: zip_by_hand(GOOD, listed=Said(size=len(GOOD) + 1)), "ZIP_CORRUPT",
    ),
    "a byte less in the list": (
        lambda: zip_by_hand(GOOD, listed=Said(size=len(GOOD) - 1)), "ZIP_CORRUPT",
    ),
    "no bytes in the list": (lambda: zip_by_hand(GOOD, listed=Said(size=0)), "ZIP_BOMB"),
    "no packed bytes in the list": (
        lambda: zip_by_hand(GOOD, listed=Said(packed=0)), "ZIP_CORRUPT",
    ),
    "packed bytes that reach the list": (
        lambda: zip_by_hand(GOOD, listed=Said(packed=len(PACKED) + 3)), "ZIP_BOMB",
    ),
    "packed bytes cut off": (
        lambda: zip_by_hand(GOOD, listed=Said(packed=len(PACKED) - 3)), "ZIP_CORRUPT",
    ),
    "four gigabytes": (lambda: said(size=IN_ZIP_64 - 1), "ZIP_BOMB"),
    "begins inside": (lambda: zip_by_hand(GOOD, listed=Said(offset=5)), "ZIP_CORRUPT"),
    "begins far off": (lambda: zip_by_hand(GOOD, listed=Said(offset=2**31 - 1)), "ZIP_CORRUPT"),
    "in the third part": (lambda: zip_by_hand(GOOD, listed=Said(disk=3)), "ZIP_UNSUPPORTED"),
    # kinds of members
    "deflate 64": (lambda: said(method=9), "ZIP_UNSUPPORTED"),
    "zstandard": (lambda: said(method=93), "ZIP_UNSUPPORTED"),
    "imploded": (lambda: said(method=6), "ZIP_UNSUPPORTED"),
    "strongly encrypted": (lambda: said(flags=0x41), "ZIP_ENCRYPTED"),
    "headers encrypted": (lambda: said(flags=0x2000), "ZIP_ENCRYPTED"),
    "a patch": (lambda: said(flags=0x20), "ZIP_UNSUPPORTED"),
    "a link": (lambda: zip_by_hand(GOOD, listed=Said(mode=0o120777)), "ZIP_BAD_NAME"),
    "a pipe": (lambda: zip_by_hand(GOOD, listed=Said(mode=0o010644)), "ZIP_BAD_NAME"),
    "a device": (lambda: zip_by_hand(GOOD, listed=Said(mode=0o060644)), "ZIP_BAD_NAME"),
    "a socket": (lambda: zip_by_hand(GOOD, listed=Said(mode=0o140644)), "ZIP_BAD_NAME"),
    # packed bytes
    "bytes after the packed ones": (lambda: zip_by_hand(GOOD, packed=PACKED + b"x"), "ZIP_CORRUPT"),
    "packed twice over": (
        lambda: zip_by_hand(GOOD, packed=deflated(GOOD[:900]) + deflated(GOOD[900:])),
        "ZIP_CORRUPT",
    ),
    "never finished": (lambda: zip_by_hand(GOOD, packed=unfinished()), "ZIP_CORRUPT"),
    "wrapped": (lambda: zip_by_hand(GOOD, packed=zlib.compress(GOOD)), "ZIP_CORRUPT"),
    "not packed": (lambda: zip_by_hand(GOOD, packed=GOOD), "ZIP_CORRUPT"),
    "nothing packed": (lambda: zip_by_hand(GOOD, packed=b""), "ZIP_CORRUPT"),
    "of another file": (lambda: zip_by_hand(GOOD, packed=deflated(OTHER)), "ZIP_CORRUPT"),
}  # fmt: skip
NAMES = [
    b"", b"rows.csv/", b"a/../rows.csv", b"ro\nws.csv", b"r\tows.csv", b"a//rows.csv",
    b"./rows.csv", b"/rows.csv", b"C:rows.csv", b"a\\rows.csv", b"x" * 260 + b".csv",
    b"rows.csv\0.exe",
]  # fmt: skip
SOUND_ONES: dict[str, Callable[[], bytes]] = {
    "plain": lambda: SOUND,
    "with a comment": lambda: zip_by_hand(GOOD, end=End(comment=b"Ministry of Justice")),
    "with the longest comment": lambda: zip_by_hand(GOOD, end=End(comment=b"x" * 65_535)),
    "with extra fields": lambda: zip_by_hand(
        GOOD, local=Said(extra=b"UT\5\0\1abcd"), listed=Said(extra=b"UT\5\0\1abcd")
    ),
    "sizes after the member": lambda: zip_by_hand(
        GOOD, local=LATER, listed=Said(flags=8), stray=Bytes(after_member=DESCRIPTOR)
    ),
    "sizes after the member, unmarked": lambda: zip_by_hand(
        GOOD, local=LATER, listed=Said(flags=8), stray=Bytes(after_member=DESCRIPTOR[4:])
    ),
    "large": lambda: large_zip(GOOD),
    "large without records": lambda: large_zip(GOOD, Large(records=False)),
    "packed but not pressed": lambda: zip_by_hand(GOOD, packed=deflated(GOOD, 0)),
    "of one who writes old names": lambda: zip_by_hand(
        GOOD, local=Said(name=b"r\x82s.csv"), listed=Said(name=b"r\x82s.csv")
    ),
    "with the rights of a file": lambda: zip_by_hand(GOOD, listed=Said(mode=0o100644)),
}


def source(place: Path, content: bytes) -> Path:
    path = place / "source.zip"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("name", CASES)
def test_refused_with_code(tmp_path: Path, name: str) -> None:
    make, code = CASES[name]
    problems = refused(source(tmp_path, make()), error=SourceError)
    assert problems[0].code == code
    assert all(problem.file == "source.zip" for problem in problems)


@pytest.mark.parametrize("name", NAMES)
def test_names_that_are_none_for_a_csv(tmp_path: Path, name: bytes) -> None:
    content = zip_by_hand(GOOD, local=Said(name=name), listed=Said(name=name))
    (problem,) = refused(source(tmp_path, content), error=SourceError)
    assert problem.code in ("ZIP_BAD_NAME", "ZIP_NO_CSV")


@pytest.mark.parametrize("name", SOUND_ONES)
def test_what_is_only_unusual_is_read(tmp_path: Path, name: str) -> None:
    """The control: none of what the cases above change is refused for its own sake."""
    built = build([source(tmp_path, SOUND_ONES[name]())])
    assert built.coverage[0].totals["sentenced"] == {2019: ROWS * (ROWS + 1) // 2}


@pytest.mark.parametrize("part", range(64))
def test_a_zip_cut_anywhere(tmp_path: Path, part: int) -> None:
    (problem,) = refused(source(tmp_path, SOUND[: len(SOUND) * part // 64]), error=SourceError)
    assert problem.code in ("FILE_EMPTY", "ZIP_CORRUPT")
