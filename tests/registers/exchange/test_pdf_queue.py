"""PDFs that are made outside of any request: once each, told how far, and why not."""

import os
import threading
import time
from fcntl import LOCK_EX, flock

import pytest

from registers.exchange import pdf_child
from registers.exchange.paper.material import Material
from registers.exchange.pdf_jobs import Failed, Jobs, Making
from registers.exchange.pdf_queue import MOST_WAITING, ready
from registers.exchange.pdf_store import PdfStore
from registers.exchange.pdf_worker import Worker, main
from registers.exchange.write_pdf import Wanted, forget_all, wanted
from tests.registers.exchange.printed import invented, matrix, risk, theme

KEY = "ab12"


@pytest.fixture
def jobs(settings, tmp_path):
    settings.PDF_STORE = tmp_path
    settings.PDF_SOON = 0
    return Jobs(tmp_path)


@pytest.fixture
def idle(jobs):
    """Somebody else is taken for the process that renders, so that none is started."""
    jobs.folder.mkdir(parents=True)
    with open(jobs.folder / "worker.lock", "a") as lock:
        flock(lock, LOCK_EX)
        yield jobs


def small(html="<p>Words</p>"):
    page = f'<html lang="en"><head><title>T</title></head><body>{html}</body></html>'
    return {
        "html": page, "css": "", "files": {"cover.svg": "<svg/>"}, "links": {}, "pages": 1,
    }  # fmt: skip


def want(key=KEY, bundle=None):
    return Wanted(key, lambda: bundle or small())


def until_made(what, *, within=120):
    """Ask until there is an answer, as the page does."""
    end = time.monotonic() + within
    while isinstance(found := ready(what), Making):
        assert time.monotonic() < end
        time.sleep(0.1)
    return found


def test_it_is_made_by_a_process_of_its_own_and_kept(jobs):
    assert isinstance(ready(want()), Making)
    assert until_made(want()).startswith(b"%PDF")
    assert jobs.waiting() == []
    assert ready(Wanted(KEY, lambda: pytest.fail("it was made already"))).startswith(b"%PDF")


def test_whoever_asks_meanwhile_has_nothing_made_again(idle):
    bundles = []

    def bundle():
        bundles.append(1)
        return small()

    asking = threading.Barrier(20)
    found = []

    def ask():
        asking.wait()
        found.append(ready(Wanted(KEY, bundle)))

    threads = [threading.Thread(target=ask) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {type(one) for one in found} == {Making}
    assert (idle.waiting(), bundles) == ([KEY], [1])
    for _ in range(3):
        ready(Wanted(KEY, lambda: pytest.fail("it is wanted already")))


def test_it_is_told_how_many_wait_before_and_how_far_it_is(idle):
    ready(want("aa"))
    ready(want("bb"))
    assert ready(want("bb")) == Making("waiting", before=1)
    idle.progress_file("bb").write_text("3 12", "ascii")
    assert ready(want("bb")) == Making("running", done=3, pages=12)


def test_no_more_than_so_many_wait(idle):
    for number in range(MOST_WAITING):
        ready(want(f"k{number}"))
    assert ready(want("one more")) == Failed(
        "Too many files are waiting to be made. Try again in a few minutes."
    )
    assert len(idle.waiting()) == MOST_WAITING
    assert isinstance(ready(want("k0")), Making)


def test_why_there_is_none_is_told_until_it_is_tried_again(jobs):
    bad = want(bundle=small('<img alt="x" src="file:///x">'))
    sentence = "The file could not be made; the server's log says why."
    assert until_made(bad) == Failed(sentence)
    assert ready(bad) == Failed(sentence)
    assert isinstance(ready(want(), again=True), Making)
    assert until_made(want()).startswith(b"%PDF")


def test_there_is_one_worker_at_a_time(idle):
    ready(want())
    main(str(idle.store))
    assert idle.waiting() == [KEY]


def test_however_often_somebody_looks_one_process_is_started(jobs):
    with jobs.adding():
        jobs.add(KEY, small())
    assert [jobs.start_worker() for _ in range(10)] == [True] + [False] * 9
    assert until_made(want()).startswith(b"%PDF")


def test_what_a_dead_worker_left_is_made_at_the_next_look(jobs):
    jobs.add(KEY, small())
    jobs.progress_file(KEY).write_text("3 12", "ascii")
    assert until_made(want()).startswith(b"%PDF")


def test_words_that_were_erased_do_not_come_back_with_what_was_wanted(idle):
    ready(want())
    bundle = idle.bundle(KEY)
    forget_all(None)
    assert bundle is not None
    assert (idle.waiting(), idle.bundle(KEY)) == ([], None)
    Worker(idle.store).work()
    assert PdfStore(idle.store).read(KEY) is None


def test_the_pages_that_are_laid_out_are_told(tmp_path):
    progress = tmp_path / "progress"
    text = "<p>Words</p>" * 200
    pdf_child.run(small(text), tmp_path, progress=progress)
    done, about = map(int, progress.read_text("ascii").split())
    assert done >= 1
    assert about == 1


def test_about_how_many_pages_are_known_before():
    scheme = matrix()
    few = wanted(Material(invented(theme(risk(1, scheme))))).bundle()["pages"]
    many = wanted(Material(invented(theme(*(risk(n, scheme) for n in range(1, 61)))))).bundle()[
        "pages"
    ]
    assert few == 7
    assert 15 < many < 35


def test_what_nobody_asked_for_the_longest_goes_when_there_is_too_much(tmp_path):
    kept = PdfStore(tmp_path, most=25)
    for key in ("aa1", "bb2"):
        kept.get_or_make(key, lambda: b"x" * 10)
        os.utime(kept.path(key), (1, 1))
    assert kept.read("aa1") == b"x" * 10
    kept.get_or_make("cc3", lambda: b"x" * 10)
    assert [kept.path(key).exists() for key in ("aa1", "bb2", "cc3")] == [True, False, True]
    kept.get_or_make("dd4", lambda: b"x" * 100)
    assert [kept.path(key).exists() for key in ("aa1", "cc3", "dd4")] == [False, False, True]
