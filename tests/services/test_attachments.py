"""Papers taken into cases, shown again, taken out, and given away without what they tell."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from shapely import Point
from tests.builders import a_project
from tests.paper_files import letter, mail, pdf_with_photo, photo
from tests.petitions import CHIEF, COUNTER, VIEWER, Desk, a_lamp, the_book

from ltaxgis.app.attachments import leaving_copy_job, paper_pages_job
from ltaxgis.app.knowledge import shipped_titles
from ltaxgis.app.paper_looks import look_at_papers_job
from ltaxgis.domain.attachments import PHOTO_AFTER, Attachment, PaperLimits, PaperLook, paper_limits
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.office_book import OfficeBook, read_book
from ltaxgis.domain.project import Actor
from ltaxgis.formats.paper_looks import look_at_paper
from ltaxgis.formats.pdf_traces import without_traces
from ltaxgis.ports.resources import Resources
from ltaxgis.services.attachments import (
    Taken,
    attach,
    bytes_of,
    detach,
    draft_from_look,
    edit_attachment,
    leaving_bytes,
    leaving_name,
    may_leave,
    preview_of,
)
from ltaxgis.services.edit_register import take_back
from ltaxgis.services.progress import silent
from ltaxgis.storage.papers_beside import FolderBeside, folder_beside

LIMITS = PaperLimits()
NUMBER, PHONE = "1000000000009", "0891234567"


class Counter:
    """A case, and a folder from which papers come."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.project = a_project(folder)
        self.beside = FolderBeside(self.project.path)
        self.case = Desk(self.project).receive(a_lamp()).case

    def look(self, name: str, content: bytes) -> PaperLook:
        path = self.folder / name
        path.write_bytes(content)
        return look_at_paper(path, LIMITS, self.folder / "แกะ")

    def take(self, *looks: PaperLook, actor: Actor = COUNTER, limits: PaperLimits = LIMITS, **told: str) -> int:
        taken = [Taken(look, **told) for look in looks]
        return attach(self.project, actor, self.beside, limits, self.case.uid, taken).number

    @property
    def papers(self) -> list[Attachment]:
        with self.project.reading() as reading:
            return reading.having(Attachment, "case_uid", [self.case.uid])

    def content(self, paper: Attachment) -> bytes:
        with self.project.reading() as reading:
            return bytes_of(reading, self.beside, paper)

    def refused(self, *looks: PaperLook, **how: object) -> str:
        with pytest.raises(Refused) as why:
            self.take(*looks, **how)  # type: ignore[arg-type]
        return why.value.code


@pytest.fixture
def counter(office_folder: Path) -> Iterator[Counter]:
    made = Counter(office_folder)
    yield made
    made.project.close()


def test_a_photo_is_kept_as_it_came_and_leaves_clean(counter: Counter) -> None:
    content = photo(400, 200, orientation=6)

    counter.take(counter.look("หลุม.jpg", content), kind=PHOTO_AFTER, note="ถ่ายโดยผู้ร้อง")

    [paper] = counter.papers
    assert (paper.kind, paper.note, paper.taken_on, paper.beside) == (
        PHOTO_AFTER,
        "ถ่ายโดยผู้ร้อง",
        date(2026, 1, 15),
        False,
    )
    assert counter.content(paper) == content
    with counter.project.reading() as reading:
        leaving = leaving_bytes(reading, counter.beside, paper)
        preview = preview_of(reading, paper)
    image = Image.open(BytesIO(leaving))
    assert (image.size, dict(image.getexif())) == ((200, 400), {})
    assert b"SecretMaker" not in leaving + preview
    assert leaving_name(paper) == "หลุม.jpg"


def test_what_is_large_lies_beside_the_project(counter: Counter) -> None:
    limits = PaperLimits(inside=1_000)
    look = counter.look("ใหญ่.jpg", photo(900, 900))

    counter.take(look, limits=limits)

    [paper] = counter.papers
    assert paper.beside
    assert (folder_beside(counter.project.path) / paper.sha256[:2] / paper.sha256).is_file()
    with counter.project.reading() as reading:
        assert reading.paper(paper.sha256) is None
    assert counter.content(paper) == look.path.read_bytes()


def test_a_paper_beside_that_is_gone_or_changed_is_said(counter: Counter) -> None:
    counter.take(counter.look("ใหญ่.jpg", photo()), limits=PaperLimits(inside=10))
    [paper] = counter.papers
    file = folder_beside(counter.project.path) / paper.sha256[:2] / paper.sha256

    file.write_bytes(b"another")
    with pytest.raises(Refused) as changed:
        counter.content(paper)
    file.unlink()
    with pytest.raises(Refused) as missing:
        counter.content(paper)

    assert [changed.value.code, missing.value.code] == ["attachment.changed", "attachment.missing"]
    assert missing.value.facts["folder"] == str(folder_beside(counter.project.path))


