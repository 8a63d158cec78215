"""Which risks stay whole, from heights that are reckoned."""

from registers.content import Control
from registers.exchange.paper.heights import PROSE, heights
from registers.exchange.paper.paging import FAR_TOO_EMPTY, PAGE, Block, kept
from registers.exchange.paper.printed import Prose
from tests.registers.exchange.printed import matrix, risk


def blocks(*heights, head=50.0):
    return [Block(str(n), float(height), head, n == 0) for n, height in enumerate(heights)]


def test_what_fits_stays_whole():
    assert kept(blocks(100, 90)) == (frozenset("01"), frozenset(), 1)


def test_what_would_leave_much_of_a_page_empty_goes_on_over_its_end():
    found = kept(blocks(100, 150, 80))
    assert found.whole == frozenset("02")
    assert found.loose == frozenset()
    assert found.pages == 2


def test_what_would_leave_little_of_a_page_empty_stays_whole():
    assert kept(blocks(190, 150)).whole == frozenset("01")


def test_a_long_beginning_may_break_where_far_too_much_would_be_empty():
    found = kept(blocks(100, 150, head=PAGE))
    assert found.loose == frozenset("1")
    assert PAGE - 100 > FAR_TOO_EMPTY


def test_what_no_page_can_hold_goes_on():
    assert kept(blocks(600)).whole == frozenset()
    assert kept(blocks(600)).pages == 3


def test_what_may_just_not_fit_is_left_to_the_layout():
    found = kept(blocks(100, 114))
    assert found == (frozenset("0"), frozenset(), 1)


def test_lines_are_counted_by_the_widths_of_letters():
    assert PROSE.lines("i" * 80, 126) == 1
    assert PROSE.lines("W" * 80, 126) > 1
    assert PROSE.lines("one\ntwo\n\nfour", 126) == 4
    assert PROSE.height("") == 0


def test_more_text_is_higher():
    few = risk(1, matrix(), controls=(Control(1, "A control."),))
    many = risk(1, matrix(), controls=(Control(1, "A control. " * 90),))
    assert heights(few, (), "", ())[1] + 50 < heights(many, (), "", ())[1]
    assert heights(few, (("Lead", "OPCC"),), "", ()) > heights(few, (), "", ())
    assert heights(few, (), "x", ("held",))[1] > heights(few, (), "", ())[1]
    challenged = (Prose("OPCC challenges the lead", "No. " * 300),)
    assert heights(few, (), "", (), challenged)[1] > heights(few, (), "", ())[1] + 30
