"""A warning on what is out during the days of an election."""

from PySide6.QtWidgets import QWidget

from ltaxgis.domain.cases import local_day
from ltaxgis.domain.publicity import Publication
from ltaxgis.domain.publicity_desk import Election, neutral_on
from ltaxgis.domain.publicity_states import ARCHIVED, EXPIRED, WITHDRAWN
from ltaxgis.domain.thai.calendar import short_date
from ltaxgis.ui.cases.acting_card import ActingCard
from ltaxgis.ui.cases.seen_case import SeenCase
from ltaxgis.ui.office import Office
from ltaxgis.ui.publicity.text_card import publication_of
from ltaxgis.ui.widgets.blocks import label

_OVER = frozenset({WITHDRAWN, EXPIRED, ARCHIVED})


class ElectionCard(ActingCard):
    """It says which election, when, and what a text has to be then; where the days are unconfirmed it says so."""

    def __init__(self, office: Office, seen: SeenCase, election: Election, parent: QWidget) -> None:
        words = office.words
        super().__init__(office, seen, words("publicity.election"), parent)
        told = words(
            "publicity.election_told", name=election.name(words.language),
            first=short_date(election.first, words.language), last=short_date(election.last, words.language),
        )  # fmt: skip
        mark = "" if election.confirmed else f" · {words('case.unconfirmed')}"
        self.body.addWidget(label(f"{told}{mark}", "attention", self, wrap=True))


def election_of(seen: SeenCase, publication: Publication) -> Election | None:
    """The election that a text touches from the day on which it goes out, today at the earliest, to its last one."""
    if seen.file.case.state in _OVER:
        return None
    first, last = publication.publish_from, publication.publish_to
    begins = max(seen.today, local_day(first)) if first is not None else seen.today
    return neutral_on(seen.book, begins, local_day(last) if last is not None else None)


def election_card(office: Office, seen: SeenCase, parent: QWidget) -> ElectionCard | None:
    publication = publication_of(seen)
    election = election_of(seen, publication) if publication is not None else None
    return ElectionCard(office, seen, election, parent) if election is not None else None
