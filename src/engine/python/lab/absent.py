"""What a sealed program has not: each of it says so, and what to use instead."""

import _thread
import asyncio
import builtins
import concurrent.futures
import os
import signal
import socket
import subprocess
import sys
import threading

from lab.loop import LabLoop

NETWORK = "programs are sealed off, without a network: let asyncio.sleep and asyncio.Queue stand for it"
PROGRAMS = "programs are sealed off, and start no other: let asyncio.sleep stand for it"
PROCESSES = "the lab starts no process: use asyncio.to_thread, or ThreadPoolExecutor"
THREADS = "the lab starts no thread of this kind: use asyncio.to_thread, or ThreadPoolExecutor.submit"
TIMER = "the lab starts no thread of this kind: use loop.call_later, or asyncio.sleep"
SIGNALS = "no signal reaches a program in the lab: cancel its tasks, or use asyncio.timeout"
PIPES = "a program in the lab has no pipe and no socket to watch: use asyncio.Queue"
INPUT = "nobody can type here: put the value into the program, or take corewise.control(name, value)"
DEBUGGER = "no debugger can stop here: step through the recorded run, or print"

OF_THE_LOOP = {
    NETWORK: """create_connection create_server create_datagram_endpoint create_unix_connection
        create_unix_server connect_accepted_socket getaddrinfo getnameinfo sendfile start_tls
        sock_accept sock_connect sock_recv sock_recv_into sock_recvfrom sock_recvfrom_into sock_sendall
        sock_sendfile sock_sendto""",
    PROGRAMS: "subprocess_exec subprocess_shell",
    PIPES: "add_reader add_writer remove_reader remove_writer connect_read_pipe connect_write_pipe",
    SIGNALS: "add_signal_handler remove_signal_handler",
}
OF_OS = {
    PROGRAMS: """system popen execl execle execlp execlpe execv execve execvp execvpe posix_spawn
        posix_spawnp spawnl spawnle spawnlp spawnlpe spawnv spawnve spawnvp spawnvpe""",
    PROCESSES: "fork forkpty",
}
# Modules that make processes and interpreters, found only where they are about to.
OF_PROCESSES = ("multiprocessing.popen_fork", "multiprocessing.popen_spawn_posix",
                "multiprocessing.popen_forkserver", "multiprocessing.synchronize",
                "multiprocessing.pool", "multiprocessing.managers", "multiprocessing.shared_memory",
                "multiprocessing.connection", "multiprocessing.queues", "_interpreters",
                "_interpqueues", "_interpchannels")


class NoInput:
    """Standard input, which nobody writes to."""

    encoding = "utf-8"
    closed = False

    def read(self, size=-1):
        raise EOFError(INPUT)

    readline = readlines = __iter__ = __next__ = read

    def readable(self):
        return True

    def isatty(self):
        return False

    def fileno(self):
        raise OSError(INPUT)


class NoProcesses:
    """Finds what makes processes, before anything else does, and says so."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name in OF_PROCESSES:
            raise NotImplementedError(PROCESSES)
        return None


def refusing(error, text):
    def refuse(*_, **__):
        raise error(text)

    return refuse


def name_what_is_absent():
    """Puts an error with advice in the place of what cannot work."""

    def put(owner, names, error, text):
        for name in names.split():
            setattr(owner, name, refusing(error, text))

    for text, names in OF_THE_LOOP.items():
        put(LabLoop, names, PermissionError if text in (NETWORK, PROGRAMS) else NotImplementedError, text)
    put(asyncio, "open_unix_connection start_unix_server", PermissionError, NETWORK)
    for text, names in OF_OS.items():
        put(os, names, PermissionError, text)
    put(subprocess.Popen, "__init__", PermissionError, PROGRAMS)
    put(socket.socket, "__init__", PermissionError, NETWORK)
    put(socket, """getaddrinfo gethostbyname gethostbyname_ex gethostbyaddr getnameinfo
        create_connection create_server socketpair""", PermissionError, NETWORK)
    put(signal, "alarm setitimer pause sigwait pthread_kill", NotImplementedError, SIGNALS)
    put(os, "kill killpg", PermissionError, SIGNALS)
    put(threading.Thread, "start", RuntimeError, THREADS)
    put(threading.Timer, "start", RuntimeError, TIMER)
    put(_thread, "start_new_thread start_new start_joinable_thread", RuntimeError, THREADS)
    for name in ("ProcessPoolExecutor", "InterpreterPoolExecutor"):
        absent = type(name, (concurrent.futures.Executor,), {"__init__": refusing(NotImplementedError, PROCESSES)})
        setattr(concurrent.futures, name, absent)
    builtins.input = refusing(EOFError, INPUT)
    sys.stdin = NoInput()
    sys.breakpointhook = refusing(RuntimeError, DEBUGGER)
