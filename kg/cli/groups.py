"""Commands that have sub-commands of their own."""

from __future__ import annotations

import rich_click as click


class DefaultGroup(click.RichGroup):
    """A group whose sub-command `show` is meant where none is named: `kg codebook CONSULT` is `kg codebook show CONSULT`."""

    default = "show"

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Puts the default in front of anything else than a sub-command or an option of the group's own."""
        own = {*self.list_commands(ctx), *ctx.help_option_names}
        return super().parse_args(ctx, args if args and args[0] in own else [self.default, *args])
