"""`xinliu simulator`: carriers and handsets in miniature, until it is told to stop."""

from __future__ import annotations

from typing import Annotated

import typer

from app.console import UNUSABLE, complaints, language, say
from runtime.wording import Wording


def simulator(
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port on loopback; 0 takes a free one.")] = 0,
    seed: Annotated[int, typer.Option(help="The same seed gives the same handsets.")] = 1,
    handsets: Annotated[int, typer.Option(min=0, max=200_000, help="Handsets to set up at once.")] = 0,
    speed: Annotated[
        float, typer.Option(min=0, max=1_000_000, help="Simulated seconds in a second; 0 stands still.")
    ] = 1.0,
    as_json: Annotated[bool, typer.Option("--json", help="Say as one JSON line where it listens.")] = False,
) -> None:
    """Run the simulated network on this machine until Ctrl-C.

    Status 0: stopped by Ctrl-C. 2: the port is taken or an option is wrong.
    """
    from runtime.simulator.run import SimulatorOptions, print_line, run_process

    options = SimulatorOptions(seed=seed, port=port, handsets=handsets, speed=speed)
    status = run_process(options, print_line if as_json else _tell)
    raise typer.Exit(UNUSABLE if status else 0)


def _tell(line: dict[str, object]) -> None:
    if "error" in line:
        complaints.print(
            Wording(
                "没有启动：{why}。换一个端口，或用 --port 0 自动选择。",
                "Not started: {why}. Take another port, or --port 0 for a free one.",
            )
            .format(why=line["error"])
            .text(language()),
            style="red",
            markup=False,
        )
        return
    say(
        Wording(
            "模拟网络在 {url}，{handsets} 部手机，种子 {seed}。\n控制令牌 {token}\n按 Ctrl-C 结束。",
            "The simulated network is at {url}: {handsets} handsets, seed {seed}.\n"
            "Control token {token}\nCtrl-C ends it.",
        ).format(url=line["url"], handsets=line["handsets"], seed=line["seed"], token=line["control_token"])
    )
