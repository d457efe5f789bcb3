/// A scenario that runs: its first process, what it writes, and when it must be over.
#ifndef SCENARIO_H
#define SCENARIO_H

#include <sys/types.h>

#include "CSandbox.h"
#include "capture.h"
#include "frames.h"

enum scenario_fate { FATE_OWN, FATE_LIMIT, FATE_FLOOD, FATE_CANCELLED };

/// As many processes a scenario may have at once.
enum { SCENARIO_PROCESSES = 64 };

struct scenario {
    struct scenario *next;
    char id[FRAME_ID_LENGTH + 1];
    pid_t pid;
    int process;  ///< a pidfd
    int world_file;
    struct sb_world *world;
    struct capture output, errors, stacks, records;
    int64_t started, deadline;  ///< milliseconds of the monotonic clock; it starts anew with each event
    int64_t work;  ///< what its processes had had of a processor then, in milliseconds
    int64_t limit;  ///< milliseconds
    enum scenario_fate fate;
    struct {
        pid_t pids[SCENARIO_PROCESSES];
        size_t count, next;
        size_t marks;  ///< of the processes before
        int64_t end;
    } dump;  ///< of the stacks, once the limit is met
    bool stopped;  ///< by a signal, with nothing at work that could continue it
    bool unreadable;  ///< its records make no sense, or are too many
    unsigned notes;  ///< that were passed on
};

/// Milliseconds of the monotonic clock.
int64_t scenario_clock(void);

/// Forks the first process of a scenario and returns it; null with `errno` when that cannot be. In the child it returns
/// null too, with `*is_child` set: the child is ready to run the driver.
struct scenario *scenario_start(const struct frame *frame, bool *is_child);

/// Puts the deadline off while the scenario has not had as much of a processor as its limit allows: a busy machine must
/// decide nothing. False when it has had it, or has stood still for several times the limit.
bool scenario_extend(struct scenario *scenario);

/// The limit is met: asks the next process for its stacks, which takes until the deadline that is set here. False when all
/// have been asked.
bool scenario_dump(struct scenario *scenario);

/// Takes a piece of what the scenario has written, passing its records on as frames; whether there was anything.
bool scenario_read(struct scenario *scenario);

/// Kills what is left, writes the last frames and frees the scenario. `others` are those that go on.
void scenario_end(struct scenario *scenario, const struct scenario *others);

/// The descriptor for faulthandler, in a scenario's process.
int scenario_stacks_descriptor(void);

#endif
