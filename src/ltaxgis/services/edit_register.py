"""Changes that a person makes in the window: kept where their role allows it, and taken back by the same roles."""

from ltaxgis.domain.changes import Applied, Change, ChangeSet
from ltaxgis.domain.parcels import Feature, Link, Parcel
from ltaxgis.domain.project import Actor
from ltaxgis.domain.register import LandRow
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.stores import Project, Reading
from ltaxgis.services.join_register import join_in
from ltaxgis.services.keep_joined import keep_joined

NOTES = frozenset({"flag", "memo"})
_MAY_UNDO = {
    "register.note": "register.note",
    "register.flag": "register.note",
    "import": "import",
    "case.to_building": "register.edit",
}
_MAY_UNDO_KINDS = {
    "join": "join.edit",
    "parcel": "parcels.edit",
    "copy": "parcels.edit",
    "finding": "findings.accept",
    "case": "cases.work",
    "number": "cases.work",
    "office": "settings",
}
_BESIDE_THE_JOIN = frozenset({"register.note", "register.flag"})
RECENT, ALL_LINES = 200, 1_000_000


def edit_register(project: Project, actor: Actor, changes: ChangeSet, reason: str = "") -> Applied:
    """The change set is stored and the join follows it. Refused where no role of the person allows one of its
    changes: notes and flags are for everybody but viewers, parcels for surveyors, links for both desks."""
    ask_leave_for(actor, changes)
    with project.work(actor, changes.action, reason) as work:
        work.apply(changes)
        keep_joined(work, project.settings, changes)
        return work.commit()


def ask_leave_for(actor: Actor, changes: ChangeSet) -> None:
    """Refused, naming who may, where no role of the person allows one of the changes."""
    for act in sorted({_leave_for(change) for change in changes.changes}):
        ask_leave(actor, act)


def take_back(project: Project, actor: Actor, number: int) -> Applied:
    """A line of the journal is undone by somebody who might have done it; the join is that of before. Refused
    (`undo.number_given`) where it gave a number, which is never taken back."""
    with project.reading() as reading:
        action = _action_of(reading, number)
    if action:
        ask_leave(actor, leave_to_undo(action))
    with project.work(actor, "undo") as work:
        work.undo(number)
        if not (action in _BESIDE_THE_JOIN or action.startswith("case.")):
            join_in(work, project.settings)  # the links came back, what was found about them did not
        return work.commit()


def _action_of(reading: Reading, number: int) -> str:
    """What the line did; of an undo what it undid, so that who may undo may redo. Empty where there is none."""
    for most in (RECENT, ALL_LINES):  # what is undone was mostly done just now
        lines = {line.number: line for line in reading.journal(most)}
        line = lines.get(number)
        while line is not None and line.undoes is not None:
            line = lines.get(line.undoes)
        if line is not None:
            return line.action
    return ""


def leave_to_undo(action: str) -> str:
    """What somebody must be allowed to do to take an act back."""
    return _MAY_UNDO.get(action) or _MAY_UNDO_KINDS.get(action.partition(".")[0], "register.edit")


def _leave_for(change: Change) -> str:
    if change.kind in (Parcel, Feature):
        return "parcels.edit"
    if change.kind is Link:
        return "join.edit"
    before, after = change.before, change.after
    if isinstance(before, LandRow) and isinstance(after, LandRow):
        names = (name for name in LandRow.__dataclass_fields__ if getattr(before, name) != getattr(after, name))
        return "register.note" if NOTES.issuperset(names) else "register.edit"
    return "register.edit"
