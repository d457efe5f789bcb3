#include "signals.h"

#include <pthread.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <unistd.h>

/// What the parent's death raises. Not SIGTERM: the kernel raises it when the thread ends that started the host, too.
#define PARENT_SIGNAL SIGUSR1

static pid_t parent;

void signals_reset(void)
{
    for (int number = 1; number <= SIGRTMAX; number++)
        signal(number, SIG_DFL);
    signals_restore();
}

void signals_watch_parent(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, PARENT_SIGNAL);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    parent = getppid();
    prctl(PR_SET_PDEATHSIG, PARENT_SIGNAL);
}

int signals_open(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGHUP);
    sigaddset(&set, PARENT_SIGNAL);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

bool signals_stop(int descriptor)
{
    struct signalfd_siginfo info;
    bool stop = false;
    while (read(descriptor, &info, sizeof info) == sizeof info)
        stop |= info.ssi_signo != PARENT_SIGNAL || getppid() != parent;
    return stop;
}

void signals_restore(void)
{
    sigset_t none;
    sigemptyset(&none);
    pthread_sigmask(SIG_SETMASK, &none, NULL);
}