def test_the_same_bytes_are_stored_once_however_often_they_come(counter: Counter) -> None:
    content = letter("ก")  # a second one may be made in another second, which it tells
    one, other = counter.look("หนึ่ง.pdf", content), counter.look("สอง.pdf", content)

    counter.take(one, other)

    assert [paper.name for paper in counter.papers] == ["หนึ่ง.pdf"]
    assert counter.refused(other) == "attachment.already_there"
    second = Desk(counter.project).receive(a_lamp()).case
    attach(counter.project, COUNTER, counter.beside, LIMITS, second.uid, [Taken(other)])
    with counter.project.reading() as reading:
        assert [paper.sha256 for paper in reading.having(Attachment, "case_uid", [second.uid])] == [one.sha256]


def test_taking_papers_in_is_one_act_that_can_be_taken_back_and_done_again(counter: Counter) -> None:
    number = counter.take(counter.look("ก.pdf", letter("ก")), counter.look("ข.jpg", photo()))
    assert len(counter.papers) == 2

    back = take_back(counter.project, COUNTER, number)
    assert counter.papers == []
    take_back(counter.project, COUNTER, back.number)

    assert [counter.content(paper)[:3] for paper in counter.papers] == [b"%PD", b"\xff\xd8\xff"]


def test_a_paper_taken_out_comes_back_with_undo(counter: Counter) -> None:
    counter.take(counter.look("ก.pdf", letter("ก")))

    gone = detach(counter.project, COUNTER, counter.papers[0].uid)
    assert counter.papers == []
    take_back(counter.project, COUNTER, gone.number)

    assert counter.content(counter.papers[0]).startswith(b"%PDF")


def test_kind_and_note_are_changed_later(counter: Counter) -> None:
    counter.take(counter.look("ข.jpg", photo()))

    edit_attachment(counter.project, COUNTER, counter.papers[0].uid, PHOTO_AFTER, f"โทร {PHONE}")

    assert (counter.papers[0].kind, counter.papers[0].note) == (PHOTO_AFTER, "โทร xxx-xxx-4567")
    with pytest.raises(Refused) as why:
        edit_attachment(counter.project, COUNTER, counter.papers[0].uid, "poem", "")
    assert why.value.code == "attachment.no_such_kind"


def test_a_case_takes_only_so_many(counter: Counter) -> None:
    few = PaperLimits(most={"petitions": 1, "other": 9})
    counter.take(counter.look("ก.pdf", letter("ก")), limits=few)
    assert counter.refused(counter.look("ข.jpg", photo()), limits=few) == "attachment.too_many"
    assert len(counter.papers) == 1


def test_a_file_that_changed_after_it_was_looked_at_is_not_stored(counter: Counter) -> None:
    look = counter.look("ก.pdf", letter("ก"))
    look.path.write_bytes(letter("ข"))
    other = counter.look("ข.jpg", photo())
    other.path.unlink()

    assert counter.refused(look) == counter.refused(other) == "attachment.changed_meanwhile"
    assert counter.papers == []


def test_numbers_of_people_stand_in_no_table_but_their_own(counter: Counter) -> None:
    text = f"เรื่อง ขอความช่วยเหลือ เลขประจำตัว {NUMBER} โทร {PHONE}"
    counter.take(counter.look(f"{NUMBER}.txt", text.encode()), note=f"ของ {NUMBER}")

    [paper] = counter.papers
    assert NUMBER not in paper.name + paper.text + paper.note
    assert PHONE not in paper.text
    with counter.project.reading() as reading:
        numbers = [reading.number(int(key)) for key in paper.text_keys.split(",")]
        assert numbers == [NUMBER, NUMBER, NUMBER, PHONE]
        leaving = leaving_bytes(reading, counter.beside, paper).decode()
        assert [line.reason for line in reading.journal(1)] == [""]
    assert NUMBER not in leaving
    assert "x-xxxx-xxxx0-00-9" in leaving


def test_who_may_not_see_the_case_sees_no_paper_of_it(counter: Counter) -> None:
    look = counter.look("ก.pdf", letter("ก"))
    assert counter.refused(look, actor=VIEWER) == "role.may_not"
    secret = Desk(counter.project).receive(a_lamp(kind="staff", category="", named=(COUNTER.name,))).case
    attach(counter.project, COUNTER, counter.beside, LIMITS, secret.uid, [Taken(look)])
    with counter.project.reading() as reading:
        uid = reading.having(Attachment, "case_uid", [secret.uid])[0].uid

    with pytest.raises(Refused) as why:
        detach(counter.project, CHIEF, uid)
    assert why.value.code == "case.not_for_you"
    with pytest.raises(Refused):
        paper_pages_job(silent, counter.project.path, CHIEF, uid, LIMITS, 0, 1, 100)


