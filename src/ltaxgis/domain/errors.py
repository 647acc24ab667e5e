"""Errors a person can do something about; everything else is a fault of the program.

An error carries a code and facts; `words` makes the sentence.
"""


class Refused(Exception):
    """Something that cannot be done, for a reason the user can understand and mend. Nothing was changed.

    `code` is a key of the words (`file.missing`), `facts` fill its sentence.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts

    def __reduce__(self) -> tuple[object, ...]:
        # errors travel from worker processes; keyword facts need their own way through pickle
        return (_again, (type(self), self.code, self.facts))


class Conflict(Refused):
    """What was read is no longer what is stored: somebody else changed it in between."""


class Stopped(Exception):
    """The user pressed Stop; everything is as it was before."""


def _again(kind: type[Refused], code: str, facts: dict[str, object]) -> Refused:
    return kind(code, **facts)
