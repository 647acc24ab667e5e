"""What the command line prints: words for people, one JSON object for programs."""

import json
import sys
from collections.abc import Iterable

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.findings import SEVERITIES, Severity
from ltaxgis.domain.ledger import JoinTally
from ltaxgis.services.progress import Step
from ltaxgis.words import Words

CLEAR = "\r\x1b[K"


class Console:
    """Standard output for answers, standard error for everything else. With JSON nothing but the object goes out."""

    def __init__(self, words: Words, *, as_json: bool) -> None:
        self.words = words
        self.as_json = as_json
        self._shows_progress = sys.stderr.isatty() and not as_json

    def say(self, code: str, **facts: object) -> None:
        if not self.as_json:
            self.end_progress()
            print(self.words(code, **facts))

    def say_join(self, tally: JoinTally) -> None:
        counts = {name: count for name, count in tally.as_json().items() if name != "by"}
        self.say("cli.joined", **counts)

    def line(self, text: str) -> None:
        if not self.as_json:
            print(text)

    def answer(self, data: object) -> None:
        """The JSON object, where it was asked for."""
        if self.as_json:
            print(json.dumps(data, ensure_ascii=False))

    def refuse(self, refused: Refused) -> None:
        self.end_progress()
        print(self.words(refused.code, **refused.facts), file=sys.stderr)

    def interrupted(self) -> None:
        self.end_progress()
        print(self.words("cli.interrupted"), file=sys.stderr)

    def progress(self, step: Step) -> None:
        if self._shows_progress:
            told = f" {step.done:,}/{step.total:,}" if step.total else ""
            print(f"{CLEAR}{self.words(step.code)}{told}", end="", file=sys.stderr, flush=True)

    def end_progress(self) -> None:
        if self._shows_progress:
            print(CLEAR, end="", file=sys.stderr, flush=True)

    def findings(self, counts: Iterable[tuple[str, int]]) -> None:
        """By kind, what stops first; what only informs is one line."""
        kinds = sorted(counts, key=lambda kind: (list(Severity).index(SEVERITIES[kind[0]]), -kind[1]))
        for code, count in kinds:
            if SEVERITIES[code] is not Severity.INFORMS:
                self.say("cli.finding", severity=self.words(f"severity.{SEVERITIES[code]}"), count=count,
                         kind=self.words(f"finding.{code}"))  # fmt: skip
        informs = sum(count for code, count in kinds if SEVERITIES[code] is Severity.INFORMS)
        if informs:
            self.say("cli.findings_inform", count=informs)
