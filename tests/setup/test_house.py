import pytest

from riskregister.setup.house import RULES, breaches


def broken(name, text):
    return [line for rule in RULES for line in rule.breaches(name, text)]


def test_the_house_keeps_its_rules():
    assert list(breaches()) == []


# Put together here, or this file would break them.
MACHINE = "/".join(("", "work", "main"))
REGISTRY = "pypi" + ".org"


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("README.md", f"see {MACHINE}", "A path of one machine."),
        ("Makefile", f"https://{REGISTRY}/simple", "A registry's address."),
        ("templates/a.html", "{{ risk|safe }}", "What people typed is always escaped."),
        ("templates/a.html", '<p style="color: red">', "Style lives in style sheets."),
        ("templates/a.html", "<script>go()</script>", "Scripts live in files."),
        ("templates/a.html", '<a onclick="go()">', "Scripts live in files."),
        ("registers/views/risk.py", 'return "<b>" + text', "HTML lives in templates."),
        (
            "registers/views/risk.py",
            "connection.cursor()",
            "SQL lives close to the database only.",
        ),
    ],
)
def test_a_breach_is_named_with_its_line(name, text, sentence):
    (found,) = broken(name, f"\n{text}\n")
    assert found.startswith(f"{name}:2: {sentence}")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("README.md", "../shared/work/ and and/or"),
        ("templates/a.html", '<script src="a.js"></script> <p data-style="x">'),
        ("registers/triggers.py", "connection.cursor()"),
    ],
)
def test_what_looks_like_a_breach_but_is_none(name, text):
    assert broken(name, text) == []
