#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>

#include "mock.h"
#include "task.h"

static struct sb_connection *connections;
static size_t connection_count;
/// The connection on which bytes were sent that the mock has perhaps not read yet.
static struct sb_connection *unread;

/// From so many connections on, those whose descriptor is gone are forgotten.
enum { MANY = 256 };

/// How long the mock may take in one real wait before it is asked again, in ms.
enum { SHORTEST_WAIT = 1, LONGEST_WAIT = 20 };

/// How long the end of a connection that the mock has closed may take to arrive, in ms: longer than any machine stalls.
enum { CLOSING_WAIT = 20000 };

static ino_t inode_of(int fd)
{
    struct stat status;
    return SB_REAL(fstat)(fd, &status) == 0 && S_ISSOCK(status.st_mode) ? status.st_ino : 0;
}

/// Finds the connection's socket under another descriptor; false when the process has none.
static bool find_duplicate(struct sb_connection *connection)
{
    DIR *directory = opendir("/proc/self/fd");
    bool found = false;
    for (struct dirent *entry; directory && !found && (entry = readdir(directory));) {
        int fd = atoi(entry->d_name);
        found = entry->d_name[0] != '.' && fd != dirfd(directory) && inode_of(fd) == connection->inode;
        if (found)
            connection->fd = fd;
    }
    if (directory)
        closedir(directory);
    return found;
}

/// Whether the program still has the connection.
static bool is_open(struct sb_connection *connection)
{
    return inode_of(connection->fd) == connection->inode || find_duplicate(connection);
}

void sb_connection_drop(struct sb_connection *connection)
{
    if (unread == connection)
        unread = NULL;
    sb_timer_clear(&connection->timer);
    for (struct sb_connection **link = &connections; *link; link = &(*link)->next)
        if (*link == connection) {
            *link = connection->next;
            connection_count--;
            free(connection);
            return;
        }
}

static void forget_closed(void)
{
    struct sb_connection *next;
    for (struct sb_connection *each = connections; each; each = next) {
        next = each->next;
        if (!is_open(each))
            sb_connection_drop(each);
    }
}

bool sb_connections_forget_due(sb_time before)
{
    bool any = false;
    struct sb_connection *next;
    for (struct sb_connection *each = connections; each; each = next) {
        next = each->next;
        bool has_timer = each->connecting || each->reply == SB_REPLY_UNTIL;
        if (has_timer && each->timer.due.deadline <= before && !is_open(each)) {
            sb_connection_drop(each);
            any = true;
        }
    }
    return any;
}

struct sb_connection *sb_connection_add(int fd, uint64_t id)
{
    if (connection_count >= MANY)
        forget_closed();
    struct sb_connection *connection = calloc(1, sizeof *connection);
    if (!connection)
        return NULL;
    connection->inode = inode_of(fd);
    connection->fd = fd;
    connection->id = id;
    connection->next = connections;
    connections = connection;
    connection_count++;
    return connection;
}

struct sb_connection *sb_connection_of(int fd)
{
    if (!connections)
        return NULL;
    ino_t inode = inode_of(fd);
    if (inode == 0)
        return NULL;
    for (struct sb_connection *each = connections; each; each = each->next)
        if (each->inode == inode)
            return each;
    return NULL;
}

/// The time of an `until` has come.
static void release(struct sb_timer *timer)
{
    struct sb_connection *connection =
        (struct sb_connection *)((char *)timer - offsetof(struct sb_connection, timer));
    char answer[64], time[32];
    sb_mock_ask(answer, sizeof answer, "release %" PRIu64 " %s", connection->id, sb_mock_time(time, sb_world->now));
    connection->reply = SB_REPLY_UNKNOWN;
}

/// Reads a virtual time; -1 when `text` is none.
static sb_time parse_time(const char *text)
{
    int64_t seconds = 0, fraction = 0;
    int digits = 0;
    for (; *text >= '0' && *text <= '9' && seconds < SB_NEVER / SB_SECOND / 10; text++)
        seconds = seconds * 10 + (*text - '0');
    if (*text == '.')
        for (text++; *text >= '0' && *text <= '9' && digits < 9; text++, digits++)
            fraction = fraction * 10 + (*text - '0');
    for (; digits < 9; digits++)
        fraction *= 10;
    return *text == 0 ? seconds * SB_SECOND + fraction : -1;
}

enum state { STATE_ANSWERING, STATE_UNREAD, STATE_SETTLED, STATE_CLOSED };

