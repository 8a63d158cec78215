from registers.demonstration.arrival import load_organisations, load_people
from registers.demonstration.people import CONSTABULARY, OPCC, ORGANISATIONS, PEOPLE
from registers.models import Organisation, User


def test_there_is_someone_of_every_kind(db):
    people = load_people(load_organisations())
    stands = {
        key: (person.organisation and person.organisation.short_name, person.role, person.is_staff)
        for key, person in people.items()
    }
    assert stands == {
        "opcc-editor": (OPCC, "editor", False),
        "opcc-approver": (OPCC, "approver", False),
        "constabulary-editor": (CONSTABULARY, "editor", False),
        "constabulary-approver": (CONSTABULARY, "approver", False),
        "board-member": (OPCC, "reader", False),
        "opcc-contributor": (OPCC, "contributor", False),
        "elsewhere": ("Council", "reader", False),
        "administrator": (None, "", True),
    }


def test_names_addresses_and_sentences_are_all_different():
    for words in ("key", "email", "name", "sentence"):
        found = [str(getattr(person, words)) for person in PEOPLE]
        assert len(set(found)) == len(found)
    assert all(person.email.endswith("@example.org") for person in PEOPLE)


def test_loading_them_again_adds_nobody(db):
    first = load_people(load_organisations())
    again = load_people(load_organisations())
    assert again == first
    assert User.objects.count() == len(PEOPLE)
    assert Organisation.objects.count() == len(ORGANISATIONS)
