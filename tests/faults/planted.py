"""The faults that are planted, one at a time, and the test that each must turn red."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """`old` stands exactly once in `file` and becomes `new`; then `test` must fail.

    `on_postgresql` says that only a real server shows it.
    """

    name: str
    file: str
    old: str
    new: str
    test: str
    on_postgresql: bool = False


FAULTS = (
    Fault(
        "the guard against saves outside an action",
        "registers/models/kept.py",
        "    if instance.change is None or not instance.change.lets(instance):\n",
        "    if False:\n",
        "tests/registers/models/test_guard.py::test_is_refused_with_our_sentence",
    ),
    Fault(
        "the trigger on history rows",
        "registers/triggers.py",
        'record = ["registers_revision", "registers_seal", *texts, *past]',
        'record = ["registers_revision", "registers_seal", *texts]',
        "tests/registers/test_triggers.py::test_an_update_is_refused",
    ),
    Fault(
        "the lock",
        "registers/actions/change.py",
        "        Journal.objects.select_for_update(no_key=True).get(pk=journal.pk)\n",
        "        Journal.objects.get(pk=journal.pk)\n",
        "tests/registers/test_concurrency.py",
        on_postgresql=True,
    ),
    Fault(
        "the seal's link to the one before",
        "registers/chain.py",
        "str(number), before, *digests]",
        "str(number), *digests]",
        "tests/registers/test_chain.py"
        "::test_a_seal_is_over_format_number_the_seal_before_and_the_digests",
    ),
    Fault(
        "a control's last word",
        "fixtures/cambridgeshire-strategic.json",
        "for Commissioner approval.",
        "for Commissioner",
        "tests/fixtures/test_cambridgeshire.py",
    ),
    Fault(
        "an escape on a page",
        "templates/parts/risk_parts.html",
        '<p class="prose as-typed">{{ risk.description }}</p>',
        '<p class="prose as-typed">{{ risk.description|safe }}</p>',
        "tests/registers/views/test_risk.py::test_hostile_text_comes_out_as_text",
    ),
    Fault(
        "a row of the permission table",
        "registers/permissions.py",
        "    Role.READER: frozenset({VIEW}),\n",
        "    Role.READER: frozenset({VIEW, EDIT}),\n",
        "tests/registers/test_permissions.py::test_the_table_of_roles_is_this",
    ),
    Fault(
        "the same row, as the pages ask it",
        "registers/permissions.py",
        "    Role.READER: frozenset({VIEW}),\n",
        "    Role.READER: frozenset({VIEW, EDIT}),\n",
        "tests/registers/test_addresses.py::test_nobody_else_posts_an_edit",
    ),
    Fault(
        "the permission asked under the lock",
        "registers/actions/change.py",
        "    if stands is None or needs not in stands.permissions:\n",
        "    if stands is None:\n",
        "tests/registers/actions/test_every_action.py"
        "::test_is_refused_to_a_person_whose_role_was_taken_away_meanwhile",
    ),
    Fault(
        "the second look at the last revision of a live reading",
        "registers/snapshot.py",
        "        if before.revision == point.revision:\n",
        "        if before:\n",
        "tests/registers/test_torn_reads.py::test_what_a_writer_crossed_is_read_again",
    ),
    Fault(
        "the refusal of an edit that began before another's",
        "registers/actions/change.py",
        "        if last.number > edit.settled and not"
        " (merges and _merged(instance, edit.settled)):\n",
        "        if False:\n",
        "tests/registers/actions/test_stale.py"
        "::test_the_second_of_two_is_refused_and_says_who_was_first",
    ),
    Fault(
        "that a field which both have changed waits for a choice",
        "registers/merging.py",
        "    both = {name for name in by_me & by_them if written[name] != now[name]}\n",
        "    both: set[str] = set()\n",
        "tests/registers/test_merging.py",
    ),
    Fault(
        "that a change which changes nothing leaves nothing",
        "registers/actions/change.py",
        "        if not instance.differs():\n            return False\n",
        "",
        "tests/registers/actions/test_revise_risk.py::test_leaves_no_revision_when_nothing_changes",
    ),
    Fault(
        "that a reference is never used twice",
        "registers/actions/risks.py",
        '    return f"{start}{max(ends, default=0) + 1}"\n',
        '    return f"{start}{len(ends)}"\n',
        "tests/registers/actions/test_references.py",
    ),
    Fault(
        "a control that is missing from the past",
        "registers/rows.py",
        'ORDER BY x.revision_id DESC LIMIT 1) WHERE l.{key} = %s"',
        'ORDER BY x.revision_id ASC LIMIT 1) WHERE l.{key} = %s"',
        "tests/registers/test_snapshot.py",
    ),
    Fault(
        "the door of the demonstration",
        "riskregister/demonstration.py",
        "    if not settings.DEMO:\n        return False\n",
        "",
        "tests/registers/views/test_demonstration.py::test_not_without_the_mode",
    ),
    Fault(
        "that live rows are held to the history",
        "registers/verifying.py",
        "        faults += standing(journal, walk)\n",
        "",
        "tests/registers/test_attacks.py::test_what_stands_now_is_held_to_the_record",
    ),
    Fault(
        "that a guard does what it should, and not only stands by name",
        "registers/triggers.py",
        "if found.get(t.name) != _made(t))",
        "if t.name not in found)",
        "tests/registers/test_attacks.py::test_a_guard_that_is_gone_or_only_looks_like_one",
    ),
    Fault(
        "that a text may be emptied by an erasure alone",
        "registers/verifying.py",
        '                    yield Fault(entry.number, "missing", sentence)\n',
        "                    del sentence\n",
        "tests/registers/test_erased.py::test_a_text_that_is_emptied_with_no_erasure_to_name_it",
    ),
    Fault(
        "the chain of seals, in the script that goes with an export",
        "registers/exchange/check_record.py",
        '            found.append("the seal does not fit what it seals.")\n',
        "            pass\n",
        "tests/registers/test_attacks.py::test_one_revision_sealed_anew_is_found_at_the_next",
    ),
    Fault(
        "rows of the history that hang on no revision",
        "registers/stored.py",
        "past._base_manager.filter(\n            ~within, ",
        "past._base_manager.filter(\n            within, ~within, ",
        "tests/registers/test_attacks.py::test_a_row_of_the_history_that_is_no_revisions",
    ),
    Fault(
        "the renamed columns of a later version",
        "registers/chain.py",
        "    return {**defaults, **under_names_now(table, sealed)} == stored\n",
        "    return False\n",
        "tests/registers/test_later_version.py::test_it_is_whole_and_goes_on",
    ),
    Fault(
        "what is withheld from evidence",
        "registers/evidence.py",
        "    return replace(item, before=None, after=None, entries=entries, notes=())\n",
        "    return replace(item, entries=entries)\n",
        "tests/registers/exchange/test_evidence_pdf.py"
        "::test_what_is_withheld_leaves_its_mark_and_no_word",
    ),
    Fault(
        "the last day of a history, which counts in full",
        "registers/record_which.py",
        "moment__lte=end_of(which.last)",
        "moment__date__lt=which.last",
        "tests/registers/views/test_history_filters.py",
    ),
    Fault(
        "that a file holds no more than was asked for",
        "registers/views/history.py",
        "    if asked.errors:\n        return access, None\n",
        "",
        "tests/registers/views/test_history_filters.py"
        "::test_what_there_is_not_is_told_and_nothing_is_shown",
    ),
    Fault(
        "that a risk counts as reopened only where it was closed as the year began",
        "registers/year.py",
        "rated.risks[0] is not None and not rated.risks[0].is_open and rated.last.is_open",
        "rated.last.is_open",
        "tests/registers/test_year.py",
    ),
    Fault(
        "what only the later of two snapshots withholds",
        "registers/content.py",
        "        for held in (self, *others):\n",
        "        for held in (self,):\n",
        "tests/registers/test_public.py::test_what_is_compared_hides_what_either_withholds",
    ),
    Fault(
        "what is taken out of a paper for the public",
        "registers/exchange/paper/document.py",
        "    whole = material.shown if choices.public else material.now\n",
        "    whole = material.now\n",
        "tests/registers/exchange/test_leaks.py::test_nothing_is_in_what_is_printed",
    ),
    Fault(
        "what is taken out of a file for the public",
        "registers/exchange/files.py",
        "    shown = snapshot.public(*others) if public else snapshot\n",
        "    shown = snapshot\n",
        "tests/registers/exchange/test_leaks.py::test_nothing_is_in_a_file_of_any_format",
    ),
    Fault(
        "that a paper of an earlier day hides what is withheld by now",
        "registers/exchange/paper/material.py",
        "    others = withheld_since(register, now, last) if public else ()\n",
        "    others = ()\n",
        "tests/registers/exchange/test_leaks.py"
        "::test_nothing_withheld_by_now_is_printed_as_at_an_earlier_day",
    ),
    Fault(
        "that a file of an earlier day hides what is withheld by now",
        "registers/views/export_files.py",
        "    others = access.withheld_since() if form.is_public else ()\n",
        "    others = ()\n",
        "tests/registers/exchange/test_leaks.py"
        "::test_nothing_withheld_by_now_is_in_a_file_of_an_earlier_day",
    ),
    Fault(
        "that a text which looks like a formula is a text",
        "registers/exchange/sheets.py",
        '            pen.data_type = "s"\n',
        "",
        "tests/registers/exchange/test_sheets.py::test_no_program_takes_a_text_for_a_formula",
    ),
    Fault(
        "a column of the tables",
        "registers/exchange/columns.py",
        '        _text("evidence", "Evidence", 40, attrgetter("thing.evidence")),\n        _day("done_on"',
        '        _day("done_on"',
        "tests/registers/exchange/test_columns.py::test_a_register_that_says_everything_comes_back",
    ),
    Fault(
        "the register of a token",
        "registers/views/api.py",
        "            if token.register.slug != slug:\n",
        "            if False:\n",
        "tests/registers/views/test_api.py"
        "::test_a_token_reads_no_more_than_its_person_may_at_this_moment",
    ),
    Fault(
        "the choices in the key of a PDF",
        "registers/exchange/write_pdf.py",
        '        "choices": asdict(choices),\n',
        "",
        "tests/registers/exchange/test_pdf_audiences.py"
        "::test_each_choice_and_each_content_has_a_key_of_its_own",
    ),
    Fault(
        "that a register is changed by proposal",
        "registers/by_proposal.py",
        "    found = [rule for rule in rules if rule in chosen]\n",
        "    found: list[str] = []\n",
        "tests/registers/actions/test_proposals.py"
        "::test_what_needs_a_proposal_is_refused_directly_and_nothing_else_is",
    ),
    Fault(
        "that nobody accepts their own side's proposal",
        "registers/actions/proposals.py",
        '        if owner == proposal.owner:\n            raise NotAllowed(_("Another owner accepts',
        '        if not owner:\n            raise NotAllowed(_("Another owner accepts',
        "tests/registers/actions/test_proposals.py::test_nobody_answers_for_the_other_side",
    ),
    Fault(
        "that a draft is one's own side's",
        "registers/views/editing/proposing.py",
        "organisation=access.organisation, address=request.path",
        "address=request.path",
        "tests/registers/views/editing/test_proposing.py::test_the_other_side_never_sees_a_draft",
    ),
    Fault(
        "that every owner agrees to what the public reads of a challenge",
        "registers/content.py",
        "        if held.is_public and part not in hidden:\n",
        "        if part not in hidden:\n",
        "tests/registers/exchange/test_leaks.py::test_nothing_is_in_what_is_printed",
    ),
    Fault(
        "that a file does what was shown",
        "registers/actions/importing.py",
        "        if now.digest != agreed:\n",
        "        if not agreed:\n",
        "tests/registers/exchange/incoming/test_at_once.py",
    ),
    Fault(
        "that a file does nothing that goes by proposal",
        "registers/actions/importing.py",
        "        need_agreement(self._change, self._register, rules, ",
        "        _ = (need_agreement, rules, ",
        "tests/registers/actions/test_import_file.py"
        "::test_nothing_that_goes_by_proposal_is_written_whatever_the_plan_says",
    ),
    Fault(
        "that a plan says what goes by proposal",
        "registers/exchange/incoming/risks.py",
        "sentence_of(desk.snapshot.by_proposal, rules",
        "sentence_of((), rules",
        "tests/registers/actions/test_import_file.py"
        "::test_what_goes_by_proposal_is_refused_in_the_plan_and_the_rest_is_done",
    ),
    Fault(
        "the codes of characters in texts that cells share",
        "registers/exchange/incoming/workbook.py",
        '            yield text.content if text else ""\n',
        '            yield text.content.replace("x005F_", "") if text else ""\n',
        "tests/registers/exchange/incoming/test_round_trips.py::test_any_accepted_text_comes_back",
    ),
    Fault(
        "that what was confirmed is taken by one process",
        "registers/exchange/incoming/uploads.py",
        '            is_done = (self.folder / "outcome.json").exists()\n',
        "            is_done = False\n",
        "tests/registers/views/editing/test_importing_aside.py"
        "::test_what_was_confirmed_is_taken_by_one_process",
    ),
)
