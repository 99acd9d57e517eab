"""When one condition always holds where another does."""

from __future__ import annotations

from runtime.flow.condition import Condition, ConditionRow


def covers(earlier: Condition, later: Condition) -> bool:
    """Whether *earlier* surely holds whenever *later* does; False when that cannot be told.

    Own expressions are compared as texts only.
    """
    first, second = earlier.source(), later.source()
    if not first or not second:
        return False
    if first in (second, "true"):
        return True
    if earlier.expression.strip() or later.expression.strip():
        return False
    if any(len(rows) > 1 for condition in (earlier, later) for rows in condition.groups()):
        return False
    ways_to_hold = [later.rows] if later.join == "all" else [(row,) for row in later.rows]
    return all(_rows_cover(earlier, rows) for rows in ways_to_hold)


def _rows_cover(earlier: Condition, given: tuple[ConditionRow, ...]) -> bool:
    proved = [any(_row_covers(row, fact) for fact in given) for row in earlier.rows if row.variable]
    return bool(proved) and (all(proved) if earlier.join == "all" else any(proved))


def _row_covers(row: ConditionRow, fact: ConditionRow) -> bool:
    """Whether *row* follows from *fact*."""
    if row.variable != fact.variable:
        return False
    if row.source() == fact.source():
        return True
    if row.operator == "is_set":
        return fact.operator != "not_set"
    if "not_set" in (row.operator, fact.operator) or fact.operator == "is_set":
        return False
    if fact.operator == "eq":
        return _holds_for(row, fact.value)
    if isinstance(row.value, str) and isinstance(fact.value, str):
        return _text_covers(row.operator, row.value, fact.operator, fact.value)
    if _is_number(row.value) and _is_number(fact.value):
        return _range_covers(row.operator, float(row.value), fact.operator, float(fact.value))
    return False


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _holds_for(row: ConditionRow, value: str | float | bool) -> bool:
    """Whether the comparison holds for one value."""
    bound = row.value
    if row.operator == "eq":
        return type(value) is type(bound) and value == bound
    if row.operator == "ne":
        return type(value) is type(bound) and value != bound
    if isinstance(value, str) and isinstance(bound, str):
        if row.operator == "contains":
            return bound in value
        if row.operator == "lacks":
            return bound not in value
        if row.operator == "ends":
            return value.endswith(bound)
        return row.operator == "starts" and value.startswith(bound)
    if _is_number(value) and _is_number(bound):
        number, limit = float(value), float(bound)
        return {"gt": number > limit, "ge": number >= limit, "lt": number < limit, "le": number <= limit}.get(
            row.operator, False
        )
    return False


def _text_covers(operator: str, bound: str, fact: str, value: str) -> bool:
    if operator == "contains" and fact in ("contains", "starts"):
        return bound in value
    return operator == "starts" and fact == "starts" and value.startswith(bound)


def _range_covers(operator: str, bound: float, fact: str, value: float) -> bool:
    """Whether every number beyond *value* is beyond *bound* too."""
    if operator == "ne":
        beyond = {"gt": bound <= value, "ge": bound < value, "lt": bound >= value, "le": bound > value}
        return beyond.get(fact, False)
    if operator in ("gt", "ge") and fact in ("gt", "ge"):
        return bound < value or (bound == value and not (operator == "gt" and fact == "ge"))
    if operator in ("lt", "le") and fact in ("lt", "le"):
        return bound > value or (bound == value and not (operator == "lt" and fact == "le"))
    return False
