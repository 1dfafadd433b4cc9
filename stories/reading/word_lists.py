"""Words that the reading rules know, so that one they do not know is not overlooked."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PEOPLE = _words(
    """
    people person persons defendants defendant offenders offender individuals individual men
    women males females boys girls man woman male female boy girl child children
    """
)

MEASURE_NOUNS = _words(
    """
    prosecutions prosecution convictions conviction jail prison custodial fines suspended
    community sentences discharges proceedings
    """
)

BEFORE_NOUN = _words(
    """
    young different separate convicted prosecuted sentenced jailed imprisoned adult alleged of
    the those them these who had such more total other in all out
    """
)

FOLLOWING = _words(
    """
    were was are is had have has received got given handed for across from during over at on by
    and or but while when after taken brought hauled found sent fined went put faced appeared
    locked between among nationally locally compared against up down little to with as behind
    since there immediate conditional absolute court proceeded
    """
)

WRONG_NOUNS = _words(
    """
    crimes crime offences offence cases case orders order breaches reports incidents victims
    arrests charges cautions complaints suspects hearings trials appeals allegations calls
    acquittals
    """
)

NEUTRAL = _words(
    """
    given led leads resulted results ended ending end brought bringing saw see seeing found finding
    concluded taken recorded-in gave giving handed courts court magistrates judges having got get
    a an the of in at on for to from by with and or but while who whom which that than as is are
    was were be been being had have has there it its this these those they them their number
    numbers total totals figure figures people person persons defendants defendant offenders
    individuals compared comparing compares compare against just only also all both others other
    year years same first second third then one local area areas force police region cases dealt
    when out still even similar above below little changed change unchanged stood overall altogether
    meanwhile however across more fewer less aged loaded series again now including included
    share proportion percentage ratio made accounted part period followed any further next
    average highest lowest since begins whereas between his her our we so nearly almost about
    around most each-other according official justice ministry data statistics show shows showed
    shown reveal reveals revealed latest new said says came come rest remaining remainder twice
    half majority minority per cent percent i e where locally nationally down up not-known no
    none combined together inclusive previously earlier before later after some versus during
    over under main commonest common length lengths taking taken into account of-which record
    among matching received
    """
)
# What may follow "were" or "was" without being what was done to people.

AFTER_WERE = NEUTRAL | _words(
    """
    given handed made seen brought taken sent ordered put found sentenced higher lower down up
    dealt going released published
    """
)

QUALIFYING = NEUTRAL | _words(
    """
    annual criminal such national successful total court completed yearly resulting actual many
    recorded-by
    """
)
