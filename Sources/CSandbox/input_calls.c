/// Calls that take bytes or connections from a descriptor: they wait in the scheduler until there is something.
#include <errno.h>

#include "await.h"
#include "mock.h"

/// The timeout that the program set on a socket, as a deadline.
static sb_time socket_deadline(int fd, int option)
{
    struct timeval timeout = {0};
    socklen_t length = sizeof timeout;
    if (SB_REAL(getsockopt)(fd, SOL_SOCKET, option, &timeout, &length) != 0
        || (timeout.tv_sec == 0 && timeout.tv_usec == 0))
        return SB_NEVER;
    return sb_after(timeout.tv_sec * SB_SECOND + timeout.tv_usec * SB_MICROSECOND);
}

bool sb_await(int fd, short events, bool at_once, const char *what)
{
    struct pollfd poll = {.fd = fd, .events = events};
    struct sb_wait wait = {.what = what, .polls = &poll, .count = 1};
    while (SB_REAL(poll)(&poll, 1, 0) == 0) {
        if (wait.order == 0) {
            int flags = SB_REAL(fcntl)(fd, F_GETFL);
            if (at_once || flags < 0 || flags & O_NONBLOCK) {
                sb_mock_settle_polls(&poll, 1);
                return true;
            }
            wait.deadline = socket_deadline(fd, events & POLLIN ? SO_RCVTIMEO : SO_SNDTIMEO);
        }
        switch (sb_block(&wait)) {
        case SB_WOKEN:
            break;
        case SB_TIMED_OUT:
            errno = EAGAIN;
            return false;
        case SB_INTERRUPTED:
            errno = EINTR;
            return false;
        }
    }
    return true;
}

SB_INTERPOSED ssize_t read(int fd, void *buffer, size_t count)
{
    if (sb_virtual() && !sb_await(fd, POLLIN, false, "read"))
        return -1;
    return SB_REAL(read)(fd, buffer, count);
}

SB_INTERPOSED ssize_t __read_chk(int fd, void *buffer, size_t count, size_t size)
{
    if (sb_virtual() && !sb_await(fd, POLLIN, false, "read"))
        return -1;
    return SB_REAL(__read_chk)(fd, buffer, count, size);
}

SB_INTERPOSED ssize_t readv(int fd, const struct iovec *parts, int count)
{
    if (sb_virtual() && !sb_await(fd, POLLIN, false, "readv"))
        return -1;
    return SB_REAL(readv)(fd, parts, count);
}

SB_INTERPOSED int eventfd_read(int fd, eventfd_t *value)
{
    if (sb_virtual() && !sb_await(fd, POLLIN, false, "eventfd_read"))
        return -1;
    return SB_REAL(eventfd_read)(fd, value);
}

SB_INTERPOSED ssize_t recv(int fd, void *buffer, size_t count, int flags)
{
    if (sb_virtual() && !sb_await(fd, POLLIN, flags & MSG_DONTWAIT, "recv"))
        return -1;
    return SB_REAL(recv)(fd, buffer, count, flags);
}

SB_INTERPOSED ssize_t __recv_chk(int fd, void *buffer, size_t count, size_t size, int flags)
{
    if (sb_virtual() && !sb_await(fd, POLLIN, flags & MSG_DONTWAIT, "recv"))
        return -1;
    return SB_REAL(__recv_chk)(fd, buffer, count, size, flags);
}

SB_INTERPOSED ssize_t recvfrom(
    int fd, void *restrict buffer, size_t count, int flags, struct sockaddr *restrict from, socklen_t *restrict length)
{
    if (sb_virtual() && !sb_await(fd, POLLIN, flags & MSG_DONTWAIT, "recvfrom"))
        return -1;
    return SB_REAL(recvfrom)(fd, buffer, count, flags, from, length);
}

SB_INTERPOSED ssize_t __recvfrom_chk(
    int fd, void *restrict buffer, size_t count, size_t size, int flags, struct sockaddr *restrict from,
    socklen_t *restrict length)
{
    if (sb_virtual() && !sb_await(fd, POLLIN, flags & MSG_DONTWAIT, "recvfrom"))
        return -1;
    return SB_REAL(__recvfrom_chk)(fd, buffer, count, size, flags, from, length);
}

SB_INTERPOSED ssize_t recvmsg(int fd, struct msghdr *message, int flags)
{
    if (sb_virtual() && !sb_await(fd, POLLIN, flags & MSG_DONTWAIT, "recvmsg"))
        return -1;
    return SB_REAL(recvmsg)(fd, message, flags);
}

SB_INTERPOSED int accept(int fd, struct sockaddr *restrict peer, socklen_t *restrict length)
{
    if (sb_virtual() && !sb_await(fd, POLLIN, false, "accept"))
        return -1;
    return SB_REAL(accept)(fd, peer, length);
}

SB_INTERPOSED int accept4(int fd, struct sockaddr *restrict peer, socklen_t *restrict length, int flags)
{
    if (sb_virtual() && !sb_await(fd, POLLIN, false, "accept"))
        return -1;
    return SB_REAL(accept4)(fd, peer, length, flags);
}

SB_INTERPOSED int recvmmsg(
    int fd, struct mmsghdr *messages, unsigned count, int flags, struct timespec *timeout)
{
    if (sb_virtual() && !sb_await(fd, POLLIN, flags & MSG_DONTWAIT, "recvmmsg"))
        return -1;
    return SB_REAL(recvmmsg)(fd, messages, count, sb_virtual() ? flags | MSG_WAITFORONE : flags, timeout);
}
