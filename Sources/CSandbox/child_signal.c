#include "child_signal.h"

#include "world.h"

static struct sigaction program;
static __thread bool raised, dropped;

static void take(int signal, siginfo_t *info, void *context)
{
    if (!raised) {
        dropped = true;
        return;
    }
    raised = false;
    if (program.sa_flags & SA_SIGINFO)
        program.sa_sigaction(signal, info, context);
    else
        program.sa_handler(signal);
}

bool sb_child_signal_was_dropped(void)
{
    bool was = dropped;
    dropped = false;
    return was;
}

void sb_child_signal_raise(void)
{
    raised = true;
    SB_REAL(pthread_kill)(pthread_self(), SIGCHLD);
    raised = false;
}

int sb_child_signal_action(const struct sigaction *action, struct sigaction *old)
{
    struct sigaction before = program;
    bool ours = sb_world->processes[sb_slot].watches_children;
    if (!action) {
        if (old && ours)
            *old = before;
        return old && !ours ? SB_REAL(sigaction)(SIGCHLD, NULL, old) : 0;
    }
    bool handled = action->sa_handler != SIG_DFL && action->sa_handler != SIG_IGN;
    struct sigaction installed = *action;
    if (handled) {
        installed.sa_sigaction = take;
        installed.sa_flags |= SA_SIGINFO;
    }
    struct sigaction replaced;
    program = *action;
    int result = SB_REAL(sigaction)(SIGCHLD, &installed, &replaced);
    if (result != 0) {
        program = before;
        return result;
    }
    sb_world->processes[sb_slot].watches_children = handled;
    if (old)
        *old = ours ? before : replaced;
    return 0;
}
