"""What every form of the editing pages has: where its edit began, and who opened it."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.http import QueryDict

from registers.content import Snapshot

_signer = Signer(salt="registers.forms.opened_by")


def opened_by(person: Any) -> str:
    """A word that only this installation can make, and that says who opened a form."""
    return _signer.sign(str(person.pk))


def opener(data: Any) -> int | None:
    """The key of the person who opened the form that `data` came from; None when it does not
    say, or when the word was not made here."""
    try:
        return int(_signer.unsign(data.get("opened_by", "")))
    except (BadSignature, ValueError):
        return None


class EditForm(forms.Form):
    """`content` names the fields whose values stand in the register; the others, such as the
    reason, only go with a change. `initial` is what stood there when the edit began.

    `asked` are the fields by which the page names what it is about, where it is a choice.
    """

    content: tuple[str, ...] = ()
    #: The content whose change wants a reason, in a form that asks for one only then.
    wording: tuple[str, ...] = ()
    #: Fields of the actions that have another name here.
    told_as: dict[str, str] = {}

    began = forms.CharField(widget=forms.HiddenInput, required=False)
    opened_by = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        snapshot: Snapshot,
        person: Any,
        initial: dict[str, Any] | None = None,
        typed: QueryDict | None = None,
        **about: Any,
    ) -> None:
        """`typed` is what was typed and never checked: it is shown as it is, without errors."""
        self.snapshot = snapshot
        opening = {"began": snapshot.number, "opened_by": opened_by(person), **(initial or {})}
        if typed is not None:
            opening |= {name: typed[name] for name in self.base_fields if name in typed}
        super().__init__(data, initial=opening)
        self.prepare(**about)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.template = "registers/edit/form.html"
        self.helper.field_template = "registers/edit/field.html"
        self.helper.layout = Layout(*self.parts(), "began", "opened_by")

    def prepare(self, **about: Any) -> None:
        """Fill in what only this register and this page know."""

    def parts(self) -> list[Any]:
        """The fields in order, for the layout."""
        return [name for name in self.fields if name not in {"began", "opened_by"}]

    def clean(self) -> dict[str, Any] | None:
        reworded = set(self.wording) & set(self.touched)
        if reworded and "reason" not in self.errors and not self.cleaned_data["reason"].strip():
            self.add_error("reason", self.fields["reason"].error_messages["required"])
        return super().clean()

    @property
    def touched(self) -> list[str]:
        """The names of the content that differs from what stood there when the edit began; what
        was not sent at all was not touched."""
        changed = set(self.changed_data) & set(self.data)
        return [name for name in self.content if name in changed]

    @property
    def changes(self) -> dict[str, Any]:
        """What was changed, cleaned."""
        return {name: self.cleaned_data[name] for name in self.touched}

    @property
    def is_idle(self) -> bool:
        """Whether the form was saved just as it was opened."""
        return bool(self.content) and not self.touched and not self.is_talk

    @property
    def is_talk(self) -> bool:
        """Whether something beside the content was written, such as a reason."""
        beside = set(self.fields) - set(self.content) - {"began", "opened_by"}
        return any(self.data.get(name, "").strip() for name in beside)

    def refuse(self, errors: dict[str, str]) -> None:
        """Put the sentences of an action beside the fields that they are about."""
        for name, sentence in errors.items():
            name = self.told_as.get(name, name)
            self.add_error(name if name in self.fields else None, str(sentence))

    def written(self, name: str, value: Any) -> str:
        """A value of content as this form's control would hold it."""
        prepared = self.fields[name].prepare_value(value)
        return "" if prepared is None else str(prepared)

    def meant(self, name: str, typed: str) -> Any:
        """The value of content that somebody meant who typed this; what makes no sense stays."""
        try:
            return self.fields[name].to_python(typed)
        except ValidationError:
            return typed

    def said(self, name: str, value: Any) -> str:
        """A value of content in words."""
        choices = dict(getattr(self.fields[name], "choices", ()))
        return str(choices.get(value, self.written(name, value)))
