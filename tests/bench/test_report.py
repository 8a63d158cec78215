import pytest

from tests.bench import report
from tests.bench.pages import Counts
from tests.bench.pairs import Pairs


@pytest.mark.parametrize(
    ("target", "end"), [(None, "–"), (2.0, "≤ 2 ×  met"), (1.5, "≤ 1.5 ×  missed")]
)
def test_a_line_says_both_sides_the_ratio_and_the_verdict(target, end):
    pairs = Pairs((2.0, 9.0, 4.0), (1.0, 3.0, 4.0))
    line = report.line("register page", 1000, pairs, target=target)
    assert " ".join(line.split()).startswith(
        "register page 1,000 4.00 ms 3.00 ms 2.00 × (1.00–3.00)"
    )
    assert line.endswith(end)


def test_one_run_has_no_spread():
    assert report.ratio(Pairs((28.0,), (16.0,))) == "1.75 × (one run)"


@pytest.mark.parametrize(
    ("at", "most", "holds"),
    [
        ((12, 12, 12), 12, True),
        ((13, 13, 13), 12, False),
        ((3, 3, 4), 12, False),
        ((20, 20, 20), None, True),
        ((20, 21, 20), None, False),
    ],
)
def test_queries_must_be_few_and_the_same_at_every_size(at, most, holds):
    assert Counts("a page", at, most).holds is holds
