/// The cooperative scheduler of one process's threads.
///
/// One thread has the token; it runs until an interposed call gives the token up. All that is reached from interposed
/// calls is touched by the holder alone, so most of it needs no lock.
#ifndef SB_SCHEDULER_H
#define SB_SCHEDULER_H

#include "world.h"

/// What a thread waits for. It goes on when `address` is woken, a descriptor is ready, `ready` says so, or the deadline
/// has come.
struct sb_wait {
    const char *what;  ///< for people: "a lock", "poll"
    sb_time deadline;
    int priority;
    const void *address;
    struct pollfd *polls;
    nfds_t count;
    bool every_connection;  ///< any connection to the mock may be what it waits for (epoll)
    bool (*ready)(void *context);
    void *context;
    uint64_t order;  ///< set at the first block, kept when the thread blocks again with the same wait
};

enum sb_outcome { SB_WOKEN, SB_TIMED_OUT, SB_INTERRUPTED };

/// Something that falls due without a thread that waits for it.
struct sb_timer {
    struct sb_due due;
    void (*fire)(struct sb_timer *timer);
    struct sb_timer *next;
};

/// Whether the calling thread is in virtual time.
SB_INTERNAL bool sb_virtual(void);
SB_INTERNAL void sb_scheduler_begin(void);
/// Gives up the token until the wait is over. Signals that came meanwhile have been handled on return.
SB_INTERNAL enum sb_outcome sb_block(struct sb_wait *wait);
/// Makes up to `count` threads that wait for `address` ready, the longest waiting first; how many it were.
SB_INTERNAL unsigned sb_wake(const void *address, unsigned count);
/// Lets others run, and a little time go by, as a loop that never blocks needs it.
SB_INTERNAL void sb_yield(void);
/// `now + duration`, or never when that is out of range.
SB_INTERNAL sb_time sb_after(sb_time duration);
/// Whether a thread of this process has waited for something that is due by now.
SB_INTERNAL bool sb_is_anything_due(void);

SB_INTERNAL void sb_timer_set(struct sb_timer *timer, sb_time deadline);
SB_INTERNAL void sb_timer_clear(struct sb_timer *timer);

/// Delivers `signal` to this process as the kernel would: on the first thread, which stops waiting.
SB_INTERNAL void sb_signal_self(int signal);
/// The same from a timer. With the lock held.
SB_INTERNAL void sb_signal_first(int signal);
/// Delivers `signal` to another thread of the scheduler; false when it is none.
SB_INTERNAL bool sb_signal_thread(pthread_t thread, int signal);

SB_INTERNAL void sb_before_fork(void);
SB_INTERNAL void sb_after_fork_in_parent(void);
/// The only thread of a forked child, whose place in the world is `slot`, waits for the turn.
SB_INTERNAL void sb_after_fork_in_child(uint32_t slot);

/// Ends this process as `sb_world->ending` says, from the calling thread.
SB_INTERNAL _Noreturn void sb_end_process(void);

#endif
