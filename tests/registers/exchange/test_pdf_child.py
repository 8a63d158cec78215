"""The child process: locked in, and its failures said in one sentence."""

import json
import subprocess
import sys
import threading
from fcntl import LOCK_EX, flock

import pytest

from registers.exchange import pdf_child
from registers.exchange.paper.material import Material
from registers.exchange.pdf_child import PdfFailed, PdfUnavailable
from registers.exchange.pdf_store import PdfStore
from registers.exchange.write_pdf import bundle
from tests.registers.exchange.printed import hostile, invented, matrix, risk, theme


def small(html='<p lang="en">Words</p>'):
    page = f'<html lang="en"><head><title>T</title></head><body>{html}</body></html>'
    return {"html": page, "css": "", "files": {"cover.svg": "<svg/>"}, "links": {}}


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:9/",
        "print:../../manage.py",
        "print:fonts/README.md",
        "data:,x",
    ],
)
@pytest.mark.parametrize(
    "markup", ['<img alt="x" src="{}">', '<p style="background: url({})">x</p>']
)
def test_it_fetches_nothing_but_its_own(tmp_path, caplog, address, markup):
    with pytest.raises(PdfFailed, match=r"The file could not be made; the server's log says why\."):
        pdf_child.run(small(markup.format(address)), tmp_path)
    assert "print folder" in caplog.text


def test_without_pango_it_says_what_to_type(tmp_path):
    (tmp_path / "libpango-1.0.so.0").write_bytes(b"")
    with pytest.raises(PdfUnavailable) as said:
        pdf_child.run(small(), tmp_path, {"LD_LIBRARY_PATH": str(tmp_path)})
    line = "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    assert (
        str(said.value)
        == f"PDFs need the library Pango, which this machine lacks. Install it with: {line}"
    )


def test_a_limit_on_processor_time(tmp_path, settings):
    settings.PDF_SECONDS = 1
    with pytest.raises(PdfFailed, match="takes more than 1 seconds to write"):
        pdf_child.run(bundle(Material(hostile())), tmp_path)


def test_a_limit_on_memory(tmp_path, settings):
    settings.PDF_MEGABYTES = 100
    with pytest.raises(PdfFailed, match="takes more memory to write than it may have"):
        pdf_child.run(bundle(Material(hostile())), tmp_path)


def test_a_limit_on_the_clock(tmp_path, settings):
    settings.PDF_WAIT = 1
    with pytest.raises(PdfFailed, match="was not ready in time"):
        pdf_child.run(bundle(Material(hostile())), tmp_path)


def test_two_at_once_and_no_more(tmp_path, settings):
    settings.PDF_WAIT = 0
    with (
        open(tmp_path / "place-0.lock", "w") as first,
        open(tmp_path / "place-1.lock", "w") as second,
    ):
        flock(first, LOCK_EX)
        flock(second, LOCK_EX)
        with pytest.raises(PdfFailed, match="Too many files are being made"):
            pdf_child.run(small(), tmp_path)


def test_it_knows_no_secret(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "very secret")
    assert "very secret" not in pdf_child._environment(tmp_path).values()


def test_the_parent_imports_no_weasyprint():
    code = (
        "import django, sys; django.setup(); import registers.exchange.write_pdf;"
        "sys.exit('weasyprint' in sys.modules or 'pikepdf' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_twenty_who_ask_at_once_are_served_by_one_rendering(tmp_path):
    made = []
    store = PdfStore(tmp_path)
    asking = threading.Barrier(20)

    def ask():
        asking.wait()
        assert store.get_or_make("ab12", lambda: made.append(1) or b"paper") == b"paper"

    threads = [threading.Thread(target=ask) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [1]


def test_a_rendering_that_fails_keeps_nothing(tmp_path):
    store = PdfStore(tmp_path)
    with pytest.raises(PdfFailed):
        store.get_or_make(
            "ab12", lambda: pdf_child.run(small('<img alt="x" src="file:///x">'), tmp_path)
        )
    assert list(tmp_path.rglob("*.pdf")) == []


def test_a_bundle_is_plain_data():
    made = bundle(Material(invented(theme(risk(1, matrix())))))
    assert json.loads(json.dumps(made)) == made
    assert set(made) == {"html", "css", "files", "links", "pages"}
