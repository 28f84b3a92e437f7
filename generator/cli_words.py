"""click's own words in Chinese: what it says of wrong use, and the headings of its help."""

from __future__ import annotations

from typing import Any

import click


class _Chinese(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args.replace("[OPTIONS]", "[选项]").replace("COMMAND [ARGS]...", "命令 …"), "用法：")

    def write_heading(self, heading: str) -> None:
        super().write_heading({"Options": "选项", "Commands": "命令"}.get(heading, heading))


class ChineseContext(click.Context):
    formatter_class = _Chinese


class _Helpful(click.Command):
    context_class = ChineseContext

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option:
            option.help = "显示这段说明"
        return option


class ChineseGroup(_Helpful, click.Group):
    command_class = _Helpful


def speak_chinese(command: click.Command) -> int:
    """Run the command; its result is the exit status, and wrong use is 2 with a sentence."""
    try:
        result: Any = command.main(standalone_mode=False)
        return result if isinstance(result, int) else 0
    except click.exceptions.NoArgsIsHelpError as help_text:
        click.echo(help_text.format_message())
        return 2
    except click.ClickException as error:
        click.echo(_sentence(error), err=True)
        return 2
    except OSError as error:
        click.echo(
            f"读写 {error.filename or '文件'} 时出错（{error.strerror or error}）。看看有没有权限、磁盘满没满、文件是不是正被占用。",
            err=True,
        )
        return 2
    except click.Abort:
        click.echo("\n停下了，没有完成。", err=True)
        return 2
    except KeyboardInterrupt:
        return 2


def _sentence(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    more = f"\n运行 {context.command_path} -h 看说明。" if context else ""
    match error:
        case click.NoSuchOption():
            near = f"是不是 {'、'.join(error.possibilities)}？" if error.possibilities else ""
            said = f"没有「{error.option_name}」这个选项。{near}"
        case click.MissingParameter():
            name = error.param.human_readable_name if error.param else ""
            said = f"少写了「{name}」。"
        case click.BadParameter():
            name = error.param.opts[-1] if error.param else ""
            choices = getattr(error.param.type if error.param else None, "choices", ())
            said = f"「{name}」写得不对" + (f"，只能是 {'、'.join(map(str, choices))}。" if choices else f"：{error.message}。")
        case click.UsageError() if "No such command" in error.message:
            said = f"没有这个命令（{error.message.split(chr(39))[1] if chr(39) in error.message else ''}）。"
        case click.UsageError() if "unexpected extra argument" in error.message:
            said = "后面多写了东西。"
        case click.UsageError() if "requires an argument" in error.message:
            said = f"选项「{getattr(error, 'option_name', '')}」后面要写内容。"
        case _:
            said, more = error.format_message(), ""
    return said + more
