#include "turn.h"

#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <sys/syscall.h>

/// How long a process waits for the turn before it looks whether the holder still lives.
static const struct timespec patience = {.tv_sec = 0, .tv_nsec = 20 * SB_MILLISECOND};

/// A program that was executed with the preloaded form and has not reported by then is taken for a foreign one.
static const sb_time starting_limit = 5 * SB_SECOND;

sb_time sb_real_time(void)
{
    struct timespec time;
    SB_REAL(clock_gettime)(CLOCK_MONOTONIC, &time);
    return time.tv_sec * SB_SECOND + time.tv_nsec;
}

void sb_turn_tick(void)
{
    if (sb_world->real_start)
        sb_world->now = sb_world->start + sb_real_time() - sb_world->real_start;
}

bool sb_turn_is_mine(void)
{
    return sb_world->turn == sb_slot;
}

void sb_turn_give(uint32_t slot)
{
    sb_world->turn = slot;
    SB_REAL(syscall)(SYS_futex, &sb_world->turn, FUTEX_WAKE, INT_MAX, NULL, NULL, 0);
}

/// Frees the place of a process that is dead, and has everybody look again. The kernel's SIGCHLD comes at some moment of
/// real time: a parent with a handler gets one with its turn.
static void bury(uint32_t slot)
{
    const struct sb_process *child = &sb_world->processes[slot];
    struct sb_process *parent = &sb_world->processes[child->parent];
    if (parent != child && parent->state == SB_LIVE && parent->watches_children)
        parent->signals |= UINT64_C(1) << SIGCHLD;
    sb_world_release(slot);
    sb_turn_unsettle();
}

bool sb_turn_await(void)
{
    uint32_t holder = sb_world->turn;
    if (holder == sb_slot)
        return true;
    if (SB_REAL(syscall)(SYS_futex, &sb_world->turn, FUTEX_WAIT, holder, &patience, NULL, 0) == 0 || errno == EAGAIN)
        return true;
    if (errno == EINTR)
        return false;
    struct sb_process *process = &sb_world->processes[holder];
    if (process->state != SB_LIVE || sb_process_is_dead(process->pid)) {
        if (atomic_compare_exchange_strong(&sb_world->turn, &holder, sb_slot) && process->state == SB_LIVE)
            bury(holder);
    }
    return true;
}

void sb_turn_unsettle(void)
{
    sb_world->progress++;
}

void sb_turn_reap(void)
{
    for (uint32_t slot = 0; slot < SB_PROCESSES; slot++) {
        struct sb_process *process = &sb_world->processes[slot];
        int state = process->state;
        if (state == SB_FREE || state == SB_LIVE || process->pid == 0)
            continue;
        if (sb_process_is_dead(process->pid))
            bury(slot);
        else if (state == SB_STARTING && sb_real_time() - process->started > starting_limit)
            atomic_compare_exchange_strong(&process->state, &state, SB_FOREIGN);
    }
}

/// What outsiders make of the clock; `SB_TURN_DUE` when there is none.
static enum sb_turn outsiders(void)
{
    enum sb_turn result = SB_TURN_DUE;
    sb_turn_reap();
    for (uint32_t slot = 0; slot < SB_PROCESSES; slot++) {
        int state = sb_world->processes[slot].state;
        if (state == SB_STARTING || state == SB_LEAVING)
            return SB_TURN_STILL;
        if (state == SB_FOREIGN)
            result = SB_TURN_REAL;
    }
    return result;
}

/// The live process whose deadline is the earliest, or -1.
static int earliest_process(void)
{
    int best = -1;
    for (int slot = 0; slot < SB_PROCESSES; slot++) {
        const struct sb_process *process = &sb_world->processes[slot];
        if (process->state != SB_LIVE || process->due.deadline == SB_NEVER)
            continue;
        if (best < 0 || sb_due_before(&process->due, &sb_world->processes[best].due))
            best = slot;
    }
    return best;
}

sb_time sb_turn_earliest(void)
{
    int slot = earliest_process();
    return slot < 0 ? SB_NEVER : sb_world->processes[slot].due.deadline;
}

/// A live process that was killed keeps its place until somebody notices.
static bool is_gone(int slot)
{
    if (!sb_process_is_dead(sb_world->processes[slot].pid))
        return false;
    bury((uint32_t)slot);
    return true;
}

/// Lets the earliest deadline of all fall due.
static enum sb_turn let_fall_due(void)
{
    int slot = earliest_process();
    if (slot < 0) {
        sb_world->ending = SB_HANG;
        return SB_TURN_ENDING;
    }
    struct sb_process *process = &sb_world->processes[slot];
    if (process->due.deadline > sb_world->horizon) {
        if (sb_world->now < sb_world->horizon)
            sb_world->now = sb_world->horizon;
        sb_world->ending = SB_HORIZON;
        return SB_TURN_ENDING;
    }
    if (slot != (int)sb_slot && is_gone(slot))
        return SB_TURN_GONE;
    if (sb_world->now < process->due.deadline)
        sb_world->now = process->due.deadline;
    if (slot == (int)sb_slot)
        return SB_TURN_DUE;
    process->granted = true;
    sb_turn_give((uint32_t)slot);
    return SB_TURN_GONE;
}

enum sb_turn sb_turn_rest(const struct sb_due *due, bool progressed)
{
    struct sb_process *process = &sb_world->processes[sb_slot];
    process->due = due ? *due : (struct sb_due){.deadline = SB_NEVER};
    if (sb_world->ending)
        return SB_TURN_ENDING;
    bool real_time = sb_world->real_start != 0;
    if (sb_world->population == 1 && !real_time)
        return let_fall_due();
    bool granted = process->granted;
    process->granted = false;
    if (granted && !progressed && process->due.deadline <= sb_world->now)
        return SB_TURN_DUE;
    if (progressed)
        sb_turn_unsettle();
    process->settled = sb_world->progress;
    int next;
    while ((next = sb_world_next(sb_slot, true)) >= 0) {
        if (is_gone(next))
            continue;
        sb_turn_give((uint32_t)next);
        return SB_TURN_GONE;
    }
    enum sb_turn outside = outsiders();
    // One of them may have ended just now: somebody waits for that.
    if (process->settled != sb_world->progress)
        return SB_TURN_GONE;
    if (outside == SB_TURN_DUE && real_time && earliest_process() >= 0)
        return SB_TURN_REAL;
    return outside == SB_TURN_DUE ? let_fall_due() : outside;
}

void sb_turn_leave(void)
{
    sb_world->processes[sb_slot].state = SB_LEAVING;
    sb_turn_unsettle();
    int next = sb_world_next(sb_slot, false);
    if (next >= 0 && sb_turn_is_mine())
        sb_turn_give((uint32_t)next);
}
