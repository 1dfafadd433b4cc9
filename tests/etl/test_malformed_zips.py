"""Files that are no good zip: each is refused with its code, and nothing but our errors escapes."""

from __future__ import annotations

import io
import random
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.build import build
from etl.reading import inflate, zip_end
from etl.reading.inflate import Member, damage_of
from outcomes.errors import HostError, ProblemsError, SourceError
from tests.etl.builders import c_row, csv_text, refused, zip_file

GOOD = csv_text([c_row(Count=number) for number in range(1, 60)]).encode()
WORKBOOK = '<workbook><sheets><sheet name="Table 1" sheetId="1"/><sheet name="Notes"/></sheets>'


def zip_bytes(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def patched(
    offset: int, value: bytes, *, mark: bytes = b"PK\x01\x02", also_local: int = -1
) -> bytes:
    """A good zip with bytes changed at an offset of its list entry (and of the local header)."""
    content = bytearray(zip_bytes({"a.csv": GOOD}))
    place = content.rfind(mark) + offset
    content[place : place + len(value)] = value
    if also_local >= 0:
        content[also_local : also_local + len(value)] = value
    return bytes(content)


def named(name: str) -> bytes:
    """A zip whose member has exactly this name, whatever zipfile would make of it."""
    if not name.isascii():
        return zip_bytes({name: GOOD})
    stand_in = "x" * len(name)
    return zip_bytes({stand_in: GOOD}).replace(stand_in.encode(), name.encode())


def link() -> bytes:
    entry = zipfile.ZipInfo("a.csv")
    entry.external_attr = 0o120777 << 16
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(entry, "/etc/passwd")
    return stream.getvalue()


def twice() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.csv", GOOD)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.csv", GOOD)
    return stream.getvalue()


def overlapping() -> bytes:
    """Two entries of the list that share one member's bytes, as in a zip bomb."""
    content = zip_bytes({"a.csv": GOOD})
    start = content.index(b"PK\x01\x02")
    end = content.index(b"PK\x05\x06")
    second = content[start:end].replace(b"a.csv", b"b.csv")
    tail = bytearray(content[end:])
    struct.pack_into("<HHL", tail, 8, 2, 2, 2 * (end - start))
    return content[:end] + second + bytes(tail)


def flipped(place: float) -> bytes:
    """A good zip with one bit of its compressed bytes changed."""
    content = bytearray(zip_bytes({"a.csv": GOOD}))
    size = content.index(b"PK\x01\x02") - 40
    content[40 + int(place * size)] ^= 0x10
    return bytes(content)


