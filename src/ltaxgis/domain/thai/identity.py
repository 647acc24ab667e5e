"""Identity and telephone numbers: checked, and masked wherever they are shown."""

import re
from operator import mul

from ltaxgis.domain.thai.numerals import to_arabic

LENGTH = 13

_WEIGHTS = tuple(range(LENGTH, 1, -1))
_ZEROS = ord("0") * sum(_WEIGHTS)

_NOT_DIGITS = re.compile(r"[^0-9]+")
_BESIDES_DIGITS = re.compile(r"[\s\-–.]+")
# 13 digits, together or in the groups of the card, not inside a longer number
_IN_TEXT = re.compile(r"(?<![0-9])[0-9](?:[ \-–.]?[0-9]){12}(?![0-9])")


# mobile telephones, alike; what is longer is another number
_MOBILE_IN_TEXT = re.compile(r"(?<![0-9])(?<![0-9][\-–.])0[ \-–.]?[689](?:[ \-–.]?[0-9]){8}(?![\-–.]?[0-9])")
SHORTEST_PRIVATE = 10


def check_digit(first_twelve: str) -> int:
    """The thirteenth digit: (11 - sum of digit times (14 - place) mod 11) mod 10."""
    weighted: int = sum(map(mul, _WEIGHTS, first_twelve.encode("ascii"))) - _ZEROS
    return (11 - weighted % 11) % 10


def check_digit_holds(number: str) -> bool:
    """Whether 13 plain digits carry the right check digit; a filter for typing errors, no proof of a person."""
    if len(number) != LENGTH or not (number.isascii() and number.isdigit()):
        return False
    return check_digit(number[:12]) == int(number[12])


def plain_number(text: str) -> str:
    """A number without its spaces, dashes and dots, in Arabic digits; letters (of a passport) stay, upper case."""
    if text.isascii() and text.isalnum():
        return text.upper()
    return _BESIDES_DIGITS.sub("", to_arabic(text)).upper()


def looks_like_identity_number(text: str) -> bool:
    """Whether the text is, apart from spaces and dashes, 13 digits with the right check digit."""
    return check_digit_holds(plain_number(text))


def mask_number(number: str) -> str:
    """`x-xxxx-xxxx5-63-5`: only the last four of 13 digits; of shorter numbers at most the last two."""
    plain = plain_number(number)
    if len(plain) == LENGTH:
        return f"x-xxxx-xxxx{plain[9]}-{plain[10:12]}-{plain[12]}"
    shown = 4 if len(plain) > 10 else 2 if len(plain) > 4 else 0
    return "x" * (len(plain) - shown) + plain[len(plain) - shown :]


def plain_phone(text: str) -> str:
    """The digits of a telephone number."""
    return _NOT_DIGITS.sub("", to_arabic(text))


def mask_phone(number: str) -> str:
    """`xxx-xxx-5678`: only the last four digits, of short numbers none."""
    plain = plain_phone(number)
    if len(plain) < 7:
        return "x" * len(plain)
    return f"{'x' * (len(plain) - 7)}-xxx-{plain[-4:]}"


def numbers_in(text: str, *, phones: bool = True) -> list[str]:
    """The identity and (with `phones`) mobile telephone numbers that stand inside a text, as plain digits."""
    if len(text) < SHORTEST_PRIVATE:
        return []
    arabic = to_arabic(text)
    people = [number for found in _IN_TEXT.findall(arabic) if check_digit_holds(number := plain_number(found))]
    if not phones:
        return people
    rest = _IN_TEXT.sub(lambda found: _masked(found.group()), arabic) if people else arabic
    return people + [plain_phone(found) for found in _MOBILE_IN_TEXT.findall(rest)]


def mask_numbers_in(text: str, *, phones: bool = True) -> str:
    """The text with each identity number in it masked, and with `phones` each mobile telephone number."""
    if not numbers_in(text, phones=phones):
        return text
    without = _IN_TEXT.sub(lambda found: _masked(found.group()), to_arabic(text))
    return _MOBILE_IN_TEXT.sub(lambda found: mask_phone(found.group()), without) if phones else without


def _masked(found: str) -> str:
    return mask_number(found) if looks_like_identity_number(found) else found
