#include "clock.h"

#include "scheduler.h"
#include "turn.h"

/// What the monotonic clocks show at the start: longer than any machine has been up, far below any time of day.
static const sb_time monotonic_start = (INT64_C(1) << 27) * SB_SECOND;
/// Values above are times of day.
static const sb_time time_of_day_start = INT64_C(600000000) * SB_SECOND;

/// Reads in a row, without a wait between them, from which on each makes time pass.
enum { PATIENT_READS = 20000 };
static const sb_time impatient_step = 100 * SB_MICROSECOND;
static unsigned reads;

bool sb_clock_is_virtual(clockid_t clock)
{
    switch (clock) {
    case CLOCK_REALTIME:
    case CLOCK_REALTIME_COARSE:
    case CLOCK_TAI:
    case CLOCK_MONOTONIC:
    case CLOCK_MONOTONIC_RAW:
    case CLOCK_MONOTONIC_COARSE:
    case CLOCK_BOOTTIME:
        return true;
    default:
        return false;
    }
}

static bool is_time_of_day(clockid_t clock)
{
    return clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE || clock == CLOCK_TAI;
}

/// A loop polls the clock: time passes, and whoever is due by then runs.
static void pass_time(void)
{
    sb_time now = sb_world->now += impatient_step;
    if (now > sb_world->horizon && !sb_world->ending) {
        sb_world->ending = SB_HORIZON;
        sb_end_process();
    }
    if (sb_virtual() && sb_is_anything_due())
        sb_yield();
}

void sb_clock_rested(void)
{
    reads = 0;
}

sb_time sb_clock_read(clockid_t clock)
{
    sb_turn_tick();
    if (++reads > PATIENT_READS && !sb_world->real_start)
        pass_time();
    sb_time now = sb_world->now;
    return is_time_of_day(clock) ? now : now - sb_world->start + monotonic_start;
}

sb_time sb_clock_instant(clockid_t clock, sb_time value)
{
    if (is_time_of_day(clock) || value == SB_NEVER)
        return value;
    sb_time since = value - monotonic_start;
    return since > SB_NEVER - sb_world->start ? SB_NEVER : since + sb_world->start;
}

sb_time sb_clock_instant_of_any(sb_time value)
{
    return sb_clock_instant(value >= time_of_day_start ? CLOCK_REALTIME : CLOCK_MONOTONIC, value);
}

sb_time sb_time_of(const struct timespec *time)
{
    if (time->tv_nsec < 0 || time->tv_nsec >= SB_SECOND)
        return -1;
    if (time->tv_sec < 0)
        return 0;
    if (time->tv_sec > SB_NEVER / SB_SECOND - 1)
        return SB_NEVER;
    return time->tv_sec * SB_SECOND + time->tv_nsec;
}

struct timespec sb_timespec(sb_time time)
{
    return (struct timespec){.tv_sec = time / SB_SECOND, .tv_nsec = time % SB_SECOND};
}
