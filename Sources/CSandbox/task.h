/// The threads of the process, as the scheduler sees them. Only the scheduler's own files include this.
#ifndef SB_TASK_H
#define SB_TASK_H

#include "scheduler.h"

enum sb_task_state { SB_TASK_RUNNING, SB_TASK_READY, SB_TASK_WAITING, SB_TASK_ENDED };

struct sb_task {
    struct sb_task *next;
    pthread_t thread;
    enum sb_task_state state;
    enum sb_outcome outcome;
    uint64_t order;
    struct sb_wait *wait;
    uint64_t signals;       ///< for the process; the thread raises them itself when it runs next
    uint64_t own_signals;   ///< the same, for this very thread
    _Atomic uint32_t word;  ///< counts the times the token was given to it; a futex
};

/// In the order of their creation; the first is the thread that began.
SB_INTERNAL extern struct sb_task *sb_tasks;
SB_INTERNAL extern __thread struct sb_task *sb_self;

SB_INTERNAL void sb_lock(void);
SB_INTERNAL void sb_unlock(void);

/// A new thread's task, ready to run. With the lock held.
SB_INTERNAL struct sb_task *sb_task_add(void);
/// Takes an ended thread's task from the list; its memory stays.
SB_INTERNAL void sb_task_remove(struct sb_task *task);
SB_INTERNAL struct sb_task *sb_task_of(pthread_t thread);
/// Prepares what tells of the end of threads.
SB_INTERNAL void sb_threads_begin(void);
/// The first of the ready threads, or null.
SB_INTERNAL struct sb_task *sb_task_first_ready(void);
SB_INTERNAL void sb_task_make_ready(struct sb_task *task, enum sb_outcome outcome);

/// Gives the token of the calling thread, whose state says why, to the next; returns when it has the token again, or
/// at once when it has ended. With the lock held.
SB_INTERNAL void sb_task_switch(struct sb_task *task);
/// Waits for the token. With the lock held.
SB_INTERNAL void sb_task_park(struct sb_task *task);

/// Looks at the descriptors and conditions that the waiting threads wait for, up to `timeout` ms of real time; makes
/// ready whom it can. Returns true when it did, or when a signal came for `current`. With the lock held, which it
/// drops while it waits.
SB_INTERNAL bool sb_tasks_poll(struct sb_task *current, int timeout);

#endif
