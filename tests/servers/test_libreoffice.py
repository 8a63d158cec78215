import pytest

from tests.servers import libreoffice

pytestmark = pytest.mark.libreoffice


def test_it_says_its_version():
    name, number = libreoffice.version().split()
    assert name == "LibreOffice"
    assert number.split(".")[0].isdigit()


def test_what_it_cannot_open_is_told(tmp_path):
    file = tmp_path / "broken.xlsx"
    file.write_bytes(b"PK\x03\x04 and nothing more")
    with pytest.raises(AssertionError, match=r"made no \['broken\.pdf'\]"):
        libreoffice.converted([file], "pdf", tmp_path / "made")
