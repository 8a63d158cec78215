"""Every address of the system as every kind of person. The addresses come from the URL
configuration, so that one that is not listed here fails."""

import re
from datetime import timedelta

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from registers.actions import (
    ask_erasure,
    challenge,
    plan_action,
    propose,
    put_forward,
    succeed,
    withhold,
)
from registers.models import (
    Assessment,
    Candidate,
    Challenge,
    Control,
    Erasure,
    PlannedAction,
    Post,
    Proposal,
    ProposalDraft,
    Review,
)
from registers.year import year_of
from tests.registers.agreeing import called
from tests.registers.cast import make_cast
from tests.registers.deeds import WITHHELD
from tests.registers.publishing import agreed_and_public
from tests.stores import publishing_into

PEOPLE = (
    "nobody",
    "stranger",
    "board_reader",
    "contributor",
    "council_reader",
    "editor",
    "approver",
    "administrator",
)
SIGN_IN, SEEN, AWAY, NO, GONE, NEVER_SO = 302, 200, 302, 403, 404, 405

# One status for each of PEOPLE, in their order, when the address is asked for with GET.
EVERYONE = (SEEN,) * 8
ALL_SIGNED_IN = (SIGN_IN, *(SEEN,) * 7)
WHO_SEES = (SIGN_IN, GONE, SEEN, SEEN, SEEN, SEEN, SEEN, GONE)
WHO_EDITS = (SIGN_IN, GONE, NO, NO, NO, SEEN, SEEN, GONE)
OWNERS_SEE = (SIGN_IN, GONE, SEEN, SEEN, NO, SEEN, SEEN, GONE)
# A contributor reports on what is theirs: the cast's holds no post.
WHO_REPORTS = (SIGN_IN, GONE, NO, SEEN, NO, SEEN, SEEN, GONE)
WHO_SIGNS = (SIGN_IN, GONE, NO, NO, NO, NO, SEEN, GONE)
ADMINISTRATORS = (SIGN_IN, *(NO,) * 6, SEEN)
POSTED_ONLY = (NEVER_SO,) * 8
NO_TOKEN = (401,) * 8
ALREADY_IN = (SEEN, *(AWAY,) * 7)

