"""What the project in memory answers about letters: it has none."""

from datetime import date

from ltaxgis.ports.letters import (
    AwaitedLine,
    InboxPage,
    InboxQuery,
    LetterStatistic,
    RegisterPage,
    RegisterQuery,
)


class NoLetters:
    """An office into which no letter has come yet."""

    def letter_register(self, query: RegisterQuery) -> RegisterPage:
        return RegisterPage((), 0)

    def letter_inbox(self, query: InboxQuery) -> InboxPage:
        return InboxPage((), 0)

    def awaited_answers(self, viewer: str) -> list[AwaitedLine]:
        return []

    def letter_statistics(self, first: date, last: date, today: date) -> list[LetterStatistic]:
        return []
