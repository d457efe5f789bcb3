/// What the processes of one scenario share, and who of them may run.
///
/// One process has the *turn* and one of its threads the *token*; nothing else of the scenario runs. A process gives the
/// turn up when all its threads wait. When every process has looked at everything it waits for since the last one that
/// did something (all are *settled*), the earliest deadline of them all becomes the time.
#ifndef SB_WORLD_H
#define SB_WORLD_H

#include <stdatomic.h>

#include "CSandbox.h"
#include "real.h"

#define SB_NEVER INT64_MAX
#define SB_SECOND INT64_C(1000000000)
#define SB_MILLISECOND INT64_C(1000000)
#define SB_MICROSECOND INT64_C(1000)

enum { SB_PROCESSES = 64, SB_LISTENERS = 64, SB_OUTLETS = 4, SB_FILE_TIMES = 1024, SB_SCENARIO_LENGTH = 64, SB_PATH_LENGTH = 1024 };

/// How many processes a scenario may fork in all: a fork bomb ends here.
enum { SB_MOST_FORKS = 1000 };

enum sb_process_state {
    SB_FREE = 0,
    SB_LIVE,      ///< takes part in the turn
    SB_STARTING,  ///< was executed with the sandbox preloaded and has not reported yet: time stands still
    SB_FOREIGN,   ///< runs a program that the sandbox does not reach: time goes at the real rate
    SB_LEAVING,   ///< exits: time stands still until the kernel says so
};

/// When something falls due; the order of comparison is that of the members.
struct sb_due {
    sb_time deadline;
    int priority;
    uint64_t order;
};

struct sb_process {
    _Atomic int state;
    _Atomic pid_t pid;
    /// Its earliest deadline, valid while it is settled.
    struct sb_due due;
    /// The value of `sb_world.progress` when it last found nothing to do.
    uint64_t settled;
    /// The world chose its deadline: when it has the turn it lets that fall due.
    bool granted;
    /// Signals that others of the scenario sent to it.
    _Atomic uint64_t signals;
    /// Index of the process that forked it.
    uint32_t parent;
    /// It has a handler for SIGCHLD.
    _Atomic bool watches_children;
    /// Real time since when it is starting.
    sb_time started;
};

/// A file that changed while the scenario ran.
struct sb_file_time {
    dev_t device;
    ino_t inode;
    sb_time stamp;  ///< the kernel's
    sb_time shown;
};

struct sb_world {
    _Atomic sb_time now;
    sb_time start;
    /// The real, monotonic time at which it began when the clock goes with real time, else 0.
    sb_time real_start;
    /// The real time of day at which it began.
    sb_time began;
    _Atomic sb_time horizon;
    /// Index of the process that may run; a futex.
    _Atomic uint32_t turn;
    _Atomic int ending;
    _Atomic uint64_t progress;
    _Atomic uint64_t sequence;
    _Atomic uint32_t population;
    _Atomic uint32_t forks;
    _Atomic uint64_t connections;
    pid_t supervisor;
    int supervisor_file;
    uint16_t mock_port;
    char scenario[SB_SCENARIO_LENGTH + 1];
    /// The sandbox as a library, for programs that are executed; empty when there is none.
    char preload[SB_PATH_LENGTH];
    struct sb_process processes[SB_PROCESSES];
    /// The pipes that the supervisor reads: writing to them never waits for the scenario.
    ino_t outlets[SB_OUTLETS];
    struct sb_file_time file_times[SB_FILE_TIMES];
    /// Ports on which a process of the scenario listens or receives, in network order.
    _Atomic uint32_t listener_count;
    _Atomic uint16_t listeners[SB_LISTENERS];
};

/// The world of this process, and its place there. Null before `sb_enter`.
SB_INTERNAL extern struct sb_world *sb_world;
SB_INTERNAL extern uint32_t sb_slot;

/// Whether virtual time has begun in this process.
SB_INTERNAL extern bool sb_active;

SB_INTERNAL bool sb_due_before(const struct sb_due *left, const struct sb_due *right);

/// Reserves a place for a new process, in `state`; -1 when there is none.
SB_INTERNAL int sb_world_reserve(enum sb_process_state state);
SB_INTERNAL void sb_world_release(uint32_t slot);
/// The place of `pid`, or -1.
SB_INTERNAL int sb_world_find(pid_t pid);
/// Whether the kernel has ended `pid` (it may still be a zombie).
SB_INTERNAL bool sb_process_is_dead(pid_t pid);
/// The next process after `slot` in the ring that is live and, with `unsettled`, has not settled; -1.
SB_INTERNAL int sb_world_next(uint32_t slot, bool unsettled);
SB_INTERNAL int sb_world_last_live(void);
/// Whether the pipe with this inode is read by the supervisor.
SB_INTERNAL bool sb_is_outlet(ino_t inode);

#endif