COMPRESSED = zip_bytes({"a.csv": GOOD})
CASES: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "FILE_EMPTY"),
    "empty zip": (lambda: zip_bytes({}), "FILE_EMPTY"),
    "text": (lambda: b"hello", "SRC_NOT_ZIP"),
    "web page": (lambda: b"<!DOCTYPE html><html>not yet</html>", "SRC_NOT_ZIP"),
    "gzip": (lambda: b"\x1f\x8b\x08" + bytes(50), "GZIP_CORRUPT"),
    "PDF": (lambda: b"%PDF-1.7 ...", "SRC_NOT_ZIP"),
    "old spreadsheet": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "FILE_IS_XLSX"),
    "part of several": (lambda: b"PK\x07\x08" + COMPRESSED, "ZIP_UNSUPPORTED"),
    "several disks": (lambda: patched(4, b"\1\0", mark=b"PK\x05\x06"), "ZIP_UNSUPPORTED"),
    "cut at a quarter": (lambda: COMPRESSED[: len(COMPRESSED) // 4], "ZIP_CORRUPT"),
    "cut at three quarters": (lambda: COMPRESSED[: len(COMPRESSED) * 3 // 4], "ZIP_CORRUPT"),
    "last byte lost": (lambda: COMPRESSED[:-1], "ZIP_CORRUPT"),
    "flipped bit early": (lambda: flipped(0.1), "ZIP_CORRUPT"),
    "flipped bit late": (lambda: flipped(0.9), "ZIP_CORRUPT"),
    "wrong checksum": (lambda: patched(16, b"\1\2\3\4"), "ZIP_CORRUPT"),
    "more bytes than declared": (lambda: patched(24, b"\x10\0\0\0"), "ZIP_BOMB"),
    "fewer bytes than declared": (lambda: patched(24, b"\xff\xff\0\0"), "ZIP_CORRUPT"),
    "no member where the list says": (lambda: patched(42, b"\7\0\0\0"), "ZIP_CORRUPT"),
    "encrypted": (lambda: patched(8, b"\1\0"), "ZIP_ENCRYPTED"),
    "unknown compression": (lambda: patched(10, b"\x63\0"), "ZIP_UNSUPPORTED"),
    "bzip2": (lambda: zip_bytes({"a.csv": GOOD}, zipfile.ZIP_BZIP2), "ZIP_UNSUPPORTED"),
    "LZMA": (lambda: zip_bytes({"a.csv": GOOD}, zipfile.ZIP_LZMA), "ZIP_UNSUPPORTED"),
    "spreadsheet": (
        lambda: zip_bytes({"[Content_Types].xml": b"", "xl/workbook.xml": WORKBOOK.encode()}),
        "FILE_IS_XLSX",
    ),
    "open document": (
        lambda: zip_bytes({"mimetype": b"", "content.xml": b"<office/>"}), "HEADER_CHANGED",
    ),
    "spreadsheet inside": (lambda: zip_bytes({"a.csv": GOOD, "b.xlsx": b""}), "FILE_IS_XLSX"),
    "zip inside": (lambda: zip_bytes({"a.csv": GOOD, "b.ZIP": COMPRESSED}), "ZIP_NESTED"),
    "no CSV": (lambda: zip_bytes({"read me.txt": b"hello"}), "ZIP_NO_CSV"),
    "two of one name": (twice, "ZIP_DUP_MEMBER"),
    "names that differ in case": (
        lambda: zip_bytes({"a.csv": GOOD, "A.CSV": GOOD}), "ZIP_DUP_MEMBER",
    ),
    "link": (link, "ZIP_BAD_NAME"),
    "overlapping members": (overlapping, "ZIP_BOMB"),
    "too many members": (
        lambda: zip_bytes({f"{number}.csv": b"" for number in range(201)}), "ZIP_BOMB",
    ),
    "very compressed": (lambda: zip_bytes({"a.csv": GOOD + bytes(3_000_000)}), "ZIP_BOMB"),
}  # fmt: skip
BAD_NAMES = [
    "/etc/passwd.csv", "../a.csv", "a/../../b.csv", "a/./b.csv", "..\\a.csv", "a\\b.csv",
    "C:\\a.csv", "c:a.csv", "//host/a.csv", "a//b.csv", "a\0.csv", "a\x07.csv", "a\n.csv",
    "a\u202ecsv.exe.csv", "a\u200b.csv", "a\u2028.csv", "\ufeffa.csv",
    "\x7f.csv", "x" * 260 + ".csv", "\\\\host\\a.csv",
]  # fmt: skip


def problems_of(place: Path, content: bytes) -> tuple[str, ...]:
    path = place / "source.zip"
    path.write_bytes(content)
    problems = refused(path, error=SourceError)
    assert all(problem.file == "source.zip" for problem in problems)
    return tuple(problem.code for problem in problems)


@pytest.mark.parametrize("name", CASES)
def test_refused_with_code(tmp_path: Path, name: str) -> None:
    make, code = CASES[name]
    assert problems_of(tmp_path, make())[0] == code


@pytest.mark.parametrize("name", BAD_NAMES)
def test_odd_names_of_members(tmp_path: Path, name: str) -> None:
    assert problems_of(tmp_path, named(name)) == ("ZIP_BAD_NAME",)


def test_the_first_bytes_are_shown(tmp_path: Path) -> None:
    path = tmp_path / "source.zip"
    path.write_bytes(b"<html>Not Found</html>")
    (problem,) = refused(path, error=SourceError)
    assert problem.value is not None
    assert "<html>Not Found" in problem.value


def test_the_sheets_of_a_spreadsheet_are_named(tmp_path: Path) -> None:
    path = tmp_path / "source.zip"
    path.write_bytes(CASES["spreadsheet"][0]())
    (problem,) = refused(path, error=SourceError)
    assert "Table 1, Notes" in problem.message


def test_a_stored_member_is_read(tmp_path: Path) -> None:
    path = tmp_path / "source.zip"
    path.write_bytes(zip_bytes({"a.csv": GOOD}, zipfile.ZIP_STORED))
    assert build([path]).tables["sentences"].rows == 1


def test_bytes_before_the_zip_are_no_harm_and_no_zip(tmp_path: Path) -> None:
    assert problems_of(tmp_path, b"MZ" + COMPRESSED) == ("SRC_NOT_ZIP",)


def test_a_missing_file(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path / "none.zip", error=SourceError)
    assert (problem.code, problem.file) == ("FILE_MISSING", "none.zip")


def test_a_directory_is_the_hosts_trouble(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, error=HostError)
    assert problem.code == "HOST_READ"


def test_the_same_file_twice(tmp_path: Path) -> None:
    one = zip_file(tmp_path, {"a.csv": GOOD}, "one.zip")
    other = zip_file(tmp_path, {"a.csv": GOOD}, "other.zip")
    other.write_bytes(one.read_bytes())
    codes = {problem.code for problem in refused(one, other, error=SourceError)}
    assert codes == {"FILE_REPEATED", "YEAR_OVERLAP"}


def test_years_that_overlap_between_members(tmp_path: Path) -> None:
    early = csv_text([c_row(Year_of_Appearance=year) for year in (2015, 2016)])
    late = csv_text([c_row(Year_of_Appearance=year) for year in (2016, 2017)])
    path = zip_file(tmp_path, {"early.csv": early, "late.csv": late})
    (problem,) = refused(path, error=SourceError)
    assert (problem.code, problem.value, problem.member) == ("YEAR_OVERLAP", "2016", "late.csv")
    assert problem.message == "sentences of years stand in source.zip early.csv and here"


def test_years_that_overlap_between_files(tmp_path: Path) -> None:
    one = zip_file(tmp_path, {"a.csv": csv_text([c_row()])}, "one.zip")
    other = zip_file(tmp_path, {"a.csv": csv_text([c_row(Count=2)])}, "other.zip")
    (problem,) = refused(one, other, error=SourceError)
    assert (problem.code, problem.file) == ("YEAR_OVERLAP", "other.zip")


@pytest.mark.parametrize("seed", range(8))
def test_only_our_errors_escape_from_damaged_zips(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    path = tmp_path / "source.zip"
    for _ in range(60):
        content = bytearray(COMPRESSED)
        for _ in range(chance.randint(1, 6)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        if chance.random() < 0.2:
            del content[chance.randrange(len(content)) :]
        path.write_bytes(content)
        try:
            rows = build([path]).sources[0].members[0]["rows"]
        except ProblemsError:
            continue
        # A change that does no harm, as in a date: then every row must be there.
        assert rows == 59


MANY = csv_text(
    [
        c_row(Count=random.Random(number).randint(1, 999), Year_of_Appearance=2000 + number % 19)
        for number in range(30_000)
    ]
).encode()


@pytest.mark.parametrize("place", [0.05, 0.2, 0.5, 0.8, 0.95])
@pytest.mark.parametrize("flip", [0x01, 0x80, 0xFF])
def test_damaged_bytes_are_the_one_cause(tmp_path: Path, place: float, flip: int) -> None:
    """What a damaged member seems to say is nonsense by the thousand: none of it is told."""
    content = bytearray(zip_bytes({"a.csv": MANY, "b.csv": GOOD}))
    content[int(place * content.index(b"PK\x03\x04", 4))] ^= flip
    path = tmp_path / "source.zip"
    path.write_bytes(content)
    damage = [one for one in refused(path, error=SourceError) if one.code != "YEAR_OVERLAP"]
    assert [(one.code, one.member, one.file) for one in damage] == [
        ("ZIP_CORRUPT", "a.csv", "source.zip")
    ]


def test_a_bad_header_of_a_damaged_member_is_not_told(tmp_path: Path) -> None:
    content = bytearray(zip_bytes({"a.csv": b"no,such,header\n" + MANY}))
    content[2_000] ^= 0xFF
    assert problems_of(tmp_path, bytes(content)) == ("ZIP_CORRUPT",)


def test_a_bad_row_of_a_whole_member_is_told(tmp_path: Path) -> None:
    content = zip_bytes({"a.csv": MANY + b"1,2,3\r\n"})
    assert problems_of(tmp_path, content) == ("ROW_WIDTH",)


@pytest.mark.parametrize("surplus", [b"", b"x", b"x" * 9_999])
@pytest.mark.parametrize("longer", [-1, 0, 1])
def test_bytes_after_the_last_are_noticed_wherever_pieces_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, surplus: bytes, longer: int
) -> None:
    deflated = zlib.compress(GOOD, wbits=-zlib.MAX_WBITS)
    monkeypatch.setattr(inflate, "PACKED_PIECE", len(deflated) + longer)
    path = tmp_path / "a.bin"
    path.write_bytes(deflated + surplus)
    compressed, crc = len(deflated + surplus), zlib.crc32(GOOD)
    damage = damage_of(Member(path, "a.csv", len(GOOD), 0, compressed, deflated=True, crc=crc))
    found = [one.code for one in damage.problems] if damage else []
    assert found == ["ZIP_CORRUPT"] * bool(surplus)


@pytest.mark.real
def test_one_byte_of_a_real_zip(tmp_path: Path, real_data: Path) -> None:
    content = (real_data / "moj" / "remands-magistrates-court-2018.zip").read_bytes()
    wrong = content[:1_000_000] + bytes([content[1_000_000] ^ 255]) + content[1_000_001:]
    path = tmp_path / "source.zip"
    path.write_bytes(wrong)
    (problem,) = refused(path, error=SourceError)
    assert (problem.code, problem.member) == ("ZIP_CORRUPT", "remands-magistrates-court-2018.csv")


BOMB = r"""
import resource, struct, sys, zipfile
from pathlib import Path
from etl.build import build
from outcomes.errors import SourceError

path, line = Path(sys.argv[1]), b"1," * 5_000 + b"\n"
with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
    with archive.open("a.csv", "w", force_zip64=True) as member:
        member.write(sys.argv[2].encode() + b"\n")
        for _ in range(600):
            member.write(line * 100)
content = bytearray(path.read_bytes())
struct.pack_into("<L", content, content.rfind(b"PK\x01\x02") + 24, 50_000_000)
path.write_bytes(content)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    build([path])
except SourceError as error:
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(used >> 10, *[problem.code for problem in error.problems])
"""


def test_a_bomb_is_stopped_while_it_inflates(tmp_path: Path, repository: Path) -> None:
    """A member of 600 MB that declares 50 MB is refused in little memory."""
    header = GOOD.split(b"\r\n")[0].decode()
    done = subprocess.run(
        [sys.executable, "-c", BOMB, str(tmp_path / "bomb.zip"), header],
        capture_output=True,
        text=True,
        check=True,
        cwd=repository,
    )
    megabytes, *codes = done.stdout.split()
    assert "ZIP_BOMB" in codes
    assert int(megabytes) < 200


def test_a_long_list_of_members_is_not_even_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zip_end, "MOST_DIRECTORY_BYTES", 100)
    assert problems_of(tmp_path, zip_bytes({f"{n}.csv": GOOD for n in range(9)})) == ("ZIP_BOMB",)