BY_NAME = {
    "home": ALL_SIGNED_IN,
    "help": ALL_SIGNED_IN,
    "mail_choice": ALL_SIGNED_IN,
    "healthz": EVERYONE,
    "readyz": EVERYONE,
    "demo_sign_in": POSTED_ONLY,
    "register": WHO_SEES,
    "risk": WHO_SEES,
    "presence": POSTED_ONLY,
    "heatmap": WHO_SEES,
    "meeting": WHO_SEES,
    "latest": WHO_SEES,
    "map_pdf": WHO_SEES,
    "map_png": WHO_SEES,
    "map_svg": WHO_SEES,
    "history": WHO_SEES,
    "history_csv": WHO_SEES,
    "history_xlsx": WHO_SEES,
    "changes": WHO_SEES,
    "changes_xlsx": WHO_SEES,
    "proposals": OWNERS_SEE,
    "proposal": OWNERS_SEE,
    "proposals_choice": WHO_SIGNS,
    # The draft is the OPCC's: its editor is led to the form.
    "proposal_draft": (SIGN_IN, GONE, NO, NO, NO, AWAY, GONE, GONE),
    "scheme": WHO_SEES,
    "import_start": WHO_EDITS,
    "import_template": WHO_EDITS,
    # There is no such file.
    "import_plan": (SIGN_IN, GONE, NO, NO, NO, GONE, GONE, GONE),
    "import_columns": (SIGN_IN, GONE, NO, NO, NO, GONE, GONE, GONE),
    "themes": WHO_SEES,
    "paper": WHO_SEES,
    "export": WHO_SEES,
    "export_file": WHO_SEES,
    "export_json": WHO_SEES,
    "publications": OWNERS_SEE,
    "publication_hold": WHO_SIGNS,
    "publish": OWNERS_SEE,
    "publish_page": OWNERS_SEE,
    "publish_file": OWNERS_SEE,
    # For everybody, signed in or not.
    "published_registers": EVERYONE,
    "published": EVERYONE,
    "icon": (AWAY,) * 8,
    "published_style": EVERYONE,
    "published_version": EVERYONE,
    "published_file": EVERYONE,
    "published_versions": EVERYONE,
    "published_check": EVERYONE,
    "published_feed": EVERYONE,
    "accessibility": EVERYONE,
    "tokens": WHO_SEES,
    "token_revoke": POSTED_ONLY,
    # With a token and nothing else: a session counts for nothing there.
    "api_register": NO_TOKEN,
    "api_table": NO_TOKEN,
    "api_description": EVERYONE,
    "api_schema": EVERYONE,
    "export_pdf": WHO_SEES,
    "record": OWNERS_SEE,
    "export_record": OWNERS_SEE,
    # Without two days the files lead back to the form.
    "evidence": OWNERS_SEE,
    "evidence_pdf": OWNERS_SEE,
    "evidence_xlsx": OWNERS_SEE,
    "this_year": (SIGN_IN, GONE, AWAY, AWAY, AWAY, AWAY, AWAY, GONE),
    "year": WHO_SEES,
    "year_xlsx": WHO_SEES,
    "erasure": OWNERS_SEE,
    "erasure_ask": WHO_SIGNS,
    "register_edit": WHO_EDITS,
    "risk_raise": WHO_EDITS,
    "risk_edit": WHO_EDITS,
    "risk_assess": WHO_EDITS,
    "risk_correct": WHO_EDITS,
    "risk_challenge": WHO_EDITS,
    # The challenge is the OPCC's, and its editor cannot accept it.
    "challenge_end": (SIGN_IN, GONE, NO, NO, NO, GONE, SEEN, GONE),
    "risk_close": WHO_EDITS,
    "risk_reopen": (SIGN_IN, GONE, NO, NO, NO, AWAY, AWAY, GONE),
    "risk_move": WHO_EDITS,
    "risk_withhold": WHO_EDITS,
    "risk_withheld": WHO_EDITS,
    "risk_release": WHO_EDITS,
    "control_add": WHO_EDITS,
    "control_edit": WHO_EDITS,
    "control_retire": WHO_EDITS,
    "control_order": WHO_EDITS,
    "control_assure": WHO_EDITS,
    "action_plan": WHO_EDITS,
    "action_edit": WHO_EDITS,
    "action_report": WHO_EDITS,
    "action_drop": WHO_EDITS,
    "risk_confirm": WHO_EDITS,
    "mine": WHO_REPORTS,
    "reviews": WHO_SEES,
    "review": WHO_SEES,
    "review_pack": WHO_SEES,
    "review_pack_pdf": WHO_SEES,
    "review_record": WHO_SEES,
    "review_record_pdf": WHO_SEES,
    "review_record_docx": WHO_SEES,
    "review_call": WHO_EDITS,
    "review_arrange": WHO_EDITS,
    "review_call_off": WHO_EDITS,
    "review_send": WHO_EDITS,
    "review_order": WHO_EDITS,
    "review_walk": WHO_EDITS,
    "review_end": WHO_EDITS,
    "risks_together": WHO_EDITS,
    "sign": OWNERS_SEE,
    "sign_in_again": POSTED_ONLY,
    "signed_text": OWNERS_SEE,
    # One is planned: whoever may hand on is led to it.
    "hand_on": (SIGN_IN, GONE, NO, NO, NO, NO, AWAY, GONE),
    "hand_on_planned": WHO_SIGNS,
    "note_write": WHO_REPORTS,
    # Asked for, it leads to the notes; they are marked as read by posting.
    "notes_read": (SIGN_IN, GONE, NO, AWAY, NO, AWAY, AWAY, GONE),
    "posts": OWNERS_SEE,
    "post_hold": WHO_EDITS,
    "theme_add": WHO_EDITS,
    "theme_edit": WHO_EDITS,
    "theme_retire": WHO_EDITS,
    "account_login": ALREADY_IN,
    "account_signup": ALREADY_IN,
    "account_logout": (AWAY, *(SEEN,) * 7),
    "account_inactive": EVERYONE,
    # These people sign in by the demonstration's click and have no password to confirm.
    "account_reauthenticate": (SIGN_IN, *(NO,) * 7),
    "account_change_password": (SIGN_IN, *(AWAY,) * 7),
    "account_set_password": ALL_SIGNED_IN,
    "account_reset_password": EVERYONE,
    "account_reset_password_done": EVERYONE,
    "account_reset_password_from_key": EVERYONE,
    "account_reset_password_from_key_done": EVERYONE,
    "admin:index": ADMINISTRATORS,
    "admin:login": (SIGN_IN, *(NO,) * 6, AWAY),
    "admin:logout": (SIGN_IN, *(NO,) * 6, NEVER_SO),
    "admin:password_change": (SIGN_IN, *(NO,) * 6, AWAY),
    "admin:password_change_done": ADMINISTRATORS,
    "admin:autocomplete": (SIGN_IN, *(NO,) * 7),
    "admin:jsi18n": ADMINISTRATORS,
    "admin:view_on_site": (SIGN_IN, *(NO,) * 6, GONE),
    "admin:app_list": ADMINISTRATORS,
}
for _model in ("organisation", "user"):
    BY_NAME |= {
        f"admin:registers_{_model}_changelist": ADMINISTRATORS,
        f"admin:registers_{_model}_add": ADMINISTRATORS,
        f"admin:registers_{_model}_change": ADMINISTRATORS,
        f"admin:registers_{_model}_history": (SIGN_IN, *(NO,) * 7),
        f"admin:registers_{_model}_delete": (SIGN_IN, *(NO,) * 7),
    }
