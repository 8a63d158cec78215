"""Publishing an agreed version: who may, what, when; and what is refused and leaves nothing."""

from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.utils import timezone

from registers.actions import (
    Invalid,
    NotAllowed,
    Refused,
    ask_erasure,
    ask_publication,
    confirm_erasure,
    consent_to_publication,
    hold_publication,
    lift_hold,
    revise_register,
    revise_risk,
    withdraw_publication,
)
from registers.exchange.published_store import Missing, read
from registers.models import Publication, PublicationHold, PublishedFile
from registers.verifying import verify
from tests.registers.agreeing import agree
from tests.registers.publishing import agreed_and_public, asked, may_be_public, prepared, publish

State = Publication.State


@pytest.fixture
def public(cast):
    may_be_public(cast)
    return cast


@pytest.fixture
def signers(cast):
    return cast.signers()


def last(cast):
    return cast.register.journal.revisions.count()


def refused(cast, act, words, kind=Invalid):
    """That an act is refused with these words and leaves nothing."""
    before = last(cast)
    with pytest.raises(kind) as caught:
        act()
    said = "".join(caught.value.errors.values()) if kind is Invalid else str(caught.value)
    assert said == words
    assert last(cast) == before


def test_the_last_owners_consent_publishes_the_very_files(public, signers):
    agree(public)
    publication = asked(public)
    assert publication.state == State.ASKED
    names = [f.name for f in publication.files.order_by("pk")]
    assert names == [
        "exampleshire-version-1.pdf", "exampleshire-version-1.xlsx",
        "exampleshire-version-1.csv.zip", "exampleshire-version-1.json", "page.css", "index.html",
    ]  # fmt: skip
    consent_to_publication(public.register, publication.pk, by=signers[0])
    assert Publication.objects.get().state == State.ASKED
    consent_to_publication(public.register, publication.pk, by=signers[1])
    found = Publication.objects.get()
    assert (found.state, found.published_on) == (State.PUBLISHED, timezone.localdate())
    for file in found.files.all():
        assert len(read(file.sha256)) == file.size
    assert not verify(public.register.journal)


def test_one_owner_is_enough_where_the_register_says_so(public, signers):
    revise_register(public.register, by=public.editor, one_publishes=True, reason="So.")
    agree(public)
    consent_to_publication(public.register, asked(public).pk, by=signers[1])
    assert Publication.objects.get().state == State.PUBLISHED


def test_one_owner_alone_changes_the_rule_for_no_version_that_both_have_signed(public, signers):
    agree(public)
    revise_register(public.register, by=public.editor, one_publishes=True, reason="So.")
    consent_to_publication(public.register, asked(public).pk, by=signers[1])
    assert Publication.objects.get().state == State.ASKED
    consent_to_publication(public.register, Publication.objects.get().pk, by=signers[0])
    assert Publication.objects.get().state == State.PUBLISHED


def test_what_is_not_agreed_is_not_published(public):
    agree(public)
    told = prepared(public.register)
    refused(
        public, lambda: ask_publication(public.register, 2, by=public.editor, **told),
        "There is no agreed version of this number: agree it first.",
    )  # fmt: skip


def test_a_version_that_says_that_it_is_not_public_is_not_published(cast):
    agree(cast)
    refused(
        cast, lambda: asked(cast),
        "Version 1 says of itself that it may not be published: change that at the head of the "
        "register, and agree a version that says so.",
    )  # fmt: skip


def test_files_of_other_content_are_not_published(public):
    agree(public)
    refused(
        public, lambda: asked(public, shows="0" * 64),
        "These files are not of this version. Make them anew.",
    )  # fmt: skip


def test_a_version_is_put_forward_and_published_once(public, signers):
    agree(public)
    publication = publish(public)
    refused(public, lambda: asked(public), "Version 1 is published already.")
    refused(
        public,
        lambda: withdraw_publication(public.register, publication.pk, by=signers[0], why=" "),
        "Say why. The public will read it.",
    )
    refused(
        public,
        lambda: consent_to_publication(public.register, publication.pk, by=signers[0]),
        "This version is published already. Nothing was changed.",
    )
    withdraw_publication(public.register, publication.pk, by=signers[0], why="A slip.")
    found = Publication.objects.get()
    assert (found.state, found.withdrawn_why) == (State.WITHDRAWN, "A slip.")
    refused(
        public, lambda: asked(public),
        "Version 1 was withdrawn, and its address says so for good: agree another version.",
    )  # fmt: skip
    refused(
        public,
        lambda: consent_to_publication(public.register, publication.pk, by=signers[0]),
        "This was withdrawn. Nothing was changed.",
    )
    refused(
        public,
        lambda: withdraw_publication(public.register, publication.pk, by=signers[0], why="So."),
        "This is withdrawn already. Nothing was changed.",
    )


def test_what_was_given_up_can_be_put_forward_anew(public, signers):
    agree(public)
    first = asked(public)
    refused(public, lambda: asked(public), "Version 1 waits for the other owners.")
    refused(
        public,
        lambda: withdraw_publication(public.register, first.pk, by=signers[0], why=""),
        "Say why. Both organisations will read it.",
    )
    withdraw_publication(public.register, first.pk, by=signers[0], why="Not yet.")
    assert publish(public).state == State.PUBLISHED


def test_an_owner_agrees_once_and_only_approvers_of_owners_do(public, signers):
    agree(public)
    publication = asked(public)

    def consent(by):
        return lambda: consent_to_publication(public.register, publication.pk, by=by)

    consent(signers[1])()
    refused(public, consent(signers[1]), "Constabulary has agreed already. Nothing was changed.")
    no = "You may not do this. Nothing was changed."
    for person in (
        public.editor, public.board_reader, public.council_reader, public.stranger,
        public.administrator,
    ):  # fmt: skip
        refused(public, consent(person), no, NotAllowed)
    told = prepared(public.register)
    for person in (public.contributor, public.council_reader, public.stranger):
        refused(
            public, lambda by=person: ask_publication(public.register, 1, by=by, **told), no,
            NotAllowed,
        )  # fmt: skip


