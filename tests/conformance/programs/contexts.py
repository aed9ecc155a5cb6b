"""Context variables: what each task and callback sees."""

import asyncio
import contextvars

_user = contextvars.ContextVar("user", default="nobody")


async def _act(log, name, delay=1):
    log(name, "begins with", _user.get())
    _user.set(name)
    await asyncio.sleep(delay)
    log(name, "has", _user.get())


async def a_task_begins_with_the_values_of_its_creator(log):
    _user.set("main")
    tasks = [asyncio.create_task(_act(log, name), name=name) for name in ("a", "b")]
    _user.set("changed")
    await asyncio.wait(tasks)
    log(_user.get())


async def what_is_awaited_in_place_changes_the_task(log):
    await _act(log, "a", 0)
    log(_user.get())
    await asyncio.create_task(_act(log, "b", 0), name="b")
    log(_user.get())


async def callbacks_see_what_was_there_when_they_were_scheduled(log):
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    def call(name):
        log(name, _user.get())
        _user.set("callback")

    _user.set("first")
    loop.call_soon(call, "soon")
    loop.call_later(1, call, "later")
    future.add_done_callback(lambda _: call("done"))
    _user.set("second")
    future.set_result(None)
    future.add_done_callback(lambda _: call("done already"))
    await asyncio.sleep(2)
    log(_user.get())


async def a_token_sets_back(log):
    first = _user.set("a")
    second = _user.set("b")
    _user.reset(second)
    log(_user.get(), first.old_value is contextvars.Token.MISSING, second.old_value)
    _user.reset(first)
    log(_user.get())
    for token in (first, second):
        try:
            _user.reset(token)
        except (RuntimeError, ValueError) as error:
            log(error)


async def a_context_of_ones_own(log):
    context = contextvars.copy_context()
    task = asyncio.create_task(_act(log, "a", 0), name="a", context=context)
    await task
    log(context.get(_user), context[_user], _user.get(), task.get_context() is context)
    log(context.run(_user.get))
    context.run(_user.set, "b")
    log(context.copy().run(_user.get), _user in context, len(list(context)))
    try:
        context.run(context.run, _user.get)
    except RuntimeError as error:
        log(error)


async def a_done_callback_in_a_context(log):
    context = contextvars.copy_context()
    future = asyncio.get_running_loop().create_future()
    future.add_done_callback(lambda _: _user.set("callback"), context=context)
    future.set_result(None)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    log(context.get(_user), _user.get())


async def a_variable_without_a_value(log):
    unset = contextvars.ContextVar("unset")
    log(unset.get(7))
    try:
        unset.get()
    except LookupError as error:
        log(error)


async def an_eager_task_has_a_context_of_its_own(log):
    _user.set("main")
    task = asyncio.create_task(_act(log, "a"), name="a", eager_start=True)
    log(_user.get())
    await task
    log(_user.get())


async def the_context_of_who_failed_is_there_in_the_exception_handler(log):
    async def failing():
        _user.set("failing")
        raise ValueError

    async def shielded():
        await asyncio.sleep(1)
        await failing()

    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: log("handled", _user.get()))
    log(loop.get_exception_handler() is None)
    outer = asyncio.shield(asyncio.create_task(shielded(), name="inner"))
    await asyncio.sleep(0)
    outer.cancel()
    await asyncio.sleep(2)
