"""The statistics of a desk as charts and a map, and as a paper with both."""

from collections.abc import Sequence
from datetime import date

from ltaxgis.domain.papers.statistics import StatisticsPaper, StatisticsPart
from ltaxgis.domain.thai.calendar import short_date
from ltaxgis.ports.charts import Bars, ChartPage, DensityMap, Series
from ltaxgis.ports.workbooks import SheetColumn, SheetPicture, SheetRow, WorkSheet
from ltaxgis.services.case_statistics import Figures, Statistics
from ltaxgis.services.case_workbook import CaseNames, month_name
from ltaxgis.services.density_maps import class_counts
from ltaxgis.services.stationery import Stationery

_MOST = 12


def chart_page(
    statistics: Statistics, desk: str, names: CaseNames, first: date, last: date, places: DensityMap | None = None
) -> ChartPage:
    """What came and was closed by month, what came most, how long the divisions took, and where it came from."""
    words = names.words
    by = (
        [(names.category(code), one) for code, one in statistics.categories if code]
        or [(names.kind(desk, code), one) for code, one in statistics.kinds]
    )[:_MOST]  # fmt: skip
    took = [(names.division(code), one) for code, one in statistics.divisions if one.days is not None][:_MOST]
    months = [(month_name(*month, words.language), one) for month, one in statistics.months]
    charts = (
        _bars("by_month", "month", months, names, ("came", "closed")),
        _bars("by_category", "category", by, names, ("came", "late"), lying=True),
        _bars("days", "division", took, names, ("days",), lying=True),
    )
    days = tuple(short_date(day, words.language) for day in (first, last))
    return ChartPage(
        words("case_statistics.title", desk=words(f"desk.{desk}"), first=days[0], last=days[1]),
        [one for one in charts if one.labels],
        words("case_statistics.foot", count=statistics.total.came, late=statistics.total.late),
        places,
    )


def statistics_paper(paper: Stationery, page: ChartPage, pictures: Sequence[str]) -> StatisticsPaper:
    """The page on paper; `pictures` are the names of the charts' pictures, the map's last."""
    say, parts = paper.say, []
    for chart, picture in zip(page.charts, pictures, strict=False):
        head = (chart.heading, *(series.name for series in chart.series))
        rows = tuple(
            (label, *(told_number(series.values[place]) for series in chart.series))
            for place, label in enumerate(chart.labels)
        )
        parts.append(StatisticsPart(title=chart.title, picture=picture, alt=chart.title, head=head, rows=rows))
    if page.places is not None:
        parts.append(_map_part(paper, page.places, pictures[-1]))
    return StatisticsPaper(
        head=paper.head(), title=page.title, made_on=paper.today, language=paper.words.language, heading=page.title,
        foot=page.foot, source=source_of(paper), parts=tuple(parts),
        page_of=say("paper.page_of", page="{page}", count="{count}"),
    )  # fmt: skip


def source_of(paper: Stationery) -> str:
    return paper.say("case_statistics.source", name=paper.settings.name, day=paper.day(paper.today))


def charts_sheet(paper: Stationery, page: ChartPage, pictures: Sequence[bytes]) -> WorkSheet:
    """The charts and the map as pictures (PNG) of a sheet, with their titles above and what they say below."""
    titles = [chart.title for chart in page.charts]
    notes = [page.foot]
    if page.places is not None:
        titles.append(page.places.title)
        notes += page.places.notes
    rows = tuple(SheetRow([text]) for text in (*notes, source_of(paper)))
    shown = tuple(SheetPicture(content, title) for content, title in zip(pictures, titles, strict=True))
    return WorkSheet(paper.say("case_statistics.charts"), (SheetColumn(page.title, 110.0),), rows, pictures=shown)


def told_number(value: float | None) -> str:
    """Empty where there is none; a part of one to a tenth."""
    if value is None:
        return ""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def _map_part(paper: Stationery, places: DensityMap, picture: str) -> StatisticsPart:
    head = tuple(paper.say(f"density.{name}") for name in ("legend", "hexagons", "cases"))
    rows = tuple((text, f"{hexagons:,}", f"{cases:,}") for text, hexagons, cases in class_counts(places))
    return StatisticsPart(
        title=places.title, picture=picture, alt=places.title, head=head, rows=rows, wide=True,
        notes=tuple(places.notes),
    )  # fmt: skip


def _bars(
    title: str, heading: str, lines: list[tuple[str, Figures]], names: CaseNames, told: tuple[str, ...], *,
    lying: bool = False,
) -> Bars:  # fmt: skip
    words = names.words
    series = tuple(Series(words(f"case_statistics.{name}"), [getattr(one, name) for _, one in lines]) for name in told)
    return Bars(
        words(f"case_statistics.{title}"),
        [label for label, _ in lines],
        series,
        lying,
        words(f"case_statistics.{heading}"),
    )
