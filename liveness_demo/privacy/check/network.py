"""privacy-check: attempts to reach the network or another program through a socket. All on loopback."""

import ctypes
import errno
import os
import socket
import struct
from collections.abc import Callable

from . import native
from .targets import Targets

IO_URING_SETUP = 425
LOOPBACK = "127.0.0.1"


def tcp_connect(targets: Targets) -> None:
    _connect(socket.AF_INET, (LOOPBACK, targets.tcp_port))


def udp_send(targets: Targets) -> None:
    _send(socket.AF_INET, (LOOPBACK, targets.udp_port))


def ipv6_socket(targets: Targets) -> None:
    socket.socket(socket.AF_INET6, socket.SOCK_STREAM).close()


def listen(targets: Targets) -> None:
    with socket.socket() as server:
        server.bind((LOOPBACK, 0))
        server.listen(1)


def netlink_socket(targets: Targets) -> None:
    socket.socket(socket.AF_NETLINK, socket.SOCK_RAW).close()


def packet_socket(targets: Targets) -> None:
    socket.socket(socket.AF_PACKET, socket.SOCK_RAW).close()


def raw_socket(targets: Targets) -> None:
    socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP).close()


def vsock_socket(targets: Targets) -> None:
    socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM).close()


def look_up_name(targets: Targets) -> None:
    """Ask for a name only where no question can leave: first try the socket that it would leave by."""
    try:
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()
    except OSError as refusal:
        try:
            socket.getaddrinfo("privacy-check.invalid", 80)
        except socket.gaierror as error:
            if error.errno != socket.EAI_NONAME:  # "no such name" would be an answer
                raise refusal from error


def unix_by_path(targets: Targets) -> None:
    _connect(socket.AF_UNIX, targets.stream_socket)


def unix_abstract(targets: Targets) -> None:
    _connect(socket.AF_UNIX, targets.abstract_socket)


def unix_datagram(targets: Targets) -> None:
    _send(socket.AF_UNIX, targets.datagram_socket)


def native_tcp(targets: Targets) -> None:
    _native(socket.AF_INET, socket.SOCK_STREAM, _internet_address(targets.tcp_port))


def native_udp(targets: Targets) -> None:
    _native(socket.AF_INET, socket.SOCK_DGRAM, _internet_address(targets.udp_port))


def native_ipv6(targets: Targets) -> None:
    os.close(native.call("socket", int(socket.AF_INET6), int(socket.SOCK_DGRAM), 0))


def native_unix(targets: Targets) -> None:
    address = struct.pack("=H", socket.AF_UNIX) + targets.stream_socket.encode() + b"\0"
    _native(socket.AF_UNIX, socket.SOCK_STREAM, address)


def io_uring(targets: Targets) -> None:
    try:
        os.close(native.system_call(IO_URING_SETUP, 4, ctypes.create_string_buffer(120)))
    except OSError as error:
        if error.errno == errno.ENOMEM:  # it would be there with more memory
            return
        raise


def _connect(family: int, address: tuple[str, int] | str) -> None:
    with socket.socket(family, socket.SOCK_STREAM) as connection:
        connection.settimeout(2)
        connection.connect(address)
        connection.send(b"x")


def _send(family: int, address: tuple[str, int] | str) -> None:
    with socket.socket(family, socket.SOCK_DGRAM) as sender:
        sender.sendto(b"x", address)


def _native(family: int, kind: int, address: bytes) -> None:
    descriptor = native.call("socket", int(family), int(kind), 0)
    try:
        native.call("connect", descriptor, address, len(address))
    finally:
        os.close(descriptor)


def _internet_address(port: int) -> bytes:
    return struct.pack("=H", socket.AF_INET) + struct.pack("!H", port) + socket.inet_aton(LOOPBACK) + bytes(8)


ATTEMPTS: dict[str, Callable[[Targets], None]] = {
    "TCP connection": tcp_connect,
    "TCP connection, native code": native_tcp,
    "UDP datagram": udp_send,
    "UDP datagram, native code": native_udp,
    "IPv6 socket": ipv6_socket,
    "IPv6 socket, native code": native_ipv6,
    "listen on a TCP port": listen,
    "raw socket": raw_socket,
    "raw packet socket": packet_socket,
    "netlink socket": netlink_socket,
    "vsock socket": vsock_socket,
    "look up a name (DNS)": look_up_name,
    "Unix socket by path (D-Bus ...)": unix_by_path,
    "Unix socket, abstract name": unix_abstract,
    "Unix datagram (syslog ...)": unix_datagram,
    "Unix socket, native code": native_unix,
    "io_uring (a way round filters)": io_uring,
}
