"""A letter as the office's letters look: with its head, prefix, signer, garuda and size of type, about nothing."""

from ltaxgis.domain.papers.letter import Letter, Part
from ltaxgis.services.case_papers import day_or_open, letter_labels
from ltaxgis.services.stationery import Stationery


def sample_letter(paper: Stationery) -> Letter:
    """From the first division that has a prefix, else from the first one."""
    paper = paper.letters()
    divisions = list(paper.book.divisions)
    division = next((one for one in divisions if paper.prefix(one)), divisions[0] if divisions else "")
    head, prefix, say = paper.head(division), paper.prefix(division), paper.say
    return Letter(
        head=head, title=say("letterhead.sample"), made_on=paper.today, language=paper.words.language,
        thai_digits=paper.thai_digits, labels=letter_labels(paper), number=f"{prefix}/" if prefix else "",
        day=day_or_open(paper, None), subject=say("letterhead.sample"), addressee=say("letterhead.sample.to"),
        body=(Part(text=say("letterhead.sample.body")),), closing=say("letter.closing"), signature=paper.chief(),
        owner=tuple(filter(None, (head.division or head.name, *head.contact))),
        page_mark=say("letter.page", page="{page}"), text_pt=paper.text_pt,
    )  # fmt: skip
