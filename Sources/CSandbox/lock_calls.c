/// Semaphores, condition variables, mutexes and read-write locks.
///
/// The objects stay libc's; only the waiting is the scheduler's. A thread that finds a lock taken waits for the lock's
/// address, and whoever releases it wakes that address. Semaphores that processes share are looked at as well.
#include <errno.h>

#include "clock.h"
#include "scheduler.h"

static bool semaphore_is_free(void *context)
{
    int value = 0;
    return sem_getvalue(context, &value) == 0 && value > 0;
}

static int wait_for_semaphore(sem_t *semaphore, sb_time deadline)
{
    struct sb_wait wait = {
        .what = "a lock",
        .deadline = deadline,
        .address = semaphore,
        .ready = semaphore_is_free,
        .context = semaphore,
    };
    while (sem_trywait(semaphore) != 0) {
        if (errno != EAGAIN)
            return -1;
        switch (sb_block(&wait)) {
        case SB_WOKEN:
            break;
        case SB_TIMED_OUT:
            errno = ETIMEDOUT;
            return -1;
        case SB_INTERRUPTED:
            errno = EINTR;
            return -1;
        }
    }
    return 0;
}

SB_INTERPOSED int sem_wait(sem_t *semaphore)
{
    return sb_virtual() ? wait_for_semaphore(semaphore, SB_NEVER) : SB_REAL(sem_wait)(semaphore);
}

SB_INTERPOSED int sem_clockwait(
    sem_t *restrict semaphore, clockid_t clock, const struct timespec *restrict deadline)
{
    if (!sb_virtual())
        return SB_REAL(sem_clockwait)(semaphore, clock, deadline);
    sb_time time = sb_time_of(deadline);
    if (time < 0 && sem_trywait(semaphore) != 0) {
        errno = EINVAL;
        return -1;
    }
    return time < 0 ? 0 : wait_for_semaphore(semaphore, sb_clock_instant(clock, time));
}

SB_INTERPOSED int sem_timedwait(sem_t *restrict semaphore, const struct timespec *restrict deadline)
{
    return sb_virtual() ? sem_clockwait(semaphore, CLOCK_REALTIME, deadline)
                        : SB_REAL(sem_timedwait)(semaphore, deadline);
}

SB_INTERPOSED int sem_post(sem_t *semaphore)
{
    int result = SB_REAL(sem_post)(semaphore);
    if (sb_active && result == 0)
        sb_wake(semaphore, 1);
    return result;
}

static int lock_mutex(pthread_mutex_t *mutex, sb_time deadline)
{
    struct sb_wait wait = {.what = "a mutex", .deadline = deadline, .address = mutex};
    for (;;) {
        int error = pthread_mutex_trylock(mutex);
        if (error != EBUSY)
            return error;
        if (sb_block(&wait) == SB_TIMED_OUT)
            return ETIMEDOUT;
    }
}

SB_INTERPOSED int pthread_mutex_lock(pthread_mutex_t *mutex)
{
    return sb_virtual() ? lock_mutex(mutex, SB_NEVER) : SB_REAL(pthread_mutex_lock)(mutex);
}

SB_INTERPOSED int pthread_mutex_clocklock(
    pthread_mutex_t *restrict mutex, clockid_t clock, const struct timespec *restrict deadline)
{
    return sb_virtual() ? lock_mutex(mutex, sb_clock_instant(clock, sb_time_of(deadline)))
                        : SB_REAL(pthread_mutex_clocklock)(mutex, clock, deadline);
}

SB_INTERPOSED int pthread_mutex_timedlock(
    pthread_mutex_t *restrict mutex, const struct timespec *restrict deadline)
{
    return sb_virtual() ? lock_mutex(mutex, sb_time_of(deadline))
                        : SB_REAL(pthread_mutex_timedlock)(mutex, deadline);
}

SB_INTERPOSED int pthread_mutex_unlock(pthread_mutex_t *mutex)
{
    int error = SB_REAL(pthread_mutex_unlock)(mutex);
    if (sb_active && error == 0)
        sb_wake(mutex, 1);
    return error;
}

/// No other thread of ours runs between the unlock and the wait: no signal is lost.
static int wait_for_condition(pthread_cond_t *condition, pthread_mutex_t *mutex, sb_time deadline)
{
    struct sb_wait wait = {.what = "a condition", .deadline = deadline, .address = condition};
    int error = pthread_mutex_unlock(mutex);
    if (error)
        return error;
    enum sb_outcome outcome = sb_block(&wait);
    error = lock_mutex(mutex, SB_NEVER);
    return error ? error : outcome == SB_TIMED_OUT ? ETIMEDOUT : 0;
}

SB_INTERPOSED int pthread_cond_wait(pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex)
{
    return sb_virtual() ? wait_for_condition(condition, mutex, SB_NEVER)
                        : SB_REAL(pthread_cond_wait)(condition, mutex);
}

SB_INTERPOSED int pthread_cond_timedwait(
    pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex, const struct timespec *restrict deadline)
{
    if (!sb_virtual())
        return SB_REAL(pthread_cond_timedwait)(condition, mutex, deadline);
    sb_time time = sb_time_of(deadline);
    return time < 0 ? EINVAL : wait_for_condition(condition, mutex, sb_clock_instant_of_any(time));
}

SB_INTERPOSED int pthread_cond_clockwait(
    pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex, clockid_t clock,
    const struct timespec *restrict deadline)
{
    if (!sb_virtual())
        return SB_REAL(pthread_cond_clockwait)(condition, mutex, clock, deadline);
    sb_time time = sb_time_of(deadline);
    return time < 0 ? EINVAL : wait_for_condition(condition, mutex, sb_clock_instant(clock, time));
}

SB_INTERPOSED int pthread_cond_signal(pthread_cond_t *condition)
{
    if (sb_active)
        sb_wake(condition, 1);
    return SB_REAL(pthread_cond_signal)(condition);
}

SB_INTERPOSED int pthread_cond_broadcast(pthread_cond_t *condition)
{
    if (sb_active)
        sb_wake(condition, UINT32_MAX);
    return SB_REAL(pthread_cond_broadcast)(condition);
}

static int lock_shared(pthread_rwlock_t *lock, int (*attempt)(pthread_rwlock_t *))
{
    struct sb_wait wait = {.what = "a read-write lock", .deadline = SB_NEVER, .address = lock};
    for (;;) {
        int error = attempt(lock);
        if (error != EBUSY)
            return error;
        sb_block(&wait);
    }
}

SB_INTERPOSED int pthread_rwlock_rdlock(pthread_rwlock_t *lock)
{
    return sb_virtual() ? lock_shared(lock, pthread_rwlock_tryrdlock) : SB_REAL(pthread_rwlock_rdlock)(lock);
}

SB_INTERPOSED int pthread_rwlock_wrlock(pthread_rwlock_t *lock)
{
    return sb_virtual() ? lock_shared(lock, pthread_rwlock_trywrlock) : SB_REAL(pthread_rwlock_wrlock)(lock);
}

SB_INTERPOSED int pthread_rwlock_unlock(pthread_rwlock_t *lock)
{
    int error = SB_REAL(pthread_rwlock_unlock)(lock);
    if (sb_active && error == 0)
        sb_wake(lock, UINT32_MAX);
    return error;
}
