"""Which fields of which records say something about a citizen: a copy to give away does not hold them.

The place and size of land, its title and its use stay: they are what the map shows. A house number stays with nobody,
because most people live on their land. Free text may name anybody, so it goes.
"""

from dataclasses import fields

from ltaxgis.domain.attachments import Attachment
from ltaxgis.domain.buildings import Building, BuildingUse
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
from ltaxgis.domain.owners import Owner, Ownership, OwnerVerdict
from ltaxgis.domain.parcels import Feature, Link, Parcel
from ltaxgis.domain.permits import Permit, PermitCheck, PermitFloor, PermitPaper, PermitVisit
from ltaxgis.domain.petitions import Petition
from ltaxgis.domain.publicity import Broadcast, Edition, PhotoMark, Posting, Publication, ScriptApproval
from ltaxgis.domain.records import Record
from ltaxgis.domain.register import LandRow, UseRow
from ltaxgis.domain.signs import Sign

_NOTES = frozenset({"code_read", "picture", "note", "officer_note"})
_OWNER_KEPT = frozenset({"kind", "status"})
PUBLIC_LAYERS = frozenset({"roads", "water", "blocks", "zones", "boundary", "prices"})
"""Layers whose names are names of places."""

PERSONAL: dict[type[Record], frozenset[str]] = {
    Owner: frozenset(one.name for one in fields(Owner)) - frozenset(one.name for one in fields(Record)) - _OWNER_KEPT,
    Ownership: frozenset(),
    OwnerVerdict: frozenset(),
    LandRow: _NOTES | {"house_no", "used_by", "memo", "flag"},
    UseRow: (_NOTES - {"officer_note"}) | {"used_by", "user_name", "user_number_key", "user_number_masked"},
    Building: _NOTES | {"name", "house_no", "house_code", "share_text"},
    BuildingUse: frozenset({"note", "manner"}),
    Sign: _NOTES | {"business", "house_no", "postcode", "phone_key", "phone_masked", "words", "nearby", "holder"},
    Parcel: frozenset({"code_read", "rest"}),
    Feature: frozenset({"rest"}),
    Link: frozenset(),
}

PRIVATE_KINDS: frozenset[type[Record]] = frozenset(
    {
        Case, CaseStep, CaseParty, CaseLink, Absence, GivenNumber, Attachment,
        Petition, Permit, PermitFloor, PermitPaper, PermitVisit, PermitCheck,
        Letter, Routing, Recipient, Folder, Loan, Destruction, DestructionLine, StampPlace,
        Publication, Edition, Posting, Broadcast, ScriptApproval, PhotoMark,
    }
)  # fmt: skip
"""Kinds of which nothing is given away: who asked the town for what is nobody's business."""
