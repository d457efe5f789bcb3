/// Sockets of another network namespace.
///
/// Where the kernel allows it the scenarios run in a network namespace of their own, in which nothing can be reached: the
/// wall behind the net. The mock lies outside. A broker, which stayed outside, makes the sockets that a program asks
/// for here; those that go past these definitions are made inside.
#include "broker.h"

#include <errno.h>
#include <string.h>

struct request {
    int family, type, protocol;
};

static int channel = -1;

void sb_set_broker(int descriptor)
{
    channel = descriptor;
}

int sb_broker(void)
{
    return channel;
}

/// Sends `length` bytes, with a descriptor unless it is -1.
static bool send_with(int to, const void *bytes, size_t length, int descriptor)
{
    struct iovec part = {.iov_base = (void *)bytes, .iov_len = length};
    _Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof descriptor)] = {0};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    if (descriptor >= 0) {
        message.msg_control = control;
        message.msg_controllen = sizeof control;
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        *header = (struct cmsghdr){
            .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(sizeof descriptor)};
        memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
    }
    ssize_t sent;
    while ((sent = SB_REAL(sendmsg)(to, &message, MSG_NOSIGNAL)) < 0 && errno == EINTR)
        ;
    return sent == (ssize_t)length;
}

/// Receives `length` bytes and the descriptor that came with them, or -1. False at the end.
static bool receive_with(int from, void *bytes, size_t length, int flags, int *descriptor)
{
    struct iovec part = {.iov_base = bytes, .iov_len = length};
    _Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof *descriptor)];
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    ssize_t count;
    while ((count = SB_REAL(recvmsg)(from, &message, flags)) < 0 && errno == EINTR)
        ;
    *descriptor = -1;
    const struct cmsghdr *header = count > 0 ? CMSG_FIRSTHDR(&message) : NULL;
    if (header && header->cmsg_type == SCM_RIGHTS)
        memcpy(descriptor, CMSG_DATA(header), sizeof *descriptor);
    return count == (ssize_t)length;
}

void sb_broker_serve(int descriptor)
{
    struct request request;
    int reply;
    while (receive_with(descriptor, &request, sizeof request, MSG_CMSG_CLOEXEC, &reply)) {
        int made = SB_REAL(socket)(request.family, request.type | SOCK_CLOEXEC, request.protocol);
        int error = made < 0 ? errno : 0;
        if (reply >= 0) {
            send_with(reply, &error, sizeof error, made);
            SB_REAL(close)(reply);
        }
        if (made >= 0)
            SB_REAL(close)(made);
    }
}

int sb_socket(int family, int type, int protocol)
{
    int ends[2];
    if (channel < 0 || socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return SB_REAL(socket)(family, type, protocol);
    struct request request = {family, type, protocol};
    int made = -1, error = EIO;
    bool sent = send_with(channel, &request, sizeof request, ends[1]);
    SB_REAL(close)(ends[1]);
    int flags = type & SOCK_CLOEXEC ? MSG_CMSG_CLOEXEC : 0;
    if (sent && receive_with(ends[0], &error, sizeof error, flags, &made) && made < 0 && error == 0)
        error = EMFILE;
    SB_REAL(close)(ends[0]);
    if (made < 0)
        errno = error;
    return made;
}
