"""The measures that can be asked for: what each counts, its unit, and what it does not say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One measure.

    Attributes:
        name: the word used in addresses, rows and code.
        label: how it is called in a sentence.
        table: the published table that carries it.
        numerator: the column summed.
        denominator: the column divided by, after summing; None for a count.
        numerator_outcome: restrict the numerator to this sentence outcome; None for all.
        unit: counting unit of the value.
        counted: the noun for the numerator, plural (``defendants prosecuted``).
        definition: one or two sentences.
        caveat: what the figure does not say.
    """

    name: str
    label: str
    table: str
    numerator: str
    denominator: str | None = None
    numerator_outcome: str | None = None
    unit: str
    counted: str
    definition: str
    caveat: str

    @property
    def is_ratio(self) -> bool:
        """Whether the value is a division after summing."""
        return self.denominator is not None

    @property
    def is_share(self) -> bool:
        """Whether the value is a fraction that is shown as a percentage."""
        return self.unit in {"ratio", "share"}

    @property
    def is_rate(self) -> bool:
        """Whether the value is a count for each 100,000 residents."""
        return self.unit == PER_RESIDENTS


PER_RESIDENTS = "per 100,000 residents"

_PRINCIPAL = (
    "One record a defendant a case, by the principal offence; occasions, not different people."
)

MEASURES: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        Measure(
            name="prosecutions",
            label="prosecutions",
            table="proceedings",
            numerator="prosecutions",
            unit="defendants",
            counted="defendants prosecuted",
            definition=(
                "Defendants proceeded against at magistrates' courts, where every criminal case "
                "begins."
            ),
            caveat=_PRINCIPAL,
        ),
        Measure(
            name="convictions",
            label="convictions",
            table="proceedings",
            numerator="convictions",
            unit="defendants",
            counted="defendants convicted",
            definition=(
                "Defendants found guilty at any court, or at magistrates' courts where the "
                "source covers only those."
            ),
            caveat=_PRINCIPAL,
        ),
        Measure(
            name="conviction_ratio",
            label="conviction ratio",
            table="proceedings",
            numerator="convictions",
            denominator="prosecutions",
            unit="ratio",
            counted="convictions for each prosecution",
            definition="Convictions divided by prosecutions in the same period.",
            caveat=(
                "A ratio, not a rate: a case may end in a later year than it began, or on "
                "another offence, so it can exceed 100%."
            ),
        ),
        Measure(
            name="sentenced",
            label="offenders sentenced",
            table="sentences",
            numerator="sentenced",
            unit="offenders",
            counted="offenders sentenced",
            definition="Offenders sentenced, by their principal offence.",
            caveat=(
                "Convicted is not sentenced: some are sentenced in a later year than they were "
                "convicted."
            ),
        ),
        Measure(
            name="custody_rate",
            label="custody rate",
            table="sentences",
            numerator="sentenced",
            denominator="sentenced",
            numerator_outcome="immediate custody",
            unit="share",
            counted="offenders sentenced to immediate custody",
            definition=(
                "Offenders sentenced to immediate custody divided by all offenders sentenced."
            ),
            caveat="Suspended sentences are not immediate custody.",
        ),
        Measure(
            name="acsl_months",
            label="average custodial sentence length",
            table="sentences",
            numerator="acsl_months",
            denominator="acsl_persons",
            unit="months",
            counted="months of determinate custody",
            definition=(
                "Months of determinate custodial sentences divided by the offenders who got them."
            ),
            caveat=(
                "Leaves out life sentences and imprisonment for public protection; only where "
                "the source carries months and persons."
            ),
        ),
    )
}
