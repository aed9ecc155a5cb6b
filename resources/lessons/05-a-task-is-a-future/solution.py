import asyncio
from corewise import control, share


async def answer(is_failing):
    await asyncio.sleep(0.01)
    if is_failing:
        raise IndexError("no such question")
    return 42


# An ordinary function can create a task; it cannot wait for it.
def ask(is_failing):
    return asyncio.create_task(answer(is_failing), name="answer")


async def main():
    task = ask(control("isFailing", False))
    await task
    print("done" if task.done() else "not done")
    try:
        print("result:", task.result())
        share("early", "a result")
    except asyncio.InvalidStateError:
        print("too early: InvalidStateError")
        share("early", "InvalidStateError")

    print("done" if task.done() else "not done")
    error = task.exception()
    if error is None:
        print("result:", task.result())
    else:
        print("exception:", error)


asyncio.run(main())
