"""The exceptions of the store.

StoreRefusal
├── WorkspaceTaken     another program works in this folder
├── StoreFull          the disk (or the limit set for the file) has no room; nothing was changed
├── SecretRefused      a secret that cannot be kept, or the secrets cannot be read
├── StoreKeysLost      the keys of the numbers in it are not where they were
├── StoreKeysLocked    the keys are there and cannot be had: no passphrase, a wrong one, a locked keyring
├── StoreKeysWrong     the keys found are those of another database
├── StoreUnusable      the file is damaged, no database, or cannot be written
└── StoreTooNew        a newer version of the program wrote it
"""

from __future__ import annotations

from pathlib import Path

from runtime.wording import Wording


class StoreRefusal(Exception):
    """The store cannot do what was asked, in words for people."""

    code = "store_refused"

    def __init__(self, sentence: Wording) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence


class WorkspaceTaken(StoreRefusal):
    """Another program works in this folder; *pid* is its process, 0 when that is not known."""

    code = "workspace_taken"

    def __init__(self, folder: Path, pid: int) -> None:
        words = Wording(
            "工作区 {folder} 正被另一个程序使用（进程 {pid}）。请先关闭它，或换一个工作区。",
            "Another program (process {pid}) works in {folder}. Close it first, or use another workspace.",
        )
        super().__init__(words.format(folder=str(folder), pid=pid or "?"))
        self.pid = pid


class StoreFull(StoreRefusal):
    """There is no room left; what was asked did not happen, what was committed stays."""

    code = "store_full"

    def __init__(self) -> None:
        super().__init__(
            Wording(
                "磁盘已满，发送已暂停。腾出空间后会自动继续，没有丢失任何内容。",
                "The disk is full and sending pauses. It goes on once there is room; nothing is lost.",
            )
        )


class StoreUnusable(StoreRefusal):
    """The file cannot be used as a store; it was not changed."""

    code = "store_unusable"

    def __init__(self, path: Path, why: str) -> None:
        words = Wording(
            "无法使用数据文件 {path}：{why}。原文件没有改动。",
            "The data file {path} cannot be used: {why}. It was not changed.",
        )
        super().__init__(words.format(path=str(path), why=why))


class StoreKeysLost(StoreRefusal):
    """There are no keys for a database with numbers in it; no new ones are made over it."""

    code = "store_keys_lost"

    def __init__(self, path: Path) -> None:
        words = Wording(
            "找不到 {path} 的密钥，读不出联系人的号码。请放回密钥（密钥环、密钥文件或口令）；不会另建新的。",
            "The keys of {path} are missing, so contacts' numbers cannot be read. Put them back (keyring,"
            " key file or passphrase); no new ones are made.",
        )
        super().__init__(words.format(path=str(path)))


class StoreKeysLocked(StoreRefusal):
    """The keys cannot be had, for the reason in *sentence*; nothing was changed."""

    code = "store_keys_locked"


class SecretRefused(StoreRefusal):
    """A secret cannot be kept or read, for the reason in *sentence*; none was changed."""

    code = "secret_refused"


class StoreKeysWrong(StoreRefusal):
    """The keys found belong to another database; nothing was changed."""

    code = "store_keys_wrong"

    def __init__(self, path: Path) -> None:
        words = Wording(
            "找到的密钥不属于 {path}。请换回原来的密钥或口令；数据没有改动。",
            "The keys found are not those of {path}. Use its own keys or passphrase; nothing was changed.",
        )
        super().__init__(words.format(path=str(path)))


class StoreTooNew(StoreRefusal):
    """A newer version of the program wrote the file; it was not changed."""

    code = "store_too_new"

    def __init__(self, path: Path, revision: str) -> None:
        words = Wording(
            "数据文件 {path} 由更新的版本写成（{revision}）。请升级信流后再打开。",
            "A newer version wrote the data file {path} ({revision}). Update Xinliu to open it.",
        )
        super().__init__(words.format(path=str(path), revision=revision))
