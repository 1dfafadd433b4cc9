"""Which releases the figures come from: the newest, and those that supply earlier calendar years.

Walks from the newest release to older ones and looks at each once. A release with detailed files
is taken if it is the newest such, or closes a calendar year and reaches further back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from etl.fetching.attachments import Attachment, ambiguous, detailed_zips, listing
from etl.fetching.documents import Documents
from etl.fetching.govuk import COLLECTION, Publication, Release
from etl.fetching.network import code_of
from etl.fetching.taken import Taken
from outcomes.errors import NetworkError, Problem

MOST_LOOKED_AT = 16
# The calendar years that the Ministry keeps revised begin here.
FIRST_YEAR = 2010
# A publication further ahead than this means that the clock of this machine is wrong.
AHEAD = timedelta(days=7)

TAKEN, WITHOUT, NOT_NEEDED = "taken", "no detailed files", "not needed"
WITHDRAWN, NOT_YET = "withdrawn", "not yet"


@dataclass(frozen=True, slots=True)
class Sighting:
    """One release as it was found.

    Attributes:
        release: as the collection lists it.
        state: ``taken``, ``no detailed files``, ``not needed``, ``withdrawn`` or ``not yet``.
        publication: what its page says; None when it was not asked for.
        files: those of its detailed zips that are taken; all of them when it is not needed.
    """

    release: Release
    state: str
    publication: Publication | None = None
    files: tuple[Attachment, ...] = ()

    @property
    def first_year(self) -> int | None:
        """The first year that the files' names state, or None."""
        return min((one.first_year for one in self.files if one.first_year), default=None)


@dataclass
class Choice:
    """What is to be taken.

    Attributes:
        releases: everything that the collection lists, newest first.
        sightings: those that were looked at, newest first.
        notes: what an operator may want to know.
        withdrawn: a release that is served was withdrawn, so nothing may be changed unasked.
    """

    releases: tuple[Release, ...]
    sightings: list[Sighting] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    withdrawn: bool = False

    @property
    def chosen(self) -> tuple[Sighting, ...]:
        """What is taken, newest first."""
        return tuple(one for one in self.sightings if one.state == TAKEN)

    @property
    def first_calendar_year(self) -> int | None:
        """From when calendar years are supplied; None when they are not supplied yet.

        A release that closes a year and does not state its years is believed to have them all.
        """
        annual = [one for one in self.chosen if one.release.annual]
        return min((one.first_year or FIRST_YEAR for one in annual), default=None)

    @property
    def is_complete(self) -> bool:
        """Whether older releases have nothing to add."""
        first = self.first_calendar_year
        return first is not None and first <= FIRST_YEAR

    def needed(self, release: Release, files: tuple[Attachment, ...]) -> tuple[Attachment, ...]:
        """Those of a release's detailed files that supply what nothing newer does."""
        first = self.first_calendar_year
        if not self.chosen or (release.annual and first is None):
            return files
        return tuple(one for one in files if first and one.first_year and one.first_year < first)

    def withdraw(self, release: Release, why: str, taken: Taken) -> None:
        """Note that a release was withdrawn; if it is served, a person has to decide."""
        held = taken.holds(release.path)
        self.withdrawn = self.withdrawn or held
        message = f"{release.period} was withdrawn: {why}"
        hint = "It is still served: roll back, or refresh with --allow-older" if held else None
        severity = "warning" if held else "note"
        self.notes.append(Problem("SRC_WITHDRAWN", message, severity, release.path, hint=hint))


def choose(documents: Documents, taken: Taken, now: datetime) -> Choice:
    """Look at the collection and its releases, and choose.

    Args:
        documents: of the source.
        taken: what is held already; nothing, to choose anew whatever is held.
        now: the time; a release is not taken before its publication.

    Raises:
        NetworkError: something cannot be had; ``SRC_ATTACHMENT_AMBIGUOUS`` when no release has
            detailed files, or one has too many or seems to have renamed them.
    """
    choice = Choice(documents.collection(COLLECTION))
    for release in choice.releases[:MOST_LOOKED_AT]:
        if choice.is_complete or choice.withdrawn:
            break
        choice.sightings.append(_look_at(release, documents, taken, choice, now))
    choice.notes += documents.notes
    if not choice.chosen and not choice.withdrawn:
        raise ambiguous("no release has outcomes by offence", COLLECTION, _all_seen(choice))
    return choice


def _look_at(
    release: Release, documents: Documents, taken: Taken, choice: Choice, now: datetime
) -> Sighting:
    if now < release.updated <= now + AHEAD:
        choice.notes.append(
            _note("RELEASE_NOT_YET", f"{release.period} is not public yet", release)
        )
        return Sighting(release, NOT_YET)
    if release.withdrawn:
        choice.withdraw(release, "it is marked so", taken)
        return Sighting(release, WITHDRAWN)
    if choice.chosen and not release.annual:
        return Sighting(release, NOT_NEEDED)
    publication = _page(release, documents, taken)
    if publication is None or publication.withdrawn:
        why = publication.withdrawn if publication else "its page was taken down"
        choice.withdraw(release, why, taken)
        return Sighting(release, WITHDRAWN)
    files = detailed_zips(publication.attachments, release.path)
    if not files:
        _judge_absence(release, publication, taken, choice)
        return Sighting(release, WITHOUT, publication)
    needed = choice.needed(release, files)
    return Sighting(release, TAKEN if needed else NOT_NEEDED, publication, needed or files)


def _page(release: Release, documents: Documents, taken: Taken) -> Publication | None:
    """The release's page; None when it was served and is gone."""
    try:
        return documents.publication(release.path)
    except NetworkError as error:
        if code_of(error) == "SRC_GONE" and taken.holds(release.path):
            return None
        raise


def _judge_absence(
    release: Release, publication: Publication, taken: Taken, choice: Choice
) -> None:
    """A release without detailed files is normal, unless it had them or should have them."""
    zips = tuple(one for one in publication.attachments if one.is_zip)
    message = f"nothing attached to {release.period} looks like the outcomes by offence"
    expected = release.annual and zips and not choice.chosen
    if expected or taken.holds(release.path):
        raise ambiguous(message, release.path, publication.attachments)
    if zips and not choice.chosen:
        note = _note("SRC_ATTACHMENT_AMBIGUOUS", f"{message}: {listing(zips)}", release, "warning")
        choice.notes.append(note)


def _all_seen(choice: Choice) -> tuple[Attachment, ...]:
    pages = [one.publication for one in choice.sightings if one.publication]
    return tuple(one for page in pages for one in page.attachments)


def _note(code: str, message: str, release: Release, severity: str = "note") -> Problem:
    return Problem(code, message, severity, file=release.path)
