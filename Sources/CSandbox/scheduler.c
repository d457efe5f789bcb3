#include "scheduler.h"

#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <sys/syscall.h>

#include "child_signal.h"
#include "clock.h"
#include "mock.h"
#include "task.h"
#include "turn.h"

static struct sb_timer *timers;
static void (*end_hook)(enum sb_ending);
/// A thread of this process ran since it last rested.
static bool progressed;
static bool is_ending;

/// How long one wait in real time lasts at most, in ms: alone with outsiders, and beside other live processes.
enum { SLICE_ALONE = 20, SLICE_SHARED = 2 };

void sb_set_end_hook(void (*hook)(enum sb_ending))
{
    end_hook = hook;
}

sb_time sb_after(sb_time duration)
{
    sb_time now = sb_world->now;
    return duration >= SB_NEVER - now ? SB_NEVER : now + (duration > 0 ? duration : 0);
}

void sb_timer_clear(struct sb_timer *timer)
{
    for (struct sb_timer **link = &timers; *link; link = &(*link)->next)
        if (*link == timer) {
            *link = timer->next;
            return;
        }
}

void sb_timer_set(struct sb_timer *timer, sb_time deadline)
{
    sb_timer_clear(timer);
    timer->due = (struct sb_due){.deadline = deadline, .order = ++sb_world->sequence};
    timer->next = timers;
    timers = timer;
}

/// The earliest deadline of this process: a waiting task's or a timer's, the other one being null.
static bool find_due(struct sb_due *due, struct sb_task **task, struct sb_timer **timer)
{
    bool found = false;
    for (struct sb_task *each = sb_tasks; each; each = each->next) {
        if (each->state != SB_TASK_WAITING || each->wait->deadline == SB_NEVER)
            continue;
        struct sb_due candidate = {each->wait->deadline, each->wait->priority, each->wait->order};
        if (found && !sb_due_before(&candidate, due))
            continue;
        *due = candidate;
        *task = each;
        found = true;
    }
    for (struct sb_timer *each = timers; each; each = each->next) {
        if (found && !sb_due_before(&each->due, due))
            continue;
        *due = each->due;
        *timer = each;
        *task = NULL;
        found = true;
    }
    return found;
}

bool sb_is_anything_due(void)
{
    struct sb_due due;
    struct sb_task *task = NULL;
    struct sb_timer *timer = NULL;
    sb_lock();
    bool found = sb_task_first_ready() || (find_due(&due, &task, &timer) && due.deadline <= sb_world->now);
    sb_unlock();
    return found;
}

static void fall_due(struct sb_task *task, struct sb_timer *timer)
{
    if (task) {
        sb_task_make_ready(task, SB_TIMED_OUT);
        return;
    }
    sb_timer_clear(timer);
    timer->fire(timer);
}

/// Signals that other processes of the scenario sent go to the first task.
static void accept_signals(void)
{
    uint64_t signals = atomic_exchange(&sb_world->processes[sb_slot].signals, 0);
    if (signals == 0 || !sb_tasks)
        return;
    sb_tasks->signals |= signals;
    if (sb_tasks->state == SB_TASK_WAITING)
        sb_task_make_ready(sb_tasks, SB_INTERRUPTED);
}

static void wait_for_turn(struct sb_task *current)
{
    while (!sb_turn_is_mine()) {
        sb_unlock();
        bool waited = sb_turn_await();
        sb_lock();
        if (!waited && !sb_child_signal_was_dropped() && current->state == SB_TASK_WAITING)
            sb_task_make_ready(current, SB_INTERRUPTED);
    }
}

/// At the end of the world the processes go one by one, the first of the scenario last.
static struct sb_task *end_of_world(void)
{
    int last = sb_world_last_live();
    if (last >= 0 && last != (int)sb_slot) {
        sb_turn_give((uint32_t)last);
        return NULL;
    }
    return sb_tasks;
}

/// Waits in real time for what goes on outside; `moves` lets the clock go along.
static void wait_outside(struct sb_task *current, bool moves)
{
    int slice = sb_world_next(sb_slot, false) >= 0 ? SLICE_SHARED : SLICE_ALONE;
    sb_time limit = sb_turn_earliest();
    if (moves && limit != SB_NEVER) {
        sb_time left = limit - sb_world->now;
        if (left < slice * SB_MILLISECOND)
            slice = left <= 0 ? 0 : (int)(left / SB_MILLISECOND) + 1;
    }
    sb_time before = sb_real_time();
    sb_tasks_poll(current, slice);
    if (!moves)
        return;
    sb_time now = sb_world->now + (sb_real_time() - before);
    sb_world->now = now < limit ? now : limit;
    sb_turn_tick();
    if (sb_world->now > sb_world->horizon)
        sb_world->ending = SB_HORIZON;
}

