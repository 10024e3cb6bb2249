"""The words of the pages around the app, which stand in files that no catalogue is made from.

Templates and ``page.js`` say ``tr("...")`` with the English words; here they are marked. Pages are in the
language of the server, the app itself in that of its visitor.
"""

from __future__ import annotations

from ipog.language import mark, tr

WORDS: tuple[str, ...] = (
    mark("ipog: mercury from coal-fired plants"),
    mark(
        "This link lets one visitor in. A cookie in this browser then stands for it, and nothing else is "
        "kept of you."
    ),
    mark("Start"),
    mark("Upload a file"),
    mark("From your computer into your folder here"),
    mark("End and remove my files"),
    mark("End, and remove your files from this server"),
    mark("End the app and remove your files from this server?"),
    mark("Smaller letters"),
    mark("Larger letters"),
    mark("Keys"),
    mark("Keys that this keyboard may lack"),
    mark("Undo"),
    mark("Redo"),
    mark("Leave"),
    mark("Starting ..."),
    mark("Uploading ..."),
    mark("The file could not be uploaded."),
    mark("The app has ended"),
    mark("What you did not save is kept as a draft, and comes back when you go on."),
    mark("Go on"),
    mark("You have left the app"),
    mark("Your files stay here for a while."),
    mark("The server has stopped"),
    mark("It may be restarted; go on in a moment."),
    mark("The app was ended because nobody used it"),
    mark("After {idle} without a key it makes room for others."),
    mark("The app is open in another window"),
    mark("Going on here ends it there."),
    mark("All places are taken"),
    mark("Somebody may leave soon; please try again in a few minutes."),
    mark("A fault of ipog ended the app"),
    mark("Whoever runs this server finds it in its log."),
    mark("Your files are removed"),
    mark("The connection is lost"),
    mark("This page tries to come back by itself."),
)
"""In English."""


def in_language() -> dict[str, str]:
    """The words in the language of the server, by the English ones."""
    return {words: tr(words) for words in WORDS}
