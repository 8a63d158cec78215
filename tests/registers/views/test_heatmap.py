import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registers.snapshot import forget
from tests.registers.views.made import load, risk


@pytest.fixture
def address(register):
    return reverse("heatmap", args=(register.slug,))


@pytest.fixture
def made(see):
    """The heat map of a register that is made for it: `made(risks, query, …)`."""

    def shown(risks, query="", **shape):
        load(risks, **shape)
        return see("board_reader", reverse("heatmap", args=("made",)) + query)

    return shown


def test_the_map_says_itself_in_words(see, address):
    text = see("board_reader", address).text
    assert text.startswith(
        "Heat map After controls, 1 risk is Medium; none is High or Low; none is above appetite. "
        "2 are not scored. Since the beginning, "
    )
    assert "3 raised, none closed. As at " in text
    assert "2 risks are not scored R1.2 Nobody listens. R3.9 Too few officers." in text
    assert "Themes with an appetite of their own: Workforce 4" in text


@pytest.mark.parametrize(
    ("view", "sentence"),
    [
        ("before", "Before controls, 2 risks are High; none is Medium or Low."),
        ("target", "Target, no risk is scored."),
        ("both", "Controls take 1 of 1 risks lower: 2 High, 0 Medium, 0 Low before; 0 High, "
         "1 Medium, 0 Low after. None is unchanged; none is higher."),
        ("nonsense", "After controls, 1 risk is Medium"),
    ],
)  # fmt: skip
def test_views_stand_in_the_address(see, address, view, sentence):
    assert sentence in see("board_reader", f"{address}?view={view}").text


def test_it_is_a_table_with_headers_for_both_axes(see, address):
    html = see("board_reader", address).html
    assert len(re.findall(r'<th scope="col" role="columnheader">', html)) == 4
    heads = re.findall(r'<th scope="row" role="rowheader">.*?</span>([^<]+) <small>', html)
    assert heads == ["Major", "Significant", "Moderate", "Minor"]
    assert "<caption" in html


def test_the_list_follows_the_chosen_cell_with_the_same_count(made):
    page = made([risk(n) for n in range(1, 11)] + [risk(11, (4, 4))], "?cell=2-3")
    assert "10 risks score 6 Whole map Impact Effect 3, likelihood Chance 2 · Medium" in page.text
    assert page.html.count("cell-chosen") == 1
    assert len(listed(page)) == 10
    assert page.links["Whole map"] == "?view=after"


def test_without_a_choice_the_list_is_the_whole_map_worst_first(made):
    page = made([risk(1, (1, 1)), risk(2, (4, 4)), risk(3, (2, 4)), risk(4, (4, 2))])
    assert "4 risks The whole map, worst first" in page.text
    assert listed(page) == ["R1.2", "R1.3", "R1.4", "R1.1"]
    assert "Whole map" not in page.links


def test_a_band_lists_its_risks(made):
    page = made([risk(1, (1, 1)), risk(2, (4, 4)), risk(3, (3, 4))], "?band=3")
    assert "2 risks are High Whole map In order of reference" in page.text
    assert listed(page) == ["R1.2", "R1.3"]


@pytest.mark.parametrize("query", ["?cell=9-9", "?cell=x", "?cell=0-1", "?cell=²-1", "?band=9"])
def test_what_is_no_cell_and_no_band_is_the_whole_map(see, address, query):
    assert "1 risk The whole map, worst first" in see("board_reader", address + query).text


@pytest.mark.parametrize(("many", "kind"), [(10, "references"), (60, "references-dense")])
def test_every_reference_of_a_full_cell_is_a_link(made, many, kind):
    page = made([risk(n) for n in range(1, many + 1)])
    assert chips(page) == [(kind, [f"R1.{n}" for n in range(1, many + 1)])]
    assert f"{many} risks at impact Effect 3, likelihood Chance 2" in page.links


