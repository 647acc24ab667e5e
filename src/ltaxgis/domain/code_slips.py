"""How one parcel code may have become another: which slips of hand, eye or spreadsheet lie between two codes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA, Levenshtein
from rapidfuzz.process import cpdist

from ltaxgis.domain.near_texts import Hashes, Indices, deletion_hashes, text_hashes


class Slip(IntEnum):
    """What lies between the code of a row and that of a parcel, the most telling first."""

    SAME = 0
    LETTER_FOR_DIGIT = 1
    LOST_ZERO = 2
    SUB_LOT_ADDED = 3
    SUB_LOT_MISSING = 4
    TRANSPOSED = 5
    BLOCK_LETTER = 6
    SUB_LOT_DIFFERS = 7
    ONE_CHARACTER = 8
    SAME_BLOCK = 9
    FAR = 10
    UNKNOWN = 11


_LOOK_ALIKE = str.maketrans("OQILZSBG", "00112586")
_LOST_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
_JOINTS = re.compile(r"[^0-9A-Z/]+")
_SHAPE = re.compile(r"(\d{2})([A-Z]{1,2})(\d{3,4})(?:/(.+))?")


@dataclass(frozen=True, slots=True)
class CodeForms:
    """Codes in all forms in which two of them may agree, as hashes, 0 where there is none; `regular` marks
    codes of the LTAX pattern."""

    texts: NDArray[np.object_]
    whole: Hashes
    deletions: Hashes
    look: Hashes
    zeros: Hashes
    both: Hashes
    base: Hashes
    sub: Hashes
    block: Hashes
    without_block: Hashes
    regular: NDArray[np.bool_]


def code_forms(codes: Sequence[str]) -> CodeForms:
    """The forms of each code; codes are upper-cased and freed of spaces and joints other than `/` first."""
    plain = [_JOINTS.sub("", code.upper()) for code in codes]
    look = [code.translate(_LOOK_ALIKE) for code in plain]
    shapes = [_SHAPE.fullmatch(code) for code in plain]
    sub = [code.partition("/")[2] if "/" in code else "" for code in plain]
    base = [code[: -len(rest) - 1] if rest else code for code, rest in zip(plain, sub, strict=True)]
    whole = text_hashes(plain)
    return CodeForms(
        np.array(plain, dtype=object),
        whole,
        deletion_hashes(plain),
        text_hashes(look),
        text_hashes([_LOST_ZEROS.sub("", code) for code in plain]),
        text_hashes([_LOST_ZEROS.sub("", code) for code in look]),
        text_hashes(base),
        text_hashes(sub),
        text_hashes([code[: shape.end(2)] if shape else "" for code, shape in zip(plain, shapes, strict=True)]),
        text_hashes(
            [code[:2] + code[shape.end(2) :] if shape else "" for code, shape in zip(plain, shapes, strict=True)]
        ),
        np.array([shape is not None for shape in shapes], bool),
    )


def slips(rows: CodeForms, parcels: CodeForms, row: Indices, parcel: Indices) -> NDArray[np.int8]:
    """The slip of each pair (row, parcel); the most telling where several would do."""
    kinds = np.full(len(row), Slip.FAR, np.int8)
    near, swapped = _distances(rows, parcels, row, parcel)

    def mark(kind: Slip, where: NDArray[np.bool_]) -> None:
        kinds[where] = kind

    def equal(form: str) -> NDArray[np.bool_]:
        left, right = getattr(rows, form)[row], getattr(parcels, form)[parcel]
        return np.asarray((left == right) & (left != 0))

    same_base = equal("base")
    has_sub, parcel_has_sub = rows.sub[row] != 0, parcels.sub[parcel] != 0
    mark(Slip.SAME_BLOCK, equal("block"))
    mark(Slip.ONE_CHARACTER, near)
    mark(Slip.SUB_LOT_DIFFERS, same_base & has_sub & parcel_has_sub)
    mark(Slip.BLOCK_LETTER, equal("without_block"))
    mark(Slip.TRANSPOSED, swapped)
    mark(Slip.SUB_LOT_MISSING, same_base & ~has_sub & parcel_has_sub)
    mark(Slip.SUB_LOT_ADDED, same_base & has_sub & ~parcel_has_sub)
    mark(Slip.LOST_ZERO, equal("zeros"))
    mark(Slip.LETTER_FOR_DIGIT, (equal("look") | equal("both")) & ~equal("zeros"))
    mark(Slip.SAME, equal("whole"))
    mark(Slip.UNKNOWN, (rows.whole[row] == 0) | (parcels.whole[parcel] == 0))
    return kinds


def _distances(
    rows: CodeForms, parcels: CodeForms, row: Indices, parcel: Indices
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which pairs are one slip apart, and which of these by two swapped neighbours."""
    left, right = rows.texts[row].tolist(), parcels.texts[parcel].tolist()
    near = cpdist(left, right, scorer=OSA.distance, score_cutoff=1, dtype=np.uint8) == 1
    swapped = np.zeros(len(row), bool)
    where = np.flatnonzero(near)
    if len(where):
        left, right = rows.texts[row[where]].tolist(), parcels.texts[parcel[where]].tolist()
        swapped[where] = cpdist(left, right, scorer=Levenshtein.distance, dtype=np.uint8) == 2
    return near, swapped
