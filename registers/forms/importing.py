"""Bringing a file in: the file, why, and what its columns are."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registers.forms.fields import Reason


class FileForm(forms.Form):
    """The file that is sent."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("Excel (.xlsx), CSV, Word (.docx) or JSON."),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty. Choose another one."),
        },
        widget=forms.FileInput(attrs={"class": "form-control"}),
    )


class ConfirmForm(forms.Form):
    """Why it is brought in, and the plan that was shown."""

    agreed = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = Reason(_("Why is it brought in?"))


class ColumnsForm(forms.Form):
    """What the columns of one file are. `columns` gives (field name, label, samples, key) for each,
    `words` (field name, word) for words that are no level, `levels` the choices for those."""

    _twice = _("Column {column} is taken as this already: leave one of them out.")

    def __init__(
        self,
        data: Any,
        *,
        columns: list[tuple[str, str, str, str]],
        targets: list[tuple[str, Any]],
        words: list[tuple[str, str, list[tuple[str, str]]]],
        themes: list[tuple[str, str]],
    ) -> None:
        super().__init__(data)
        self._words = [name for name, _word, _levels in words]
        look = forms.Select(attrs={"class": "form-select"})
        left_out = [("", _("Leave out")), *targets]
        for name, label, samples, key in columns:
            self.fields[name] = forms.ChoiceField(
                label=label, choices=left_out, initial=key, required=False, help_text=samples,
                widget=forms.Select(attrs={"class": "form-select"}),
            )  # fmt: skip
        for name, word, levels in words:
            self.fields[name] = forms.ChoiceField(
                label=word, choices=[("", _("Refuse these rows")), *levels], required=False,
                widget=forms.Select(attrs={"class": "form-select"}),
            )  # fmt: skip
        self.fields["theme"] = forms.ChoiceField(
            label=_("Theme of risks that name none"),
            choices=[("0", _("None: refuse them")), *themes], required=False, widget=look,
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Of two columns of a sheet that are said to be the same thing, one would be lost."""
        cleaned = super().clean() or {}
        taken: dict[tuple[str, str], str] = {}
        for name, key in list(cleaned.items()):
            sheet, _dash, _column = name.rpartition("-")
            if not key or not sheet.startswith("column-"):
                continue
            if first := taken.get((sheet, key)):
                self.add_error(name, self._twice.format(column=self.fields[first].label))
            taken.setdefault((sheet, key), name)
        return cleaned

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """What is asked, under its headings: the columns, words that are no level, the rest."""
        words = [self[name] for name in self._words]
        columns = [field for field in self if field.name not in {*self._words, "theme"}]
        asked = [
            (_("Columns"), columns),
            (_("Words that are no level of this register"), words),
            (_("Risks without a theme"), [self["theme"]]),
        ]
        return [(head, fields) for head, fields in asked if fields]
