from pathlib import Path

import pytest
from django.urls import reverse

from tests.bench import floor, generator, ground
from tests.bench.visitor import SESSION, USER, Visitor

TEMPLATES = Path(floor.__file__).with_name("templates")


@pytest.fixture
def loaded(transactional_db, settings):
    """A register where the floor is served. Each request ends its connection, as in use."""
    settings.ROOT_URLCONF = "tests.bench.urls"
    (engine,) = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], TEMPLATES]}]
    return ground.load(19, changed=False)


@pytest.fixture
def visitor(loaded):
    return Visitor(ground.editor())


@pytest.mark.parametrize(("asked", "rows"), [("", 19), ("?rows=6", 6)])
def test_the_floor_shows_as_many_rows_from_one_query(loaded, visitor, asked, rows):
    address = reverse("floor", args=(loaded.register.slug,)) + asked
    assert visitor.get(address).count(b"<tr>") == rows
    (query,) = visitor.queries(address)
    assert SESSION not in query
    assert USER not in query


def test_the_floor_says_what_the_register_says(loaded, visitor):
    page = visitor.get(reverse("floor", args=(loaded.register.slug,))).decode()
    first = generator.document(19)["themes"][0]["risks"][0]
    total = first["before"]["likelihood"] * first["before"]["impact"]
    assert f"<td>{first['reference']}</td><td>{first['description']}</td>" in page
    assert f"<td>{total}</td>" in page


def test_a_page_that_is_not_there_is_an_error(visitor):
    with pytest.raises(RuntimeError, match="404"):
        visitor.get("/registers/no-such-register/")
