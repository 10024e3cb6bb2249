"""``ipog schema``: the JSON Schema of plant files."""

from __future__ import annotations

import click

from ipog.cli.output import deliver, output_option


@click.command("schema")
@output_option
def command(output: str) -> None:
    """Write the JSON Schema of plant files.

    Editors that know it complete keys and mark faults while a file is written. Put this line at the top
    of a plant file:  # yaml-language-server: $schema=ipog.schema.json
    """
    from ipog.cli.render.formats import as_json
    from ipog.files.schema import plant_schema

    deliver(as_json(plant_schema()), output)
