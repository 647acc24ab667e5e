"""Fills the lists of `docs/import_formats.md` from profiles, fields and findings: `python docs/make_import_formats.py`.

Between two marks `<!-- name -->` and `<!-- /name -->` stands what follows from code and data; the rest is written by
hand. A test holds that it is current.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from ltaxgis.domain.fields import FIELDS
from ltaxgis.domain.findings import SEVERITIES, Severity
from ltaxgis.domain.profiles import Profile, TableProfile, parse_profile
from ltaxgis.ports.resources import find_resources
from ltaxgis.words import Words, load_words

PAPER = Path(__file__).with_name("import_formats.md")
SHIPPED = ("ltax_online", "ltax3000", "parcels")
ORDER = (Severity.STOPS, Severity.WARNS, Severity.INFORMS)


def paper() -> str:
    """The whole text of `import_formats.md`, its lists made anew."""
    text = PAPER.read_text(encoding="utf-8")
    for name, block in {"profiles": _profiles(), "findings": _findings()}.items():
        before, _, rest = text.partition(f"<!-- {name} -->\n")
        text = f"{before}<!-- {name} -->\n{block}{rest[rest.index(f'<!-- /{name} -->') :]}"
    return text


def _profiles() -> str:
    resources = find_resources()
    words = load_words(resources.words, "en")
    made = [parse_profile((resources.profiles / f"{name}.toml").read_text(encoding="utf-8")) for name in SHIPPED]
    return "\n".join(line for profile in made for line in _profile(profile, words))


def _profile(profile: Profile, words: Words) -> Iterator[str]:
    yield f"\n### `{profile.name}`: {profile.title('en')}\n"
    for table in profile.tables:
        key = ", ".join(f"`{name}`" for name in table.key)
        named = ", ".join(f"`{name}`" for name in table.names)
        yield f"**{words(f'kind.{table.kind}')}** (tables named {named}; the same row by {key})\n"
        yield "\n".join(_headings(table, words)) + "\n"


def _headings(table: TableProfile, words: Words) -> Iterator[str]:
    by_field: dict[str, list[str]] = defaultdict(list)
    for heading, name in table.columns.items():
        by_field[name].append(f"`{heading}`")
    kept = by_field.pop("", [])
    for name in sorted(by_field, key=list(FIELDS[table.kind]).index):
        yield f"- {words(f'field.{FIELDS[table.kind][name].key}')}: {', '.join(by_field[name])}"
    if kept:
        yield f"- known and kept with the row: {', '.join(kept)}"


def _findings() -> str:
    words = load_words(find_resources().words, "en")
    lines = ["", "| code | severity | name |", "| --- | --- | --- |"]
    for severity in ORDER:
        told = (code for code, weight in SEVERITIES.items() if weight is severity)
        lines += [f"| `{code}` | {severity.value} | {words(f'finding.{code}')} |" for code in told]
    return "\n".join(lines) + "\n\n"


def main() -> int:
    """`import_formats.md` says what code and data say."""
    PAPER.write_text(paper(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
