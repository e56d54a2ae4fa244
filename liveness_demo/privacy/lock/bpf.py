"""Assembles filters for system calls: a list of rules in, the kernel's BPF program out.

A filter looks at one system call (struct seccomp_data: number, architecture, six arguments) and answers
with an action. Each rule is "if it is this call, and this argument is so, answer this"; else it is allowed.
"""

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

Instruction = tuple[int, int, int, int]
"""code, jump if true, jump if false, value"""

LOAD, IF_EQUAL, IF_AT_LEAST, ANSWER = 0x20, 0x15, 0x35, 0x06
NUMBER_AT, ARCHITECTURE_AT, ARGUMENTS_AT = 0, 4, 16
X86_64 = 0xC000003E
X32_NUMBERS = 0x40000000
"""From here on: a second set of system calls, which a filter by number would not recognise."""

ALLOW, NOTIFY, KILL_PROCESS = 0x7FFF0000, 0x7FC00000, 0x80000000
_ERRNO = 0x00050000


def fail_with(errno: int) -> int:
    """Return the action that makes a call fail with this errno, without being made."""
    return _ERRNO | errno


class Test(Enum):
    """How an argument is compared with a value."""

    EQUAL = "equal"
    NOT_EQUAL = "not equal"


@dataclass(frozen=True)
class Argument:
    """A condition on the lower 32 bits of one argument (index 0 to 5)."""

    index: int
    test: Test
    value: int


@dataclass(frozen=True)
class Rule:
    """What to answer to one system call, always or if an argument is so."""

    number: int
    action: int
    argument: Argument | None = None


def assemble(rules: Iterable[Rule], x32_action: int) -> list[Instruction]:
    """Return the program. Another architecture's calls end the process; x32 calls get x32_action."""
    program: list[Instruction] = [
        (LOAD, 0, 0, ARCHITECTURE_AT),
        (IF_EQUAL, 1, 0, X86_64),
        (ANSWER, 0, 0, KILL_PROCESS),
        (LOAD, 0, 0, NUMBER_AT),
        (IF_AT_LEAST, 0, 1, X32_NUMBERS),
        (ANSWER, 0, 0, x32_action),
    ]
    for rule in rules:
        program += _instructions(rule)
    return [*program, (ANSWER, 0, 0, ALLOW)]


def _instructions(rule: Rule) -> list[Instruction]:
    if rule.argument is None:
        return [(IF_EQUAL, 0, 1, rule.number), (ANSWER, 0, 0, rule.action)]
    equal = rule.argument.test is Test.EQUAL
    return [
        (IF_EQUAL, 0, 4, rule.number),
        (LOAD, 0, 0, ARGUMENTS_AT + 8 * rule.argument.index),
        (IF_EQUAL, 0 if equal else 1, 1 if equal else 0, rule.argument.value),
        (ANSWER, 0, 0, rule.action),
        (LOAD, 0, 0, NUMBER_AT),  # the next rule compares the number again
    ]


def packed(program: Iterable[Instruction]) -> bytes:
    """Return the program as an array of struct sock_filter."""
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in program)