/// Asks the mock about a connection and keeps what it says.
static enum state ask(struct sb_connection *connection)
{
    char answer[64];
    if (!sb_mock_ask(answer, sizeof answer, "state %" PRIu64 " %" PRIu64, connection->id, connection->sent))
        return STATE_CLOSED;
    if (strcmp(answer, "answering") == 0)
        return STATE_ANSWERING;
    if (strcmp(answer, "unread") == 0)
        return STATE_UNREAD;
    if (strcmp(answer, "idle") == 0) {
        connection->reply = SB_REPLY_IDLE;
    } else if (strcmp(answer, "never") == 0) {
        connection->reply = SB_REPLY_NEVER;
    } else if (strncmp(answer, "until ", strlen("until ")) == 0) {
        sb_time time = parse_time(answer + strlen("until "));
        connection->reply = SB_REPLY_UNTIL;
        connection->timer.fire = release;
        sb_timer_set(&connection->timer, time < sb_world->now ? sb_world->now : time);
    } else {
        return STATE_CLOSED;
    }
    return STATE_SETTLED;
}

/// Waits in real time until the mock has answered on `connection` or will not for now.
static void settle(struct sb_connection *connection, short events)
{
    if (connection->reply != SB_REPLY_UNKNOWN || connection->connecting)
        return;
    bool open = is_open(connection);
    struct pollfd poll = {.fd = open ? connection->fd : -1, .events = events};
    for (int wait = 0; SB_REAL(poll)(&poll, 1, wait) <= 0;)
        switch (wait == 0 ? STATE_UNREAD : ask(connection)) {
        case STATE_ANSWERING:
            // Perhaps all has come, and only the kernel's acknowledgement has not gone: it may take its time.
            if (open)
                setsockopt(poll.fd, IPPROTO_TCP, TCP_QUICKACK, &(int){1}, sizeof(int));
            __attribute__((fallthrough));
        case STATE_UNREAD:
            wait = wait == 0 ? SHORTEST_WAIT : wait * 2 < LONGEST_WAIT ? wait * 2 : LONGEST_WAIT;
            break;
        case STATE_SETTLED:
            return;
        case STATE_CLOSED:
            if (open) {
                // The end is on its way through the kernel, perhaps behind bytes that are there: the next wait is for the end again.
                if (SB_REAL(poll)(&poll, 1, CLOSING_WAIT) == 0)
                    connection->reply = SB_REPLY_IDLE;
            } else {
                sb_connection_drop(connection);
            }
            return;
        }
}

void sb_connection_sent(int fd, ssize_t count)
{
    if (count <= 0)
        return;
    struct sb_connection *connection = sb_connection_of(fd);
    if (!connection)
        return;
    connection->sent += (uint64_t)count;
    connection->reply = SB_REPLY_UNKNOWN;
    sb_timer_clear(&connection->timer);
    unread = connection;
}

void sb_connection_ended(int fd)
{
    struct sb_connection *connection = sb_connection_of(fd);
    if (connection && connection->reply == SB_REPLY_IDLE)
        connection->reply = SB_REPLY_UNKNOWN;
}

void sb_mock_barrier(const struct sb_connection *except)
{
    struct sb_connection *connection = unread;
    if (!connection || connection == except)
        return;
    unread = NULL;
    while (connection->reply == SB_REPLY_UNKNOWN && ask(connection) == STATE_UNREAD)
        SB_REAL(sched_yield)();
}

void sb_mock_settle_polls(const struct pollfd *polls, nfds_t count)
{
    for (nfds_t i = 0; connections && i < count; i++) {
        struct sb_connection *connection = polls[i].fd < 0 ? NULL : sb_connection_of(polls[i].fd);
        if (connection)
            settle(connection, polls[i].events);
    }
}

static void settle_every(void)
{
    struct sb_connection *next;
    for (struct sb_connection *each = connections; each; each = next) {
        next = each->next;
        settle(each, POLLIN);
    }
}

void sb_mock_settle_wait(const struct sb_wait *wait)
{
    if (wait->every_connection)
        settle_every();
    else
        sb_mock_settle_polls(wait->polls, wait->count);
}

void sb_mock_settle_tasks(void)
{
    sb_mock_barrier(NULL);
    for (struct sb_task *task = sb_tasks; task && connections; task = task->next)
        if (task->state == SB_TASK_WAITING)
            sb_mock_settle_wait(task->wait);
}
