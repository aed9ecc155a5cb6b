"""The lab's contenders that run on Python: one asyncio loop, and pools of threads or processes."""
