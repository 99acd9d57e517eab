from __future__ import annotations

from runtime.flow.chatbot import Chatbot, MenuEntry, Submenu
from runtime.flow.flow import Flow
from runtime.flow.ids import FlowId
from runtime.flow.issue import Issue
from runtime.flow.issues.checker import check_flow
from runtime.flow.menu_wire import menu_to_wire, read_menu
from runtime.messages.limits import profile
from runtime.messages.strict_wire import validate_menu
from runtime.messages.suggestions.calendar import CreateCalendarEvent
from runtime.messages.suggestions.settings import DisableAnonymization
from tests.support.messages import act, reply

DEEP = MenuEntry(
    text="门店",
    entries=(reply("附近", 1),),
    submenus=(Submenu(text="上海", entries=(reply("人民广场", 2),)),),
)


def _issues(*targets: str, menu: tuple[MenuEntry, ...]) -> list[Issue]:
    flow = Flow(id=FlowId("f"), targets=targets, chatbot=Chatbot(menu=menu))
    return [issue for issue in check_flow(flow) if issue.path[:2] == ("chatbot", "menu")]


def test_three_levels_are_right_for_gsma_and_wrong_in_china() -> None:
    assert _issues("gsma", menu=(DEEP,)) == []
    found = _issues("gsma", "mobile", menu=(DEEP,))
    assert [(each.code, each.path[-1], each.carriers) for each in found] == [
        ("limit", "submenus", ("mobile",))
    ]


def test_a_menu_goes_out_as_its_schema_says() -> None:
    wire = menu_to_wire(
        (DEEP, MenuEntry(text="会员", suggestion=reply("会员", 3, "m")), MenuEntry(text="空"))
    )

    assert validate_menu(wire, profile("gsma")) == ()
    assert [next(iter(entry)) for entry in wire["menu"]["entries"]] == ["menu", "reply"]
    assert (DEEP.text, "会员") == tuple(entry.text for entry in read_menu(wire).entries)


def test_entries_and_lists_share_the_places_of_a_submenu() -> None:
    full = MenuEntry(
        text="全部",
        entries=tuple(reply(f"选{number}", number) for number in range(4)),
        submenus=(
            Submenu(text="上海", entries=(reply("店", 8),)),
            Submenu(text="北京", entries=(reply("店", 9),)),
        ),
    )

    found = _issues("gsma", menu=(full,))

    assert [(each.code, each.path[-1]) for each in found] == [("limit", "submenus")]
    assert "6" in found[0].sentence.zh


def test_an_action_that_is_not_listed_for_menus_is_a_warning_with_the_names() -> None:
    entry = MenuEntry(text="日程", suggestion=act(CreateCalendarEvent(), "日程"))
    odd = MenuEntry(text="号码", suggestion=act(DisableAnonymization(), "号码"))

    dated = [each for each in _issues("mobile", "aliyun", menu=(entry,)) if each.code == "menu_action"]
    hidden = [each for each in _issues("mobile", "unicom", menu=(odd,)) if each.code == "menu_action"]

    assert [(each.severity, each.carriers) for each in dated] == [("warning", ("aliyun",))]
    assert [each.carriers for each in hidden] == [("mobile", "unicom")]


def test_a_flow_whose_menu_has_two_levels_is_written_as_before() -> None:
    plain = Chatbot(menu=(MenuEntry(text="会员", entries=(reply("积分", 1),)),))

    assert "submenus" not in plain.model_dump(mode="json")["menu"][0]


def test_what_is_no_menu_is_told() -> None:
    for document in ("", "[]", '{"menu": 1}', '{"menus": {}}'):
        reading = read_menu(document)

        assert reading.entries == ()
        assert reading.not_understood != ()


def test_a_fourth_level_is_left_out_and_said() -> None:
    leaf = {"menu": {"displayText": "四", "entries": []}}
    third = {"menu": {"displayText": "三", "entries": [leaf]}}
    wire = {"menu": {"entries": [{"menu": {"displayText": "二", "entries": [third]}}]}}

    reading = read_menu(wire)

    assert reading.entries[0].submenus[0].entries == ()
    assert len(reading.not_understood) == 1
