from registers.actions import assess
from registers.snapshot import last_point, snapshot
from registers.triggers import missing
from registers.verifying import verify
from tests.bench import ground, history


def test_a_long_history_is_whole_guarded_and_can_be_added_to(db):
    loaded = ground.load(4, changed=False)
    ground.editor()
    before = history.count()
    history.lengthen(loaded, 50)
    assert history.count() == before + 50
    assert missing() == ()
    assert last_point(loaded.register).number == 51
    now = snapshot(loaded.register)
    place = now.risk(loaded.reference).after
    made = assess(
        loaded.register,
        loaded.reference,
        "after",
        by=ground.editor(),
        likelihood=1 + place.likelihood % 4,
        impact=place.impact,
        why="Looked at again.",
    )
    assert made.number == 52
    assert verify(loaded.register.journal) == ()