def test_nothing_is_published_under_a_hold(public, signers):
    agree(public)
    publication = asked(public)
    today = timezone.localdate()
    until = today + timedelta(days=30)
    hold_publication(
        public.register, by=signers[0], since=today, until=until, why="An election is near."
    )
    day = f"{until.day} {until:%B %Y}"
    refused(
        public,
        lambda: consent_to_publication(public.register, publication.pk, by=signers[0]),
        f"Nothing is published until {day}: An election is near.",
    )
    hold = PublicationHold.objects.get()
    lift_hold(public.register, hold.pk, by=signers[1], reason="It was called off.")
    with pytest.raises(Invalid):
        lift_hold(public.register, hold.pk, by=signers[1], reason="Again.")
    consent_to_publication(public.register, publication.pk, by=signers[0])


@pytest.mark.parametrize(
    ("since", "until", "name"), [(5, 4, "until"), (-9, -1, "until"), (0, 400, "until")]
)
def test_a_hold_has_days_that_make_sense(public, signers, since, until, name):
    today = timezone.localdate()
    with pytest.raises(Invalid) as caught:
        hold_publication(
            public.register, by=signers[0], why="So.", since=today + timedelta(days=since),
            until=today + timedelta(days=until),
        )  # fmt: skip
    assert list(caught.value.errors) == [name]


def test_a_file_that_was_altered_in_the_store_is_not_published(public, signers):
    agree(public)
    publication = asked(public)
    file = publication.files.order_by("pk").first()
    path = storages["published"].path(f"{file.sha256[:2]}/{file.sha256}")
    with open(path, "ab") as found:
        found.write(b"more")
    with pytest.raises(Invalid, match="was altered in the store"):
        consent_to_publication(public.register, publication.pk, by=signers[0])
    withdraw_publication(public.register, publication.pk, by=signers[0], why="Altered.")
    asked(public)
    assert len(read(file.sha256)) == file.size


def test_an_erasure_withdraws_what_holds_the_words_and_what_tells_of_them(
    cast, signers, django_capture_on_commit_callbacks
):
    revise_risk(cast.register, "R1.1", by=cast.editor, description="Jane Doe is named.", reason="x")
    agreed_and_public(cast)
    revise_risk(cast.register, "R1.1", by=cast.editor, description="Nobody is named.", reason="x")
    agree(cast, "Second")
    publish(cast, 2)
    agree(cast, "Third")
    publish(cast, 3)
    erasure = ask_erasure(
        cast.register, by=signers[0], words="Jane Doe", ground="personal data", why="It must go."
    )
    codes = {f.sha256 for f in PublishedFile.objects.filter(publication__edition__number__lt=3)}
    kept = {f.sha256 for f in PublishedFile.objects.filter(publication__edition__number=3)}
    with django_capture_on_commit_callbacks(execute=True):
        confirm_erasure(cast.register, erasure.pk, by=signers[1])
    states = Publication.objects.order_by("edition__number").values_list("state", "withdrawn_why")
    gone = ("withdrawn", "Words had to be taken out by law: personal data")
    assert list(states) == [gone, gone, ("published", "")]
    assert codes & kept
    for code in codes - kept:
        with pytest.raises(Missing):
            read(code)
    for code in kept:
        read(code)
    assert not verify(cast.register.journal)


def files_in_the_store():
    """The codes of all that the store holds."""
    store = storages["published"]
    found = store.listdir("")[0] if store.exists("") else []
    return {name for folder in found for name in store.listdir(folder)[1]}


def test_what_was_given_up_or_refused_leaves_no_file(
    public, signers, django_capture_on_commit_callbacks
):
    agree(public)
    told = prepared(public.register)
    for by, fields in ((public.editor, {**told, "shows": "0" * 64}), (public.board_reader, told)):
        with pytest.raises(Refused):
            ask_publication(public.register, 1, by=by, **fields)
    assert files_in_the_store() == set()
    first = asked(public)
    assert len(files_in_the_store()) == 6
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_publication(public.register, first.pk, by=signers[0], why="Not yet.")
    assert files_in_the_store() == set()
    assert publish(public).state == State.PUBLISHED
    assert len(files_in_the_store()) == 6


def test_what_was_given_up_leaves_the_files_that_stand_elsewhere(
    public, signers, django_capture_on_commit_callbacks
):
    agree(public)
    publish(public)
    agree(public, "Second")
    second = asked(public, 2)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_publication(public.register, second.pk, by=signers[0], why="Not yet.")
    published = Publication.objects.get(state=State.PUBLISHED)
    assert files_in_the_store() == {file.sha256 for file in published.files.all()}
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_publication(public.register, published.pk, by=signers[0], why="A slip.")
    assert len(files_in_the_store()) == 6
    assert not verify(public.register.journal)


def test_what_was_published_meanwhile_is_not_withdrawn_by_giving_up(public, signers):
    agree(public)
    publication = publish(public)
    refused(
        public,
        lambda: withdraw_publication(
            public.register, publication.pk, by=signers[0], why="Not yet.", seen=State.ASKED
        ),
        "This was published while you had the page open. To withdraw it now is for good: look "
        "again before you do. Nothing was changed.",
    )
    withdraw_publication(
        public.register, publication.pk, by=signers[0], why="A slip.", seen=State.PUBLISHED
    )
