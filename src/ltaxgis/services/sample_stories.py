"""The stage on which the sample town's two years are played: who works there, who lives there, whose turn it is."""

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from shapely.geometry.base import BaseGeometry

from ltaxgis.domain.clocks import BANGKOK
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.ports.stores import Project
from ltaxgis.services.rehearsal import Rehearsal

Story = Iterator[datetime]
"""What happens with one case: it goes on at each moment that it answers."""


@dataclass(frozen=True, slots=True)
class Site:
    """A parcel with its shape."""

    uid: Uid
    code: str
    shape: BaseGeometry


@dataclass
class Stage:
    """`texts` are the sample's own words. The same seed and day play the same years."""

    rehearsal: Rehearsal
    book: OfficeBook
    texts: Mapping[str, Any]
    people: Sequence[Uid]
    sites: Sequence[Site]
    random: Random
    until: datetime
    now: datetime
    staff: Mapping[str, Actor] = field(init=False)
    open: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.staff = {
            one["division"]: Actor(one["name"], one["position"], tuple(one["roles"]))
            for one in reversed(self.texts["staff"])
        }

    @property
    def project(self) -> Project:
        return self.rehearsal.project

    @property
    def counter(self) -> Actor:
        return self.staff["clerk"]

    @property
    def chief(self) -> Actor:
        return self.staff["legal"]

    def of(self, division: str) -> Actor:
        """Who works in a division; the counter where nobody is known."""
        return self.staff.get(division, self.counter)

    def pick(self, options: Sequence[Any]) -> Any:
        return self.random.choice(options)

    def chance(self, part: float) -> bool:
        return self.random.random() < part

    def later(self, least: int, most: int) -> datetime:
        """A moment in office hours so many days from now."""
        return self.office_hour(self.now.astimezone(BANGKOK).date() + timedelta(days=self.random.randint(least, most)))

    def soon(self) -> datetime:
        """Some minutes from now, the same day."""
        return self.now + timedelta(minutes=self.random.randint(4, 50))

    def office_hour(self, day: date) -> datetime:
        opens = datetime.combine(self.book.days.working_from(day), time(8, 30), BANGKOK)
        moment = opens + timedelta(minutes=self.random.randint(0, 460))
        return max(moment, self.now + timedelta(minutes=1))

    def play(self, stories: Sequence[tuple[datetime, Story]]) -> None:
        """All of them, each at its time, until the last day: what would happen after it has not happened yet."""
        turns = [(at, number, story) for number, (at, story) in enumerate(stories)]
        heapq.heapify(turns)
        while turns:
            at, number, story = heapq.heappop(turns)
            if at > self.until:
                continue
            self.now = at
            following = next(story, None)
            if following is not None:
                heapq.heappush(turns, (following, number, story))
