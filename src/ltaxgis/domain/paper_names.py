"""Names of files that came in, made harmless: no way out of a folder, no name that Windows cannot bear."""

import re
import unicodedata

from ltaxgis.domain.attachments import SUFFIXES, suffix_of

LONGEST = 80
"""A name on disk has 255 bytes, a Thai letter three."""
NAMELESS = "เอกสาร"
_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?=\.|$)")
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}\Z")
# zero-width space, joiners and what turns the direction of writing: `photo[RLO]gpj.exe` reads as a picture
_UNSEEN = frozenset({"Cf", "Cc", "Cs", "Co", "Cn", "Zl", "Zp"})


def kept_name(name: str, media: str = "") -> str:
    """The last part of a name as every system can keep it, at most `LONGEST` letters; it ends as its type by
    content does, where that is given."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(letter for letter in last if unicodedata.category(letter) not in _UNSEEN)
    plain = _FORBIDDEN.sub("_", " ".join(seen.split())).strip(" .")
    found = _SUFFIX.search(plain)
    stem, suffix = (plain[: found.start()], found.group().lower()) if found else (plain, "")
    if media and suffix not in SUFFIXES.get(media, (suffix,)):
        stem, suffix = plain, suffix_of(media)
    stem = _short(stem.strip(" ."), LONGEST - len(suffix)) or NAMELESS
    return f"_{stem}{suffix}" if _DEVICES.match(stem) else f"{stem}{suffix}"


def free_name(name: str, taken: set[str]) -> str:
    """The name, with a number where one that Windows holds for the same is taken; it is taken then."""
    found = _SUFFIX.search(name)
    stem, suffix = (name[: found.start()], found.group()) if found else (name, "")
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{stem} ({number}){suffix}"
    taken.add(free.casefold())
    return free


def _short(stem: str, most: int) -> str:
    if len(stem) <= most:
        return stem
    cut = stem[: most - 1]
    while cut and unicodedata.category(stem[len(cut)]) == "Mn":  # a mark would be torn from its letter
        cut = cut[:-1]
    return f"{cut.rstrip(' .')}…"
