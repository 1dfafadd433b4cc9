"""What the loader makes of source files, before it is published."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from outcomes.editions import Coverage, SourceFile
from outcomes.errors import Problem


@dataclass(frozen=True)
class Build:
    """Source files read, mapped, summed, sorted and checked.

    Attributes:
        sources: the source files, newest first.
        coverage: one entry a source and table.
        tables: by name, of ``outcomes.schema.arrow_schema(name)``, summed and sorted.
        problems: warnings and notes only; errors stop a build.
        demonstration: whether any source was made by the demonstration generator.
    """

    sources: tuple[SourceFile, ...]
    coverage: tuple[Coverage, ...]
    tables: dict[str, pa.Table]
    problems: tuple[Problem, ...]
    demonstration: bool
