"""What is kept with history, and the guard that lets nothing past the actions.

A row of content is saved only by an open change (`registers.actions.change`). It carries
the revision that last touched it, and django-simple-history writes a copy of it, revision
and all, at each save. Nothing is deleted: it is marked removed.
"""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class Unguarded(RuntimeError):
    """Content was to be written outside an action."""


def _refuse(what: str) -> NoReturn:
    raise Unguarded(
        f"{what} is refused: a register's content is changed by the functions of "
        "registers.actions, which record who, for whom, when and why."
    )


class GuardedQuerySet(models.QuerySet[Any]):
    """Refuses every write that would leave no history row."""

    def update(self, **kwargs: Any) -> NoReturn:
        _refuse("QuerySet.update")

    def delete(self) -> NoReturn:  # type: ignore[override]
        _refuse("QuerySet.delete")

    def bulk_create(self, *args: Any, **kwargs: Any) -> NoReturn:
        _refuse("QuerySet.bulk_create")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        _refuse("QuerySet.bulk_update")


class Records(HistoricalRecords):
    """History rows that belong to a revision, one at most for each object and revision.

    Who and why have one home, the revision. Of the indexes that the library copies only
    the two that are used remain: by object and revision, and by revision.
    """

    def fields_included(self, model: Any) -> list[models.Field]:
        unkept = getattr(model, "UNKEPT", frozenset())
        return [field for field in super().fields_included(model) if field.name not in unkept]

    def copy_fields(self, model: type[models.Model]) -> dict[str, models.Field]:
        fields = super().copy_fields(model)
        for field in fields.values():
            field.db_index = False
        fields["revision"] = models.ForeignKey(
            "registers.Revision", models.PROTECT, related_name="+", editable=False
        )
        return fields

    def get_extra_fields(self, model: type[models.Model], fields: Any) -> dict[str, Any]:
        extra = super().get_extra_fields(model, fields)
        extra["history_user"] = property(lambda row: row.revision.person, _leave)
        extra["history_change_reason"] = property(lambda row: row.revision.reason, _leave)
        extra["history_date"] = models.DateTimeField()
        extra["history_id"] = models.BigAutoField(primary_key=True)
        return extra

    def get_meta_options(self, model: type[models.Model]) -> dict[str, Any]:
        name = f"{model._meta.model_name}_once_a_revision"
        return super().get_meta_options(model) | {
            "ordering": (),
            "constraints": [models.UniqueConstraint(fields=["id", "revision"], name=name)],
        }

    def post_save(
        self, instance: models.Model, created: bool, using: Any = None, **kwargs: Any
    ) -> None:
        if not _touches_only_what_is_not_kept(instance, kwargs.get("update_fields")):
            super().post_save(instance, created, using=using, **kwargs)


def _leave(row: Any, value: Any) -> None:
    """The library hands over a user and a reason; the revision has them already."""


class Kept(models.Model):
    """A row of content. `UNKEPT` names fields that are no content: they have no history
    and may be saved alone, with `update_fields`."""

    UNKEPT: frozenset[str] = frozenset()

    revision = models.ForeignKey(
        "registers.Revision", models.PROTECT, related_name="+", db_index=False, editable=False
    )
    removed = models.BooleanField(_("removed"), default=False, editable=False)

    objects = GuardedQuerySet.as_manager()
    history = Records(inherit=True)

    #: The open change that saves this row: set by the change and by nothing else.
    change: Any = None
    #: What was read from the database, by column; set by `from_db` and after each save.
    loaded: dict[str, Any]
    #: The moment that the history row gets: the revision's.
    _history_date: Any

    class Meta:
        abstract = True
        base_manager_name = "objects"

    @classmethod
    def from_db(cls, db: Any, field_names: Any, values: Any) -> Any:
        instance = super().from_db(db, field_names, values)
        instance.loaded = dict(zip(field_names, values, strict=True))
        return instance

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        _refuse(f"Deleting a {self._meta.verbose_name}")

    @classmethod
    def kept_fields(cls) -> list[models.Field]:
        """The columns that are content: all but the key, the revision and what is not kept."""
        outside = {"id", "revision"} | cls.UNKEPT
        return [field for field in cls._meta.concrete_fields if field.name not in outside]

    def differs(self) -> bool:
        """Whether any content differs from what was read from the database."""
        loaded = getattr(self, "loaded", None)
        return loaded is None or any(
            getattr(self, field.attname) != loaded[field.attname] for field in self.kept_fields()
        )


def _touches_only_what_is_not_kept(instance: models.Model, update_fields: Any) -> bool:
    return bool(update_fields) and set(update_fields) <= getattr(instance, "UNKEPT", frozenset())


@receiver(pre_save, dispatch_uid="refuse_unguarded")
def refuse_unguarded(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    """A pre_save receiver, so that loaddata and `save_base` do not get past it either."""
    if not isinstance(instance, Kept):
        return
    if _touches_only_what_is_not_kept(instance, kwargs.get("update_fields")):
        return
    if instance.change is None or not instance.change.lets(instance):
        _refuse(f"Saving a {sender._meta.verbose_name}")
