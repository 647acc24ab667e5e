"""The record of where an announcement hung, filled in from its postings."""

from collections.abc import Mapping

from ltaxgis.domain.attachments import Attachment
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.papers.inspection import Photo
from ltaxgis.domain.papers.posting_record import PostingRecord
from ltaxgis.domain.project import Actor
from ltaxgis.domain.publicity import BOARD, VINYL, Posting
from ltaxgis.domain.publicity_desk import products
from ltaxgis.ports.attachments import PapersBeside
from ltaxgis.ports.stores import Reading
from ltaxgis.services.attachments import leaving_bytes
from ltaxgis.services.postings import postings_of
from ltaxgis.services.publication_file import the_publication
from ltaxgis.services.stationery import Stationery

COLUMNS = ("channel", "place", "first", "last", "down_on", "by")
_HANGS = frozenset({BOARD, VINYL})


def posting_record(
    reading: Reading, actor: Actor, paper: Stationery, beside: PapersBeside, uid: Uid
) -> tuple[PostingRecord, Mapping[str, bytes]]:
    """What hung where, with its photos by name. Refused as `the_case`."""
    case, publication = the_publication(reading, actor, uid)
    hung = [one for one in postings_of(reading, actor, uid) if one.channel in _HANGS]
    files = {one.uid: one for one in reading.get(Attachment, [Uid(one.photo_uid) for one in hung if one.photo_uid])}
    pictures, photos = {}, []
    for one in hung:
        if (held := files.get(Uid(one.photo_uid))) is not None and held.leaves_as and f"{held.uid}.jpg" not in pictures:
            pictures[f"{held.uid}.jpg"] = leaving_bytes(reading, beside, held)
            photos.append(Photo(picture=f"{held.uid}.jpg", caption=f"{one.place} {paper.day(one.first)}"))
    say, kind = paper.say, products(paper.book).get(case.kind)
    facts = (
        (say("posting_record.kind"), kind.name(paper.words.language) if kind else case.kind),
        (say("posting_record.title"), case.title),
        (say("posting_record.announced_on"), paper.day(publication.announced_on)),
        (say("posting_record.signer"), " ".join(filter(None, (publication.signer, publication.signer_position)))),
    )
    poster = hung[0].by if hung else ""
    made = PostingRecord(
        head=paper.head(case.division), title=f"{say('posting_record.heading')} {case.number}", made_on=paper.today,
        language=paper.words.language, heading=say("posting_record.heading"),
        number=say("posting_record.number", number=case.number), facts=tuple(one for one in facts if one[1]),
        columns=tuple(say(f"posting_record.{name}") for name in COLUMNS),
        rows=tuple(_row(paper, one) for one in hung), empty=say("posting_record.empty"),
        statement=say("posting_record.statement") if hung else "",
        photos_label=say("posting_record.photos"), photos=tuple(photos),
        signatures=(paper.signature(name=poster, position=say("posting_record.posted_by"), dated=True),
                    paper.signature(position=say("posting_record.witness"), dated=True)),
        qr=paper.code(case.number), page_of=say("paper.page_of", page="{page}", count="{count}"),
    )  # fmt: skip
    return made, pictures


def _row(paper: Stationery, one: Posting) -> tuple[str, ...]:
    days = (paper.day(one.first), paper.day(one.last), paper.day(one.down_on))
    return (paper.say(f"publicity.channel.{one.channel}"), one.place, *(day or "–" for day in days), one.by)
