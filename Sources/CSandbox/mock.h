/// The mock cloud, as this process sees it: one control connection, and the connections that were led to it.
#ifndef SB_MOCK_H
#define SB_MOCK_H

#include <netinet/in.h>

#include "scheduler.h"

/// An Internet address of either family.
union sb_address {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
    struct sockaddr_storage storage;
};

/// What the mock last said of a connection whose bytes it has read.
enum sb_reply { SB_REPLY_UNKNOWN, SB_REPLY_IDLE, SB_REPLY_UNTIL, SB_REPLY_NEVER };

/// A connection that the mock answers, or one that never comes about.
struct sb_connection {
    struct sb_connection *next;
    ino_t inode;  ///< of the socket: survives `dup`, and no `close` needs to be seen
    int fd;       ///< the descriptor that was connected, perhaps closed since
    uint64_t id;
    uint64_t sent;
    enum sb_reply reply;
    bool connecting;  ///< led into the tarpit
    int error;        ///< what SO_ERROR is to say once
    union sb_address peer;
    socklen_t peer_length;
    char host[256];
    uint16_t port;
    struct sb_timer timer;
};

/// Asks one line of the mock, waiting in real time; false when the mock is gone.
SB_INTERNAL bool sb_mock_ask(char *answer, size_t size, const char *format, ...) __attribute__((format(printf, 3, 4)));
/// A real connection to the mock for `fd` (the family tells how), with `line` sent; false with `errno`.
SB_INTERNAL bool sb_mock_connect(int fd, int family, const char *line);
/// Reads one line in real time without taking a byte more.
SB_INTERNAL bool sb_mock_read_line(int fd, char *line, size_t size);
/// Closes the control connection of the parent in a forked child.
SB_INTERNAL void sb_mock_after_fork(void);
/// The virtual time as the protocol writes it; `text` has room for 32 bytes.
SB_INTERNAL const char *sb_mock_time(char *text, sb_time time);

SB_INTERNAL struct sb_connection *sb_connection_add(int fd, uint64_t id);
/// The connection behind `fd`, or null.
SB_INTERNAL struct sb_connection *sb_connection_of(int fd);
/// Forgets connections that the program has closed and for which something falls due by `before`: nobody waits for that.
/// Whether there were any.
SB_INTERNAL bool sb_connections_forget_due(sb_time before);
SB_INTERNAL void sb_connection_drop(struct sb_connection *connection);
/// `count` bytes were sent on `fd`.
SB_INTERNAL void sb_connection_sent(int fd, ssize_t count);
/// The program has ended its side of the connection: what the mock said before may not hold any more.
SB_INTERNAL void sb_connection_ended(int fd);
/// Before anything else reaches the mock it has read what was sent earlier: its ledger is in the order of the calls.
SB_INTERNAL void sb_mock_barrier(const struct sb_connection *except);

/// Holds still until the mock owes nothing on the connections that a thread is about to wait for.
SB_INTERNAL void sb_mock_settle_wait(const struct sb_wait *wait);
SB_INTERNAL void sb_mock_settle_polls(const struct pollfd *polls, nfds_t count);
/// The same for every waiting thread. With the scheduler's lock held.
SB_INTERNAL void sb_mock_settle_tasks(void);

/// Leads `fd` into the tarpit: a connection attempt that the kernel keeps in SYN_SENT. False with `errno`.
SB_INTERNAL bool sb_tarpit_enter(int fd, int family);

#endif
