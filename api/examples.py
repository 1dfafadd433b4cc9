"""Examples of asking the API, as the documentation shows them and a test runs them."""

from __future__ import annotations

from dataclasses import dataclass

QUERY = "measure=prosecutions&offence=breach-of-protective-order&area=west-midlands&from=2010"


@dataclass(frozen=True, slots=True)
class Example:
    """One example.

    Attributes:
        name: of the tool or language.
        command: the program that runs it.
        code: what is typed; ``ROOT`` stands for the address of the site.
    """

    name: str
    command: str
    code: str

    def at(self, root: str) -> str:
        """The example for the site at an address."""
        return self.code.replace("ROOT", root)


EXAMPLES = (
    Example("curl", "sh", f'curl --fail --silent "ROOT/api/v1/observations.csv?{QUERY}"'),
    Example(
        "Python",
        "python",
        f"""import json
from urllib.request import urlopen

address = "ROOT/api/v1/observations.json?{QUERY}"
with urlopen(address) as response:
    answer = json.load(response)

print(answer["edition"], "- demonstration" if answer["demonstration"] else "")
for row in answer["rows"]:
    print(row["year"], row["value"], row["status"])
""",
    ),
    Example(
        "Python with pandas",
        "python",
        f"""import pandas as pd

rows = pd.read_csv("ROOT/api/v1/observations.csv?{QUERY}")
print(rows[["year", "area", "value", "status"]])
""",
    ),
    Example(
        "R",
        "Rscript",
        f"""address <- "ROOT/api/v1/observations.csv?{QUERY}"
rows <- read.csv(address, fileEncoding = "UTF-8-BOM")
print(rows[c("year", "area", "value", "status")])
""",
    ),
)
