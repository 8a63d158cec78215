import pytest

from riskregister.setup import system

PART = system.Part("tests", ("some-package",), ("formula",))


def test_what_is_here_is_not_installed(monkeypatch):
    monkeypatch.setattr(system, "may_install", lambda: pytest.fail("asked to install"))
    assert system.provide(PART, lambda: "/usr/bin/it") is True


def test_what_cannot_be_had_is_said_to_be_missing(monkeypatch):
    monkeypatch.setattr(system, "may_install", lambda: False)
    assert system.provide(PART, lambda: None) is False


def test_the_line_to_type_on_debian(monkeypatch):
    monkeypatch.setattr(system.sys, "platform", "linux")
    assert system.line_to_type(system.PDF) == (
        "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    )


def test_the_line_to_type_on_a_mac(monkeypatch):
    monkeypatch.setattr(system.sys, "platform", "darwin")
    assert system.line_to_type(system.PDF) == "brew install pango"


def test_pdfs_that_cannot_be_made_cost_one_line_and_nothing_else(tmp_path, monkeypatch, capsys):
    (tmp_path / ".venv").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(system, "PDF_LIBRARIES", (("libnowhere.so.0",),))
    monkeypatch.setattr(system, "may_install", lambda: False)
    monkeypatch.setattr(system.sys, "platform", "linux")
    system.main()
    assert capsys.readouterr().out == (
        "PDFs cannot be made on this machine yet; everything else works. For PDFs, type: sudo "
        "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0\n"
    )
    assert list((tmp_path / ".venv").iterdir()) == []