# Addresses without a name: what the admin does with any other text.
WITHOUT_NAME = {
    "admin/(?P<url>.*)$": (SIGN_IN, *(NO,) * 6, GONE),
    "admin/registers/organisation/<path:object_id>/": None,
    "admin/registers/user/<path:object_id>/": None,
}


def addresses(patterns, namespace="", before=""):
    """Every address of the configuration: (name, pattern)."""
    for pattern in patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern.url_patterns, inner, path)
        elif isinstance(pattern, URLPattern):
            yield (f"{namespace}{pattern.name}" if pattern.name else "", path)


FOUND = tuple(addresses(get_resolver().url_patterns))


def test_every_address_is_listed_here():
    assert {name for name, _path in FOUND if name} == set(BY_NAME)
    assert {path for name, path in FOUND if not name} == set(WITHOUT_NAME)


@pytest.fixture(autouse=True)
def papers_are_waited_for(settings, tmp_path):
    """A PDF is kept with the test, and waited for, however busy the machine is."""
    settings.PDF_STORE, settings.PDF_SOON = tmp_path, 120


@pytest.fixture(scope="module", autouse=True)
def published_files(tmp_path_factory):
    """A store for all tests of the module: what is in it was published once for all."""
    with publishing_into(tmp_path_factory.mktemp("published")):
        yield


def make():
    """The cast with one of whatever stands in an address."""
    cast = make_cast()
    ask_erasure(
        cast.register, by=cast.approver, words="engagement", ground="A law", why="It must go."
    )
    withhold(cast.register, "R1.1", by=cast.editor, part="description", reasoning="So.", **WITHHELD)
    place = {"likelihood": 4, "impact": 4, "why": "We see it so."}
    challenge(cast.register, "R1.1", "after", by=cast.editor, **place)
    plan_action(cast.register, "R1.1", by=cast.editor, text="Hold more meetings.")
    propose(cast.register, "close", "R1.2", by=cast.editor, why="It is past.", fields={})
    succeed(
        cast.register, "Constabulary", by=cast.approver, organisation=cast.charity, name="Next",
        short_name="Next", since=timezone.localdate() + timedelta(9), reason="So.",
    )  # fmt: skip
    ProposalDraft.objects.create(
        register=cast.register, organisation=cast.opcc, person=cast.editor,
        address=reverse("risk_close", args=(cast.register.slug, "R1.1")), heading="A draft",
        typed={"why": "So."},
    )  # fmt: skip
    agreed_and_public(cast)
    review = called(cast, "Another")
    put_forward(cast.register, review.pk, by=cast.editor)
    return cast


