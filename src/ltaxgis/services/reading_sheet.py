"""The loudspeakers' texts of a day on paper."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from ltaxgis.domain.clocks import BANGKOK
from ltaxgis.domain.papers.paper import Fact
from ltaxgis.domain.papers.reading_sheet import ReadingItem, ReadingSheet
from ltaxgis.domain.project import Actor
from ltaxgis.domain.publicity_desk import page
from ltaxgis.domain.publicity_spoken import reading_time
from ltaxgis.ports.stores import Reading
from ltaxgis.services.broadcasts import ToRead, to_read_on
from ltaxgis.services.made_texts import USUAL_SPEED
from ltaxgis.services.stationery import Stationery


def reading_sheet(reading: Reading, actor: Actor, paper: Stationery, day: date) -> ReadingSheet:
    """What may be read on this day, each text once with its hours; what nobody approved is named and not printed."""
    listed = sorted(to_read_on(reading, actor, day), key=lambda one: one.broadcast.uid)
    plans = [list(same) for _, same in groupby(listed, key=lambda one: one.broadcast.uid)]
    plans.sort(key=lambda same: (same[0].at, same[0].case.number))
    say = paper.say
    return ReadingSheet(
        head=paper.head(), title=f"{say('reading_sheet.heading')} {paper.day(day)}", made_on=paper.today,
        language=paper.words.language, heading=say("reading_sheet.heading"), day=paper.day(day),
        items=tuple(_item(paper, same) for same in plans if same[0].may_be_read),
        left_out=tuple(
            say("reading_sheet.left_out", number=same[0].case.number, title=same[0].case.title)
            for same in plans if not same[0].may_be_read
        ),
        empty=say("reading_sheet.empty"), reader=say("reading_sheet.reader"),
        signature=paper.signature(position=say("reading_sheet.announcer"), dated=True),
        page_of=say("paper.page_of", page="{page}", count="{count}"),
    )  # fmt: skip


def _item(paper: Stationery, readings: Sequence[ToRead]) -> ReadingItem:
    case, plan = readings[0].case, readings[0].broadcast
    seconds = reading_time(plan.script, int(page(paper.book).get("syllables_a_minute", USUAL_SPEED)))
    return ReadingItem(
        title=case.title, number=case.number, hours=tuple(_hour(paper, one) for one in readings),
        lasts=paper.say("publicity.reads_in", minutes=seconds // 60, seconds=seconds % 60),
        paragraphs=tuple(line for line in plan.script.splitlines() if line.strip()),
    )  # fmt: skip


def _hour(paper: Stationery, one: ToRead) -> Fact:
    at = paper.say("reading_sheet.at", time=f"{one.at:%H.%M}")
    if one.read is None or one.read.at is None:
        return at, ""
    return at, paper.say("reading_sheet.was_read", time=f"{one.read.at.astimezone(BANGKOK):%H.%M}", by=one.read.by)
