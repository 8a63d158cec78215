"""What a lawful erasure may do past the guards of the record, as conditions in SQL."""

from __future__ import annotations

from typing import Any

from registers import erasing
from registers.models import Register, Revision, SealedText, SignedText


def conditions(vendor: str) -> dict[str, str]:
    """For each table of a register's record the condition under which a row may change."""
    models = [
        Revision,
        SealedText,
        SignedText,
        *(model.history.model for model in erasing.tables()),
    ]
    return {model._meta.db_table: _condition(vendor, model) for model in models}


def _condition(vendor: str, model: Any) -> str:
    """The SQL condition under which a row of the record may change: every owner of its register
    has confirmed an erasure that is being carried out now, its words go from this row, and
    nothing else in it changes."""
    same = {"postgresql": "NEW.{0} IS NOT DISTINCT FROM OLD.{0}", "sqlite": "NEW.{0} IS OLD.{0}"}
    goes = _going(vendor, model)
    columns = [field.column for field in model._meta.concrete_fields]
    stays = [same[vendor].format(column) for column in columns if column not in goes]
    changes = [f"({same[vendor].format(column)} OR {went})" for column, went in goes.items()]
    return (
        f"EXISTS (SELECT 1 FROM registers_erasure x WHERE x.register_id = {_register_of(model)} "
        "AND x.state = 'done' AND x.words <> '' AND NOT EXISTS (SELECT 1 FROM registers_seal s "
        "WHERE s.revision_id = x.revision_id) AND NOT EXISTS (SELECT 1 FROM registers_ownership o "
        "WHERE o.register_id = x.register_id AND NOT o.removed AND NOT EXISTS (SELECT 1 FROM "
        "registers_erasureconfirmation c WHERE c.erasure_id = x.id AND c.owner_id = o.id)) "
        f"AND {' AND '.join([*stays, *changes])})"
    )


def _going(vendor: str, model: Any) -> dict[str, str]:
    """The columns from which words may go, each with the condition under which they did."""
    holds = {"postgresql": "position({1} in OLD.{0}) > 0", "sqlite": "instr(OLD.{0}, {1}) > 0"}[
        vendor
    ]
    if model is SealedText:
        went = f"(NEW.{{0}} = '' AND {holds.format('text', 'x.words_as_sealed')})"
        return {name: went.format(name) for name in ("text", "salt")}
    if model is SignedText:
        # The mark is put in before the text is made canonical again; what is left is sealed.
        went = holds.format("text", "x.words_as_sealed")
        return {"salt": f"(NEW.salt = '' AND {went})", "text": f"(NEW.salt = '' AND {went})"}
    live = Revision if model is Revision else model.instance_type
    return {
        column.column: f"({holds.format(column.column, 'x.words')} AND NEW.{column.column} IN "
        f"(replace(OLD.{column.column}, x.words, x.mark), x.mark, '{erasing.BARE_MARK}'))"
        for column in erasing.text_columns(live)
    }


def _register_of(model: Any) -> str:
    """The key of the register of a row of the record, in SQL."""
    if model is Revision:
        return "(SELECT g.id FROM registers_register g WHERE g.journal_id = OLD.journal_id)"
    if model is SealedText:
        return (
            "(SELECT g.id FROM registers_register g JOIN registers_revision r "
            "ON r.journal_id = g.journal_id WHERE r.id = OLD.revision_id)"
        )
    if model is SignedText:
        return "(SELECT c.register_id FROM registers_candidate c WHERE c.id = OLD.candidate_id)"
    return "OLD.id" if model.instance_type is Register else "OLD.register_id"
