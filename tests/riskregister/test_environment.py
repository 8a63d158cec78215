import os

import pytest
from django.core.exceptions import ImproperlyConfigured

from riskregister.environment import Environment, kept_secret_key


@pytest.mark.parametrize("said", ["1", "true", "Yes", " on "])
def test_a_flag_says_yes(said):
    assert Environment({"DEMO": said}).flag("DEMO") is True


@pytest.mark.parametrize("said", ["0", "false", "No", "off"])
def test_a_flag_says_no(said):
    assert Environment({"DEMO": said}).flag("DEMO", default=True) is False


@pytest.mark.parametrize("said", ["", "  "])
def test_a_flag_that_is_empty_is_absent(said):
    assert Environment({"HTTPS": said}).flag("HTTPS", default=True) is True


def test_a_flag_that_says_neither_is_refused_by_name():
    with pytest.raises(ImproperlyConfigured, match="^DEMO is 'maybe': write 1 for yes or 0 for no"):
        Environment({"DEMO": "maybe"}).flag("DEMO")


def test_a_number_within_bounds():
    assert Environment({"PORT": "8001"}).number("PORT", 8000, 1, 65535) == 8001
    assert Environment({}).number("PORT", 8000, 1, 65535) == 8000


@pytest.mark.parametrize("said", ["0", "65536", "-1", "80.0", "eighty", "٨٠"])
def test_another_number_is_refused_by_name(said):
    with pytest.raises(ImproperlyConfigured, match=r"^PORT is .*: write a whole number from 1 to"):
        Environment({"PORT": said}).number("PORT", 8000, 1, 65535)


def test_words_are_parted_by_commas():
    assert Environment({"HOSTS": " a.example, b.example ,"}).words("HOSTS") == [
        "a.example",
        "b.example",
    ]


def test_a_folder_is_made(tmp_path):
    assert Environment({"DATA_DIR": str(tmp_path / "a/b")}).folder("DATA_DIR", tmp_path).is_dir()


def test_a_folder_that_cannot_be_made_is_refused_by_name(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ImproperlyConfigured, match=r"^DATA_DIR is .*, and no such folder"):
        Environment({"DATA_DIR": str(tmp_path / "file/b")}).folder("DATA_DIR", tmp_path)


def test_the_key_of_this_machine_is_kept_for_its_owner(tmp_path):
    file = tmp_path / "secret-key"
    key = kept_secret_key(file)
    assert len(key) >= 50
    assert kept_secret_key(file) == key
    assert file.stat().st_mode & 0o777 == 0o600
    assert os.listdir(tmp_path) == ["secret-key"]


def test_a_key_that_cannot_be_kept_is_refused_by_name(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="^SECRET_KEY is not set and no key can be kept"):
        kept_secret_key(tmp_path)


def test_lines_of_a_file(tmp_path):
    file = tmp_path / "list.txt"
    file.write_text("# A list\n\n One \nTwo\n", "utf-8")
    assert Environment({"LIST": str(file)}).lines("LIST", tmp_path) == ("One", "Two")
    assert Environment({}).lines("LIST", file) == ("One", "Two")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (None, "and no text can be read there."),
        (b"\xff", "and no text can be read there."),
        (b"# Nothing\n", "it needs a line or more, none over 200 characters."),
        (b"x" * 201, "it needs a line or more, none over 200 characters."),
    ],
)
def test_lines_that_are_no_list(tmp_path, text, sentence):
    file = tmp_path / "list.txt"
    if text is not None:
        file.write_bytes(text)
    with pytest.raises(ImproperlyConfigured, match=sentence):
        Environment({"LIST": str(file)}).lines("LIST", file)


def test_a_file_is_there_or_the_start_stops(tmp_path):
    own = tmp_path / "report.docx"
    own.write_text("Any")
    assert Environment({}).file("REPORT_TEMPLATE") is None
    assert Environment({"REPORT_TEMPLATE": str(own)}).file("REPORT_TEMPLATE") == own
    with pytest.raises(ImproperlyConfigured) as problem:
        Environment({"REPORT_TEMPLATE": str(tmp_path)}).file("REPORT_TEMPLATE")
    assert str(problem.value) == (
        f"REPORT_TEMPLATE is {str(tmp_path)!r}, and there is no such file."
    )