/// Who has the token next; `current` gives it up. With the lock held.
static struct sb_task *dispatch(struct sb_task *current)
{
    for (;;) {
        wait_for_turn(current);
        if (sb_world->ending) {
            struct sb_task *last = end_of_world();
            if (last)
                return last;
            continue;
        }
        accept_signals();
        struct sb_task *ready = sb_task_first_ready();
        if (ready)
            return ready;
        // First the mock's answers, then the look at what is ready: in between nothing can arrive unseen.
        sb_mock_settle_tasks();
        if (sb_tasks_poll(current, 0))
            continue;
        struct sb_due due;
        struct sb_task *task = NULL;
        struct sb_timer *timer = NULL;
        bool found = find_due(&due, &task, &timer);
        if (found && !task && sb_connections_forget_due(due.deadline))
            continue;
        enum sb_turn turn = sb_turn_rest(found ? &due : NULL, progressed);
        progressed = false;
        bool is_due = turn == SB_TURN_REAL && found && due.deadline <= sb_world->now;
        if (turn == SB_TURN_DUE || is_due) {
            fall_due(task, timer);
        } else if (turn == SB_TURN_STILL || turn == SB_TURN_REAL) {
            wait_outside(current, turn == SB_TURN_REAL);
            sb_turn_unsettle();
        }
    }
}

void sb_task_park(struct sb_task *task)
{
    while (task->state != SB_TASK_RUNNING) {
        uint32_t word = task->word;
        sb_unlock();
        long result = SB_REAL(syscall)(SYS_futex, &task->word, FUTEX_WAIT_PRIVATE, word, NULL, NULL, 0);
        bool interrupted = result != 0 && errno == EINTR && !sb_child_signal_was_dropped();
        sb_lock();
        if (interrupted && task->state == SB_TASK_WAITING)
            sb_task_make_ready(task, SB_INTERRUPTED);
    }
}

void sb_task_switch(struct sb_task *task)
{
    // Whoever gives up the token has run.
    progressed = true;
    struct sb_task *next = dispatch(task);
    next->state = SB_TASK_RUNNING;
    if (next == task)
        return;
    next->word++;
    SB_REAL(syscall)(SYS_futex, &next->word, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
    if (task->state != SB_TASK_ENDED)
        sb_task_park(task);
}

/// Handles what happened while the calling thread had no token; whether a signal was among it.
static bool after_switch(struct sb_task *task)
{
    if (sb_world->ending)
        sb_end_process();
    uint64_t signals = task->signals, own = task->own_signals;
    task->signals = task->own_signals = 0;
    for (int signal = 1; (signals | own) && signal < 64; signal++) {
        if (signals >> signal & 1 && signal == SIGCHLD)
            sb_child_signal_raise();
        else if (signals >> signal & 1)
            SB_REAL(kill)(getpid(), signal);
        if (own >> signal & 1)
            SB_REAL(pthread_kill)(pthread_self(), signal);
    }
    return (signals | own) != 0;
}

enum sb_outcome sb_block(struct sb_wait *wait)
{
    struct sb_task *task = sb_self;
    if (is_ending)
        sb_end_process();
    sb_clock_rested();
    sb_turn_tick();
    sb_mock_settle_wait(wait);
    sb_lock();
    if (wait->order == 0)
        wait->order = ++sb_world->sequence;
    task->wait = wait;
    task->state = SB_TASK_WAITING;
    sb_task_switch(task);
    enum sb_outcome outcome = task->outcome;
    sb_unlock();
    bool signaled = after_switch(task);
    task->wait = NULL;
    return signaled ? SB_INTERRUPTED : outcome;
}

void sb_yield(void)
{
    struct sb_wait wait = {.what = "its turn", .deadline = sb_after(SB_MICROSECOND)};
    sb_block(&wait);
}

void sb_signal_first(int signal)
{
    if (!sb_tasks)
        return;
    sb_tasks->signals |= UINT64_C(1) << signal;
    if (sb_tasks->state == SB_TASK_WAITING)
        sb_task_make_ready(sb_tasks, SB_INTERRUPTED);
}

void sb_signal_self(int signal)
{
    if (!sb_tasks || sb_tasks == sb_self) {
        SB_REAL(kill)(getpid(), signal);
        return;
    }
    sb_lock();
    sb_signal_first(signal);
    sb_unlock();
}

bool sb_signal_thread(pthread_t thread, int signal)
{
    sb_lock();
    struct sb_task *task = sb_task_of(thread);
    bool other = task && task != sb_self;
    if (other) {
        task->own_signals |= UINT64_C(1) << signal;
        if (task->state == SB_TASK_WAITING)
            sb_task_make_ready(task, SB_INTERRUPTED);
    }
    sb_unlock();
    return other;
}

void sb_scheduler_begin(void)
{
    sb_threads_begin();
    sb_self = sb_task_add();
    if (!sb_self)
        abort();
    sb_self->state = SB_TASK_RUNNING;
    sb_self->thread = pthread_self();
}

void sb_before_fork(void)
{
    sb_lock();
}

void sb_after_fork_in_parent(void)
{
    sb_unlock();
}

void sb_after_fork_in_child(uint32_t slot)
{
    sb_unlock();
    sb_slot = slot;
    sb_world->processes[slot].pid = getpid();
    timers = NULL;
    sb_tasks = sb_self;
    sb_self->next = NULL;
    sb_self->thread = pthread_self();
    sb_self->signals = sb_self->own_signals = 0;
    sb_lock();
    sb_task_make_ready(sb_self, SB_WOKEN);
    sb_task_switch(sb_self);
    sb_unlock();
    after_switch(sb_self);
}

void sb_end_process(void)
{
    int ending = sb_world->ending;
    if (!is_ending) {
        is_ending = true;
        if (end_hook)
            end_hook((enum sb_ending)ending);
    } else {
        raise(sb_dump_signal());
    }
    _exit(ending);
}
