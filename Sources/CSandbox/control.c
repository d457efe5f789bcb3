#include <arpa/inet.h>
#include <errno.h>
#include <inttypes.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "broker.h"
#include "mock.h"

static int control = -1;

const char *sb_mock_time(char *text, sb_time time)
{
    snprintf(text, 32, "%" PRId64 ".%09" PRId64, time / SB_SECOND, time % SB_SECOND);
    return text;
}

/// Sends all of `bytes`, in real time.
static bool send_all(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t sent = SB_REAL(send)(fd, bytes, length, MSG_NOSIGNAL);
        if (sent < 0 && (errno == EAGAIN || errno == EINTR)) {
            struct pollfd poll = {.fd = fd, .events = POLLOUT};
            SB_REAL(poll)(&poll, 1, -1);
            continue;
        }
        if (sent <= 0)
            return false;
        bytes += sent;
        length -= (size_t)sent;
    }
    return true;
}

bool sb_mock_read_line(int fd, char *line, size_t size)
{
    size_t length = 0;
    while (length + 1 < size) {
        ssize_t count = SB_REAL(recv)(fd, line + length, 1, 0);
        if (count < 0 && (errno == EAGAIN || errno == EINTR)) {
            struct pollfd poll = {.fd = fd, .events = POLLIN};
            SB_REAL(poll)(&poll, 1, -1);
            continue;
        }
        if (count <= 0)
            return false;
        if (line[length] == '\n') {
            line[length] = 0;
            return true;
        }
        length++;
    }
    return false;
}

bool sb_mock_connect(int fd, int family, const char *line)
{
    union sb_address mock = {0};
    socklen_t length = sizeof mock.v4;
    if (family == AF_INET6) {
        int no = 0;
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &no, sizeof no);
        mock.v6.sin6_family = AF_INET6;
        mock.v6.sin6_port = htons(sb_world->mock_port);
        inet_pton(AF_INET6, "::ffff:127.0.0.1", &mock.v6.sin6_addr);
        length = sizeof mock.v6;
    } else {
        mock.v4.sin_family = AF_INET;
        mock.v4.sin_port = htons(sb_world->mock_port);
        mock.v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    }
    int result;
    while ((result = SB_REAL(connect)(fd, &mock.any, length)) != 0 && errno == EINTR)
        ;
    if (result != 0 && errno != EISCONN)
        return false;
    return send_all(fd, line, strlen(line));
}

/// Opens this process's control connection.
static bool open_control(void)
{
    int fd = sb_socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return false;
    char line[128];
    snprintf(line, sizeof line, "MWAA-GCP/1 control %s %d\n", sb_world->scenario, (int)getpid());
    if (!sb_mock_connect(fd, AF_INET, line)) {
        SB_REAL(close)(fd);
        return false;
    }
    int yes = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    control = sb_hide(fd);
    return control >= 0;
}

bool sb_mock_ask(char *answer, size_t size, const char *format, ...)
{
    char question[1024];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(question, sizeof question - 1, format, arguments);
    va_end(arguments);
    if (length < 0 || (size_t)length >= sizeof question - 1)
        return false;
    question[length++] = '\n';
    if (control < 0 && !open_control())
        return false;
    return send_all(control, question, (size_t)length) && sb_mock_read_line(control, answer, size);
}

void sb_mock_after_fork(void)
{
    if (control >= 0)
        SB_REAL(close)(control);
    control = -1;
}
