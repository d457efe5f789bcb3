/// The turn: which process of a scenario may run.
#ifndef SB_TURN_H
#define SB_TURN_H

#include "world.h"

enum sb_turn {
    SB_TURN_DUE,    ///< the deadline given is the earliest of all, and is now the time
    SB_TURN_GONE,   ///< another process has the turn
    SB_TURN_STILL,  ///< a process starts or leaves: wait in real time, the clock stands still
    SB_TURN_REAL,   ///< wait in real time, the clock goes with it: a foreign process runs, or it always does
    SB_TURN_ENDING, ///< the world ends: see `sb_world->ending`
};

/// Whether this process may run.
SB_INTERNAL bool sb_turn_is_mine(void);
/// Waits a little for the turn, in real time; false with `errno` EINTR after a signal. Takes it from a dead process.
SB_INTERNAL bool sb_turn_await(void);
/// Says that all threads of this process wait, `due` at the longest (null: for ever), and what follows from that.
/// `progressed`: one of them ran since the last time.
SB_INTERNAL enum sb_turn sb_turn_rest(const struct sb_due *due, bool progressed);
/// Makes all processes look again at what they wait for.
SB_INTERNAL void sb_turn_unsettle(void);
/// The earliest deadline of all processes, or `SB_NEVER`.
SB_INTERNAL sb_time sb_turn_earliest(void);
/// Sets the clock where it goes with real time.
SB_INTERNAL void sb_turn_tick(void);
/// Gives the turn to `slot`.
SB_INTERNAL void sb_turn_give(uint32_t slot);
/// This process is about to exit: hands on the turn.
SB_INTERNAL void sb_turn_leave(void);
/// Frees the places of dead processes among those that are not live.
SB_INTERNAL void sb_turn_reap(void);
/// Real, monotonic time.
SB_INTERNAL sb_time sb_real_time(void);

#endif
