"""How the processes behind the window are, in a word."""

from __future__ import annotations

from enum import Enum

from runtime.wording import Wording


class NetworkState(Enum):
    """The state of the runtime service and, when it is wanted, of the simulated network."""

    OFF = "off"
    STARTING = "starting"
    RUNNING = "running"
    STOPPED = "stopped"


STATE_WORDS: dict[NetworkState, Wording] = {
    NetworkState.OFF: Wording("运行服务未启动", "Service not started"),
    NetworkState.STARTING: Wording("运行服务正在启动", "Service is starting"),
    NetworkState.RUNNING: Wording("运行服务已连接", "Service connected"),
    NetworkState.STOPPED: Wording("运行服务已停止 · 重启", "Service stopped · restart"),
}
