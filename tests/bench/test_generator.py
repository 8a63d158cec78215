import json

import pytest

from registers.exchange.document import document
from registers.exchange.reading import read_json
from registers.snapshot import snapshot
from registers.verifying import verify
from tests.bench import generator, ground


def risks_of(made):
    return [risk for theme in made["themes"] for risk in theme["risks"]]


@pytest.mark.parametrize("size", [2, 19, 100, 1000])
def test_a_document_has_as_many_risks_as_asked_for_and_the_product_reads_it(size):
    made = generator.document(size)
    assert read_json(json.dumps(made).encode()) == made
    references = [risk["reference"] for risk in risks_of(made)]
    assert len(references) == len(set(references)) == size
    assert {len(risk["controls"]) for risk in risks_of(made)} == {3}
    assert all({"before", "after"} <= risk.keys() for risk in risks_of(made))


def test_the_same_seed_gives_the_same_document_and_another_seed_another():
    assert generator.document(19) == generator.document(19, seed=1)
    assert generator.document(19) != generator.document(19, seed=2)


def test_texts_are_as_long_as_in_a_printed_register():
    risks = risks_of(generator.document(1000))
    controls = [control["text"] for risk in risks for control in risk["controls"]]
    assert 200 < sum(len(risk["description"]) for risk in risks) / len(risks) < 320
    assert 100 < sum(map(len, controls)) / len(controls) < 180


def test_every_cell_of_the_matrix_holds_risks():
    risks = risks_of(generator.document(1000))
    scored = {(risk["after"]["likelihood"], risk["after"]["impact"]) for risk in risks}
    assert len(scored) == 16


def test_what_is_loaded_says_what_was_made(db):
    made = generator.document(19)
    loaded = ground.load(19, changed=False)
    assert document(snapshot(loaded.register)) == made


def test_a_ground_has_a_past_and_is_whole(db):
    loaded = ground.load(19)
    assert loaded.loaded.number == 1
    assert snapshot(loaded.register).number == 1 + 2 * 19
    then, now = snapshot(loaded.register, at=loaded.loaded), snapshot(loaded.register)
    changed = [(a, b) for a, b in zip(then.risks, now.risks, strict=True) if a.after != b.after]
    assert len(changed) == 19
    assert verify(loaded.register.journal) == ()
