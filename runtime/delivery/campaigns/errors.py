"""Why a campaign cannot do what was asked.

DeliveryRefusal
├── UnknownCampaign     there is none of that id
├── WrongState          it cannot do that in the state it is in
├── ApprovalNeeded      it is for so many people that somebody must type the number
├── CountDiffers        another number was typed than there are people
├── NobodyThere         its audience is empty
├── OfAScenario         it follows the schedule of its scenario and is changed there
└── TimePassed          it was to begin at a time that has passed
"""

from __future__ import annotations

from runtime.delivery.campaigns.words import STATES
from runtime.delivery.errors import DeliveryRefusal
from runtime.wording import Wording


class UnknownCampaign(DeliveryRefusal):
    """There is no campaign of that id."""

    code = "unknown_campaign"

    def __init__(self, campaign_id: str) -> None:
        super().__init__(
            Wording("没有编号为 {id} 的活动。", "There is no campaign {id}.").format(id=campaign_id)
        )


class WrongState(DeliveryRefusal):
    """The campaign cannot do that in its state."""

    code = "wrong_state"

    def __init__(self, state: str, action: Wording) -> None:
        words = STATES[state]
        zh = f"活动「{words.zh}」，不能{action.zh}。"
        en = f"The campaign is {words.en.lower()} and cannot be {action.en}."
        super().__init__(Wording(zh, en))
        self.more = {"state": state}


class OfAScenario(DeliveryRefusal):
    """The campaign follows the schedule of its scenario."""

    code = "of_a_scenario"

    def __init__(self, name: str) -> None:
        words = Wording(
            "「{name}」是场景自带的时间表。在场景的「开始」里修改，再发布。",
            '"{name}" follows the schedule of its scenario. Change it in the scenario and publish.',
        )
        super().__init__(words.format(name=name))


class ApprovalNeeded(DeliveryRefusal):
    """So many people need somebody who types how many they are."""

    code = "approval_needed"

    def __init__(self, count: int, above: int) -> None:
        words = Wording(
            "要发给 {count} 人，超过 {above} 人的活动要输入人数确认。",
            "This goes to {count} people. Above {above}, confirm by typing how many they are.",
        )
        super().__init__(words.format(count=f"{count:,}", above=f"{above:,}"))
        self.more = {"count": count, "above": above}


class CountDiffers(DeliveryRefusal):
    """Another number was typed than there are people."""

    code = "count_differs"

    def __init__(self, typed: int, count: int) -> None:
        words = Wording(
            "输入的是 {typed} 人，现在的人群是 {count} 人。看清人数再确认。",
            "You typed {typed}, the audience now has {count} people. Look again, then confirm.",
        )
        super().__init__(words.format(typed=f"{typed:,}", count=f"{count:,}"))
        self.more = {"count": count}


class NobodyThere(DeliveryRefusal):
    """The audience is empty."""

    code = "nobody"

    def __init__(self) -> None:
        super().__init__(
            Wording("人群里没有人，没有开始。换一个人群。", "Nobody is in the audience. Choose another one.")
        )


class TimePassed(DeliveryRefusal):
    """The time it was to begin at has passed."""

    code = "time_passed"

    def __init__(self, local: str) -> None:
        words = Wording(
            "开始时间 {at} 已经过了，改一个时间或立即开始。",
            "The time {at} has passed. Choose another, or begin now.",
        )
        super().__init__(words.format(at=local.replace("T", " ")))
