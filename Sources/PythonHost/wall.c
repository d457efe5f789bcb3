#include "wall.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "CSandbox.h"

static char state[128] = "open: not tried";
static int channel = -1;
static pid_t broker = -1;

const char *wall_state(void)
{
    return state;
}

pid_t wall_broker(void)
{
    return broker;
}

void wall_enter(void)
{
    if (channel >= 0)
        sb_set_broker(sb_hide(channel));
}

static bool write_file(const char *path, const char *text)
{
    int file = open(path, O_WRONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    bool written = write(file, text, strlen(text)) == (ssize_t)strlen(text);
    close(file);
    return written;
}

/// In a user namespace that an ordinary user has made: the same user as outside, with no more rights.
static bool stay_the_same_user(uid_t user, gid_t group)
{
    char users[64], groups[64];
    snprintf(users, sizeof users, "%u %u 1\n", user, user);
    snprintf(groups, sizeof groups, "%u %u 1\n", group, group);
    return write_file("/proc/self/setgroups", "deny") && write_file("/proc/self/uid_map", users)
        && write_file("/proc/self/gid_map", groups);
}

static void drop_rights(void)
{
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct none[2] = {{0, 0, 0}, {0, 0, 0}};
    syscall(SYS_capset, &header, none);
    // What changes the rights of a process hides its /proc entries, by which executed programs find the world.
    prctl(PR_SET_DUMPABLE, 1);
}

static bool raise_loopback(void)
{
    struct ifreq request = {.ifr_name = "lo"};
    int descriptor = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    bool raised = descriptor >= 0 && ioctl(descriptor, SIOCGIFFLAGS, &request) == 0;
    request.ifr_flags |= IFF_UP;
    raised = raised && ioctl(descriptor, SIOCSIFFLAGS, &request) == 0;
    if (descriptor >= 0)
        close(descriptor);
    return raised;
}

/// Leaves the network; false with `errno`, and then nothing has changed.
static bool leave_network(void)
{
    uid_t user = getuid();
    gid_t group = getgid();
    if (unshare(CLONE_NEWNET) == 0)
        return raise_loopback();
    if (errno != EPERM || unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0)
        return false;
    bool left = stay_the_same_user(user, group) && raise_loopback();
    int error = errno;
    drop_rights();
    errno = error;
    return left;
}

void wall_build(void)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
        snprintf(state, sizeof state, "open: %s", strerror(errno));
        return;
    }
    pid_t host = getpid();
    broker = fork();
    if (broker == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != host)
            _exit(0);
        dup2(ends[1], STDIN_FILENO);
        close_range(STDOUT_FILENO, ~0U, 0);
        sb_broker_serve(STDIN_FILENO);
        _exit(0);
    }
    close(ends[1]);
    channel = ends[0];
    if (broker > 0 && leave_network()) {
        snprintf(state, sizeof state, "namespace");
        return;
    }
    snprintf(state, sizeof state, "open: %s", strerror(errno));
    close(channel);
    channel = -1;
    if (broker > 0)
        waitpid(broker, NULL, 0);
    broker = -1;
}