@pytest.fixture
def places(cast):
    """What stands in the addresses: the cast's register, one of its risks, a control, a theme."""
    control = Control.objects.filter(register=cast.register).first()
    scored = Assessment.objects.get(risk__reference="R1.1", stage="after")
    return {
        "version": 1,
        "name": "page.css",
        "proposal_draft": ProposalDraft.objects.get().pk,
        "proposal": Proposal.objects.get().pk,
        "review": Review.objects.latest("pk").pk,
        "candidate": Candidate.objects.latest("pk").pk,
        "table": "risks",
        "part": "description",
        "challenge": Challenge.objects.get().pk,
        "action": PlannedAction.objects.get().pk,
        "post": Post.objects.filter(register=cast.register).first().pk,
        "slug": cast.register.slug,
        "reference": "R1.1",
        "stage": "after",
        "key": control.pk,
        "number": 1,
        "starts": year_of(timezone.localdate()),
        "corrects": scored.revision.number,
        "about": "after",
        "upload": "no-such-file-that-was-sent",
        "ending": "xlsx",
        "how": "accept",
        "pk": Erasure.objects.get().pk,
        "object_id": cast.opcc.pk,
        "uidb36": "1",
        "content_type_id": 1,
        "app_label": "registers",
    }


def address(name, places):
    (path,) = {path for found, path in FOUND if found == name}
    wanted = set(re.findall(r"[<:](\w+)>", path)) | set(re.findall(r"\(\?P<(\w+)>", path))
    held = {**places, "object_id": places["person"]} if "user" in name else places
    kinds = ("challenge", "action", "post", "proposal_draft", "proposal", "review")
    kind = next((kind for kind in kinds if name.startswith(kind)), "")
    held = {**held, "key": places[kind]} if kind else held
    held = {**held, "key": "no-key"} if name.startswith("account") else held
    return reverse(name, kwargs={part: held[part] for part in wanted})


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_each_person_gets_what_is_theirs(client, cast, places, name):
    places["person"] = cast.board_reader.pk
    seen = []
    for person in PEOPLE:
        client.logout()
        if person != "nobody":
            client.force_login(cast.people[person])
        seen.append(client.get(address(name, places)).status_code)
    assert dict(zip(PEOPLE, seen, strict=True)) == dict(zip(PEOPLE, BY_NAME[name], strict=True))


@pytest.mark.parametrize(
    "name", sorted(n for n, who in BY_NAME.items() if who[1:5] == WHO_EDITS[1:5])
)
@pytest.mark.parametrize("person", ["stranger", "board_reader", "council_reader", "administrator"])
def test_nobody_else_posts_an_edit(client, cast, places, name, person):
    before = cast.register.journal.revisions.count()
    client.force_login(cast.people[person])
    answer = client.post(address(name, places), {"reason": "I should like to."})
    assert answer.status_code == BY_NAME[name][PEOPLE.index(person)]
    assert cast.register.journal.revisions.count() == before


@pytest.mark.parametrize("name", sorted(n for n, who in BY_NAME.items() if who == WHO_SEES))
def test_a_register_that_is_not_there_looks_like_one_that_is_not_theirs(client, cast, places, name):
    client.force_login(cast.stranger)
    theirs = client.get(address(name, places))
    there = client.get(address(name, {**places, "slug": "no-such-register"}))
    assert (theirs.status_code, there.status_code) == (404, 404)
    assert said(theirs, "exampleshire") == said(there, "no-such-register")


def said(answer, slug):
    """A page without its address and its one-time tokens."""
    return re.sub(r'value="\w{64}"', "", answer.content.decode()).replace(slug, "")
