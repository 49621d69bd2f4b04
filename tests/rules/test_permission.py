"""Who may make which change: the table in the guide is the one in force."""

import re

import pytest

from graph.model import OPERATOR, Role, Viewer
from graph.rules.permission import PERMISSIONS, forbidden, permission
from tests.acts.payload import mutations, taken
from tests.tidy.tree import ROOT

PAGE = (ROOT / "docs" / "guide" / "sight.md").read_text(encoding="utf-8")
EAST = ("east",)


def listed() -> dict[str, tuple[str, str]]:
    """By mutation: the roles, and whether those who see a part may make it."""
    rows = re.findall(r"^\| `(\w+)` \| ([A-Z, ]+) \| (.*) \|$", PAGE, re.MULTILINE)
    return {name: (roles, about) for name, roles, about in rows}


def test_the_guide_lists_every_mutation_with_its_roles():
    assert list(listed()) == sorted(mutations())
    for name, (roles, about) in listed().items():
        allowed = permission(name)
        assert roles == ", ".join(sorted(each.value for each in allowed.roles)), name
        assert (about != "the whole programme") is bool(allowed.about), name


def test_the_fields_that_decide_are_fields_of_the_input():
    for name, allowed in PERMISSIONS.items():
        given = taken(name).fields
        if "rows" in given:
            kind = given["rows"].type.of_type.of_type.of_type  # type: ignore[union-attr]
            given = kind.fields
        names = {re.sub("([A-Z])", r"_\1", each).lower() for each in given}
        assert {*allowed.about, *allowed.others} <= names, name


@pytest.mark.parametrize("role", list(Role))
def test_only_the_roles_named_may(role):
    viewer = Viewer("somebody", role, EAST if role in {Role.PARTNER, Role.VIEWER} else ())
    for name in mutations():
        told = forbidden(name, viewer)
        assert (told is None) is (role in permission(name).roles), name
        assert told is None or role.value in told


def test_whoever_sees_a_part_may_not_change_what_is_about_the_whole():
    bounded = Viewer("east's operator", Role.OPERATOR, EAST)
    assert forbidden("recordPayments", OPERATOR) is None
    assert "whole programme" in (forbidden("recordPayments", bounded) or "")
    assert forbidden("linkCustomerAccount", bounded) is None
