from django.urls import reverse

from registers import triggers
from registers.models import Journal, Risk
from registers.verified import verify_and_keep
from tests.registers.tampering import alter, take_guards_away


def test_it_lives_without_a_sign_in_and_without_a_database(client):
    answer = client.get(reverse("healthz"))
    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_it_is_ready_while_the_guards_stand(client, db):
    answer = client.get(reverse("readyz"))
    assert (answer.status_code, answer.content) == (200, b"ready\n")


def test_it_is_not_ready_without_its_guards(client, transactional_db):
    triggers.drop()
    answer = client.get(reverse("readyz"))
    triggers.install()
    assert answer.status_code == 503
    assert answer.content.startswith(b"The database's guards are missing")


def test_it_is_not_ready_while_the_last_verification_found_a_fault(client, cast):
    journal, risk = cast.register.journal, Risk.objects.get(reference="R1.1")
    take_guards_away()
    alter(risk, title="Never said")
    triggers.install()
    assert client.get(reverse("readyz")).status_code == 200
    verify_and_keep(journal, by="a test")
    verify_and_keep(Journal.objects.exclude(pk=journal.pk).get(), by="a test")
    answer = client.get(reverse("readyz"))
    assert (answer.status_code, answer.content) == (
        503,
        b"A record was altered past the system: run manage.py verify_register --all.\n",
    )
    alter(risk, title="")
    verify_and_keep(journal, by="a test")
    assert client.get(reverse("readyz")).status_code == 200
