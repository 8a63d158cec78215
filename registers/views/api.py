"""A register as JSON for other programs, read with a token and nothing else."""

import json
from functools import wraps
from pathlib import Path

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from registers.actions.tokens import digest_of
from registers.exchange import schemas
from registers.exchange.columns import tables_of
from registers.exchange.document import write_json
from registers.exchange.markings import highest_marking
from registers.forms.paper import INTERNAL, PUBLIC
from registers.models import Token
from registers.snapshot import NoSuchMoment
from registers.views import security_log
from registers.views.access import for_register

FOLDER = Path(schemas.__file__).parent
SCHEME = "bearer"


def _read_only(view):
    """Answer GET and HEAD, and anything else with a sentence that a program can read."""

    # A program has no form of ours, and nothing is changed here: the page about forms that have
    # been open too long would be the wrong answer.
    @csrf_exempt
    @wraps(view)
    def answer(request, **places):
        if request.method in {"GET", "HEAD"}:
            return view(request, **places)
        response = _problem(405, _("This address is only read: use GET."))
        response["Allow"] = "GET, HEAD"
        return response

    return answer


def _with_token(view):
    """Let a view be read by who shows a token of the register: as the token's person, and with
    that person's rights at this moment. Sessions count for nothing here."""

    @_read_only
    @wraps(view)
    def answer(request, slug, **places):
        request.user = AnonymousUser()
        token = _token(request)
        if isinstance(token, str):
            security_log.refused_token(request, token)
            return _refused(token)
        request.user = token.person
        try:
            if token.register.slug != slug:
                raise Http404
            access = for_register(request, slug, past=True)
        except (Http404, PermissionDenied):
            security_log.token(request, "token refused", token)
            return _problem(404, _("The token opens no such register."))
        except NoSuchMoment as problem:
            return _problem(404, str(problem))
        audience = request.GET.get("audience", INTERNAL)
        if audience not in {INTERNAL, PUBLIC}:
            return _problem(400, _("The audience is “internal” or “public”."))
        security_log.token(request, "token used", token)
        shown = _shown(access, audience)
        return view(request, access, shown, **places)

    return answer


def _shown(access, audience):
    if audience == PUBLIC:
        return access.snapshot.public(*access.withheld_since())
    return access.snapshot


def _token(request):
    """The token of a request with its person and register, or the sentence that refuses it."""
    scheme, _blank, key = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != SCHEME or not key.strip():
        return _("Send a token in the header “Authorization: Bearer TOKEN”.")
    found = (
        Token.objects.filter(digest=digest_of(key.strip()))
        .select_related("person__organisation", "register")
        .first()
    )
    if found is None or not found.person.is_active or not found.works(timezone.localdate()):
        return _("This token does not work: it is wrong, has ended or was taken back.")
    return found


@_with_token
def api_register(request, access, shown):
    """All that a register says, as the JSON file has it."""
    return _answer(request, access, shown, write_json)


@_with_token
def api_table(request, access, shown, table):
    """One table of a register as a list of rows, each with the keys of its columns."""
    tables = {one.key: one for one in tables_of(shown)}
    if table not in tables:
        names = ", ".join(tables)
        return _problem(404, _("There is no such table; there is %(names)s.") % {"names": names})
    return _answer(request, access, shown, lambda shown: _rows(tables[table], shown))


def _rows(table, shown):
    keys = [column.key for column in table.columns]
    rows = [dict(zip(keys, row, strict=True)) for row in table.values(shown)]
    return json.dumps({"value": rows}, default=str, ensure_ascii=False).encode()


def _answer(request, access, shown, write):
    """What a snapshot says; nothing where the program has it already."""
    snapshot = access.snapshot
    tag = f'"{snapshot.seal[:32]}-{snapshot.number}-{access.register.erasures}"'
    if not shown.for_public and request.headers.get("If-None-Match") == tag:
        return _headed(HttpResponse(status=304), shown, tag)
    return _headed(HttpResponse(write(shown), content_type="application/json"), shown, tag)


def _headed(response, shown, tag):
    """The marking of what is in it, and what it is to be checked by."""
    response["Register-Marking"] = highest_marking(shown)
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Authorization"])
    if not shown.for_public:
        response["ETag"] = tag
        response["Register-Revision"] = f"{shown.number}:{shown.seal}"
    return response


def _refused(sentence):
    response = _problem(401, sentence)
    response["WWW-Authenticate"] = 'Bearer realm="riskregister"'
    return response


def _problem(status, sentence):
    response = JsonResponse({"problem": sentence}, status=status)
    response["Cache-Control"] = "no-store"
    return response


@_read_only
def api_description(request):
    """The OpenAPI description, in JSON."""
    return _published("openapi.json")


@_read_only
def api_schema(request):
    """The JSON Schema of the whole register."""
    return _published("register.json")


def _published(name):
    return HttpResponse((FOLDER / name).read_bytes(), content_type="application/json")
