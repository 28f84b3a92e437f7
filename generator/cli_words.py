"""click's own words in Chinese: what it says of wrong use, and the headings of its help."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from generator.pattern import lazy
from generator.plugins import BadPlugin
from generator.system import sentence

_HAN = lazy("[\u4e00-\u9fff]")
"""What says anything in Chinese was said by us."""


class _Chinese(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args.replace("[OPTIONS]", "[选项]").replace("COMMAND [ARGS]...", "命令 …"), "用法：")

    def write_heading(self, heading: str) -> None:
        super().write_heading({"Options": "选项", "Commands": "命令"}.get(heading, heading))


class ChineseContext(click.Context):
    formatter_class = _Chinese


class Helpful(click.Command):
    context_class = ChineseContext

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option:
            option.help = "显示这段说明"
        return option


class ChineseGroup(Helpful, click.Group):
    command_class = Helpful

    def __init__(self, *rest: Any, **more: Any) -> None:
        super().__init__(*rest, **more)
        self.elsewhere: dict[str, Callable[[], click.Command]] = {}
        """Commands whose modules are imported when somebody asks for them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *self.elsewhere})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.commands and (fetch := self.elsewhere.get(cmd_name)):
            self.commands[cmd_name] = fetch()
        return super().get_command(ctx, cmd_name)


@contextmanager
def told_of(*errors: type[Exception]) -> Iterator[None]:
    """What these say is told as wrong use is."""
    try:
        yield
    except errors as why:
        raise click.UsageError(str(why)) from None


def speak_chinese(command: click.Command, set_aside: Callable[[Exception], str]) -> int:
    """Run the command; its result is the exit status, and wrong use is 2 with a sentence, as is whatever else ends it.

    ``set_aside`` writes down what nobody expected and returns where.
    """
    try:
        result: Any = command.main(prog_name="gongkai", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except click.exceptions.NoArgsIsHelpError as help_text:
        click.echo(help_text.format_message())
        return 2
    except click.ClickException as error:
        click.echo(_sentence(error), err=True)
        return 2
    except BadPlugin as why:
        click.echo(str(why), err=True)
        return 2
    except OSError as error:
        click.echo(sentence(error), err=True)
        return 2
    except MemoryError:
        click.echo("内存不够，没有做完。关掉别的程序再来；build 可以加上 --jobs 1。", err=True)
        return 2
    except click.Abort:
        click.echo("\n停下了，没有完成。", err=True)
        return 2
    except KeyboardInterrupt:
        click.echo("\n停下了，没有完成。", err=True)
        return 2
    except Exception as error:
        click.echo(f"程序出错，没有做完。这不是填表的错：把 {set_aside(error)} 发给维护的人。", err=True)
        return 2


def _sentence(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    more = f"\n运行 {context.command_path} -h 看说明。" if context else ""
    match error:
        case click.NoSuchOption():
            near = [*(error.possibilities or ()), *_near(error.option_name, _options(context))]
            message = f"没有「{error.option_name}」这个选项。" + (f"是不是 {' 或 '.join(dict.fromkeys(near))}？" if near else "")
        case click.MissingParameter():
            name = error.param.human_readable_name if error.param else ""
            message = f"少写了「{name}」。"
        case click.BadParameter():
            name = error.param.opts[-1] if error.param and isinstance(error.param, click.Option) else ""
            name = name or (error.param.human_readable_name if error.param else "")
            choices = [str(choice) for choice in getattr(error.param.type if error.param else None, "choices", ())]
            why = f"，只能是 {'、'.join(choices)}" if choices else f"：{error.message}" if _HAN.search(error.message) else ""
            message = f"「{name}」写得不对{why}。"
        case click.BadOptionUsage() if "does not take a value" in error.message:
            message = f"选项「{error.option_name}」后面不写内容，去掉等号和后面的字。"
        case click.BadOptionUsage():
            message = f"选项「{error.option_name}」后面要写内容。"
        case click.UsageError() if "No such command" in error.message:
            word = _quoted(error.message)
            there = context.command.list_commands(context) if context and isinstance(context.command, click.Group) else []
            near = _near(word, there)
            message = f"没有「{word}」这个命令。" + (f"是不是 {' 或 '.join(near)}？" if near else f"可以用的有：{'、'.join(there)}。")
        case click.UsageError() if "unexpected extra argument" in error.message:
            message = f"后面多写了「{error.message.partition('(')[2].rstrip(').')}」。"
        case _ if _HAN.search(error.message):
            message, more = error.format_message(), ""
        case _:
            message = "命令写得不对。"
    return message + more


def _quoted(message: str) -> str:
    return message.split("'")[1] if message.count("'") > 1 else ""


def _options(context: click.Context | None) -> list[str]:
    return [name for param in (context.command.params if context else ()) for name in param.opts if name.startswith("--")]


def _near(word: str, words: list[str]) -> list[str]:
    from difflib import get_close_matches  # here: most words are right

    return get_close_matches(word, words, 3)
