/// Alarms in virtual time, and signals between the threads and processes of a scenario.
///
/// A signal reaches a thread that waits when that thread next has the token: raised by itself, so that nothing depends
/// on how fast the kernel delivers. Processes outside the scenario cannot be signalled.
#include <errno.h>

#include "ancestry.h"
#include "child_signal.h"
#include "clock.h"
#include "scheduler.h"
#include "turn.h"

static struct sb_timer alarm_timer;
static sb_time alarm_interval;
static bool alarm_is_set;

static void ring(struct sb_timer *timer)
{
    alarm_is_set = alarm_interval > 0;
    if (alarm_is_set)
        sb_timer_set(timer, timer->due.deadline + alarm_interval);
    sb_signal_first(SIGALRM);
}

static sb_time alarm_left(void)
{
    sb_time left = alarm_is_set ? alarm_timer.due.deadline - sb_world->now : 0;
    return alarm_is_set && left <= 0 ? SB_MICROSECOND : left;
}

static void set_alarm(sb_time duration, sb_time interval)
{
    sb_timer_clear(&alarm_timer);
    alarm_timer.fire = ring;
    alarm_interval = interval;
    alarm_is_set = duration > 0;
    if (alarm_is_set)
        sb_timer_set(&alarm_timer, sb_after(duration));
}

void sb_alarm_after_fork(void)
{
    alarm_is_set = false;
}

SB_INTERPOSED unsigned alarm(unsigned seconds)
{
    if (!sb_virtual())
        return SB_REAL(alarm)(seconds);
    sb_time left = alarm_left();
    set_alarm(seconds * SB_SECOND, 0);
    return (unsigned)((left + SB_SECOND - 1) / SB_SECOND);
}

static struct timeval timeval_of(sb_time time)
{
    return (struct timeval){.tv_sec = time / SB_SECOND, .tv_usec = time % SB_SECOND / SB_MICROSECOND};
}

static bool is_valid(const struct timeval *time)
{
    return time->tv_sec >= 0 && time->tv_sec < SB_NEVER / SB_SECOND && time->tv_usec >= 0 && time->tv_usec < 1000000;
}

static sb_time duration_of(const struct timeval *time)
{
    return time->tv_sec * SB_SECOND + time->tv_usec * SB_MICROSECOND;
}

SB_INTERPOSED int getitimer(__itimer_which_t which, struct itimerval *value)
{
    if (!sb_virtual() || which != ITIMER_REAL)
        return SB_REAL(getitimer)(which, value);
    value->it_value = timeval_of(alarm_left());
    value->it_interval = timeval_of(alarm_is_set ? alarm_interval : 0);
    return 0;
}

SB_INTERPOSED int setitimer(
    __itimer_which_t which, const struct itimerval *restrict value, struct itimerval *restrict old)
{
    if (!sb_virtual() || which != ITIMER_REAL)
        return SB_REAL(setitimer)(which, value, old);
    if (!is_valid(&value->it_value) || !is_valid(&value->it_interval)) {
        errno = EINVAL;
        return -1;
    }
    if (old)
        getitimer(which, old);
    set_alarm(duration_of(&value->it_value), duration_of(&value->it_interval));
    return 0;
}

/// Signals that act at once and that no handler sees.
static bool is_irresistible(int signal)
{
    return signal == SIGKILL || signal == SIGSTOP || signal == SIGCONT;
}

static int refuse_signal(void)
{
    static const char text[] = "signal-outside";
    sb_report(SB_RECORD_NOTE, text, sizeof text - 1);
    errno = EPERM;
    return -1;
}

/// Signals one process of the scenario other than this.
static int signal_process(pid_t pid, int signal)
{
    int slot = sb_world_find(pid);
    if (slot < 0 && !sb_is_own_descendant(pid))
        return refuse_signal();
    struct sb_process *process = slot < 0 ? NULL : &sb_world->processes[slot];
    if (!process || process->state != SB_LIVE || signal >= 64)
        return SB_REAL(kill)(pid, signal);
    sb_turn_unsettle();
    if (!is_irresistible(signal)) {
        process->signals |= UINT64_C(1) << signal;
        return 0;
    }
    int result = SB_REAL(kill)(pid, signal);
    if (signal == SIGKILL && result == 0)
        process->state = SB_LEAVING;
    return result;
}

