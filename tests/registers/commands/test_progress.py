import io

from registers.management.progress import Bar


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_bar_is_drawn_on_a_terminal_once_it_takes_long(monkeypatch):
    clock = iter([0.0, 0.5, 1.5, 1.55, 3.0])
    monkeypatch.setattr("registers.management.progress.monotonic", lambda: next(clock))
    out = Terminal()
    bar = Bar(out, "register x")
    for done in (100, 1_500, 1_600, 3_000):
        bar(done, 3_000)
    bar.clear()
    half, whole = "#" * 15 + "." * 15, "#" * 30
    assert out.getvalue() == (
        f"\rregister x [{half}] 1,500 of 3,000 revisions"
        f"\rregister x [{whole}] 3,000 of 3,000 revisions"
        "\r\x1b[K"
    )


def test_nothing_is_drawn_where_nobody_looks(monkeypatch):
    clock = iter([0.0, 9.0])
    monkeypatch.setattr("registers.management.progress.monotonic", lambda: next(clock))
    out = io.StringIO()
    bar = Bar(out, "register x")
    bar(1, 1)
    bar.clear()
    assert out.getvalue() == ""
