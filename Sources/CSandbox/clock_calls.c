/// Clock reads. libc's own functions call each other inside, past the dynamic linker: each has to be defined.
#include <errno.h>

#include "clock.h"

SB_INTERPOSED int clock_gettime(clockid_t clock, struct timespec *time)
{
    if (!sb_active || !sb_clock_is_virtual(clock))
        return SB_REAL(clock_gettime)(clock, time);
    *time = sb_timespec(sb_clock_read(clock));
    return 0;
}

SB_INTERPOSED int gettimeofday(struct timeval *restrict time, void *restrict zone)
{
    if (!sb_active)
        return SB_REAL(gettimeofday)(time, zone);
    sb_time now = sb_clock_read(CLOCK_REALTIME);
    *time = (struct timeval){.tv_sec = now / SB_SECOND, .tv_usec = now % SB_SECOND / SB_MICROSECOND};
    if (zone)
        *(struct timezone *)zone = (struct timezone){0};
    return 0;
}

SB_INTERPOSED time_t time(time_t *result)
{
    if (!sb_active)
        return SB_REAL(time)(result);
    time_t now = sb_clock_read(CLOCK_REALTIME) / SB_SECOND;
    if (result)
        *result = now;
    return now;
}

SB_INTERPOSED int timespec_get(struct timespec *time, int base)
{
    if (!sb_active || base != TIME_UTC)
        return SB_REAL(timespec_get)(time, base);
    *time = sb_timespec(sb_clock_read(CLOCK_REALTIME));
    return base;
}

/// The machine's clock is not the scenario's to set, and its own is the scheduler's.
static int refuse_to_set(void)
{
    errno = EPERM;
    return -1;
}

SB_INTERPOSED int clock_settime(clockid_t clock, const struct timespec *time)
{
    return sb_active ? refuse_to_set() : SB_REAL(clock_settime)(clock, time);
}

SB_INTERPOSED int settimeofday(const struct timeval *time, const struct timezone *zone)
{
    return sb_active ? refuse_to_set() : SB_REAL(settimeofday)(time, zone);
}
