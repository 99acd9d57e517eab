"""`python -m tests.support.listening_child`: a process that only listens, for tests of who starts it."""

from __future__ import annotations

import json
import socket
import sys


def main() -> None:
    """Tells its port, or that it is taken, as the runtime does; lives until its input ends."""
    given = [argument.partition("=")[2] for argument in sys.argv if argument.startswith("--port=")]
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", int(given[0]) if given else 0))
        except OSError as error:
            print(
                json.dumps({"error": {"code": "port_taken", "zh": str(error), "en": str(error)}}), flush=True
            )
            return
        listener.listen()
        print(json.dumps({"port": listener.getsockname()[1]}), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
