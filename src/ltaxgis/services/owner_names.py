"""Who owns what, as texts for lists."""

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.owners import Owner, Ownership, owner_name
from ltaxgis.ports.stores import Reading


def owner_names(reading: Reading) -> dict[Uid, str]:
    """The owners of each thing in one text."""
    owners = reading.columns(Owner, ("prefix", "first_name", "last_name"))
    parts = zip(owners["prefix"], owners["first_name"], owners["last_name"], strict=True)
    names = {uid: owner_name(*name) for uid, name in zip(owners.uids, parts, strict=True)}
    held = reading.columns(Ownership, ("subject_uid", "owner_uid"))
    told: dict[Uid, str] = {}
    for subject, owner in zip(held["subject_uid"], held["owner_uid"], strict=True):
        name = names.get(owner, "")
        told[subject] = f"{told[subject]}; {name}" if subject in told else name
    return told
