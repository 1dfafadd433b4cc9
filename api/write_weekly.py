"""The command line: ``python -m api.write_weekly --area SLUG`` writes an area's weekly e-mail.

It stands here, beside the site's own text, since ``etl`` may not write stories.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from api.context import PUBLIC_ROOT_VARIABLE
from api.opening import BAD_USE, fail, open_edition
from api.weekly import served_earlier
from outcomes import offences
from outcomes.areas import areas
from outcomes.editions import data_directory
from outcomes.release_days import next_release
from outcomes.store import Store
from stories.mail import Envelope, mail_bytes
from stories.weekly import Weekly, build_weekly
from stories.weekly_text import text_of

SENDER_VARIABLE = "OUTCOMES_MAIL_FROM"
NO_ROOT = (
    f"{PUBLIC_ROOT_VARIABLE} does not say where the site is, so addresses have no host in them."
)
NO_SENDER = f"The mail has no From: give --from or {SENDER_VARIABLE}, or let the sender add it."

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def weekly(  # noqa: PLR0913, PLR0917 (a command's options are its arguments)
    area: Annotated[str, typer.Option(help="The area's word in addresses.")],
    offence: Annotated[
        str, typer.Option(help="A family or an offence.")
    ] = "breach-of-protective-order",
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])] = None,
    into: Annotated[Path | None, typer.Option(help="Write it into this directory.")] = None,
    sender: Annotated[str, typer.Option("--from", envvar=SENDER_VARIABLE)] = "",
    to: Annotated[str, typer.Option(help="Who gets it.")] = "",
    data_dir: Annotated[Path | None, typer.Option(help="Where the editions are.")] = None,
) -> None:
    """Write what is new for an area as an e-mail, to a file or to standard output."""
    known = {*offences.families(), *offences.offences(), offences.ALL_OFFENCES}
    if area not in areas() or offence not in known:
        raise fail("give an area and an offence that are known", BAD_USE)
    store = Store(data_directory(data_dir))
    loaded = open_edition(store)
    before = served_earlier(store, loaded, since.date() if since else None)
    told = build_weekly(loaded, before, area, offence)
    root = os.environ.get(PUBLIC_ROOT_VARIABLE, "").rstrip("/")
    try:
        content = _mail(told, Envelope(datetime.now(UTC), root, sender, to))
    except ValueError as error:
        raise fail(str(error), BAD_USE) from error
    for missing in ([] if root else [NO_ROOT]) + ([] if sender else [NO_SENDER]):
        typer.echo(missing, err=True)
    _write(content, into, told)


def _mail(told: Weekly, envelope: Envelope) -> bytes:
    text = text_of(told, envelope.root, next_release(envelope.when))
    return mail_bytes(told, text, envelope)


def _write(content: bytes, into: Path | None, told: Weekly) -> None:
    if into is None:
        sys.stdout.buffer.write(content)
        return
    into.mkdir(parents=True, exist_ok=True)
    story = told.story
    path = into / f"{story.area}-{story.offence}-{story.edition.id}.eml"
    path.write_bytes(content)
    typer.echo(str(path))


if __name__ == "__main__":
    app(prog_name="python -m api.write_weekly")
