"""Foreign files as papers of a case: what they are, what they say, how they look, what is inside them.

Called in a child process: pictures, PDFs and packages may end the process that reads them.
"""

import hashlib
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from ltaxgis.domain.attachments import (
    DOCX,
    EML,
    HEIC,
    MEGABYTE,
    MP4,
    PDF,
    PICTURES,
    SUFFIXES,
    TEXT,
    XLSX,
    ZIP,
    LookedAt,
    PaperLimits,
    PaperLook,
    Said,
    Suggestion,
    suffix_of,
)
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.paper_names import free_name, kept_name
from ltaxgis.domain.paper_texts import LONGEST_TEXT, read_paper
from ltaxgis.formats.archives import damage_said, members, unpacked
from ltaxgis.formats.mail_files import Mail, read_mail
from ltaxgis.formats.paper_kinds import media_of, text_in
from ltaxgis.formats.pdf_text import look_at_pdf, pdf_pages
from ltaxgis.formats.pictures import look_at_picture, picture_for_screen

_MOST_INSIDE = 60
_MOST_AT_ONCE = 8
"""An archive holds no more than so many times the largest file."""
_DEEPEST = 2
Told = Callable[[int, int], None]


def look_at_papers(paths: Sequence[Path], limits: PaperLimits, unpack_to: Path, told: Told) -> LookedAt:
    """All that may be taken in, in the order given, and a sentence for each that may not. What lies inside mails and
    archives is unpacked into `unpack_to`, under names of ours; the files themselves are only read."""
    looks: list[PaperLook] = []
    refused: list[Said] = []
    for done, path in enumerate(paths):
        told(done, len(paths))
        try:
            look = look_at_paper(path, limits, unpack_to)
            looks.extend(look.inside if look.media == ZIP else (look,))
            refused.extend(look.doubts if look.media == ZIP else ())
        except Refused as said:
            refused.append(Said(said.code, said.facts))
    told(len(paths), len(paths))
    return LookedAt(tuple(looks), tuple(refused))


def look_at_paper(path: Path, limits: PaperLimits, unpack_to: Path, depth: int = 0) -> PaperLook:
    """What a file is by its content. Refused with a sentence of its own for a file that is missing, held, empty, too
    large, of another kind, damaged, locked, or not what its name says."""
    shown = kept_name(path.name)
    content = read_whole(path, limits.largest)
    media = _ask_kind(content, shown, limits)
    look = PaperLook(path, kept_name(path.name, media), media, len(content), hashlib.sha256(content).hexdigest())
    look = replace(look, doubts=_name_doubts(shown, media))
    if media in PICTURES:
        return _picture(look, content, limits)
    if media == PDF:
        found = look_at_pdf(content, shown, limits.preview_px)
        return _with_text(replace(look, pages=found.pages, preview=found.preview), found.text)
    if media == EML:
        return _mail(look, read_mail(content, shown), limits, unpack_to, depth)
    if media in (DOCX, XLSX):
        from ltaxgis.formats.word_files import office_text  # its parser comes with the first one

        return _with_text(look, office_text(content, media, shown))
    if media == ZIP:
        return _archive(look, content, limits, unpack_to, depth)
    return _with_text(look, text_in(content)) if media == TEXT else look


def pages_of(
    content: bytes, media: str, name: str, limits: PaperLimits, first: int, count: int, px: int
) -> list[bytes]:
    """JPEGs of pages of a PDF, or of a picture; nothing where there is nothing to see. Refused as `look_at_paper`."""
    if media == PDF:
        return pdf_pages(content, name, first, count, px)
    if media in PICTURES and media != HEIC:
        return [picture_for_screen(content, name, limits.pixels, px)] if first == 0 else []
    return []


def read_whole(path: Path, largest: int) -> bytes:
    """The bytes of a file that is not too large, which is asked before it is read."""
    name = kept_name(path.name)
    try:
        if path.is_dir():
            raise Refused("file.is_folder", name=name)
        size = path.stat().st_size
        if size > largest:
            raise Refused(
                "attachment.too_large", name=name, size=round(size / MEGABYTE), most=round(largest / MEGABYTE)
            )
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Refused("file.missing", name=name, folder=str(path.parent)) from error
    except (OSError, ValueError) as error:  # a name that the system does not bear is a ValueError
        raise Refused("file.no_permission", name=name) from error
    if not content:
        raise Refused("file.empty", name=name)
    return content


