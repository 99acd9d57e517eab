"""Why the machine did not do something with a file, in both languages."""

from __future__ import annotations

import errno
from typing import Final

from runtime.wording import Wording, same

_REASONS: Final = {
    errno.ENOENT: Wording("没有这个文件夹或文件", "there is no such folder or file"),
    errno.ENOTDIR: Wording("路径中间有一段不是文件夹", "a part of the path is not a folder"),
    errno.EISDIR: Wording("这个名字是一个文件夹", "the name is that of a folder"),
    errno.EACCES: Wording("没有权限", "you have no permission"),
    errno.EPERM: Wording("系统不允许", "the system does not allow it"),
    errno.EROFS: Wording("这个位置是只读的", "the place is read-only"),
    errno.ENOSPC: Wording("磁盘已满", "the disk is full"),
    errno.EDQUOT: Wording("磁盘配额用完了", "the disk quota is used up"),
    errno.ENAMETOOLONG: Wording("文件名太长", "the name is too long"),
    errno.EIO: Wording("磁盘读写出错", "the disk reported an error"),
    errno.EEXIST: Wording("那里已经有同名的另一个文件", "another file has that name there"),
    errno.EBUSY: Wording("文件正被占用", "the file is in use"),
}


def reason_of(error: OSError) -> Wording:
    """The reason of *error*; the system's own words where we have none."""
    known = _REASONS.get(error.errno) if error.errno is not None else None
    return known or same(error.strerror or str(error))