@pytest.mark.parametrize(("across", "up"), [(2, 2), (3, 5), (5, 5), (7, 7)])
def test_schemes_of_other_sizes_are_drawn_whole(made, across, up):
    page = made([risk(1, (across, up))], across=across, up=up)
    assert page.html.count('role="cell"') == across * up
    assert f'class="map map-{across}"' in page.html
    assert f"{across * up} High" in page.text


def test_the_line_of_appetite_parts_the_cells_above_from_the_others(made):
    page = made([risk(1)], appetite=6)
    cells = re.findall(r'class="cell ([^"]+)"', page.html)
    grid = [cells[row * 4 : row * 4 + 4] for row in range(4)]
    above = {(c, e) for c in range(1, 5) for e in range(1, 5) if c * e > 6}
    for row, effect in enumerate((4, 3, 2, 1)):
        for column, chance in enumerate((1, 2, 3, 4)):
            here = (chance, effect) in above
            left = here and chance > 1 and (chance - 1, effect) not in above
            below = here and effect > 1 and (chance, effect - 1) not in above
            classes = grid[row][column].split()
            assert ("edge-left" in classes, "edge-below" in classes) == (left, below)
    assert page.text.count("Above appetite: over 6") == 1


@pytest.mark.parametrize("appetite", [16, None])
def test_no_line_where_nothing_is_above(made, appetite):
    page = made([risk(1)], appetite=appetite)
    assert "edge-" not in page.html
    assert ("No appetite is recorded" in page.text) is (appetite is None)


def test_references_of_a_cell_and_a_band_are_in_order_whatever_their_theme(made):
    themes = [
        {"number": 1, "name": "First", "risks": [risk(10), {**risk(3), "reference": "R5.3"}]},
        {"number": 2, "name": "Second", "risks": [{**risk(1), "reference": "R2.1"}]},
    ]
    page = made([], "?band=2", themes=themes)
    assert chips(page) == [("references", ["R1.10", "R2.1", "R5.3"])]
    assert listed(page) == ["R1.10", "R2.1", "R5.3"]


@pytest.mark.parametrize(("many", "query", "beside"), [
    (12, "", True), (13, "", False), (12, "?cell=4-4", False), (12, "?view=before", False),
])  # fmt: skip
def test_what_is_above_appetite_stands_beside_the_map_while_it_is_short(made, many, query, beside):
    page = made([risk(n, (4, 4)) for n in range(1, many + 1)], query)
    assert ("map-page-above" in page.html) is beside
    assert page.text.count("Above appetite, worst first") == ("before" not in query)


def test_what_is_above_appetite_is_listed_worst_first(made):
    page = made([risk(1, (3, 3)), risk(2, (4, 4)), risk(3, (2, 4)), risk(4, (1, 1))])
    assert "3 are above appetite (R1.2, R1.1, R1.3)" in page.text
    assert "Above appetite, worst first R1.2 16 High" in page.text


def test_side_by_side_has_both_maps_and_every_risk_in_a_table(made):
    page = made([risk(1), risk(2)], "?view=both")
    assert page.html.count('<table class="map ') == 2
    assert "R1.1 Something happens in way 1. 4 Low 6 Medium R1.2" in page.text


def test_hostile_names_come_out_as_text(made):
    hostile = "<script>alert(1)</script>"
    page = made([risk(1, description=hostile)], notice=hostile)
    assert "<script>alert" not in page.html
    assert page.text.count(hostile) == 1


@pytest.mark.parametrize("risks", [19, 100])
def test_queries_are_few_and_the_same_whatever_the_size(client, cast, risks):
    load([risk(number) for number in range(1, risks + 1)])
    client.force_login(cast.people["editor"])
    address = reverse("heatmap", args=("made",))
    forget()
    counts = []
    for _time in range(2):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        counts.append(len(captured))
    assert counts == [17, 4]


def listed(page):
    part = page.html[page.html.index('class="map-list') :]
    return re.findall(r'class="reference" href="[^"]*">([^<]+)<', part)


def chips(page):
    found = re.findall(r'<ul class="(references[^"]*)">(.*?)</ul>', page.html, re.DOTALL)
    return [(kind, re.findall(r">([^<>]+)</a>", inside)) for kind, inside in found]
