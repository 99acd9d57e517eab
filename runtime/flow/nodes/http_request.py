"""Ask another system by HTTP."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from runtime.flow.errors import EvaluationFailure
from runtime.flow.exit import ExitOffer
from runtime.flow.expressions.escaping import as_it_is, in_address, in_body
from runtime.flow.ids import ExitName
from runtime.flow.node import Category, Node
from runtime.flow.outcome import Call, KeepWaiting, Leave, Outcome
from runtime.flow.preview import Preview
from runtime.flow.resume import CallDone, Resume, TimerDue
from runtime.flow.secret_names import marked, without_marks
from runtime.flow.turn import Turn
from runtime.flow.values import Value
from runtime.records import FieldPath, Hint, Record
from runtime.wording import Wording, same

SUCCESS = ExitName("success")
FAILURE = ExitName("failure")


class Header(Record):
    """One request header; a secret goes in by name, as `{{secret.NAME}}`, never by value."""

    name: Annotated[str, Field(max_length=100), Hint(Wording("名称", "Name"))] = ""
    value: Annotated[
        str,
        Field(max_length=2000),
        Hint(
            Wording("值", "Value"),
            help=Wording(
                "密钥写作 {{secret.名称}}，手机号写作 {{contact.number}}，值只在发送时填入",
                "Write a secret as {{secret.NAME}}, the phone number as {{contact.number}};"
                " values are filled in when the request is made",
            ),
            template=True,
        ),
    ] = ""


class Result(Record):
    """One value taken from the JSON answer: a dotted path such as `data.coupons.0.code`."""

    path: Annotated[
        str,
        Field(max_length=200),
        Hint(
            Wording("取自", "From"),
            help=Wording(
                "值在回答里的位置，用点隔开，从 0 数起", "Where it stands in the answer: dots between, from 0"
            ),
            placeholder=Wording("data.coupons.0.code", "data.coupons.0.code"),
        ),
    ] = ""
    variable: Annotated[str, Hint(Wording("存入变量", "Into variable"), widget="variable")] = ""


class HttpRequest(Node):
    """Calls a URL and keeps parts of the JSON answer; anything but a 2xx with all parts is a failure."""

    type: Literal["http_request"] = "http_request"
    method: Annotated[
        Literal["GET", "POST", "PUT", "DELETE"],
        Hint(
            Wording("方法", "Method"),
            choices={name: Wording(name, name) for name in ("GET", "POST", "PUT", "DELETE")},
        ),
    ] = "GET"
    url: Annotated[str, Hint(Wording("网址", "Address"), limit="url", template=True, required=True)] = ""
    headers: Annotated[
        tuple[Header, ...],
        Hint(Wording("请求头", "Headers"), widget="records", group="more", item=Wording("请求头", "header")),
    ] = ()
    body: Annotated[
        str,
        Field(max_length=20000),
        Hint(Wording("请求内容", "Body"), template=True, widget="long_text"),
    ] = ""
    results: Annotated[
        tuple[Result, ...],
        Hint(Wording("取出结果", "Results"), widget="records", item=Wording("结果", "result")),
    ] = ()
    timeout_s: Annotated[
        float, Field(gt=0, le=60), Hint(Wording("最长等待（秒）", "Time limit (s)"), group="more")
    ] = 10.0
    sample: Annotated[
        str,
        Field(max_length=20000),
        Hint(
            Wording("样例回答", "Sample answer"),
            help=Wording("试玩时不联网，用它当回答", "Used in previews, which never go to the network"),
            widget="long_text",
            group="more",
        ),
    ] = ""
    label: ClassVar = Wording("HTTP 请求", "HTTP request")
    icon: ClassVar = "http_request"
    category: ClassVar[Category] = "outside"

    def offers(self) -> tuple[ExitOffer, ...]:
        return (
            ExitOffer(SUCCESS, Wording("成功", "Success")),
            ExitOffer(FAILURE, Wording("失败", "Failure"), "failure"),
        )

    def preview(self) -> Preview:
        address = self.url.removeprefix("https://").removeprefix("http://")
        path = address[address.find("/") :] if "/" in address else address
        return Preview((same(f"{self.method} {path}"),))

    def writes(self) -> Iterator[tuple[str, ExitName | None]]:
        for result in self.results:
            if result.variable:
                yield result.variable, SUCCESS

    @property
    def waits(self) -> bool:
        return True

    def templates(self) -> Iterator[tuple[FieldPath, str]]:
        for path, source in super().templates():
            text = marked(source)
            if "{{" in text:
                yield path, text

    def execute(self, turn: Turn) -> Outcome:
        plain = without_marks(as_it_is)
        headers = {
            header.name: turn.fill(marked(header.value), plain) for header in self.headers if header.name
        }
        url, body = marked(self.url), marked(self.body)
        content_type = next((value for name, value in headers.items() if name.lower() == "content-type"), "")
        return Call(
            self.method,
            turn.fill(url, without_marks(in_address(url))),
            headers,
            turn.fill(body, without_marks(in_body(body, content_type))),
            self.timeout_s,
            self.sample,
        )

    def resume(self, turn: Turn, resume: Resume) -> Outcome:
        if isinstance(resume, TimerDue):
            return Leave(FAILURE)
        if not isinstance(resume, CallDone):
            return KeepWaiting()
        if resume.status is None or not 200 <= resume.status < 300:
            return Leave(FAILURE)
        try:
            turn.assign_together(self._taken(resume.body))
        except EvaluationFailure:
            return Leave(FAILURE)
        return Leave(SUCCESS)

    def _taken(self, body: str) -> dict[str, Value]:
        wanted = [result for result in self.results if result.variable]
        if not wanted:
            return {}
        try:
            answer = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise EvaluationFailure(Wording("回答不是 JSON。", "The answer is no JSON.")) from error
        return {result.variable: _at(answer, result.path) for result in wanted}


def _at(answer: object, path: str) -> Value:
    value = answer
    for step in path.split(".") if path else ():
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            raise EvaluationFailure(
                Wording("回答里没有 {path}。", "The answer has no {path}.").format(path=path)
            )
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int | float) and abs(value) <= sys.float_info.max:
        return float(value)
    raise EvaluationFailure(
        Wording("{path} 不是文字、数字或是否。", "{path} is no text, number or boolean.").format(path=path)
    )
