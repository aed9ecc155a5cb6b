"""Hashes a password. hashlib gives the GIL away while it computes, so threads use every core."""
import asyncio
import hashlib

inputs = ["correct horse", "battery staple", "Tr0ub4dor&3"]


def blocking(password: str) -> str:
    """For threads and processes of Python: holds the one that calls it."""
    return hashlib.pbkdf2_hmac("sha256", password.encode(), b"salt", 10_000).hex()


async def job(password: str) -> str:
    """For asyncio: hands the computing to a thread, as its documentation advises."""
    return await asyncio.to_thread(blocking, password)
