"""Loaded by Python when it starts: a process that asks the network ends with status 70."""

import os
import sys

ASKING = {
    "socket.connect",
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "socket.gethostbyaddr",
    "socket.sendto",
}


def watch(event, arguments):
    if event in ASKING:
        os.write(2, f"{event}{arguments}\n".encode())
        os._exit(70)


sys.addaudithook(watch)
