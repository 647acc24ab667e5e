"""What hung where: entered, taken down, kept as evidence."""

from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from tests.builders import a_project
from tests.publicity import CHIEF, OFFICER, TODAY, PublicityDesk, a_news

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.services.postings import (
    Output,
    PostingDraft,
    add_postings,
    edit_posting,
    hangs_on,
    keep_outputs,
    postings_of,
    remove_posting,
    take_down,
)


@pytest.fixture
def desk(office_folder: Path) -> Iterator[PublicityDesk]:
    project = a_project(office_folder)
    yield PublicityDesk(project)
    project.close()


def test_a_posting_says_what_where_from_to_and_by_whom(desk: PublicityDesk) -> None:
    uid = desk.out(a_news("announcement"))
    photo = desk.photo(uid, place=0)
    draft = PostingDraft(
        place="บอร์ดหน้าสำนักงาน", last=TODAY + timedelta(days=15), by="วิชัย", photo_uid=photo, content=b"paper"
    )
    (one,) = add_postings(desk.project, OFFICER, uid, [draft], desk.now)

    assert (one.channel, one.place, one.first, one.by, one.edition) == ("board", "บอร์ดหน้าสำนักงาน", TODAY, "วิชัย", 1)
    assert one.sha256 == sha256(b"paper").hexdigest()
    assert hangs_on(one, TODAY + timedelta(days=15))

    take_down(desk.project, OFFICER, [one.uid], TODAY + timedelta(days=3))
    with desk.project.reading() as reading:
        (after,) = postings_of(reading, OFFICER, uid)
    assert (after.down_on, hangs_on(after, TODAY + timedelta(days=4))) == (TODAY + timedelta(days=3), False)


@pytest.mark.parametrize(("draft", "code"), [
    (PostingDraft(place=" "), "posting.needs_place"), (PostingDraft("radio"), "publicity.no_channel"),
    (PostingDraft(place="ก", last=TODAY - timedelta(days=1)), "publicity.ends_before_start"),
    (PostingDraft(place="ก", photo_uid="x"), "publicity.no_picture"),
])  # fmt: skip
def test_a_posting_that_cannot_be_is_refused_in_one_sentence(
    desk: PublicityDesk, draft: PostingDraft, code: str
) -> None:
    uid = desk.out()
    with pytest.raises(Refused) as why:
        add_postings(desk.project, OFFICER, uid, [draft], desk.now)
    assert why.value.code == code


def test_what_nobody_approved_hangs_nowhere(desk: PublicityDesk) -> None:
    uid = desk.new()
    with pytest.raises(Refused, match="not_approved"):
        add_postings(desk.project, OFFICER, uid, [PostingDraft(place="ก")], desk.now)


def test_what_was_put_out_is_evidence_once_an_edition_and_content(desk: PublicityDesk) -> None:
    uid = desk.out()
    page = Output(uid, "web", "news-1-2569.html", "a" * 64, "https://town.test/news-1-2569.html")

    assert keep_outputs(desk.project, OFFICER, [page], desk.now) == 1
    assert keep_outputs(desk.project, OFFICER, [page], desk.now) == 0
    desk.step(uid, "correct", reason="คำผิด")
    desk.edit(uid, body="ใหม่")
    desk.step(uid, "approve", CHIEF)
    desk.step(uid, "publish")
    assert keep_outputs(desk.project, OFFICER, [page], desk.now) == 1


def test_a_posting_is_corrected_or_removed_with_a_reason(desk: PublicityDesk) -> None:
    uid = desk.out()
    (one,) = add_postings(desk.project, OFFICER, uid, [PostingDraft(place="ตลาด")], desk.now)
    edit_posting(desk.project, OFFICER, one.uid, {"place": "ตลาดสด", "last": TODAY})
    with pytest.raises(Refused, match="fixed_field"):
        edit_posting(desk.project, OFFICER, one.uid, {"sha256": "x"})
    with pytest.raises(Refused, match="needs_reason"):
        remove_posting(desk.project, OFFICER, one.uid, " ")
    with desk.project.reading() as reading:
        assert [held.place for held in postings_of(reading, OFFICER, uid)] == ["ตลาดสด"]

    remove_posting(desk.project, OFFICER, one.uid, "ไม่ได้ปิดจริง")
    with desk.project.reading() as reading:
        assert postings_of(reading, OFFICER, uid) == []
    with pytest.raises(Refused, match=r"posting\.gone"):
        take_down(desk.project, OFFICER, [Uid(one.uid)], TODAY)
