/// What a program may ask about a connection that was led elsewhere.
#include <arpa/inet.h>
#include <errno.h>
#include <string.h>

#include "mock.h"

static int give(const union sb_address *address, socklen_t size, struct sockaddr *to, socklen_t *length)
{
    memcpy(to, address, *length < size ? *length : size);
    *length = size;
    return 0;
}

SB_INTERPOSED int getpeername(int fd, struct sockaddr *restrict peer, socklen_t *restrict length)
{
    struct sb_connection *connection = sb_virtual() ? sb_connection_of(fd) : NULL;
    if (!connection)
        return SB_REAL(getpeername)(fd, peer, length);
    if (connection->connecting || connection->error) {
        errno = ENOTCONN;
        return -1;
    }
    return give(&connection->peer, connection->peer_length, peer, length);
}

/// A container's own address, and a port that follows from the connection: always the same ones.
SB_INTERPOSED int getsockname(int fd, struct sockaddr *restrict own, socklen_t *restrict length)
{
    struct sb_connection *connection = sb_virtual() ? sb_connection_of(fd) : NULL;
    if (!connection)
        return SB_REAL(getsockname)(fd, own, length);
    in_port_t port = htons((uint16_t)(32768 + connection->id % 28000));
    union sb_address address = {.v4 = {.sin_family = AF_INET, .sin_port = port}};
    inet_pton(AF_INET, "10.0.0.10", &address.v4.sin_addr);
    if (connection->peer.any.sa_family == AF_INET)
        return give(&address, sizeof address.v4, own, length);
    memset(&address, 0, sizeof address);
    address.v6.sin6_family = AF_INET6;
    address.v6.sin6_port = port;
    inet_pton(AF_INET6, "::ffff:10.0.0.10", &address.v6.sin6_addr);
    return give(&address, sizeof address.v6, own, length);
}

SB_INTERPOSED int getsockopt(int fd, int level, int option, void *restrict value, socklen_t *restrict length)
{
    struct sb_connection *connection =
        sb_virtual() && level == SOL_SOCKET && option == SO_ERROR ? sb_connection_of(fd) : NULL;
    if (!connection || connection->error == 0 || *length < sizeof(int))
        return SB_REAL(getsockopt)(fd, level, option, value, length);
    *(int *)value = connection->error;
    *length = sizeof(int);
    sb_connection_drop(connection);
    return 0;
}

SB_INTERPOSED int shutdown(int fd, int how)
{
    int result = SB_REAL(shutdown)(fd, how);
    if (sb_virtual() && result == 0)
        sb_connection_ended(fd);
    return result;
}
