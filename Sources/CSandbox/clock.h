/// Virtual clocks. The monotonic ones start at a fixed value, so that a value says which clock it was read from.
#ifndef SB_CLOCK_H
#define SB_CLOCK_H

#include "world.h"

/// Whether `clock` is one that sandboxed programs share (the CPU clocks are not).
SB_INTERNAL bool sb_clock_is_virtual(clockid_t clock);
/// What `clock` shows now. Counts as a read: a loop that does nothing else makes time pass.
SB_INTERNAL sb_time sb_clock_read(clockid_t clock);
/// A thread waited: it is no loop that polls the clock.
SB_INTERNAL void sb_clock_rested(void);
/// The instant, in time of day, at which `clock` shows `value`.
SB_INTERNAL sb_time sb_clock_instant(clockid_t clock, sb_time value);
/// The same for a value of a clock that is not known.
SB_INTERNAL sb_time sb_clock_instant_of_any(sb_time value);

/// Nanoseconds of a timespec; -1 when it is malformed. A value out of range is `SB_NEVER`.
SB_INTERNAL sb_time sb_time_of(const struct timespec *time);
SB_INTERNAL struct timespec sb_timespec(sb_time time);

#endif
