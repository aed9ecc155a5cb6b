import asyncio
from collections import deque
from corewise import control, share

order = []
microtasks = deque()


def say(line):
    order.append(line)
    print(line)


# asyncio: what is ready waits its turn in one queue.
def chain_on_loop(loop, n):
    say(f"step {n}")
    if n < 3:
        loop.call_soon(chain_on_loop, loop, n + 1)


# JavaScript: after each callback the microtasks run, also those that microtasks add.
def chain_of_microtasks(n):
    say(f"step {n}")
    if n < 3:
        loop = asyncio.get_running_loop()
        loop.call_soon(run_as_javascript, lambda: chain_of_microtasks(n + 1))


def run_as_javascript(callback):
    callback()
    while microtasks:
        microtasks.popleft()()


async def main():
    loop = asyncio.get_running_loop()
    if control("isJavaScript", False):
        loop.call_soon(run_as_javascript, lambda: chain_of_microtasks(1))
        loop.call_soon(run_as_javascript, lambda: say("the other"))
    else:
        loop.call_soon(chain_on_loop, loop, 1)
        loop.call_soon(say, "the other")
    await asyncio.sleep(0.01)
    share("place of the other", order.index("the other") + 1)


asyncio.run(main())
