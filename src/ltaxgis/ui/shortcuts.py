"""Shortcuts that work with the Thai layout on: Qt matches characters, so each has its Kedmanee twin."""

from PySide6.QtGui import QKeySequence

from ltaxgis.domain.thai.keyboard import shifted_twin, twin_keys


def with_twins(shortcut: str) -> list[QKeySequence]:
    """`Ctrl+K` and what the same keys send under Kedmanee; function keys and Esc need none."""
    sequences = [shortcut]
    *modifiers, key = shortcut.split("+")
    if modifiers and len(key) == 1:
        twins = [twin_keys(key)]
        if "Shift" in modifiers:
            twins.append(shifted_twin(key))
        sequences += ["+".join([*modifiers, twin]) for twin in twins if twin]
        if "Shift" in modifiers and shifted_twin(key):
            # some systems report the shifted character without Shift
            sequences.append("+".join([*[part for part in modifiers if part != "Shift"], shifted_twin(key)]))
    return [QKeySequence.fromString(sequence, QKeySequence.SequenceFormat.PortableText) for sequence in sequences]


def shown(shortcut: str) -> str:
    """As menus and tips write it."""
    return QKeySequence.fromString(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
