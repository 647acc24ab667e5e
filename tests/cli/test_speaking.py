"""How the command line speaks: one sentence for what it cannot do, in the user's language, and JSON alone."""

import json
import logging

import pytest
from tests.cli.conftest import Command, TownFiles

from ltaxgis.cli import run
from ltaxgis.cli.commands import COMMANDS

SLIPS = [
    (["new", "x.ltax"], "new still needs: --name, --crs. See ltaxgis new --help"),
    (["import"], "import still needs: PROJECT. See ltaxgis import --help"),
    (
        ["new", "x.ltax", "--name", "x", "--crs", "32647", "--codes", "own"],
        "--codes cannot be own. It can be: ltax, free",
    ),
    (["sheets", "x.ltax", "--out", "y.pdf", "--paper", "A9"], "--paper cannot be A9. It can be: A4, A3, A2, A1, A0"),
    (["sheets", "x.ltax", "--out", "y.pdf", "--scale", "1.5"], "--scale takes a whole number, not 1.5"),
    (
        ["sheets", "x.ltax", "--out", "y.pdf", "--block", "01A", "--bbox", "1,2,3,4"],
        "--bbox and --block cannot be given together. Choose one of them",
    ),
    (["check", "x.ltax", "--fast"], "check does not know --fast. See ltaxgis check --help"),
    (["check", "x.ltax", "--find", "f.xlsx"], "check does not know --find. See ltaxgis check --help"),
    (["import", "x.ltax", "--register"], "After --register something must follow. See ltaxgis import --help"),
]


@pytest.mark.parametrize(("arguments", "sentence"), SLIPS)
def test_a_slip_of_the_keyboard_is_one_plain_sentence(command: Command, arguments: list[str], sentence: str) -> None:
    told = command(*arguments, "--lang", "en") if arguments[-1] != "--register" else command("--lang", "en", *arguments)

    assert told.status == 2
    assert told.out == ""
    assert told.err == f"{sentence}\n"


def test_an_unknown_command_lists_the_known_ones(command: Command) -> None:
    told = command("imprt", "x.ltax", "--lang", "en")

    assert told.status == 2
    assert told.err.startswith("There is no command imprt")
    assert "restore" in told.err


def test_without_a_screen_the_window_is_refused(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")

    assert command("--lang", "en").err.startswith("There is no screen here")


def test_the_language_is_the_option_else_the_locale(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert command("backup", "no.ltax", "x.ltax").err.startswith("There is no project")
    assert command("backup", "no.ltax", "x.ltax", "--lang", "th").err.startswith("ไม่พบแฟ้มโครงการ")
    assert command("--lang=th", "backup", "no.ltax", "x.ltax").err.startswith("ไม่พบแฟ้มโครงการ")
    monkeypatch.setenv("LC_ALL", "th_TH.UTF-8")
    assert command("backup", "no.ltax", "x.ltax").err.startswith("ไม่พบแฟ้มโครงการ")
    assert command("backup", "no.ltax", "x.ltax", "--lang", "en").err.startswith("There is no project")


def test_options_for_all_commands_may_stand_before_or_after(command: Command) -> None:
    before, after = command("--json", "--lang", "en", "profiles"), command("profiles", "--json", "--lang", "en")

    assert before == after
    assert before.json["profiles"]


def test_json_is_the_only_thing_on_standard_output(command: Command, town: TownFiles) -> None:
    told = command("check", town.project, "--json")

    assert json.loads(told.out) == {"findings": {}}
    assert told.out.count("\n") == 1
    assert told.err == ""


def test_a_refusal_with_json_leaves_standard_output_empty(command: Command) -> None:
    told = command("check", "no.ltax", "--json")

    assert (told.status, told.out) == (2, "")
    assert told.err.count("\n") == 1


def test_a_fault_of_the_program_is_a_sentence_and_a_log_not_a_traceback(
    command: Command, town: TownFiles, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    logs = tmp_path_factory.mktemp("logs")
    monkeypatch.setattr("platformdirs.user_log_path", lambda *_, **__: logs)
    monkeypatch.setattr(logging.getLogger(), "handlers", [])

    def breaks(*_: object) -> int:
        raise ZeroDivisionError("ours")

    monkeypatch.setitem(COMMANDS, "check", breaks)

    told = command("check", town.project)

    assert told.status == 2
    assert told.err.count("\n") == 1
    assert "Traceback" not in told.err
    assert "ZeroDivisionError: ours" in (logs / "ltaxgis.log").read_text(encoding="utf-8")


def test_ctrl_c_is_status_130(command: Command, town: TownFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    def pressed(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setitem(COMMANDS, "check", pressed)

    assert command("check", town.project).status == 130


def test_no_progress_where_nobody_watches(command: Command, town: TownFiles) -> None:
    told = command("import", town.project, "--register", town.register, "--lang", "en")

    assert told.err == ""
    assert "\r" not in told.out
    assert told.out.startswith("Imported\n")


def test_help_without_a_command_lists_them(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run(["--help", "--lang", "en"])
    page = capsys.readouterr().out
    for name in ("demo", "new", "import", "profiles", "join", "draw", "sheets", "check", "export", "backup", "restore"):
        assert name in page
