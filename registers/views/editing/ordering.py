"""Putting the controls of a risk into another order, with buttons that need no script."""

from django.utils.translation import gettext as _

from registers import record
from registers.actions import Stale, reorder_controls
from registers.forms.controls import OrderForm, keys_of, moved
from registers.snapshot import snapshot
from registers.views.editing import returning
from registers.views.editing.finding import address_of, risk_in, risk_of, turned_away
from registers.views.editing.flow import Edit, page, respond
from registers.views.editing.gate import editing
from registers.views.editing.once import alone

WAYS = {"up": -1, "down": 1}


@editing
def control_order(request, access, reference):
    risk = risk_of(access, reference)
    for way, by in WAYS.items():
        if request.method == "POST" and request.POST.get(way, "").isdecimal():
            return _moved(request, access, reference, int(request.POST[way]), by)
    return turned_away(request, access, risk) or respond(
        request, access, lambda now: _order(request.user, now, reference)
    )


def _order(person, access, reference):
    register, risk = access.register, access.snapshot.risk(reference)

    def save(form, began):
        with alone(register):
            _refuse_stale(register, reference, form.initial["order"])
            return reorder_controls(
                register, reference, keys_of(form.cleaned_data["order"]), by=person,
                reason=form.cleaned_data["reason"],
            )  # fmt: skip

    def values(snapshot):
        found = risk_in(snapshot, reference)
        return OrderForm.values(found.controls) if found else None

    return Edit(
        form=OrderForm,
        heading=_("Order the controls of %(risk)s") % {"risk": reference},
        button=_("Save this order"),
        template="registers/edit/order.html",
        about={"controls": risk.controls},
        values=values,
        save=save,
        after=address_of(access, reference, "controls"),
        verb="reorder controls",
        subject=reference,
        risk=risk,
    )


def _refuse_stale(register, reference, order):
    """Raise Stale when the controls are no more what they were when the form was opened."""
    risk = snapshot(register).risk(reference)
    if OrderForm.values(risk.controls)["order"] == order:
        return
    (last,) = record.entries(register, limit=1, which=record.Which(risk=risk.key))
    words = _("%(who)s changed the controls after you opened this, in revision %(number)s.")
    who = last.person_name
    raise Stale(words % {"who": who, "number": last.number}, number=last.number, who=who)


def _moved(request, access, reference, key, by):
    """The page again, with one control a place up or down; nothing is saved by that."""
    edit = returning.made(request, lambda now: _order(request.user, now, reference))(access)
    typed = request.POST.copy()
    typed["order"] = ",".join(map(str, moved(keys_of(typed.get("order", "")), key, by)))
    form = OrderForm(snapshot=access.snapshot, person=request.user, typed=typed, **edit.about)
    way = "up" if by < 0 else "down"
    return page(request, access, edit, form, status=200, moved_key=key, moved_way=way)
