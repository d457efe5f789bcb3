/// Calls that give bytes to a descriptor. What a pipe or a socket does not take at once waits in the scheduler, since
/// its reader may be another thread or process of the scenario.
#include <errno.h>
#include <limits.h>

#include "await.h"
#include "file_times.h"
#include "mock.h"
#include "redirect.h"

/// A call that would block in the middle is made in pieces, with the flag that keeps libc from blocking.
static ssize_t send_in_pieces(int fd, const char *bytes, size_t count, int flags)
{
    size_t done = 0;
    do {
        if (!sb_await(fd, POLLOUT, false, "send"))
            break;
        ssize_t sent = SB_REAL(send)(fd, bytes + done, count - done, flags | MSG_DONTWAIT);
        if (sent < 0 && errno == EAGAIN)
            continue;
        if (sent < 0)
            break;
        done += (size_t)sent;
        sb_connection_sent(fd, sent);
    } while (done < count);
    return done > 0 || count == 0 ? (ssize_t)done : -1;
}

/// A pipe that is ready takes `PIPE_BUF` bytes without blocking.
static ssize_t write_in_pieces(int fd, const char *bytes, size_t count)
{
    size_t done = 0;
    while (done < count) {
        if (!sb_await(fd, POLLOUT, false, "write"))
            break;
        size_t piece = count - done < PIPE_BUF ? count - done : PIPE_BUF;
        ssize_t written = SB_REAL(write)(fd, bytes + done, piece);
        if (written < 0)
            break;
        done += (size_t)written;
    }
    return done > 0 ? (ssize_t)done : -1;
}

static bool blocks(int fd)
{
    int flags = SB_REAL(fcntl)(fd, F_GETFL);
    return flags >= 0 && !(flags & O_NONBLOCK);
}

/// What the other connections sent is read first: the mock's ledger is in the order of these calls.
static void before_sending(int fd)
{
    sb_mock_barrier(sb_connection_of(fd));
}

SB_INTERPOSED ssize_t write(int fd, const void *buffer, size_t count)
{
    if (!sb_virtual())
        return SB_REAL(write)(fd, buffer, count);
    struct stat status;
    if (SB_REAL(fstat)(fd, &status) != 0)
        return SB_REAL(write)(fd, buffer, count);
    if (S_ISREG(status.st_mode)) {
        ssize_t written = SB_REAL(write)(fd, buffer, count);
        sb_file_changed(fd);
        return written;
    }
    if (S_ISSOCK(status.st_mode)) {
        before_sending(fd);
        if (blocks(fd))
            return send_in_pieces(fd, buffer, count, 0);
        ssize_t written = SB_REAL(write)(fd, buffer, count);
        sb_connection_sent(fd, written);
        return written;
    }
    if (S_ISFIFO(status.st_mode) && count > 0 && blocks(fd) && !sb_is_outlet(status.st_ino))
        return write_in_pieces(fd, buffer, count);
    return SB_REAL(write)(fd, buffer, count);
}

SB_INTERPOSED ssize_t writev(int fd, const struct iovec *parts, int count)
{
    if (!sb_virtual())
        return SB_REAL(writev)(fd, parts, count);
    before_sending(fd);
    if (!sb_await(fd, POLLOUT, false, "writev"))
        return -1;
    ssize_t written = SB_REAL(writev)(fd, parts, count);
    sb_connection_sent(fd, written);
    return written;
}

SB_INTERPOSED ssize_t send(int fd, const void *buffer, size_t count, int flags)
{
    if (!sb_virtual())
        return SB_REAL(send)(fd, buffer, count, flags);
    before_sending(fd);
    if (!(flags & MSG_DONTWAIT) && blocks(fd) && count > 0)
        return send_in_pieces(fd, buffer, count, flags);
    ssize_t sent = SB_REAL(send)(fd, buffer, count, flags);
    sb_connection_sent(fd, sent);
    return sent;
}

SB_INTERPOSED ssize_t sendto(
    int fd, const void *buffer, size_t count, int flags, const struct sockaddr *to, socklen_t length)
{
    if (!sb_virtual())
        return SB_REAL(sendto)(fd, buffer, count, flags, to, length);
    if (!to)
        return send(fd, buffer, count, flags);
    if (!sb_may_send_to(fd, to, length))
        return -1;
    if (!sb_await(fd, POLLOUT, flags & MSG_DONTWAIT, "sendto"))
        return -1;
    return SB_REAL(sendto)(fd, buffer, count, flags, to, length);
}

SB_INTERPOSED ssize_t sendmsg(int fd, const struct msghdr *message, int flags)
{
    if (!sb_virtual())
        return SB_REAL(sendmsg)(fd, message, flags);
    if (message->msg_name && !sb_may_send_to(fd, message->msg_name, message->msg_namelen))
        return -1;
    before_sending(fd);
    if (!sb_await(fd, POLLOUT, flags & MSG_DONTWAIT, "sendmsg"))
        return -1;
    ssize_t sent = SB_REAL(sendmsg)(fd, message, flags);
    sb_connection_sent(fd, sent);
    return sent;
}

SB_INTERPOSED int sendmmsg(int fd, struct mmsghdr *messages, unsigned count, int flags)
{
    if (!sb_virtual())
        return SB_REAL(sendmmsg)(fd, messages, count, flags);
    unsigned sent = 0;
    for (; sent < count; sent++) {
        ssize_t length = sendmsg(fd, &messages[sent].msg_hdr, flags);
        if (length < 0)
            break;
        messages[sent].msg_len = (unsigned)length;
    }
    return sent > 0 || count == 0 ? (int)sent : -1;
}

static bool may_send_file(int to)
{
    before_sending(to);
    return sb_await(to, POLLOUT, false, "sendfile");
}

SB_INTERPOSED ssize_t sendfile(int to, int from, off_t *offset, size_t count)
{
    if (!sb_virtual())
        return SB_REAL(sendfile)(to, from, offset, count);
    ssize_t sent = may_send_file(to) ? SB_REAL(sendfile)(to, from, offset, count) : -1;
    sb_connection_sent(to, sent);
    return sent;
}

SB_INTERPOSED ssize_t sendfile64(int to, int from, off64_t *offset, size_t count)
{
    if (!sb_virtual())
        return SB_REAL(sendfile64)(to, from, offset, count);
    ssize_t sent = may_send_file(to) ? SB_REAL(sendfile64)(to, from, offset, count) : -1;
    sb_connection_sent(to, sent);
    return sent;
}

SB_INTERPOSED ssize_t splice(
    int from, off64_t *from_offset, int to, off64_t *to_offset, size_t count, unsigned flags)
{
    if (!sb_virtual())
        return SB_REAL(splice)(from, from_offset, to, to_offset, count, flags);
    before_sending(to);
    if (!sb_await(from, POLLIN, flags & SPLICE_F_NONBLOCK, "splice")
        || !sb_await(to, POLLOUT, flags & SPLICE_F_NONBLOCK, "splice"))
        return -1;
    ssize_t moved = SB_REAL(splice)(from, from_offset, to, to_offset, count, flags);
    sb_connection_sent(to, moved);
    return moved;
}
