"""``ipog completion``: the script that completes commands in a shell."""

from __future__ import annotations

import click

from ipog.cli.output import deliver, output_option


@click.command("completion")
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
@output_option
@click.pass_context
def command(ctx: click.Context, shell: str, output: str) -> None:
    """Write the script that completes ipog commands in a shell.

    \b
    bash  ipog completion bash -o ~/.ipog-complete.bash
          then in ~/.bashrc:  . ~/.ipog-complete.bash
    zsh   ipog completion zsh -o ~/.ipog-complete.zsh
          then in ~/.zshrc:  . ~/.ipog-complete.zsh
    fish  ipog completion fish -o ~/.config/fish/completions/ipog.fish
    """
    from click.shell_completion import get_completion_class

    completer = get_completion_class(shell)
    assert completer is not None, shell
    deliver(completer(ctx.find_root().command, {}, "ipog", "_IPOG_COMPLETE").source(), output)
