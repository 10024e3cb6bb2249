"""The manual inside the app: contents and search on the left, the page on the right."""

from __future__ import annotations

from typing import ClassVar

from rich.console import Group, RenderableType
from rich.markdown import Markdown
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Input, Label, OptionList, Static
from textual.widgets.option_list import Option

from ipog import manual_pages
from ipog.language import SOURCE, current, mark, tr
from ipog.manual_pages import Section
from ipog.tui.fields import Field
from ipog.tui.look import Look
from ipog.tui.widgets.key_line import KeyLine

MOST_LINKS = 9
"""Links of a section that can be followed by a digit."""

DEEPEST = 3
"""Level of the smallest headings in the contents."""


class HelpScreen(Screen[None]):
    """The manual, opened at a place.

    Parameters
    ----------
    page : file name of the page to begin with
    place : heading on it; empty for its beginning
    field : the field under the cursor, which is explained above the page
    look : how its figures are shown
    taken : what is taken for it while it is empty, in words
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", mark("Close"), id="close-help"),
        Binding("slash", "search", mark("Search"), id="search-help"),
        Binding("backspace", "before", mark("Page before"), show=False, id="help-before"),
        Binding("f1,question_mark", "app.keys", mark("Keys"), show=True, key_display="F1", id="help-keys"),
        Binding("g", "glossary", mark("Glossary"), id="glossary"),
        *(
            Binding(str(number), f"follow({number - 1})", mark("Follow link {number}"), show=False)
            for number in range(1, MOST_LINKS + 1)
        ),
    ]

    def __init__(
        self,
        page: str,
        place: str = "",
        field: Field | None = None,
        look: Look | None = None,
        taken: str = "",
    ) -> None:
        super().__init__()
        self._start = (page, place)
        self._field = field
        self._look = look or Look()
        self._taken = taken
        self._listed: list[Section] = []
        self._history: list[Section] = []
        self.section: Section | None = None

    def compose(self) -> ComposeResult:
        """Search and contents, text, keys."""
        yield Label(tr("ipog: manual"), id="help-title", classes="title", markup=False)
        with Horizontal(id="help"):
            with Vertical(id="help-left"):
                yield Input(placeholder=tr("/ search"), compact=True, id="help-search")
                yield OptionList(id="help-contents", markup=False)
            with VerticalScroll(id="help-page"):
                yield Static(id="help-text")
        yield KeyLine()

    def on_mount(self) -> None:
        """Open at the place."""
        self._list(None)
        self.go(*self._start)
        self.query_one("#help-page").focus()

    def go(self, page: str, place: str = "") -> None:
        """Show a section."""
        found = manual_pages.find(page, place)
        if found is None:
            self.query_one("#help-text", Static).update(
                Text(tr("The manual is not installed here; it stands beside the source of ipog."))
            )
            return
        if self.section is not None and self.section is not found:
            self._history.append(self.section)
        self._show(found)

    def _show(self, section: Section) -> None:
        self.section = section
        self.query_one("#help-title", Label).update(
            f"{tr('ipog: manual')}  |  {section.page}  |  {section.title}"
        )
        blocks: list[RenderableType] = []
        if current() != SOURCE:
            blocks.append(Text(tr("The manual is in English.") + "\n", style="bold"))
        if self._field is not None and (section.page, section.anchor) == self._place_of_field():
            blocks.append(_about(self._field, self._look, self._taken))
        blocks.append(Markdown(section.text, hyperlinks=False, code_theme="ansi_dark"))
        links = section.links[:MOST_LINKS]
        if links:
            words = [f"{number} {link[0]}" for number, link in enumerate(links, start=1)]
            blocks.append(Text(f"\n{tr('Follow by digit: {links}', links=', '.join(words))}", style="bold"))
        self.query_one("#help-text", Static).update(Group(*blocks))
        self.query_one("#help-page", VerticalScroll).scroll_home(animate=False)
        if section in self._listed:
            self.query_one("#help-contents", OptionList).highlighted = self._listed.index(section)

    def _place_of_field(self) -> tuple[str, str]:
        page, place = self._start
        found = manual_pages.find(page, place)
        return (page, found.anchor if found is not None else "")

    def _list(self, found: list[Section] | None) -> None:
        """The contents, or what a search found."""
        listed = manual_pages.sections() if found is None else found
        self._listed = [section for section in listed if section.level <= DEEPEST]
        contents = self.query_one("#help-contents", OptionList)
        contents.clear_options()
        contents.add_options(
            [
                Option(
                    Text(
                        f"{'  ' * (section.level - 1)}{section.title}"
                        if found is None
                        else f"{section.title} ({section.page.removesuffix('.md')})",
                        style="bold" if section.level == 1 else "",
                        no_wrap=True,
                        overflow="ellipsis",
                    )
                )
                for section in self._listed
            ]
        )
        if self._listed:
            at = self._listed.index(self.section) if self.section in self._listed else 0
            contents.highlighted = at

    @on(Input.Changed, "#help-search")
    def _searched(self, event: Input.Changed) -> None:
        text = event.value.strip()
        self._list(manual_pages.search(text) if len(text) > 1 else None)

    @on(Input.Submitted, "#help-search")
    def _to_results(self) -> None:
        contents = self.query_one("#help-contents", OptionList)
        if contents.option_count:
            contents.focus()
        else:
            self.notify(tr("Nothing in the manual holds all these words."), markup=False)

    @on(OptionList.OptionSelected, "#help-contents")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        section = self._listed[event.option_index]
        self.go(section.page, section.anchor)
        self.query_one("#help-page").focus()

    def action_search(self) -> None:
        """To the search line."""
        self.query_one("#help-search").focus()

    def action_glossary(self) -> None:
        """To the glossary."""
        self.go("glossary.md")

    def action_before(self) -> None:
        """To the page before."""
        if self._history:
            self._show(self._history.pop())

    def action_follow(self, index: int) -> None:
        """Follow a link of the page."""
        links = self.section.links if self.section is not None else []
        if index < min(len(links), MOST_LINKS):
            self.go(*links[index][1:])

    def action_close(self) -> None:
        """Back to where the help was asked for."""
        self.dismiss()


def place_of(field: Field) -> str:
    """The heading of the plant file's page that has a field."""
    groups = [str(step) for step in field.steps[:-1] if isinstance(step, str)]
    return groups[-1] if groups else "plant"


def _about(field: Field, look: Look, taken: str) -> Text:
    """The field under the cursor, in a few lines."""
    lines = [Text(field.label, style="bold underline"), Text(tr("{sentence}.", sentence=field.about))]
    if field.allowed:
        lines.append(Text(tr("Allowed: {allowed}.", allowed=look.allowed(field))))
    if field.choices:
        words = ", ".join(word for word, _ in field.choices[:30])
        lines.append(Text(tr("One of: {words}.", words=words)))
    if taken:
        lines.append(Text(taken))
    elif field.default:
        lines.append(Text(tr("Left out, it is {value}.", value=look.signs(field, field.default))))
    elif not field.required:
        lines.append(
            Text(tr("Left out, the model takes what is usual; the tab Assumed says which, and why."))
        )
    if field.example:
        lines.append(Text(tr("Example: {value}.", value=look.signs(field, field.example))))
    return Text("\n").join([*lines, Text()])
