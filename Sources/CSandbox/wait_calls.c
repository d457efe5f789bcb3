/// Waiting for child processes.
#include <errno.h>
#include <sys/resource.h>

#include "scheduler.h"
#include "turn.h"

struct child {
    idtype_t type;
    id_t id;
    int options;
};

/// Whether a wait for `child` would return at once, with an error included.
static bool has_changed(void *context)
{
    const struct child *child = context;
    siginfo_t info = {.si_pid = 0};
    return SB_REAL(waitid)(child->type, child->id, &info, child->options | WNOHANG | WNOWAIT) != 0 || info.si_pid != 0;
}

/// The arguments of `waitpid` as those of `waitid`.
static struct child child_of(pid_t pid, int options)
{
    struct child child = {.type = P_PID, .id = (id_t)pid, .options = WEXITED | (options & (WCONTINUED | WUNTRACED))};
    if (pid == -1) {
        child.type = P_ALL;
    } else if (pid <= 0) {
        child.type = P_PGID;
        child.id = (id_t)(pid == 0 ? getpgrp() : -pid);
    }
    return child;
}

/// A process that has said that it exits is waited for in real time: whether it is over yet must not be chance.
static void settle_leaving(void)
{
    for (;;) {
        bool leaving = false;
        sb_turn_reap();
        for (int slot = 0; slot < SB_PROCESSES; slot++)
            leaving |= slot != (int)sb_slot && sb_world->processes[slot].state == SB_LEAVING
                && sb_world->processes[slot].pid > 0;
        if (!leaving)
            return;
        SB_REAL(poll)(NULL, 0, 1);
    }
}

/// Waits until `child` has changed; false with EINTR.
static bool await_child(struct child *child)
{
    struct sb_wait wait = {
        .what = "a child process", .deadline = SB_NEVER, .ready = has_changed, .context = child};
    settle_leaving();
    if (!has_changed(child) && sb_block(&wait) == SB_INTERRUPTED) {
        errno = EINTR;
        return false;
    }
    return true;
}

/// The place of a child that is no more.
static pid_t reaped(pid_t pid, const int *status)
{
    int slot = pid > 0 && (!status || WIFEXITED(*status) || WIFSIGNALED(*status)) ? sb_world_find(pid) : -1;
    if (slot >= 0)
        sb_world_release((uint32_t)slot);
    return pid;
}

SB_INTERPOSED pid_t wait4(pid_t pid, int *status, int options, struct rusage *usage)
{
    if (!sb_virtual())
        return SB_REAL(wait4)(pid, status, options, usage);
    int own_status = 0;
    struct child child = child_of(pid, options);
    if (options & WNOHANG)
        settle_leaving();
    else if (!await_child(&child))
        return -1;
    pid_t result = SB_REAL(wait4)(pid, &own_status, options, usage);
    if (status && result > 0)
        *status = own_status;
    return reaped(result, &own_status);
}

SB_INTERPOSED pid_t wait3(int *status, int options, struct rusage *usage)
{
    return sb_virtual() ? wait4(-1, status, options, usage) : SB_REAL(wait3)(status, options, usage);
}

SB_INTERPOSED pid_t waitpid(pid_t pid, int *status, int options)
{
    return sb_virtual() ? wait4(pid, status, options, NULL) : SB_REAL(waitpid)(pid, status, options);
}

SB_INTERPOSED pid_t wait(int *status)
{
    return sb_virtual() ? wait4(-1, status, 0, NULL) : SB_REAL(wait)(status);
}

SB_INTERPOSED int waitid(idtype_t type, id_t id, siginfo_t *info, int options)
{
    if (!sb_virtual())
        return SB_REAL(waitid)(type, id, info, options);
    struct child child = {type, id, options & (WEXITED | WSTOPPED | WCONTINUED)};
    siginfo_t own = {.si_pid = 0};
    if (options & WNOHANG)
        settle_leaving();
    else if (!await_child(&child))
        return -1;
    int result = SB_REAL(waitid)(type, id, &own, options);
    if (info)
        *info = own;
    bool over = own.si_code == CLD_EXITED || own.si_code == CLD_KILLED || own.si_code == CLD_DUMPED;
    if (result == 0 && over && !(options & WNOWAIT))
        reaped(own.si_pid, NULL);
    return result;
}
