"""Writes a made-up directory of postcodes with as many rows and columns as the real one has.

No real postcode begins with Q.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path

from outcomes.areas import police_force_areas

FULL_ROWS, QUICK_ROWS = 2_700_000, 100_000
HEADER = (
    "pcd7,pcd8,pcds,dointr,doterm,usrtypind,east1m,north1m,gridind,oa21cd,cty25cd,ced25cd,lad25cd,"
    "wd25cd,nhser24cd,ctry25cd,rgn25cd,pcon24cd,ttwa15cd,itl25cd,npark16cd,lsoa21cd,msoa21cd,"
    "wz11cd,sicbl24cd,bua24cd,ruc21ind,oac11ind,lat,long,lep21cd1,lep21cd2,pfa23cd,imd20ind,icb23cd"
)
_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
_AT_ONCE = 20_000
# Every third postcode has ended.
_ENDS = ("", "", "202001")
_BETWEEN = (
    '"0","385386","0801193","1","E00139875","E99999999","E99999999","E06000057","E05016114",'
    '"E40000012","E92000001","E12000001","E14001285","E30000064","E06000057","E65000001",'
    '"E01027484","E02005728","E33002161","E38000130","E63999999","RSN1","1B1",54.977349,-2.532223,'
    '"E37000025",""'
)


def write_postcodes(path: Path, rows: int) -> Path:
    """Write so many postcodes, each value in quotes as the Office for National Statistics does."""
    lines = islice(_lines(), rows)
    with path.open("w", encoding="utf-8", newline="") as target:
        target.write(f"{HEADER}\r\n")
        while piece := list(islice(lines, _AT_ONCE)):
            target.writelines(piece)
    return path


def _lines() -> Iterator[str]:
    codes = [area.code for area in police_force_areas()]
    units = [f"{digit}{one}{two}" for digit, one, two in product(range(10), _LETTERS, _LETTERS)]
    places = product(_LETTERS, range(1, 100), units)
    for number, (letter, district, unit) in enumerate(places):
        first, end = f"Q{letter}{district}", _ENDS[number % len(_ENDS)]
        month = f"{1980 + number % 45}{1 + number % 12:02}"
        forms = f'"{first:<4}{unit}","{first:<4} {unit}","{first} {unit}","{month}","{end}"'
        yield f'{forms},{_BETWEEN},"{codes[number % len(codes)]}",17158,"E54000050"\r\n'
