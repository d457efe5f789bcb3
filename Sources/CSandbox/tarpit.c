#include <arpa/inet.h>
#include <errno.h>
#include <string.h>

#include "broker.h"
#include "mock.h"

/// A listener that accepts nothing and whose queue is full: the kernel drops further SYNs.
static int tarpit = -1;
static in_port_t tarpit_port;
/// The connection that fills the queue.
static int filler = -1;

static union sb_address loopback(in_port_t port)
{
    return (union sb_address){
        .v4 = {.sin_family = AF_INET, .sin_port = port, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)}};
}

static bool open_tarpit(void)
{
    int listener = sb_socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    union sb_address address = loopback(0);
    socklen_t length = sizeof address.v4;
    if (listener < 0 || bind(listener, &address.any, length) != 0 || SB_REAL(listen)(listener, 0) != 0
        || SB_REAL(getsockname)(listener, &address.any, &length) != 0) {
        if (listener >= 0)
            SB_REAL(close)(listener);
        return false;
    }
    tarpit_port = address.v4.sin_port;
    // One connection fills a queue of length 0; it is in there as soon as the listener is readable.
    filler = sb_socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct pollfd poll = {.fd = listener, .events = POLLIN};
    if (filler < 0 || SB_REAL(connect)(filler, &address.any, length) != 0 || SB_REAL(poll)(&poll, 1, -1) != 1)
        return false;
    filler = sb_hide(filler);
    tarpit = sb_hide(listener);
    return true;
}

bool sb_tarpit_enter(int fd, int family)
{
    if (tarpit < 0 && !open_tarpit())
        return false;
    union sb_address address = loopback(tarpit_port);
    socklen_t length = sizeof address.v4;
    if (family == AF_INET6) {
        memset(&address, 0, sizeof address);
        address.v6.sin6_family = AF_INET6;
        address.v6.sin6_port = tarpit_port;
        inet_pton(AF_INET6, "::ffff:127.0.0.1", &address.v6.sin6_addr);
        length = sizeof address.v6;
    }
    int flags = SB_REAL(fcntl)(fd, F_GETFL);
    SB_REAL(fcntl)(fd, F_SETFL, flags | O_NONBLOCK);
    int result = SB_REAL(connect)(fd, &address.any, length);
    int error = errno;
    SB_REAL(fcntl)(fd, F_SETFL, flags);
    errno = error;
    return result != 0 && error == EINPROGRESS;
}
