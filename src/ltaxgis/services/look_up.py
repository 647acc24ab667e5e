"""What leaves the office about cases: one that its citizen asks for, or all that may be published."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
import shapely

from ltaxgis.domain.cases import Case, CaseLink, CaseParty, CaseStep
from ltaxgis.domain.crs import transformer
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.numbering import check_holds
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.petition_book import petition_book
from ltaxgis.domain.petition_desk import PETITIONS
from ltaxgis.domain.petitions import MERGED_INTO, Petition
from ltaxgis.domain.project import ProjectSettings
from ltaxgis.domain.public import AllOfIt, PublicCase, may_be_published, public_case
from ltaxgis.domain.thai.numerals import to_arabic
from ltaxgis.domain.users import User, pin_fits
from ltaxgis.ports.stores import Reading

AT_ONCE = 1_000


def look_up(
    reading: Reading, settings: ProjectSettings, book: OfficeBook, tracking: str, pin: str, language: str = "th"
) -> PublicCase | None:
    """The case of a tracking number, for who knows its PIN. A number that is none, one that nobody has, a wrong PIN and
    a case that is not for citizens all tell the same: nothing."""
    number = "".join(to_arabic(tracking).upper().split())
    if _carries_check(number, book) and not check_holds(number):
        return None
    found = [one for one in reading.having(Case, "number", [number]) if one.pin]
    case = next((one for one in found if pin_fits(User("", pin=one.pin), to_arabic(pin).strip())), None)
    return next(iter(public_cases(reading, settings, book, [case], language)), None) if case is not None else None


def _carries_check(number: str, book: OfficeBook) -> bool:
    """Whether a number of this look ends in a check sign: those of other desks may have none."""
    series = book.series.get(PETITIONS.series)
    return series is not None and "{check}" in series.form and number.startswith(series.letters or "\0")


def published(
    reading: Reading, settings: ProjectSettings, book: OfficeBook, language: str = "th",
    only: Sequence[Uid] | None = None,
) -> list[PublicCase]:  # fmt: skip
    """All petitions that may stand in a list for everybody, by number; of `only` these where it is told."""
    known = petition_book(book)
    wanted = list(_all_petitions(reading)) if only is None else list(only)
    seen: list[PublicCase] = []
    for start in range(0, len(wanted), AT_ONCE):
        cases = [one for one in reading.get(Case, wanted[start : start + AT_ONCE]) if one.desk == PETITIONS.name]
        seen += public_cases(reading, settings, book, cases, language)
    return sorted((one for one in seen if may_be_published(one, known)), key=lambda one: one.number)


def _all_petitions(reading: Reading) -> Iterator[Uid]:
    columns = reading.columns(Case, ("desk",))
    return (uid for uid, desk in zip(columns.uids, columns["desk"], strict=True) if desk == PETITIONS.name)


def public_cases(
    reading: Reading, settings: ProjectSettings, book: OfficeBook, cases: Sequence[Case], language: str = "th"
) -> list[PublicCase]:
    """These cases as citizens may see them; those that they may not are left out."""
    known = petition_book(book)
    uids = [one.uid for one in cases]
    petitions = {one.case_uid: one for one in reading.having(Petition, "case_uid", uids)}
    steps: dict[Uid, list[CaseStep]] = defaultdict(list)
    for step in reading.having(CaseStep, "case_uid", uids):
        steps[step.case_uid].append(step)
    names, merged = _names(reading, uids), _merged(reading, uids)
    told = [
        AllOfIt(
            case, petitions.get(case.uid), steps[case.uid], names.get(case.uid, ()), place, merged.get(case.uid, "")
        )
        for case, place in zip(cases, _places(cases, settings), strict=True)
    ]
    return [public for one in told if (public := public_case(one, known, language)) is not None]


def _names(reading: Reading, uids: Iterable[Uid]) -> Mapping[Uid, Sequence[str]]:
    parties = reading.having(CaseParty, "case_uid", uids)
    people = {one.uid: one for one in reading.get(Owner, dict.fromkeys(one.owner_uid for one in parties))}
    names: dict[Uid, list[str]] = defaultdict(list)
    for party in parties:
        if (owner := people.get(party.owner_uid)) is not None:
            names[party.case_uid] += [owner.name, f"{owner.first_name} {owner.last_name}", owner.first_name,
                                      owner.last_name]  # fmt: skip
    return names


def _merged(reading: Reading, uids: Iterable[Uid]) -> Mapping[Uid, str]:
    """The number under which each of them goes on at last: what it was merged into may have been merged itself."""
    into: dict[Uid, Uid] = {}
    asked = list(uids)
    while asked:
        links = [one for one in reading.having(CaseLink, "case_uid", asked) if one.how == MERGED_INTO]
        asked = list(dict.fromkeys(one.target_uid for one in links if one.case_uid not in into))
        into |= {one.case_uid: one.target_uid for one in links}
    last = {uid: _end(uid, into) for uid in into}
    numbers = {one.uid: one.number for one in reading.get(Case, dict.fromkeys(last.values()))}
    return {uid: numbers.get(end, "") for uid, end in last.items()}


def _end(uid: Uid, into: Mapping[Uid, Uid]) -> Uid:
    for _ in into:
        uid = into.get(uid, uid)
    return uid


def _places(cases: Sequence[Case], settings: ProjectSettings) -> list[tuple[float, float] | None]:
    """Latitude and longitude of each, None where it has no place."""
    drawn = [one.shape for one in cases if one.shape is not None]
    if not drawn:
        return [None] * len(cases)
    centres = shapely.get_coordinates(shapely.centroid(np.asarray(drawn, dtype=object)))
    degrees = iter(transformer(settings.crs, "4326", settings.datum_shift)(centres).tolist())
    places: list[tuple[float, float] | None] = []
    for one in cases:
        long, lat = next(degrees) if one.shape is not None else (None, None)
        places.append(None if lat is None or long is None else (lat, long))
    return places
