/// Sleeps. A sleep of nothing still takes a little time, or a loop of them would never end.
#include <errno.h>

#include "clock.h"
#include "scheduler.h"

/// Sleeps until `deadline`; 0 or EINTR.
static int sleep_until(const char *what, sb_time deadline)
{
    sb_time least = sb_after(SB_MICROSECOND);
    struct sb_wait wait = {.what = what, .deadline = deadline < least ? least : deadline};
    return sb_block(&wait) == SB_INTERRUPTED ? EINTR : 0;
}

static int sleep_for(sb_time duration, struct timespec *left)
{
    sb_time deadline = sb_after(duration);
    int error = sleep_until("a sleep", deadline);
    if (error && left) {
        sb_time rest = deadline - sb_world->now;
        *left = sb_timespec(rest > 0 ? rest : 0);
    }
    return error;
}

SB_INTERPOSED int nanosleep(const struct timespec *duration, struct timespec *left)
{
    if (!sb_virtual())
        return SB_REAL(nanosleep)(duration, left);
    sb_time time = sb_time_of(duration);
    int error = time < 0 ? EINVAL : sleep_for(time, left);
    if (error)
        errno = error;
    return error ? -1 : 0;
}

SB_INTERPOSED int clock_nanosleep(
    clockid_t clock, int flags, const struct timespec *duration, struct timespec *left)
{
    if (!sb_virtual() || !sb_clock_is_virtual(clock))
        return SB_REAL(clock_nanosleep)(clock, flags, duration, left);
    sb_time time = sb_time_of(duration);
    if (time < 0)
        return EINVAL;
    return flags & TIMER_ABSTIME ? sleep_until("a sleep", sb_clock_instant(clock, time)) : sleep_for(time, left);
}

SB_INTERPOSED int usleep(useconds_t duration)
{
    if (!sb_virtual())
        return SB_REAL(usleep)(duration);
    int error = sleep_for(duration * SB_MICROSECOND, NULL);
    if (error)
        errno = error;
    return error ? -1 : 0;
}

SB_INTERPOSED unsigned sleep(unsigned duration)
{
    if (!sb_virtual())
        return SB_REAL(sleep)(duration);
    struct timespec left = {0};
    return sleep_for(duration * SB_SECOND, &left) ? (unsigned)left.tv_sec + (left.tv_nsec > 0) : 0;
}

SB_INTERPOSED int thrd_sleep(const struct timespec *duration, struct timespec *left)
{
    if (!sb_virtual())
        return SB_REAL(thrd_sleep)(duration, left);
    sb_time time = sb_time_of(duration);
    return time < 0 ? -2 : sleep_for(time, left) ? -1 : 0;
}

SB_INTERPOSED int pause(void)
{
    if (!sb_virtual())
        return SB_REAL(pause)();
    sleep_until("a signal", SB_NEVER);
    errno = EINTR;
    return -1;
}

SB_INTERPOSED int sched_yield(void)
{
    if (!sb_virtual())
        return SB_REAL(sched_yield)();
    sb_yield();
    return 0;
}

void sb_advance(sb_time duration)
{
    struct sb_wait wait = {.what = "the clock to advance", .deadline = sb_after(duration), .priority = 1};
    if (!sb_virtual())
        return;
    while (sb_block(&wait) == SB_INTERRUPTED)
        ;
}
