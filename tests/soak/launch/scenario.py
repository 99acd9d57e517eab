"""What the campaign says: one question with two ways, one of them to a person."""

from __future__ import annotations

from runtime.flow.flow import Flow
from runtime.flow.nodes.hand_over import HandOver
from tests.runtime.delivery.flows import end, flow_of, say, start
from tests.support.flows import node_id, wired

FLOW_ID = "launch"
NAME = "新品上市"
QUESTION = "春季新品到店，要看看吗？"
SEE, TALK = "看看", "找人聊"
CATALOGUE = "新品目录：风衣、衬衫、帆布鞋。"
GREETING = "正在为您找人，请稍候。"


def scenario() -> Flow:
    """Nobody is sent anything twice, so that every message on a handset has one reason."""
    person = HandOver(id=node_id("person"), greeting=GREETING, no_answer_after_s=0)
    return flow_of(
        FLOW_ID,
        wired(start(), next="hello"),
        wired(say("hello", QUESTION, SEE, TALK), reply_s1="catalogue", reply_s2="person", other="lost"),
        wired(say("catalogue", CATALOGUE), next="won"),
        wired(person, resolved="won", no_answer="lost"),
        end("won"),
        end("lost", "abandoned"),
        name=NAME,
    )
