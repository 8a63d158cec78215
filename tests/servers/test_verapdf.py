import pikepdf
import pytest

from tests.servers.verapdf import verapdf

pytestmark = pytest.mark.verapdf


def test_each_file_has_its_own_verdict_and_reasons(tmp_path):
    untagged, nothing = tmp_path / "untagged file.pdf", tmp_path / "nothing.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(untagged)
    nothing.write_text("nothing")
    verdicts = verapdf([untagged, nothing])
    assert [(v.path, v.passed) for v in verdicts] == [(untagged, False), (nothing, False)]
    assert any("Marked" in failure for failure in verdicts[0].failures)
    assert verdicts[1].failures[0].startswith("could not be read")
