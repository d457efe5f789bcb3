#include "ancestry.h"

#include <stdio.h>
#include <string.h>

/// The parent of `pid`, or 0.
static pid_t parent_of(pid_t pid)
{
    char path[32], text[512];
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    int file = SB_REAL(open)(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return 0;
    ssize_t length = SB_REAL(read)(file, text, sizeof text - 1);
    SB_REAL(close)(file);
    text[length > 0 ? length : 0] = 0;
    // The name in parentheses may hold anything; the state and the parent follow the last of them.
    const char *end = strrchr(text, ')');
    int parent = 0;
    return end && sscanf(end + 1, " %*c %d", &parent) == 1 ? parent : 0;
}

bool sb_is_own_descendant(pid_t pid)
{
    pid_t first = sb_world->processes[0].pid, own = getpid();
    for (int depth = 0; pid > 1 && depth < 1000; depth++) {
        if (pid == own || pid == first)
            return true;
        pid = parent_of(pid);
    }
    return false;
}
