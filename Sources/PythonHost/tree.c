#include "tree.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "wall.h"

/// How long killed processes may take to be gone, in ms: uninterruptible ones are left to the kernel.
enum { PATIENCE = 10000 };

static bool goes_on(pid_t pid, const struct scenario *others)
{
    for (; others; others = others->next)
        if (others->pid == pid)
            return true;
    return false;
}

/// Kills and reaps a child that is left over; whether it was one.
static bool finish(pid_t pid, const struct scenario *others)
{
    if (pid <= 0 || pid == wall_broker() || goes_on(pid, others))
        return false;
    kill(pid, SIGKILL);
    waitpid(pid, NULL, WNOHANG);
    return true;
}

/// Finishes the children that the kernel lists; -1 when it keeps no list.
static int finish_listed(const struct scenario *others)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/self/task/%d/children", (int)getpid());
    FILE *file = fopen(path, "re");
    if (!file)
        return -1;
    int found = 0;
    for (int pid; fscanf(file, "%d", &pid) == 1;)
        found += finish(pid, others);
    fclose(file);
    return found;
}

/// The same from the table of all processes.
static int finish_found(const struct scenario *others)
{
    DIR *directory = opendir("/proc");
    int found = 0;
    for (struct dirent *entry; directory && (entry = readdir(directory));) {
        if (!isdigit((unsigned char)entry->d_name[0]))
            continue;
        char path[300], text[512];
        snprintf(path, sizeof path, "/proc/%s/stat", entry->d_name);
        int file = open(path, O_RDONLY | O_CLOEXEC);
        ssize_t length = file < 0 ? -1 : read(file, text, sizeof text - 1);
        if (file >= 0)
            close(file);
        text[length > 0 ? length : 0] = 0;
        const char *end = strrchr(text, ')');
        int parent;
        if (end && sscanf(end + 1, " %*c %d", &parent) == 1 && parent == getpid())
            found += finish(atoi(entry->d_name), others);
    }
    if (directory)
        closedir(directory);
    return found;
}

void tree_kill(const struct scenario *scenario, const struct scenario *others, siginfo_t *info)
{
    kill(-scenario->pid, SIGKILL);
    kill(scenario->pid, SIGKILL);
    struct pollfd ended = {.fd = scenario->process, .events = POLLIN};
    poll(&ended, 1, PATIENCE);
    waitid(P_PID, (id_t)scenario->pid, info, WEXITED | WNOHANG);
    // Those that are killed leave their own children to the host: look until there are none.
    for (int waited = 0; waited < PATIENCE; waited++) {
        siginfo_t any;
        if (!others && wall_broker() < 0 && waitid(P_ALL, 0, &any, WEXITED | WNOHANG | WNOWAIT) != 0 && errno == ECHILD)
            return;
        int found = finish_listed(others);
        if (found < 0)
            found = finish_found(others);
        if (found == 0)
            return;
        poll(NULL, 0, 1);
    }
}
