#include "child_signal.h"
#include "task.h"

#include <errno.h>
#include <string.h>

struct sb_task *sb_tasks;
__thread struct sb_task *sb_self;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void sb_lock(void)
{
    SB_REAL(pthread_mutex_lock)(&lock);
}

void sb_unlock(void)
{
    SB_REAL(pthread_mutex_unlock)(&lock);
}

bool sb_virtual(void)
{
    // A signal's handler may run on a thread that waits: what it calls goes to libc.
    return sb_active && sb_self && sb_self->state == SB_TASK_RUNNING;
}

struct sb_task *sb_task_add(void)
{
    struct sb_task *task = calloc(1, sizeof *task);
    if (!task)
        return NULL;
    task->state = SB_TASK_READY;
    task->order = ++sb_world->sequence;
    struct sb_task **end = &sb_tasks;
    while (*end)
        end = &(*end)->next;
    *end = task;
    return task;
}

void sb_task_remove(struct sb_task *task)
{
    for (struct sb_task **link = &sb_tasks; *link; link = &(*link)->next)
        if (*link == task) {
            *link = task->next;
            return;
        }
}

struct sb_task *sb_task_of(pthread_t thread)
{
    for (struct sb_task *task = sb_tasks; task; task = task->next)
        if (pthread_equal(task->thread, thread))
            return task;
    return NULL;
}

struct sb_task *sb_task_first_ready(void)
{
    struct sb_task *first = NULL;
    for (struct sb_task *task = sb_tasks; task; task = task->next)
        if (task->state == SB_TASK_READY && (!first || task->order < first->order))
            first = task;
    return first;
}

void sb_task_make_ready(struct sb_task *task, enum sb_outcome outcome)
{
    task->state = SB_TASK_READY;
    task->outcome = outcome;
    task->order = ++sb_world->sequence;
}

/// The waiting task with the lowest order above `order`, so that a walk is in the order of waiting.
static struct sb_task *next_waiting(uint64_t order)
{
    struct sb_task *next = NULL;
    for (struct sb_task *task = sb_tasks; task; task = task->next)
        if (task->state == SB_TASK_WAITING && task->wait->order > order
            && (!next || task->wait->order < next->wait->order))
            next = task;
    return next;
}

unsigned sb_wake(const void *address, unsigned count)
{
    if (!sb_tasks || (!sb_tasks->next && sb_tasks == sb_self))
        return 0;
    sb_lock();
    uint64_t order = 0;
    unsigned woken = 0;
    struct sb_task *task;
    while (woken < count && (task = next_waiting(order))) {
        order = task->wait->order;
        if (task->wait->address == address) {
            sb_task_make_ready(task, SB_WOKEN);
            woken++;
        }
    }
    sb_unlock();
    return woken;
}

/// How many descriptors the waiting tasks poll; `conditions` is set when one of them has a condition.
static nfds_t count_polls(bool *conditions)
{
    nfds_t count = 0;
    for (struct sb_task *task = sb_tasks; task; task = task->next)
        if (task->state == SB_TASK_WAITING) {
            count += task->wait->count;
            *conditions |= task->wait->ready != NULL;
        }
    return count;
}

/// Makes ready whom a condition or one of `polls` (in the order of waiting) lets go on.
static bool make_ready(const struct pollfd *polls)
{
    bool any = false;
    uint64_t order = 0;
    struct sb_task *task;
    while ((task = next_waiting(order))) {
        order = task->wait->order;
        bool ready = false;
        for (nfds_t i = 0; i < task->wait->count; i++)
            ready |= polls++->revents != 0;
        if (ready || (task->wait->ready && task->wait->ready(task->wait->context))) {
            sb_task_make_ready(task, SB_WOKEN);
            any = true;
        }
    }
    return any;
}

bool sb_tasks_poll(struct sb_task *current, int timeout)
{
    bool conditions = false;
    nfds_t count = count_polls(&conditions);
    if (count == 0 && !conditions && timeout == 0)
        return false;
    struct pollfd *polls = malloc((count + 1) * sizeof *polls);
    if (!polls)
        return false;
    nfds_t filled = 0;
    uint64_t order = 0;
    for (struct sb_task *task; (task = next_waiting(order)); order = task->wait->order) {
        if (task->wait->count)
            memcpy(polls + filled, task->wait->polls, task->wait->count * sizeof *polls);
        filled += task->wait->count;
    }
    for (nfds_t i = 0; i < filled; i++)
        polls[i].revents = 0;
    int result = 0;
    if (count > 0 || timeout > 0) {
        sb_unlock();
        result = SB_REAL(poll)(polls, count, timeout);
        int error = errno;
        sb_lock();
        if (result < 0 && error == EINTR && !sb_child_signal_was_dropped() && current->state == SB_TASK_WAITING)
            sb_task_make_ready(current, SB_INTERRUPTED);
    }
    // Others may have stopped waiting while the lock was free: then the order of `polls` no longer holds.
    bool any = sb_task_first_ready() != NULL;
    if (!any)
        any = make_ready(polls);
    free(polls);
    return any;
}