def _ask_kind(content: bytes, name: str, limits: PaperLimits) -> str:
    media = media_of(content, name)
    says = next((kind for kind, ends in SUFFIXES.items() if Path(name).suffix.lower() in ends), "")
    if media == TEXT and says in {*PICTURES, PDF, MP4, DOCX, XLSX}:
        raise Refused("attachment.no_picture" if says in PICTURES else "attachment.not_what_it_says", name=name)
    if not media and says in PICTURES:
        raise Refused("attachment.no_picture", name=name)
    if media not in limits.allowed | {ZIP}:
        allowed = " ".join(sorted(suffix_of(each) for each in limits.allowed))
        raise Refused("attachment.kind", name=name, allowed=allowed)
    return media


def _name_doubts(name: str, media: str) -> tuple[Said, ...]:
    suffix = Path(name).suffix.lower()
    known = {end for ends in SUFFIXES.values() for end in ends}
    if suffix in known and suffix not in SUFFIXES[media]:
        return (Said("attachment.other_kind", {"name": name, "kind": suffix_of(media)}),)
    return ()


def _picture(look: PaperLook, content: bytes, limits: PaperLimits) -> PaperLook:
    if look.media == HEIC:  # its only free decoder may not be given away with this program
        return replace(look, doubts=(*look.doubts, Said("attachment.heic", {"name": look.name})))
    seen = look_at_picture(content, look.name, limits.pixels, limits.leaves_px, limits.preview_px)
    doubts = look.doubts
    if seen.pages > 1:
        doubts = (*doubts, Said("attachment.many_pages", {"name": look.name, "count": seen.pages}))
    return replace(
        look, pages=seen.pages, taken_on=seen.taken_on, place=seen.place, preview=seen.preview, leaving=seen.leaving,
        doubts=doubts, suggested=Suggestion(on=seen.taken_on),
    )  # fmt: skip


def _with_text(look: PaperLook, text: str) -> PaperLook:
    kept = text.replace("\0", "")[:LONGEST_TEXT]
    return replace(look, text=kept, suggested=read_paper(kept))


def _mail(look: PaperLook, mail: Mail, limits: PaperLimits, unpack_to: Path, depth: int) -> PaperLook:
    read = read_paper(mail.text)
    suggested = Suggestion(mail.subject or read.title, mail.sender or read.sender, mail.day or read.on, read.number)
    broken = tuple(
        Said("attachment.part_broken", {"name": kept_name(part.name), "mail": look.name})
        for part in mail.parts
        if not part.whole
    )
    whole = [(part.name, part.content) for part in mail.parts if part.whole]
    inside, refused = _look_inside(iter(whole), limits, unpack_to / look.sha256[:16], depth)
    doubts = (*look.doubts, *broken, *refused)
    return replace(look, text=mail.text[:LONGEST_TEXT], suggested=suggested, inside=inside, doubts=doubts)


def _archive(look: PaperLook, content: bytes, limits: PaperLimits, unpack_to: Path, depth: int) -> PaperLook:
    with damage_said(look.name), zipfile.ZipFile(BytesIO(content)) as package:
        packed = members(package, look.name)
        total = sum(item.entry.file_size for item in packed)
        if len(packed) > _MOST_INSIDE or total > limits.largest * _MOST_AT_ONCE:
            raise Refused("file.zip_too_large", name=look.name)

        def parts() -> Iterator[tuple[str, bytes]]:
            for item in packed:
                with unpacked(package, item, look.name) as member:
                    yield item.name, member.stream.read(limits.largest + 1)

        inside, refused = _look_inside(parts(), limits, unpack_to / look.sha256[:16], depth)
    if not inside and not refused:
        raise Refused("file.empty", name=look.name)
    return replace(look, inside=inside, doubts=(*look.doubts, *refused))


def _look_inside(
    parts: Iterator[tuple[str, bytes]], limits: PaperLimits, folder: Path, depth: int
) -> tuple[tuple[PaperLook, ...], tuple[Said, ...]]:
    """Each part written under a harmless name into `folder`, and looked at as any file."""
    looks: list[PaperLook] = []
    refused: list[Said] = []
    taken: set[str] = set()
    for number, (told, content) in enumerate(parts):
        if number >= _MOST_INSIDE or depth >= _DEEPEST:
            refused.append(Said("attachment.too_deep", {"name": kept_name(told)}))
            continue
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / free_name(kept_name(told), taken)
        path.write_bytes(content)
        try:
            look = look_at_paper(path, limits, folder / str(number), depth + 1)
        except Refused as said:
            refused.append(Said(said.code, said.facts))
            continue
        looks.extend(look.inside if look.media == ZIP else (look,))
        refused.extend(look.doubts if look.media == ZIP else ())
    return tuple(looks), tuple(refused)
