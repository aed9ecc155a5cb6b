import asyncio


async def answer(is_failing):
    await asyncio.sleep(0.01)
    if is_failing:
        raise IndexError("no such question")
    return 42


def ask(is_failing):
    return asyncio.create_task(answer(is_failing), name="answer")


async def main(is_failing=False):
    task = ask(is_failing)
    print("done:", task.done())
    try:
        print("result:", task.result())
    except asyncio.InvalidStateError as error:
        print("too early:", error)

    await asyncio.sleep(0.02)
    print("done:", task.done())
    error = task.exception()
    if error is None:
        print("result:", task.result())
    else:
        print("exception:", error)


asyncio.run(main())
