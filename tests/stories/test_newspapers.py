"""Sentences as British newspapers write them, checked against the Ministry's own files.

Each with a letter for each of its figures, in order. Those that do not match are wrong in one
thing, or say what these files cannot answer. The rule that never bends: no false "matches".
"""

from __future__ import annotations

from pathlib import Path

import pytest

from outcomes.store import LoadedEdition, Store
from stories.factcheck import check_text

VERDICTS = {
    "M": "matches",
    "R": "matches after rounding",
    "D": "different",
    "W": "wrong unit or measure",
    "N": "not in this data",
}
# What is put into the gaps of the sentences.
GAPS = {"P": "for breaching protective orders", "E": "England and Wales", "W": "the West Midlands"}
SENTENCES: tuple[tuple[str, str], ...] = (
    ("MM", "The number sentenced {P} in {E} fell from 12,080 in 2017 to 10,069 in 2019."),
    ("MD", "The number sentenced {P} in {E} rose from 12,080 in 2017 to 10,069 in 2019."),
    ("MD", "The number sentenced {P} in {E} halved from 12,080 in 2017 to 10,069 in 2019."),
    ("MM", "Between 2010 and 2017, the number sentenced {P} in {E} rose from 5,377 to 12,080."),
    ("MM",
     ("Some 12,080 people were sentenced {P} in {E} in 2017, more than double the 5,377 in "
     "2010.")),
    ("MN", "Some 12,080 people were sentenced {P} in {E} in 2017, three times as many as in 2010."),
    ("MM", "Custody {P} in {E} fell from 3,955 in 2017 to 3,582 in 2019."),
    ("MM", "In 2019, 3,582 people were jailed {P} in {E}, down from 3,955 two years earlier."),
    ("DD", "A third of 900 defendants prosecuted {P} in {W} in 2018 were women."),
    ("DN", "A third of 900 defendants were jailed {P} in {E} in 2018."),
    ("M", "Some 818 people were hauled before the courts in {W} in 2018 {P}."),
    ("MM",
     ("In 2018, 818 people in {W} were prosecuted for breaching a protective order; in Kent it "
     "was 444.")),
    ("MM", "Kent prosecuted 444 people {P} in 2018, and Gwent 118."),
    ("M",
     ("Eight hundred and eighteen people were prosecuted for breach of a protective order in "
     "{W} in 2018.")),
    ("R", "One in three offenders sentenced {P} in {E} in 2018 was jailed."),
    ("D", "One in five offenders sentenced {P} in {E} in 2018 was jailed."),
    ("D", "Nine out of 10 offenders sentenced {P} in {E} in 2018 were men."),
    ("D", "Nine in ten of those sentenced {P} in {E} in 2018 were male."),
    ("R", "Almost all (94 per cent) of those sentenced {P} in {E} in 2018 were men."),
    ("R", "Fewer than 12,000 people were sentenced {P} in {E} in 2018."),
    ("D", "Fewer than 11,000 people were sentenced {P} in {E} in 2018."),
    ("R", "More than 11,500 people were sentenced across England and Wales in 2018 {P}."),
    ("D", "More than 12,000 people were sentenced across England and Wales in 2018 {P}."),
    ("R",
     ("The number of people sentenced {P} across England and Wales fell 13% between 2018 and "
     "2019.")),
    ("RM",
     ("The number of people sentenced {P} across England and Wales fell by 13 per cent in 2019,"
     " to 10,069.")),
    ("DM",
     ("The number of people sentenced {P} across England and Wales rose by 13 per cent in 2019,"
     " to 10,069.")),
    ("MM",
     ("The number of people sentenced {P} in {E} more than doubled between 2010 and 2017, from "
     "5,377 to 12,080.")),
    ("MD",
     "The number of people sentenced {P} in {E} trebled from 5,377 in 2010 to 12,080 in 2017."),
    ("MM",
     ("The number sentenced for stalking in {E} has more than trebled, from 364 in 2013 to "
     "1,150 in 2019.")),
    ("MD", "The number sentenced for stalking in {E} doubled from 364 in 2013 to 1,150 in 2019."),
    ("MM", "In 2019, 10,069 people were sentenced {P} in {E}. A year earlier it was 11,575."),
    ("MD", "In 2019, 10,069 people were sentenced {P} in {E}. A year earlier it was 12,032."),
    ("R", "Thirty-six per cent of those sentenced {P} in {E} in 2019 went to prison."),
    ("D", "Thirty-five per cent of those sentenced {P} in {E} in 2019 went to prison."),
    ("N", "On 12 March 2018, 818 people were prosecuted in {W} {P}."),
    ("N",
     ("A 34-year-old man from Kent was jailed for 18 months on 3 May 2018 for breaching a "
     "restraining order.")),
    ("M", "He was one of 444 people prosecuted in Kent in 2018 {P}."),
    ("NN",
     ("John Smith, 44, of ME14 1XX, was fined £444 in 2018 for breaching a restraining order in"
     " Kent.")),
    ("R", "The average jail term {P} in {E} in 2019 was 5.2 months."),
    ("R", "The average jail term {P} in {E} in 2019 was five months."),
    ("N", "The average jail term {P} in {E} in 2019 was 5.2 years."),
    ("RN", "The average jail term {P} in {E} rose from four months in 2018 to 5.2 months in 2019."),
    ("MMMMM",
     ("Of the 10,069 offenders sentenced {P} in {E} in 2019, 3,582 were jailed, 2,496 were "
     "given community sentences, 1,685 were fined and 1,508 received suspended sentences.")),
    ("MWD",
     ("Of the 10,069 offenders sentenced {P} in {E} in 2019, 3,582 were fined and 1,685 were "
     "jailed.")),
    ("R", "Of those jailed {P} in {E} in 2019, 51% got three months or less."),
    ("D", "Of those jailed {P} in {E} in 2019, 51% got six months or less."),
    ("M", "Fifty-one people aged 15 to 17 were sentenced {P} in {E} in 2018."),
    ("MM", "Some 62 children were sentenced {P} in {E} in 2018, 51 of them aged 15 to 17."),
    ("MM",
     "Prosecutions {P} in {W} stood at 818 in 2018, compared with 959 in Greater Manchester."),
    ("DD",
     "Prosecutions {P} in {W} stood at 959 in 2018, compared with 818 in Greater Manchester."),
    ("W", "Police in {W} recorded 818 breaches of restraining orders in 2018."),
    ("N", "In the year to March 2018, 818 people were prosecuted in {W} {P}."),
    ("R", "Roughly 820 people were prosecuted {P} in {W} in 2018."),
    ("D", "Around 900 people were prosecuted {P} in {W} in 2018."),
    ("R", "Just over 800 people were prosecuted {P} in {W} in 2018."),
    ("D", "Just under 800 people were prosecuted {P} in {W} in 2018."),
    ("MM", "In {W}, 88 people were prosecuted for stalking in 2018 - and 818 {P}."),
    ("MM",
     "Across {W} there were 88 prosecutions for stalking in 2018, while in Kent there were 67."),
    ("M", "There were 216 stalking prosecutions in the Metropolitan Police area in 2018."),
    ("W", "There were 216 stalking victims in the Metropolitan Police area in 2018."),
    ("M", "In Norfolk, 841 people were taken to court for shoplifting in 2018."),
    ("N", "Shoplifting led to 841 convictions in Norfolk in 2018."),
    ("MM",
     ("Nationally, 59,278 people were prosecuted for shoplifting in 2018 and 1,416 of them were"
     " in Kent.")),
    ("R", "The number of people sentenced for harassment in {E} dropped below 4,000 in 2019."),
    ("NN", "Harassment sentences fell from 4,677 in 2018 to 3,785 in 2019 in {E}."),
    ("NNN",
     ("Sentences for stalking across England and Wales were up 13% in 2019, from 1,022 to "
     "1,150.")),
    ("NNN",
     ("Sentences for stalking across England and Wales were up 25% in 2019, from 1,022 to "
     "1,150.")),
    ("MN", "A total of 3,862 people were jailed {P} in {E} in 2018 - 280 more than in 2019."),
    ("MN", "A total of 3,862 people were jailed {P} in {E} in 2018 - 280 fewer than in 2019."),
    ("RR",
     ("More than a third of those sentenced {P} in {E} in 2019 were jailed, up from a quarter "
     "in 2010.")),
    ("D", "Nearly half of those sentenced {P} in {E} in 2019 were jailed."),
    ("N", "Two-thirds of those sentenced {P} in {E} in 2018 avoided jail."),
    ("D", "The share jailed {P} in {E} was 36% in 2019, the same as in 2018."),
    ("M", "The number sentenced {P} in {E} was 12,080 in 2017, the highest since 2009."),
    ("N", "Magistrates in {W} convicted 701 people of breaching protective orders in 2018."),
    ("MM",
     ("Of the 818 people prosecuted in {W} in 2018 {P}, 701 were convicted at magistrates' "
     "courts.")),
    ("MN", "Of the 818 people prosecuted in {W} in 2018 {P}, 86% were convicted."),
    ("MMM", "Of the 818 people prosecuted in {W} in 2018 {P}, 767 were men and 36 women."),
    ("N",
     ("Ten years after the law changed in 2009, 10,069 people were sentenced in {E} {P} in "
     "2019.")),
    ("M", "In 2019 10,069 people were sentenced in {E} {P}."),
    ("D", "A dozen people were prosecuted {P} in Gwent in 2018."),
    ("M", "Hundreds of people - 818 - were prosecuted {P} in {W} in 2018."),
    ("NN", "Between 800 and 900 people were prosecuted {P} in {W} in 2018."),
    ("N", "Up to 818 people a month were prosecuted {P} in {W} in 2018."),
    ("MM", "The 818 people prosecuted {P} in {W} in 2018 included 36 women."),
    ("N",
     "West Midlands courts dealt with 818 defendants for breach of a protective order in 2018."),
    ("D", "About 8% of those prosecuted {P} in {W} in 2018 were women."),
    ("R", "Around 4.4% of those prosecuted {P} in {W} in 2018 were women."),
    ("M", "A total of 10,069 were sentenced {P} in {E} in 2019, the lowest since 2013."),
    ("MM", "Fines {P} in {E} fell to 1,685 in 2019 from 2,060 in 2018."),
    ("DD", "Fines {P} in {E} rose to 1,685 in 2019 from 2,060 in 2018."),
    ("M", "In {W} (B1 1AA), 818 people were prosecuted {P} in 2018."),
    ("R", "Almost 12,000 people were sentenced {P} in {E} in 2018."),
    ("D", "Fewer than half of those sentenced {P} in {E} in 2019 were jailed."),
    ("N", "Not one of the 818 people prosecuted {P} in {W} in 2018 was jailed."),
    ("D", "Four in 10 offenders sentenced {P} in {E} in 2019 were jailed."),
    ("NM", "A 26-week order was given to 818 people prosecuted in {W} in 2018 {P}."),
    ("MN", "In {W} 818 people were prosecuted in 2018 {P}, at a cost of £1.2m."),
    ("NN", "Twice as many people were prosecuted in {W} (818) as in Kent (444) in 2018 {P}."),
    ("M", "A total of 10,069 were sentenced {P} in {E} in 2019, the lowest since 2013."),
    ("D", "A total of 10,069 were sentenced {P} in {E} in 2019, the lowest since 2009."),
    ("M", "The number sentenced {P} in {E} was 12,080 in 2017, the highest since 2009."),
    ("M", "The number sentenced {P} in {E} was 12,032 in 2016, the highest since 2009."),
    ("D", "The number sentenced {P} in {E} was 11,575 in 2018, the highest since 2009."),
)  # fmt: skip


@pytest.fixture(scope="module")
def official(real_edition: Path) -> LoadedEdition:
    """The edition of 2019 (England and Wales, sentenced) and of 2018 (areas, magistrates)."""
    return Store(real_edition).edition()


@pytest.mark.real
@pytest.mark.parametrize(("letters", "sentence"), SENTENCES)
def test_newspaper_sentences(official: LoadedEdition, letters: str, sentence: str) -> None:
    found = check_text(official, sentence.format(**GAPS)).answers
    told = [(one.text, one.verdict) for one in found]
    assert told == [
        (one.text, VERDICTS[letter]) for one, letter in zip(found, letters, strict=True)
    ]
