"""Tests of permits begin with the empty form of an application."""

import pytest

from ltaxgis.ui.main_window import MainWindow


@pytest.fixture
def window(window: MainWindow) -> MainWindow:
    window.begin_case("permits")
    return window
