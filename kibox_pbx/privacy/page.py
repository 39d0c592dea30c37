"""A document as one page of HTML that needs nothing else, for screen and paper. Pure."""

from html import escape

from markdown_it import MarkdownIt

from kibox_pbx.utterance import Language

STYLE = """
:root {
  color-scheme: light dark;
  --line: #c9c9c9; --soft: #f4f4f1; --ink: #1d1d1b; --page: #fff; --mark: #b35c00;
}
@media (prefers-color-scheme: dark) {
  :root { --line: #4a4a48; --soft: #262624; --ink: #ececea; --page: #181817; }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 50rem;
  color: var(--ink); background: var(--page);
  font: 1rem/1.55 system-ui, "Liberation Sans", Arial, sans-serif;
  overflow-wrap: break-word; hyphens: auto;
}
h1 { font-size: 1.8rem; line-height: 1.2; margin: 0 0 1.2rem; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 2.2rem 0 .6rem; }
h3 { font-size: 1.05rem; margin: 1.6rem 0 .5rem; }
p, ul { margin: .6rem 0; }
ul { padding-left: 1.3rem; }
table { width: 100%; border-collapse: collapse; margin: 1rem 0; font-size: .94rem; }
th, td {
  text-align: left; vertical-align: top; padding: .45rem .6rem; border: 1px solid var(--line);
}
.wide { overflow-x: auto; }
th { background: var(--soft); }
blockquote {
  margin: 1rem 0; padding: .3rem 1rem; border-left: 4px solid var(--mark);
  background: var(--soft);
}
hr { border: 0; border-top: 1px solid var(--line); margin: 2.5rem 0 1rem; }
hr + p { font-size: .85rem; }
code { font-size: .92em; }
@media (max-width: 40rem) {
  body { padding: 1.2rem .8rem 3rem; }
  table { font-size: .85rem; }
  th, td { padding: .35rem .4rem; }
}
@page { size: A4; margin: 18mm 18mm 20mm; }
@media print {
  :root { color-scheme: light; --line: #999; --soft: #f0f0f0; --ink: #000; --page: #fff; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  h1, h2, h3 { break-after: avoid; }
  .wide { overflow: visible; }
  table { width: calc(100% - 1px); }
  tr, li, blockquote { break-inside: avoid; }
  thead { display: table-header-group; }
}
"""

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


def page(text: str, language: Language) -> str:
    """Return a whole HTML page of a document.

    Args:
        text: Markdown whose first line is its title; HTML in it is shown, never obeyed.
        language: Of the text.
    """
    title = escape(text.partition("\n")[0].removeprefix("# "))
    body = _accessible(_MARKDOWN.render(text))
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"{body}</main>\n</body>\n</html>\n"
    )


def _accessible(body: str) -> str:
    """Name what heads a column, and let a wide table scroll by itself, by keyboard too."""
    return (
        body.replace("<th>", '<th scope="col">')
        .replace("<table>", '<div class="wide" tabindex="0">\n<table>')
        .replace("</table>", "</table>\n</div>")
    )
