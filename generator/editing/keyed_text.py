"""A YAML file, or the front matter of a Markdown file, as it is written: a change of one key changes its lines only.

PyYAML says where each text begins and ends; what is written between stays byte for byte, comments, order and blank lines included. After
each change the file is read again: where anything but the one key would be otherwise, nothing is changed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from typing import Any

import yaml

from generator.classes import dataclass
from generator.editing.key_paths import KeyPath, node_at, value_at, value_set
from generator.editing.list_items import with_items
from generator.editing.refused import NotEditable
from generator.editing.text_form import PLAIN, TextForm
from generator.editing.yaml_spans import WrittenSpan, as_data, content_end, flow_list, flow_text, line_end, line_start, parsed, scalar_text
from generator.load.front_matter import front_matter

KeyValue = str | tuple[str, ...]
_STRANGE = "这一处写法特别，在这里改不了。用记事本打开「{}」改。"


@dataclass(frozen=True)
class KeyedText:
    """The whole file; every change gives another one."""

    text: str
    form: TextForm = PLAIN
    name: str = ""
    """Of the file, for messages."""
    markdown: bool = False
    order: tuple[str, ...] = ()
    """Keys in the order of the form: a new one is put behind those that come before it."""

    def stored(self) -> bytes:
        """The bytes of the file."""
        return self.form.stored(self.text)

    # --- what it says

    def data(self) -> Any:
        """All keys: texts, lists, dicts. Raises NotEditable where they cannot be read."""
        return as_data(self.root) if self.root is not None else {}

    def value(self, path: KeyPath) -> KeyValue | None:
        """The text (or texts) of a key; None where there is none."""
        at = value_at(self.data(), path)
        if isinstance(at, list):
            return tuple(text if isinstance(text, str) else "" for text in at)
        return at if isinstance(at, str) else None

    def entries(self, path: KeyPath) -> tuple[dict[str, str], ...]:
        """The records of a list."""
        at = value_at(self.data(), path)
        records = at if isinstance(at, list) else []
        return tuple({key: _told(value) for key, value in each.items()} for each in records if isinstance(each, dict))

    @property
    def body(self) -> str:
        """The text below the front matter."""
        front = front_matter(self.text) if self.markdown else None
        return front.body if front else ""

    # --- changed

    def with_body(self, text: str) -> KeyedText:
        """Another text below the front matter."""
        front = front_matter(self.text) if self.markdown else None
        if front is None:
            raise NotEditable(f"「{self.name}」没有正文可以改。")
        end = self._end
        body = re.sub(r"\r\n?|\n", end, text.strip("\n"))
        above = self.text[: front.body_at]
        above += "" if above.endswith(end * 2) else end if above.endswith(end) else end * 2
        below = re.search(r"[\r\n]*\Z", self.text)
        return replace(self, text=above + body + (below[0] if below and below[0] and self.text[front.body_at :].strip() else end))

    def with_key(self, path: KeyPath, value: KeyValue) -> KeyedText:
        """A key with another value, or a new key."""
        if isinstance(value, tuple) and len(value) == 1 and not isinstance(value_at(self.data(), path), list):
            value = value[0]
        before, root = self.data(), self.root
        node, parent = node_at(root, path), node_at(root, path[:-1])
        if node is not None:
            changed = self._replaced(node, parent, value)
        elif isinstance(parent, yaml.MappingNode) or len(path) == 1:
            changed = self._with_new_key(parent, path, value)
        else:
            raise NotEditable(_STRANGE.format(self.name))
        return self._sound(changed, value_set(before, path, [*value] if isinstance(value, tuple) else value))

    def without(self, path: KeyPath) -> KeyedText:
        """Without a key, or without an entry of a list."""
        before, root = self.data(), self.root
        node, parent = node_at(root, path), node_at(root, path[:-1])
        if node is None or parent is None:
            return self
        spans = self.spans(parent)
        at = next(i for i, span in enumerate(spans) if span.node is node)
        if parent.flow_style:
            last = at + 1 == len(spans)
            cut = (spans[at - 1].end if at else spans[at].start, spans[at].end) if last else (spans[at].start, spans[at + 1].start)
        elif at == 0 and len(spans) > 1 and not self._alone(spans[0].start):
            cut = (spans[0].start, spans[1].start)  # behind the dash of its entry
        elif len(spans) == 1 and not self._alone(spans[0].start):
            raise NotEditable(_STRANGE.format(self.name))
        else:
            cut = (line_start(self.keys, spans[at].start), line_end(self.keys, spans[at].end))
        return self._sound(self.with_keys(self.keys[: cut[0]] + self.keys[cut[1] :]), value_set(before, path, None))

    def with_entry(self, path: KeyPath, entry: Sequence[tuple[str, str]]) -> KeyedText:
        """A record more at the end of a list."""
        before = self.data()
        root = self.root
        node = node_at(root, path)
        pairs = [(key, text) for key, text in entry if text]
        if isinstance(node, yaml.SequenceNode) and node.value and not node.flow_style:
            dash = self.spans(node)[-1].start - line_start(self.keys, self.spans(node)[-1].start)
            lines = [("- " if i == 0 else "  ") + f"{key}: {scalar_text(text, dash + 2)}" for i, (key, text) in enumerate(pairs)]
            if isinstance(node.value[-1], yaml.MappingNode) and node.value[-1].flow_style:
                lines = ["- " + flow_text(dict(pairs))]
            changed = self._inserted(content_end(node, self.keys), [" " * dash + line for line in lines])
        elif isinstance(node, yaml.SequenceNode) and node.value:
            end = content_end(node.value[-1], self.keys)
            changed = self.with_keys(f"{self.keys[:end]}, {flow_text(dict(pairs))}{self.keys[end:]}")
        elif node is None or (isinstance(node, yaml.ScalarNode) and not node.value) or not node.value:
            lines = [("  - " if i == 0 else "    ") + f"{key}: {scalar_text(text, 4)}" for i, (key, text) in enumerate(pairs)]
            if len(path) != 1:
                raise NotEditable(_STRANGE.format(self.name))
            start = self if node is None else self.without(path)
            changed = start._with_block(start.root, str(path[0]), lines)
        else:
            raise NotEditable(_STRANGE.format(self.name))
        there = value_at(before, path)
        return self._sound(changed, value_set(before, path, [*(there if isinstance(there, list) else []), dict(pairs)]))

    def with_moved(self, path: KeyPath, to: int) -> KeyedText:
        """An entry of a list at another place among the others; comments right above it go with it."""
        before, parent = self.data(), node_at(self.root, path[:-1])
        entries, at = value_at(before, path[:-1]), path[-1]
        twice = isinstance(parent, yaml.SequenceNode) and as_data(parent) != entries  # the key stands there again
        if not isinstance(parent, yaml.SequenceNode) or twice or not isinstance(at, int) or not max(at, to) < len(parent.value):
            raise NotEditable(_STRANGE.format(self.name))
        spans = [(span.start, span.end) for span in self.spans(parent)]
        if not parent.flow_style:
            spans = [(self._with_comments(start), len(self.keys[: line_end(self.keys, end)].rstrip("\r\n"))) for start, end in spans]
        texts = [self.keys[start:end] for start, end in spans]
        between = [self.keys[end : after[0]] for (_, end), after in pairwise(spans)]
        texts.insert(to, texts.pop(at))
        order = [*entries]
        order.insert(to, order.pop(at))
        moved = "".join(text + gap for text, gap in zip(texts, [*between, ""], strict=True))
        changed = self.with_keys(self.keys[: spans[0][0]] + moved + self.keys[spans[-1][1] :])
        return self._sound(changed, value_set(before, path[:-1], order))

    # --- how it is written

    @property
    def _end(self) -> str:
        return "\r\n" if "\r\n" in self.text else "\n"

    @cached_property
    def keys(self) -> str:
        """The part that is YAML."""
        front = front_matter(self.text) if self.markdown else None
        if self.markdown and front is None:
            raise NotEditable(f"「{self.name}」开头没有两条 ---，不知道项目写在哪里。用记事本补上。")
        return front.keys if front else self.text

    def with_keys(self, keys: str) -> KeyedText:
        front = front_matter(self.text) if self.markdown else None
        if front is None:
            return replace(self, text=keys)
        return replace(self, text=self.text[: front.keys_at] + keys + self.text[front.keys_at + len(front.keys) :])

    @cached_property
    def root(self) -> Any:
        try:
            return parsed(self.keys)
        except ValueError:
            raise NotEditable(_STRANGE.format(self.name)) from None
        except (yaml.YAMLError, RecursionError):
            raise NotEditable(f"「{self.name}」的写法读不通，要先照提醒用记事本改好。") from None

    def spans(self, node: Any) -> list[WrittenSpan]:
        """Where the entries of a list or record begin (at the dash, at the key) and end."""
        keys = self.keys
        if isinstance(node, yaml.MappingNode):
            return [WrittenSpan(value, key.start_mark.index, content_end(value, keys)) for key, value in node.value]
        starts = [item.start_mark.index if node.flow_style else keys.rindex("-", 0, item.start_mark.index) for item in node.value]
        return [WrittenSpan(item, start, content_end(item, keys)) for item, start in zip(node.value, starts, strict=True)]

    def _alone(self, at: int) -> bool:
        """True where nothing but blanks stands before it in its line."""
        return not self.keys[line_start(self.keys, at) : at].strip()

    def _with_comments(self, at: int) -> int:
        """Where the comments right above an entry begin, else the entry."""
        start = above = line_start(self.keys, at)
        while self._alone(at) and above:
            before = line_start(self.keys, len(self.keys[:above].removesuffix("\n").removesuffix("\r")))
            if not self.keys[before:above].lstrip().startswith("#"):
                break
            above = before
        return at if above == start else above + len(self.keys[above:]) - len(self.keys[above:].lstrip(" "))

    def _replaced(self, node: Any, parent: Any, value: KeyValue) -> KeyedText:
        keys, flow = self.keys, bool(parent.flow_style)
        start, end = node.start_mark.index, content_end(node, keys)
        key = next((key for key, each in parent.value if each is node), None) if isinstance(parent, yaml.MappingNode) else None
        indent = key.start_mark.column if key else parent.start_mark.column
        block = not isinstance(node, yaml.ScalarNode) and not node.flow_style
        if isinstance(value, tuple) and (flow or (not block and not isinstance(node, yaml.ScalarNode))):
            new = flow_list(value)
        elif isinstance(value, tuple):
            if block and key:
                return self.with_keys(with_items(keys, self.spans(node), value, keys.index(":", key.end_mark.index), self._end))
            new = "".join(f"{self._end}{' ' * (indent + 2)}- {scalar_text(text, indent + 4)}" for text in value)
            block = True
        else:
            style = node.style if isinstance(node, yaml.ScalarNode) else None
            new = scalar_text(value, indent + 2, flow, style, self._end)
            new = f" {new}" if new and (block or start == end) else new
        if block:
            if key is None:
                raise NotEditable(_STRANGE.format(self.name))
            start = keys.index(":", key.end_mark.index) + 1
        return self.with_keys(keys[:start] + new + keys[end:])

    def _with_new_key(self, parent: Any, path: KeyPath, value: KeyValue) -> KeyedText:
        key = str(path[-1])
        if isinstance(value, tuple):
            if parent is not None and parent.flow_style:
                return self._in_flow(parent, key, f"{key}: {flow_list(value)}")
            return self._with_block(parent, key, [f"  - {scalar_text(text, 4)}" for text in value])
        if parent is not None and parent.flow_style and parent.value:
            return self._in_flow(parent, key, f"{key}: {scalar_text(value, 0, flow=True)}")
        return self._with_block(parent, key, [], scalar_text(value, _indent(parent) + 2, end=self._end))

    def _in_flow(self, parent: Any, key: str, written: str) -> KeyedText:
        """A key more in a record in braces, where the form has it."""
        after = self._before(parent.value, key)
        if after is None:
            start = parent.value[0][0].start_mark.index
            return self.with_keys(f"{self.keys[:start]}{written}, {self.keys[start:]}")
        end = content_end(parent.value[after][1], self.keys)
        return self.with_keys(f"{self.keys[:end]}, {written}{self.keys[end:]}")

    def _before(self, there: Sequence[Any], key: str) -> int | None:
        """Which of the keys that are there a new one comes behind; None where it comes first."""
        order = {name: i for i, name in enumerate(self.order)}
        own = order.get(key, len(order) + 1)
        return max((i for i, (name, _) in enumerate(there) if order.get(name.value, len(order)) < own), default=None)

    def _with_block(self, parent: Any, key: str, below: Sequence[str], value: str = "") -> KeyedText:
        """A key in lines of its own, where the form has it."""
        indent = _indent(parent)
        lines = [" " * indent + f"{key}: {value}".rstrip(), *(" " * indent + line for line in below)]
        there = parent.value if parent is not None else []
        if not there:
            end = len(self.keys.rstrip("\r\n"))
            return self._inserted(end, lines) if self.keys.strip() else self.with_keys(self._end.join([*lines, ""]))
        before = self._before(there, key)
        after = there[before] if before is not None else there[0] if not self._alone(there[0][0].start_mark.index) else None
        if after is None:
            at = line_start(self.keys, there[0][0].start_mark.index)
            return self.with_keys(self.keys[:at] + self._end.join([*lines, ""]) + self.keys[at:])
        return self._inserted(content_end(after[1], self.keys), lines)

    def _inserted(self, at: int, lines: Sequence[str]) -> KeyedText:
        """Lines put below the one in which ``at`` is."""
        keys = self.keys
        below = line_end(keys, at)
        head = keys[:below]
        if not head.endswith(("\n", "\r")):
            return self.with_keys(head + self._end + self._end.join(lines) + keys[below:])
        return self.with_keys(head + self._end.join([*lines, ""]) + keys[below:])

    def _sound(self, changed: KeyedText, expected: Any) -> KeyedText:
        try:
            if changed.data() == expected:
                return changed
        except NotEditable:
            pass
        raise NotEditable(_STRANGE.format(self.name))


def _told(value: Any) -> str:
    return value if isinstance(value, str) else "\n".join(map(str, value))


def _indent(parent: Any) -> int:
    return parent.value[0][0].start_mark.column if parent is not None and parent.value else 0
