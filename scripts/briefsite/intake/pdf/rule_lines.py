"""Rules put together: pieces of a drawn line as one line, and without those that only underline words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefsite.intake.pdf.contents import Rule
from briefsite.intake.pdf.text_line import PageLine

#: How far apart pieces of one line are, in points.
_NEAR = 2.5


def level_rules(rules: Iterable[Rule], strings: Sequence[PageLine]) -> list[Rule]:
    """The level lines from top to bottom."""
    own = [rule for rule in rules if rule.level and not _underlines(rule, strings)]
    out: list[Rule] = []
    for rule in sorted(own, key=lambda rule: (-round(rule.low / 2), rule.left)):
        before = out[-1] if out else None
        if before and abs(before.low - rule.low) <= _NEAR and rule.left <= before.right + _NEAR:
            out[-1] = Rule(
                before.left, min(before.low, rule.low), max(before.right, rule.right), max(before.high, rule.high)
            )
        else:
            out.append(rule)
    return sorted(out, key=lambda rule: -rule.low)


def upright_rules(rules: Iterable[Rule]) -> list[Rule]:
    """The upright lines from left to right."""
    out: list[Rule] = []
    for rule in sorted((one for one in rules if not one.level), key=lambda rule: (round(rule.left / 2), rule.low)):
        before = out[-1] if out else None
        if before and abs(before.left - rule.left) <= _NEAR and rule.low <= before.high + _NEAR:
            out[-1] = Rule(before.left, before.low, before.right, max(before.high, rule.high))
        else:
            out.append(rule)
    return out


def _underlines(rule: Rule, strings: Sequence[PageLine]) -> bool:
    """Whether a rule is directly below words, and no longer than these."""
    for line in strings:
        near = -0.05 * line.size < line.base - rule.high < 0.25 * line.size
        if near and rule.left >= line.begin - 2 and rule.right <= line.end + 2:
            return True
    return False
