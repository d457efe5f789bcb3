/// Threads: each is a task of the scheduler, from the moment it is created until nothing of the program runs in it.
#include <errno.h>
#include <limits.h>

#include "clock.h"
#include "task.h"
#include "turn.h"

struct start {
    void *(*function)(void *);
    void *argument;
    struct sb_task *task;
};

/// Its value is the thread's task; its destructor ends it, also when the thread is cancelled or exits from within.
static pthread_key_t ending;
static __thread unsigned rounds;

/// Gives the token up for good. What else a library does at a thread's end (OpenSSL takes locks there) is done with the
/// token: another thread would wait in virtual time for a lock that is released in real time.
static void leave(void *argument)
{
    struct sb_task *task = argument;
    if (++rounds < PTHREAD_DESTRUCTOR_ITERATIONS && pthread_setspecific(ending, task) == 0)
        return;
    sb_wake(task, UINT32_MAX);
    sb_lock();
    sb_self = NULL;
    sb_task_remove(task);
    task->state = SB_TASK_ENDED;
    if (sb_tasks)
        sb_task_switch(task);
    else
        sb_turn_leave();
    sb_unlock();
    free(task);
}

static void *run(void *argument)
{
    struct start start = *(struct start *)argument;
    free(argument);
    sb_self = start.task;
    sb_self->thread = pthread_self();
    if (pthread_setspecific(ending, start.task) != 0)
        abort();
    sb_lock();
    sb_task_park(start.task);
    sb_unlock();
    if (sb_world->ending)
        sb_end_process();
    return start.function(start.argument);
}

void sb_threads_begin(void)
{
    if (pthread_key_create(&ending, leave) != 0)
        abort();
}

SB_INTERPOSED int pthread_create(
    pthread_t *restrict thread, const pthread_attr_t *restrict attributes, void *(*function)(void *),
    void *restrict argument)
{
    if (!sb_virtual())
        return SB_REAL(pthread_create)(thread, attributes, function, argument);
    struct start *start = malloc(sizeof *start);
    sb_lock();
    struct sb_task *task = start ? sb_task_add() : NULL;
    sb_unlock();
    if (!task) {
        free(start);
        return EAGAIN;
    }
    *start = (struct start){function, argument, task};
    int error = SB_REAL(pthread_create)(thread, attributes, run, start);
    if (error) {
        sb_lock();
        sb_task_remove(task);
        sb_unlock();
        free(task);
        free(start);
    } else {
        task->thread = *thread;
    }
    return error;
}

/// Waits until the thread's function has returned; 0, ETIMEDOUT. What is left of it then is over in no time.
static int await_end(pthread_t thread, sb_time deadline)
{
    struct sb_wait wait = {.what = "a thread to end", .deadline = deadline};
    sb_lock();
    struct sb_task *task = sb_task_of(thread);
    sb_unlock();
    if (!task || task == sb_self)
        return 0;
    wait.address = task;
    for (;;)
        switch (sb_block(&wait)) {
        case SB_WOKEN:
            return 0;
        case SB_TIMED_OUT:
            return ETIMEDOUT;
        case SB_INTERRUPTED:
            break;
        }
}

SB_INTERPOSED int pthread_join(pthread_t thread, void **result)
{
    if (sb_virtual())
        await_end(thread, SB_NEVER);
    return SB_REAL(pthread_join)(thread, result);
}

SB_INTERPOSED int pthread_clockjoin_np(
    pthread_t thread, void **result, clockid_t clock, const struct timespec *deadline)
{
    if (!sb_virtual() || !deadline)
        return sb_virtual() ? pthread_join(thread, result)
                            : SB_REAL(pthread_clockjoin_np)(thread, result, clock, deadline);
    int error = await_end(thread, sb_clock_instant(clock, sb_time_of(deadline)));
    return error ? error : SB_REAL(pthread_join)(thread, result);
}

SB_INTERPOSED int pthread_timedjoin_np(pthread_t thread, void **result, const struct timespec *deadline)
{
    if (!sb_virtual())
        return SB_REAL(pthread_timedjoin_np)(thread, result, deadline);
    return pthread_clockjoin_np(thread, result, CLOCK_REALTIME, deadline);
}
