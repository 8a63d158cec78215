from django.urls import reverse

from registers import triggers


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
