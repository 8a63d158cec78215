"""The map's files through the pages: the view that is seen, as a download."""

import pytest

from tests.registers.past import do, make_past
from tests.registers.views.test_paper import until_made

FILES = "/registers/exampleshire/export/map/"


@pytest.fixture
def cast(db):
    cast = make_past()
    do(cast, "2024-04-01", "assess", "R1.1", "after", likelihood=1, impact=3, why="It works.")
    return cast


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("", "Heat map: After controls"),
        ("?view=before", "Heat map: Before controls"),
        ("?view=both", "Controls take 0 of 0 risks lower"),
        ("?view=moved&from=2024-03-01", "Since 1 March 2024, 3 risks: none worse, 1 better"),
        ("?view=controls", "Heat map: What controls do"),
        ("?view=course&follow=risk-R1.1", "R1.1 moved once since it was first scored"),
        ("?at=2024-02-20", "revision 6"),
    ],
)
def test_each_view_is_a_drawing(client, cast, query, says):
    client.force_login(cast.board_reader)
    answer = client.get(f"{FILES}svg/{query}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")
    assert says in answer.content.decode()
    number = 6 if "2024-02-20" in query else 7
    assert answer["Register-Revision"].startswith(f"{number}:")
    assert f"-revision-{number}-" in answer["Content-Disposition"]


@pytest.mark.parametrize(("kind", "begins"), [("pdf", b"%PDF-1.7"), ("png", b"\x89PNG")])
def test_paper_and_picture(client, cast, kind, begins, settings, tmp_path):
    settings.PDF_STORE = tmp_path
    client.force_login(cast.board_reader)
    answer = until_made(client.get, f"{FILES}{kind}/?view=moved&from=2024-03-01")
    assert answer.content.startswith(begins)
    assert answer["Register-Revision"].startswith("7:")


def test_another_kind_is_not_there(client, cast):
    client.force_login(cast.board_reader)
    assert client.get(f"{FILES}gif/").status_code == 404


def test_the_menu_keeps_the_view(see, cast):
    page = see("board_reader", "/registers/exampleshire/heatmap/?view=moved&from=2024-03-01")
    assert page.links["SVG, a drawing"] == f"{FILES}svg/?view=moved&from=2024-03-01"
