"""The words that a publication becomes for other programs and for the loudspeakers."""

from dataclasses import dataclass
from datetime import datetime

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor, ProjectSettings
from ltaxgis.domain.publicity_desk import page
from ltaxgis.domain.publicity_spoken import reading_time, spoken_table, spoken_text
from ltaxgis.domain.publicity_texts import facebook_text, line_text
from ltaxgis.ports.stores import Reading
from ltaxgis.services.office_face import face_of
from ltaxgis.services.published import as_it_would_be
from ltaxgis.words import Words

LINE, FACEBOOK, SPOKEN = "line", "facebook", "spoken"
USUAL_SPEED = 220


@dataclass(frozen=True, slots=True)
class MadeTexts:
    """For LINE, for Facebook, and as it is read aloud in so many `seconds`."""

    line: str
    facebook: str
    spoken: str
    seconds: int

    def of(self, name: str) -> str:
        return {LINE: self.line, FACEBOOK: self.facebook, SPOKEN: self.spoken}[name]


def made_texts(
    reading: Reading, actor: Actor, book: OfficeBook, settings: ProjectSettings, words: Words, uid: Uid, now: datetime
) -> MadeTexts:
    """Of the text as it stands, approved or not: who copies it sees its state. Always in Thai."""
    published = as_it_would_be(reading, actor, book, settings.crs, uid, now)
    face = face_of(reading, book, settings)
    spoken = spoken_text(published, face, spoken_table(book.tables), words)
    speed = int(page(book).get("syllables_a_minute", USUAL_SPEED))
    return MadeTexts(
        line_text(published, face, words), facebook_text(published, face, words), spoken, reading_time(spoken, speed)
    )
