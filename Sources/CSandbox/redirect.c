#include "redirect.h"

#include <arpa/inet.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "broker.h"
#include "scheduler.h"

/// How long Linux tries to connect before it gives up (six retries of the SYN).
static const sb_time connect_patience = 127 * SB_SECOND;

bool sb_address_copy(union sb_address *address, const struct sockaddr *from, socklen_t length)
{
    if (!from || length < sizeof from->sa_family)
        return false;
    size_t size = from->sa_family == AF_INET ? sizeof address->v4
        : from->sa_family == AF_INET6        ? offsetof(struct sockaddr_in6, sin6_scope_id)
                                             : 0;
    if (size == 0 || length < size)
        return false;
    memset(address, 0, sizeof *address);
    memcpy(address, from, length < sizeof *address ? length : sizeof *address);
    return true;
}

uint16_t sb_address_port(const union sb_address *address)
{
    return ntohs(address->any.sa_family == AF_INET ? address->v4.sin_port : address->v6.sin6_port);
}

bool sb_is_loopback(const union sb_address *address)
{
    struct in_addr v4 = address->v4.sin_addr;
    if (address->any.sa_family == AF_INET6) {
        const struct in6_addr *v6 = &address->v6.sin6_addr;
        if (!IN6_IS_ADDR_V4MAPPED(v6))
            return IN6_IS_ADDR_LOOPBACK(v6) || IN6_IS_ADDR_UNSPECIFIED(v6);
        memcpy(&v4, &v6->s6_addr[12], sizeof v4);
    }
    return v4.s_addr == htonl(INADDR_ANY) || ntohl(v4.s_addr) >> 24 == IN_LOOPBACKNET;
}

/// The name or the literal address that the program asked for.
static void host_text(const union sb_address *address, char *text, size_t size)
{
    const char *name = sb_name_of(address);
    if (name) {
        snprintf(text, size, "%s", name);
        return;
    }
    const void *bytes = &address->v4.sin_addr;
    int family = address->any.sa_family;
    if (family == AF_INET6) {
        bytes = &address->v6.sin6_addr;
        if (IN6_IS_ADDR_V4MAPPED(&address->v6.sin6_addr)) {
            bytes = &address->v6.sin6_addr.s6_addr[12];
            family = AF_INET;
        }
    }
    inet_ntop(family, bytes, text, (socklen_t)size);
}

static bool is_own_listener(const union sb_address *address)
{
    if (!sb_is_loopback(address))
        return false;
    uint16_t port = sb_address_port(address);
    uint32_t count = sb_world->listener_count;
    for (uint32_t i = 0; i < count && i < SB_LISTENERS; i++)
        if (sb_world->listeners[i] == port)
            return true;
    return false;
}

/// Remembers that the scenario receives on the port that `fd` is bound to. The table is a ring: the oldest goes.
static void remember_listener(int fd)
{
    union sb_address address;
    socklen_t length = sizeof address;
    if (SB_REAL(getsockname)(fd, &address.any, &length) != 0
        || (address.any.sa_family != AF_INET && address.any.sa_family != AF_INET6))
        return;
    if (is_own_listener(&(union sb_address){.v4 = {
            .sin_family = AF_INET, .sin_port = htons(sb_address_port(&address)),
            .sin_addr.s_addr = htonl(INADDR_LOOPBACK)}}))
        return;
    uint32_t index = sb_world->listener_count++;
    sb_world->listeners[index % SB_LISTENERS] = sb_address_port(&address);
}

static int option_of(int fd, int option)
{
    int value = -1;
    socklen_t length = sizeof value;
    return SB_REAL(getsockopt)(fd, SOL_SOCKET, option, &value, &length) == 0 ? value : -1;
}

bool sb_may_send_to(int fd, const struct sockaddr *to, socklen_t length)
{
    union sb_address address;
    if (!sb_address_copy(&address, to, length) || is_own_listener(&address)
        || option_of(fd, SO_TYPE) == SOCK_STREAM)
        return true;
    char host[INET6_ADDRSTRLEN + 256], answer[32], time[32];
    host_text(&address, host, sizeof host);
    sb_mock_barrier(NULL);
    sb_mock_ask(
        answer, sizeof answer, "datagram %s %u %s", host, sb_address_port(&address),
        sb_mock_time(time, sb_world->now));
    errno = ENETUNREACH;
    return false;
}

/// A connection that is the program's own affair; waits in the scheduler when it does not come about at once.
static int connect_through(int fd, const struct sockaddr *address, socklen_t length)
{
    int flags = SB_REAL(fcntl)(fd, F_GETFL);
    if (flags < 0 || flags & O_NONBLOCK)
        return SB_REAL(connect)(fd, address, length);
    SB_REAL(fcntl)(fd, F_SETFL, flags | O_NONBLOCK);
    int result = SB_REAL(connect)(fd, address, length);
    int error = errno;
    SB_REAL(fcntl)(fd, F_SETFL, flags);
    if (result != 0 && error == EINPROGRESS) {
        struct pollfd poll = {.fd = fd, .events = POLLOUT};
        struct sb_wait wait = {.what = "connect", .deadline = SB_NEVER, .polls = &poll, .count = 1};
        while (sb_block(&wait) == SB_INTERRUPTED)
            ;
        error = option_of(fd, SO_ERROR);
        result = error == 0 ? 0 : -1;
    }
    errno = error;
    return result;
}

/// Makes a socket forget its connection, so that the program may use it again.
static void dissolve(int fd)
{
    struct sockaddr none = {.sa_family = AF_UNSPEC};
    SB_REAL(connect)(fd, &none, sizeof none);
}

