"""The tables of cases and of what belongs to them."""

from sqlalchemy import Column, Index, LargeBinary, MetaData, Table, Text

from ltaxgis.domain.attachments import Attachment
from ltaxgis.domain.cases import Absence, Case, CaseLink, CaseParty, CaseStep
from ltaxgis.domain.correspondence import (
    Destruction,
    DestructionLine,
    Folder,
    Letter,
    Loan,
    Recipient,
    Routing,
    StampPlace,
)
from ltaxgis.domain.numbering import GivenNumber
from ltaxgis.domain.permits import Permit, PermitCheck, PermitFloor, PermitPaper, PermitVisit
from ltaxgis.domain.petitions import Petition
from ltaxgis.domain.publicity import Broadcast, Edition, PhotoMark, Posting, Publication, ScriptApproval
from ltaxgis.domain.records import Record
from ltaxgis.storage.schema.columns import record_table
from ltaxgis.storage.shape_type import Shape

CASE_KINDS: tuple[type[Record], ...] = (
    Case, CaseStep, CaseParty, CaseLink, Absence, GivenNumber, Attachment, Petition,
    Permit, PermitFloor, PermitPaper, PermitVisit, PermitCheck,
    Letter, Routing, Recipient, Folder, Loan, Destruction, DestructionLine, StampPlace,
    Publication, Edition, Posting, Broadcast, ScriptApproval, PhotoMark,
)  # fmt: skip
"""The kinds of record of which `case_tables` makes a table each, in its order."""


def case_tables(metadata: MetaData, srid: int) -> dict[type[Record], Table]:
    """A table for each kind of record that cases are made of."""
    point, polygon, anything = (Shape(kind, srid) for kind in ("POINT", "POLYGON", "GEOMETRY"))
    of_case = ("case_uid",)
    made: dict[type[Record], Table] = {
        Case: record_table(metadata, "cases", Case, shapes={"shape": point}, index=("number", "external_id")),
        CaseStep: record_table(metadata, "case_steps", CaseStep, index=of_case),
        CaseParty: record_table(metadata, "case_parties", CaseParty, index=("case_uid", "owner_uid")),
        CaseLink: record_table(metadata, "case_links", CaseLink, index=("case_uid", "target_uid")),
        Absence: record_table(metadata, "absences", Absence, index=()),
        GivenNumber: record_table(metadata, "given_numbers", GivenNumber, index=("case_uid", "state", "text")),
        Attachment: record_table(metadata, "attachments", Attachment, index=("case_uid", "sha256")),
        Petition: record_table(metadata, "petitions", Petition, index=of_case),
        Permit: record_table(metadata, "permits", Permit, shapes={"footprint": polygon}, index=of_case),
        PermitFloor: record_table(metadata, "permit_floors", PermitFloor, index=of_case),
        PermitPaper: record_table(metadata, "permit_papers", PermitPaper, index=of_case),
        PermitVisit: record_table(metadata, "permit_visits", PermitVisit, index=of_case),
        PermitCheck: record_table(metadata, "permit_checks", PermitCheck, shapes={"sketch": anything}, index=of_case),
    }
    made |= _letter_tables(metadata) | _publicity_tables(metadata, srid)
    cases, given = made[Case], made[GivenNumber]
    now = cases.c.recorded_to.is_(None)
    # each holds all that a list narrows and sorts by: who asks for a list never reads the cases it leaves out
    c = cases.c
    narrowed = (c.visible_to, c.state, c.kind, c.category, c.division, c.assignee, c.paused, c.uid, c.recorded_to)
    Index("cases_due", c.desk, c.closed_on, c.due, c.received_at, *narrowed, sqlite_where=now)
    Index("cases_came", c.desk, c.received_at, c.closed_on, c.due, *narrowed, sqlite_where=now)
    Index("cases_numbers", c.desk, c.number, c.received_at, c.closed_on, c.due, *narrowed, sqlite_where=now)
    # two processes that count at the same time: the second is refused by the file itself
    in_series = (given.c.series, given.c.division, given.c.year, given.c.number)
    Index("given_once", *in_series, unique=True, sqlite_where=given.c.recorded_to.is_(None))
    # a book of numbers in its order and by its days, who works on what, and what waits, without reading the rest
    in_book = given.c.recorded_to.is_(None)
    Index("given_book", *in_series, given.c.case_uid, given.c.text, given.c.recorded_to, sqlite_where=in_book)
    day = (given.c.series, given.c.division, given.c.year, given.c.dated, given.c.number)
    Index("given_days", *day, sqlite_where=in_book)
    Index("cases_worked", c.division, c.uid, c.recorded_to, sqlite_where=now)
    Index("cases_open", c.uid, c.priority, c.visible_to, c.recorded_to, sqlite_where=now)
    routed, went = made[Routing].c, made[Recipient].c
    waiting = routed.recorded_to.is_(None) & routed.done_on.is_(None)
    Index(
        "routings_worked", routed.division, routed.case_uid, routed.recorded_to,
        sqlite_where=routed.recorded_to.is_(None),
    )  # fmt: skip
    Index(
        "routings_waiting", routed.division, routed.person, routed.case_uid, routed.due, routed.sent_at,
        routed.purpose, routed.received_at, routed.returned, routed.done_on, routed.recorded_to, sqlite_where=waiting,
    )  # fmt: skip
    unanswered = went.recorded_to.is_(None) & went.acknowledged_at.is_(None) & went.sent_at.is_not(None)
    Index("recipients_awaited", went.sent_at, went.awaited, went.case_uid, sqlite_where=unanswered)
    return made


def _letter_tables(metadata: MetaData) -> dict[type[Record], Table]:
    of_case = ("case_uid",)
    return {
        Letter: record_table(metadata, "letters", Letter, index=("case_uid", "folder_uid")),
        Routing: record_table(metadata, "routings", Routing, index=of_case),
        Recipient: record_table(metadata, "recipients", Recipient, index=of_case),
        Folder: record_table(metadata, "folders", Folder, index=()),
        Loan: record_table(metadata, "loans", Loan, index=of_case),
        Destruction: record_table(metadata, "destructions", Destruction, index=()),
        DestructionLine: record_table(
            metadata, "destruction_lines", DestructionLine, index=("destruction_uid", "case_uid")
        ),
        StampPlace: record_table(metadata, "stamp_places", StampPlace, index=("case_uid", "attachment_uid")),
    }


def _publicity_tables(metadata: MetaData, srid: int) -> dict[type[Record], Table]:
    of_case, area = ("case_uid",), {"area": Shape("GEOMETRY", srid)}
    return {
        Publication: record_table(metadata, "publications", Publication, shapes=area, index=of_case),
        Edition: record_table(metadata, "editions", Edition, index=of_case),
        Posting: record_table(metadata, "postings", Posting, index=of_case),
        Broadcast: record_table(metadata, "broadcasts", Broadcast, index=of_case),
        ScriptApproval: record_table(metadata, "script_approvals", ScriptApproval, index=of_case),
        PhotoMark: record_table(metadata, "photo_marks", PhotoMark, index=("case_uid", "attachment_uid")),
    }


def paper_bytes(metadata: MetaData) -> Table:
    """The bytes of attachments, each once."""
    return Table(
        "paper_bytes",
        metadata,
        Column("sha256", Text, primary_key=True),
        Column("content", LargeBinary, nullable=False),
    )
