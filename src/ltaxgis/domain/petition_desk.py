"""The desk of petitions: its states, its numbers, its clocks, and to whom a new one goes."""

from collections.abc import Mapping
from datetime import date

from ltaxgis.domain.cases import Case
from ltaxgis.domain.clocks import ClockRule, due_on
from ltaxgis.domain.desks import Desk
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.petition_book import petition_book
from ltaxgis.domain.petition_states import PETITION_STATES


def fix_rule(case: Case, book: OfficeBook) -> ClockRule | None:
    """How long it may take until it is done: the category's days, for what has no category the kind's first answer."""
    known = petition_book(book)
    category = known.categories.get(case.category)
    level = category.level(case.starts_on) if category is not None else None
    if level is not None:
        return level.fix
    kind = known.kinds.get(case.kind)
    return kind.answer(case.starts_on) if kind is not None else None


def answer_rules(case: Case, book: OfficeBook) -> list[ClockRule]:
    """What says by when the citizen is answered first: the law for the kind, the service level for the category."""
    known = petition_book(book)
    category, kind = known.categories.get(case.category), known.kinds.get(case.kind)
    level = category.level(case.starts_on) if category is not None else None
    rules = [level.answer if level is not None else None, kind.answer(case.starts_on) if kind is not None else None]
    return [rule for rule in rules if rule is not None]


def answer_due(case: Case, book: OfficeBook) -> date | None:
    """The day by which the citizen has to hear something first: the earliest of all that say so. It never pauses."""
    days = [due_on(case.starts_on, rule, book.days, case.starts_on).day for rule in answer_rules(case, book)]
    return min(days, default=None)


def placed(kind: str, category: str, book: OfficeBook) -> Mapping[str, object]:
    """The division and priority of a new one; what is restricted goes to the kind's division whatever it is about, and
    is `named_only`."""
    known = petition_book(book)
    place, kind = known.categories.get(category), known.kind_for(kind, category)
    if known.restricted(kind):
        return {"division": known.kinds[kind].division, "priority": 0, "named_only": True}
    if place is not None:
        return {"division": place.division, "priority": place.priority}
    return {"division": known.kinds[kind].division if kind in known.kinds else "", "priority": 0}


PETITIONS = Desk(name="petitions", table=PETITION_STATES, series="petition", rule=fix_rule, place=placed)