/// The connection attempt in the tarpit has lasted as long as Linux would try.
static void give_up(struct sb_timer *timer)
{
    struct sb_connection *connection =
        (struct sb_connection *)((char *)timer - offsetof(struct sb_connection, timer));
    connection->connecting = false;
    connection->error = ETIMEDOUT;
    if (sb_connection_of(connection->fd) == connection)
        dissolve(connection->fd);
}

static int connect_nowhere(int fd, struct sb_connection *connection, bool blocking)
{
    dissolve(fd);
    if (!sb_tarpit_enter(fd, option_of(fd, SO_DOMAIN))) {
        errno = ENETUNREACH;
        return -1;
    }
    connection->connecting = true;
    connection->timer.fire = give_up;
    sb_timer_set(&connection->timer, sb_after(connect_patience));
    if (!blocking) {
        errno = EINPROGRESS;
        return -1;
    }
    struct pollfd poll = {.fd = fd, .events = POLLOUT};
    struct sb_wait wait = {.what = "connect", .deadline = SB_NEVER, .polls = &poll, .count = 1};
    struct timeval timeout = {0};
    socklen_t length = sizeof timeout;
    if (SB_REAL(getsockopt)(fd, SOL_SOCKET, SO_SNDTIMEO, &timeout, &length) == 0
        && (timeout.tv_sec || timeout.tv_usec))
        wait.deadline = sb_after(timeout.tv_sec * SB_SECOND + timeout.tv_usec * SB_MICROSECOND);
    enum sb_outcome outcome = sb_block(&wait);
    errno = outcome == SB_INTERRUPTED ? EINTR : outcome == SB_TIMED_OUT ? EINPROGRESS : ETIMEDOUT;
    return -1;
}

static int refuse(int fd, struct sb_connection *connection, int error)
{
    sb_connection_drop(connection);
    dissolve(fd);
    errno = error;
    return -1;
}

/// Leads `fd` to the mock and does as it says.
static int connect_to_mock(int fd, const union sb_address *address, socklen_t length)
{
    struct sb_connection *known = sb_connection_of(fd);
    if (known) {
        errno = known->connecting ? EALREADY : known->error ? known->error : EISCONN;
        return -1;
    }
    int flags = SB_REAL(fcntl)(fd, F_GETFL);
    bool blocking = !(flags & O_NONBLOCK);
    struct sb_connection *connection = sb_connection_add(fd, ++sb_world->connections);
    if (!connection) {
        errno = ENOMEM;
        return -1;
    }
    connection->peer = *address;
    connection->peer_length = length;
    connection->port = sb_address_port(address);
    host_text(address, connection->host, sizeof connection->host);
    char line[512], verdict[32], time[32];
    snprintf(
        line, sizeof line, "MWAA-GCP/1 connect %s %" PRIu64 " %s %u %s\n", sb_world->scenario, connection->id,
        connection->host, connection->port, sb_mock_time(time, sb_world->now));
    sb_mock_barrier(NULL);
    SB_REAL(fcntl)(fd, F_SETFL, flags & ~O_NONBLOCK);
    bool answered = sb_mock_connect(fd, option_of(fd, SO_DOMAIN), line)
        && sb_mock_read_line(fd, verdict, sizeof verdict);
    SB_REAL(fcntl)(fd, F_SETFL, flags);
    if (!answered)
        return refuse(fd, connection, ECONNREFUSED);
    if (strcmp(verdict, "accept") == 0)
        return 0;
    if (strcmp(verdict, "blackhole") == 0)
        return connect_nowhere(fd, connection, blocking);
    if (strcmp(verdict, "unreachable") == 0)
        return refuse(fd, connection, ENETUNREACH);
    return refuse(fd, connection, strcmp(verdict, "invalid") == 0 ? EINVAL : ECONNREFUSED);
}

SB_INTERPOSED int connect(int fd, const struct sockaddr *to, socklen_t length)
{
    if (!sb_virtual())
        return SB_REAL(connect)(fd, to, length);
    union sb_address address;
    if (!sb_address_copy(&address, to, length)) {
        struct sb_connection *dissolved = sb_connection_of(fd);
        if (dissolved)
            sb_connection_drop(dissolved);
        return connect_through(fd, to, length);
    }
    if (is_own_listener(&address))
        return connect_through(fd, to, length);
    int type = option_of(fd, SO_TYPE);
    if (type == SOCK_STREAM)
        return connect_to_mock(fd, &address, length);
    return type < 0 || sb_may_send_to(fd, to, length) ? SB_REAL(connect)(fd, to, length) : -1;
}

/// Internet, local and routing sockets are known here; whatever else there is would pass by the net.
SB_INTERPOSED int socket(int family, int type, int protocol)
{
    int kind = type & ~(SOCK_CLOEXEC | SOCK_NONBLOCK);
    bool internet = family == AF_INET || family == AF_INET6;
    if (sb_virtual() && internet && kind != SOCK_STREAM && kind != SOCK_DGRAM) {
        errno = EPERM;
        return -1;
    }
    if (sb_virtual() && !internet && family != AF_UNIX && family != AF_NETLINK) {
        errno = EAFNOSUPPORT;
        return -1;
    }
    return sb_virtual() && internet ? sb_socket(family, type, protocol) : SB_REAL(socket)(family, type, protocol);
}

SB_INTERPOSED int listen(int fd, int backlog)
{
    int result = SB_REAL(listen)(fd, backlog);
    if (sb_virtual() && result == 0)
        remember_listener(fd);
    return result;
}

SB_INTERPOSED int bind(int fd, const struct sockaddr *address, socklen_t length)
{
    int result = SB_REAL(bind)(fd, address, length);
    if (sb_virtual() && result == 0 && option_of(fd, SO_TYPE) == SOCK_DGRAM)
        remember_listener(fd);
    return result;
}