def test_a_copy_leaves_by_the_child_with_a_line_in_the_journal(counter: Counter, tmp_path: Path) -> None:
    counter.take(counter.look("สแกน.pdf", pdf_with_photo(photo())))
    [paper] = counter.papers

    leaving_copy_job(silent, counter.project.path, COUNTER, paper.uid, tmp_path / "ออก.pdf")

    content = (tmp_path / "ออก.pdf").read_bytes()
    assert content.startswith(b"%PDF")
    assert b"SecretMaker" not in content
    assert b"SecretMaker" in counter.content(paper)
    with counter.project.reading() as reading:
        assert [(line.action, line.reason) for line in reading.journal(1)] == [("case.paper_out", "สแกน.pdf")]


def test_what_cannot_be_cleaned_stays(counter: Counter) -> None:
    counter.take(counter.look("คลิป.mp4", b"\0\0\0\x18ftypmp42" + b"\0" * 40), counter.look("ก.pdf", letter("ก")))
    clip, plan = counter.papers
    assert (may_leave(clip), may_leave(plan)) == (False, True)
    with counter.project.reading() as reading:
        with pytest.raises(Refused) as why:
            leaving_bytes(reading, counter.beside, clip, without_traces)
        assert leaving_bytes(reading, counter.beside, plan, without_traces).startswith(b"%PDF")
    assert why.value.code == "attachment.stays"


def test_pages_are_shown_by_the_child(counter: Counter) -> None:
    counter.take(counter.look("ก.pdf", letter("ก\n#pagebreak()\nข")))
    pages = paper_pages_job(silent, counter.project.path, COUNTER, counter.papers[0].uid, LIMITS, 0, 9, 100)
    assert [max(Image.open(BytesIO(page)).size) for page in pages] == [100, 100]


def test_a_mail_becomes_a_draft_with_its_sender(counter: Counter, resources: Resources) -> None:
    look = counter.look("คำร้อง.eml", mail("ขอให้ซ่อมไฟ", "ไฟดับหน้าบ้าน"))

    draft = draft_from_look(look, 32647, shipped_titles(resources))

    assert (draft.title, draft.channel) == ("ขอให้ซ่อมไฟ", "email")
    assert draft.details == "ไฟดับหน้าบ้าน"
    [sender] = draft.people
    assert sender.owner is not None
    assert (sender.owner.name, sender.owner.email) == ("นายสมชาย ใจดี", "somchai@example.org")


def test_a_photo_becomes_a_draft_at_its_place(counter: Counter) -> None:
    draft = draft_from_look(counter.look("หลุม.jpg", photo()), 32647)
    assert draft.shape is not None
    assert draft.shape.distance(Point(499_273, 2_077_337)) < 1
    assert draft_from_look(counter.look("หลุม.jpg", photo())).shape is None
    assert draft_from_look(counter.look("แบน.jpg", photo(told=False)), 32647).shape is None


def test_looking_tells_how_far_it_is(counter: Counter) -> None:
    steps = []
    paths = [counter.look(name, photo()).path for name in ("ก.jpg", "ข.jpg")]
    seen = look_at_papers_job(lambda step: steps.append((step.done, step.total)), paths, LIMITS, counter.folder)
    assert len(seen.looks) == 2
    assert steps == [(0, 2), (1, 2), (2, 2)]


def test_the_office_says_what_is_taken_in() -> None:
    shipped = paper_limits(the_book())
    assert (shipped.inside, shipped.largest, shipped.most_of("petitions")) == (2_000_000, 25_000_000, 40)
    assert shipped.allowed == LIMITS.allowed

    own = _book('inside_mb = 0.5\nlargest_mb = 5\nallowed = ["jpg", ".PDF"]\n[most_per_case]\nother = 3\n')
    assert (paper_limits(own).inside, paper_limits(own).most_of("petitions")) == (500_000, 3)
    assert paper_limits(own).allowed == {"image/jpeg", "application/pdf"}


@pytest.mark.parametrize("page", ["inside_mb = 'two'", "largest_mb = -1", 'allowed = ["exe"]'])
def test_a_page_that_says_what_cannot_be_is_refused(page: str) -> None:
    with pytest.raises(Refused) as why:
        paper_limits(_book(page))
    assert why.value.code == "office.unreadable"


def _book(page: str) -> OfficeBook:
    names = ("days", "divisions", "series", "chain")
    return read_book({**dict.fromkeys(names, ""), "attachments": page})


def test_a_paper_that_is_gone_is_said(counter: Counter) -> None:
    with pytest.raises(Refused) as why:
        detach(counter.project, COUNTER, Uid("0"))
    assert why.value.code == "attachment.gone"
