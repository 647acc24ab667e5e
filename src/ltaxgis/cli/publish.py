"""`ltaxgis publish`: pages, pictures, feeds and the calendar of what is published on a day."""

from argparse import Namespace
from datetime import UTC, date, datetime

from ltaxgis.app.child import in_child
from ltaxgis.app.jobs import settle
from ltaxgis.app.person import who_runs
from ltaxgis.app.publicity import WrittenOut, publish_job
from ltaxgis.cli.console import Console
from ltaxgis.domain.cases import local_day
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.thai.calendar import read_date, short_date

DONE = 0


def publish_command(options: Namespace, console: Console) -> int:
    """0 where it is written."""
    day = _day(options.date)
    written: WrittenOut | None = None
    try:
        written = in_child(
            publish_job, (options.project, options.out, day, who_runs(), options.record), console.progress
        )
    finally:
        if written is None and options.record:
            settle(options.project)
    assert written is not None
    told = written.as_json()
    console.say(
        "cli.publish.done", day=short_date(day, console.words.language), count=told["published"], files=told["files"]
    )
    console.say("cli.exported", path=options.out)
    console.answer({"folder": str(options.out), **told})
    return DONE


def _day(text: str) -> date:
    """Today where none is told. Refused (`cli.publish.bad_day`)."""
    if not text:
        return local_day(datetime.now(UTC))
    read = read_date(text)
    if read is None:
        raise Refused("cli.publish.bad_day", text=text)
    return read.day
