from tests.bench.bare_text import bare

PAGE = """<html><head><title>Not printed</title><style>p { color: red }</style></head><body>
<h2 class="a">Theme <b>1</b></h2>
<ul><li><p>First &amp; <a href="#r">last</a>:
line</p></li><li>Alone</li></ul><table><tr><th>Head</th><td>Cell</td></tr></table></body></html>"""


def test_the_words_stay_and_everything_else_goes():
    body = bare(PAGE).split("<body>\n")[1]
    assert body.split("\n</body>")[0].splitlines() == [
        "<h2>Theme 1</h2>",
        "<p>First &amp; last: line</p>",
        "<p>Alone</p>",
        "<p>Head</p>",
        "<p>Cell</p>",
    ]
