"""What was typed and could not be saved at once is held in the session and offered again.

Only for the person who opened the form: it carries a word that names them and that nobody
else can make, so that no foreign page can put words into anybody's form, and on a shared
browser nobody is shown what another has typed.
"""

from django.contrib.auth.views import redirect_to_login
from django.http import QueryDict
from django.shortcuts import render

from registers.forms.base import opener

HELD = "typed_and_held"
#: How many forms a session holds; the oldest goes first.
AT_MOST = 5
#: Posted beside what people type.
MACHINERY = ("csrfmiddlewaretoken", "opened_by", "began", "order")


def hold(request):
    """Hold what was posted, under its address. Whether there was anything that may be held."""
    person = opener(request.POST)
    if person is None or (request.user.is_authenticated and request.user.pk != person):
        return False
    held = dict(request.session.get(HELD, {}))
    held.pop(request.path, None)
    held[request.path] = {"by": person, "typed": _typed(request).urlencode()}
    request.session[HELD] = dict(list(held.items())[-AT_MOST:])
    return True


def offered(request):
    """What this person typed here before and could not save, or None."""
    found = request.session.get(HELD, {}).get(request.path)
    if found is None or found["by"] != request.user.pk:
        return None
    return QueryDict(found["typed"])


def let_go(request):
    """Forget what is held for this address: it was saved, or is not wanted."""
    held = dict(request.session.get(HELD, {}))
    if held.pop(request.path, None) is not None:
        request.session[HELD] = held


def to_sign_in(request):
    """Off to sign in and back here, with what was posted held meanwhile."""
    if request.method == "POST":
        hold(request)
    return redirect_to_login(request.get_full_path())


def shown_back(request, status):
    """A page that shows what was posted to somebody who may not save it here any more."""
    typed = [(name, text) for name, text in _typed(request).items() if text.strip()]
    texts = [text for name, text in typed if name not in MACHINERY]
    return render(request, "registers/edit/shown_back.html", {"texts": texts}, status=status)


def _typed(request):
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    return typed