static int signal_group(pid_t group, int signal)
{
    bool own = false, any = false;
    for (int slot = 0; slot < SB_PROCESSES; slot++) {
        const struct sb_process *process = &sb_world->processes[slot];
        pid_t pid = process->pid;
        if (process->state == SB_FREE || pid <= 0 || getpgid(pid) != group)
            continue;
        if (slot == (int)sb_slot)
            own = true;
        else
            any |= signal_process(pid, signal) == 0;
    }
    if (own)
        sb_signal_self(signal);
    if (own || any)
        return 0;
    if (!sb_is_own_descendant(group))
        return refuse_signal();
    errno = ESRCH;
    return -1;
}

SB_INTERPOSED int kill(pid_t pid, int signal)
{
    if (!sb_virtual() || signal == 0)
        return SB_REAL(kill)(pid, signal);
    if (signal < 0 || signal > SIGRTMAX) {
        errno = EINVAL;
        return -1;
    }
    if (pid == getpid()) {
        sb_signal_self(signal);
        return 0;
    }
    if (pid > 0)
        return signal_process(pid, signal);
    if (pid == -1)
        return refuse_signal();
    return signal_group(pid == 0 ? getpgrp() : -pid, signal);
}

SB_INTERPOSED int killpg(pid_t group, int signal)
{
    if (!sb_virtual())
        return SB_REAL(killpg)(group, signal);
    if (group < 0) {
        errno = EINVAL;
        return -1;
    }
    return kill(-group, signal);
}

SB_INTERPOSED int pthread_kill(pthread_t thread, int signal)
{
    if (sb_virtual() && signal > 0 && signal < 64 && sb_signal_thread(thread, signal))
        return 0;
    return SB_REAL(pthread_kill)(thread, signal);
}

static bool dump_signal_is_sealed;

int sb_dump_signal(void)
{
    return SIGRTMAX - 3;
}

void sb_seal_dump_signal(void)
{
    dump_signal_is_sealed = true;
}

SB_INTERPOSED int sigaction(int signal, const struct sigaction *restrict action, struct sigaction *restrict old)
{
    if (sb_virtual() && signal == SIGCHLD)
        return sb_child_signal_action(action, old);
    bool sealed = dump_signal_is_sealed && signal == sb_dump_signal();
    return SB_REAL(sigaction)(signal, sealed ? NULL : action, old);
}

SB_INTERPOSED sighandler_t signal(int number, sighandler_t handler)
{
    if (!sb_virtual() || (number != SIGCHLD && number != sb_dump_signal()))
        return SB_REAL(signal)(number, handler);
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART}, old;
    return sigaction(number, &action, &old) == 0 ? old.sa_handler : SIG_ERR;
}

struct expected {
    const sigset_t *set;
    siginfo_t info;
    int signal;
};

static bool take_signal(void *context)
{
    struct expected *expected = context;
    struct timespec at_once = {0};
    expected->signal = SB_REAL(sigtimedwait)(expected->set, &expected->info, &at_once);
    return expected->signal > 0;
}

/// Waits for one of a set of signals; its number, or -1 with `errno`.
static int await_signal(const sigset_t *set, siginfo_t *info, sb_time deadline)
{
    struct expected expected = {.set = set};
    struct sb_wait wait = {.what = "a signal", .deadline = deadline, .ready = take_signal, .context = &expected};
    if (!take_signal(&expected)) {
        enum sb_outcome outcome = sb_block(&wait);
        if (expected.signal <= 0 && !take_signal(&expected)) {
            errno = outcome == SB_TIMED_OUT ? EAGAIN : EINTR;
            return -1;
        }
    }
    if (info)
        *info = expected.info;
    return expected.signal;
}

SB_INTERPOSED int sigtimedwait(
    const sigset_t *restrict set, siginfo_t *restrict info, const struct timespec *restrict timeout)
{
    if (!sb_virtual())
        return SB_REAL(sigtimedwait)(set, info, timeout);
    return await_signal(set, info, timeout ? sb_after(sb_time_of(timeout)) : SB_NEVER);
}

SB_INTERPOSED int sigwaitinfo(const sigset_t *restrict set, siginfo_t *restrict info)
{
    return sb_virtual() ? await_signal(set, info, SB_NEVER) : SB_REAL(sigwaitinfo)(set, info);
}

SB_INTERPOSED int sigwait(const sigset_t *restrict set, int *restrict signal)
{
    if (!sb_virtual())
        return SB_REAL(sigwait)(set, signal);
    int result;
    while ((result = await_signal(set, NULL, SB_NEVER)) < 0 && errno == EINTR)
        ;
    if (result < 0)
        return errno;
    *signal = result;
    return 0;
}
