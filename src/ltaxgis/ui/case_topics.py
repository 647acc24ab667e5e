"""Which place of the guide tells of what is looked at on a desk of cases."""

from PySide6.QtWidgets import QApplication, QWidget

from ltaxgis.ui.cases.attachments_card import AttachmentsCard
from ltaxgis.ui.cases.desk import CasesDesk
from ltaxgis.ui.cases.paper_dialog import PaperPage
from ltaxgis.ui.petitions.files import PetitionFiles

PAPERS, CASE, FILES = "case.papers", "case", "petitions.files"
OF_PETITIONS = "petitions"
"""The desk whose cases the guide's page of a case tells of; the others tell of their cases themselves."""


def case_topic(name: str, page: QWidget | None) -> str:
    """Papers where one is shown or the keyboard is among them, the case where it is on its page, else the desk."""
    if isinstance(page, PaperPage):
        return PAPERS
    focus = QApplication.focusWidget()
    if not isinstance(page, CasesDesk):
        return name
    if focus is not None and any(one.isAncestorOf(focus) for one in page.findChildren(AttachmentsCard)):
        return PAPERS
    files = page.findChild(PetitionFiles)
    if files is not None and (focus is files or files.told.isVisibleTo(page)):
        return FILES
    inside = page.page.whole or (focus is not None and page.page.isAncestorOf(focus))
    return CASE if inside and name == OF_PETITIONS else name
