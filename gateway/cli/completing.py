"""`gateway completion`: the script that lets a shell complete commands and options."""

import click
from click.shell_completion import BashComplete, FishComplete, ZshComplete


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the completion script of a shell.

    \b
    Examples:
      bash    eval "$(gateway completion bash)"         in ~/.bashrc
      zsh     eval "$(gateway completion zsh)"          in ~/.zshrc
      fish    gateway completion fish | source          in ~/.config/fish/config.fish
    """  # noqa: D301 - \b is click's mark for lines that stay as they are
    kinds = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}
    root = ctx.find_root().command
    click.echo(kinds[shell](root, {}, "gateway", "_GATEWAY_COMPLETE").source())
