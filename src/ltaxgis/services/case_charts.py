"""The statistics of a desk as a page of charts."""

from datetime import date

from ltaxgis.domain.thai.calendar import short_date
from ltaxgis.ports.charts import Bars, ChartPage, Series
from ltaxgis.services.case_statistics import Figures, Statistics
from ltaxgis.services.case_workbook import CaseNames, month_name

_MOST = 12


def chart_page(statistics: Statistics, desk: str, names: CaseNames, first: date, last: date) -> ChartPage:
    """What came and was closed by month, what came most, and how long the divisions took."""
    words = names.words
    by = (
        [(names.category(code), one) for code, one in statistics.categories if code]
        or [(names.kind(desk, code), one) for code, one in statistics.kinds]
    )[:_MOST]  # fmt: skip
    took = [(names.division(code), one) for code, one in statistics.divisions if one.days is not None][:_MOST]
    months = [(month_name(*month, words.language), one) for month, one in statistics.months]
    charts = (
        _bars(words("case_statistics.month"), months, names, ("came", "closed")),
        _bars(words("case_statistics.category"), by, names, ("came", "late"), lying=True),
        _bars(words("case_statistics.days"), took, names, ("days",), lying=True),
    )
    days = tuple(short_date(day, words.language) for day in (first, last))
    return ChartPage(
        words("case_statistics.title", desk=words(f"desk.{desk}"), first=days[0], last=days[1]),
        [one for one in charts if one.labels],
        words("case_statistics.foot", count=statistics.total.came, late=statistics.total.late),
    )


def _bars(
    title: str, lines: list[tuple[str, Figures]], names: CaseNames, told: tuple[str, ...], *, lying: bool = False
) -> Bars:
    series = tuple(
        Series(names.words(f"case_statistics.{name}"), [getattr(one, name) for _, one in lines]) for name in told
    )
    return Bars(title, [label for label, _ in lines], series, lying)
