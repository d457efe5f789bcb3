/// How a process comes into the sandbox.
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "broker.h"
#include "file_times.h"
#include "mock.h"
#include "scheduler.h"
#include "task.h"
#include "turn.h"

static int report = -1;

/// The sandbox as a library lies beside the executable.
static void find_preload(char *path, size_t size)
{
    static const char name[] = "libmwaa-gcp-sandbox.so";
    ssize_t length = readlink("/proc/self/exe", path, size - 1);
    char *slash = length > 0 ? memrchr(path, '/', (size_t)length) : NULL;
    if (!slash || (size_t)(slash + 1 - path) + sizeof name > size) {
        path[0] = 0;
        return;
    }
    memcpy(slash + 1, name, sizeof name);
    // A list of libraries is separated by colons and spaces.
    if (access(path, R_OK) != 0 || strpbrk(path, ": "))
        path[0] = 0;
}

void sb_enter(struct sb_world *world, int file)
{
    sb_world = world;
    sb_slot = 0;
    world->supervisor = getppid();
    world->supervisor_file = file;
    world->turn = 0;
    world->population = 1;
    world->horizon = SB_NEVER;
    world->processes[0].pid = getpid();
    world->processes[0].state = SB_LIVE;
    find_preload(world->preload, sizeof world->preload);
}

/// How many threads the process has, or 0.
static unsigned count_threads(void)
{
    DIR *directory = opendir("/proc/self/task");
    unsigned count = 0;
    if (!directory)
        return 0;
    for (struct dirent *entry; (entry = readdir(directory));)
        count += entry->d_name[0] != '.';
    closedir(directory);
    return count;
}

const char *sb_begin(const char *scenario, uint16_t mock_port, sb_time start, bool real_time)
{
    if (!sb_world)
        return "this process is not a scenario's";
    if (sb_active)
        return "virtual time has begun already";
    if (count_threads() > 1)
        return "virtual time has to begin before the first thread";
    if (start < SB_SECOND * 1000000000 || start > SB_NEVER / 2)
        return "the start is not a time after 2001 that leaves room";
    snprintf(sb_world->scenario, sizeof sb_world->scenario, "%s", scenario);
    sb_world->mock_port = mock_port;
    sb_world->start = start;
    sb_world->now = start;
    sb_world->real_start = real_time ? sb_real_time() : 0;
    sb_file_times_begin();
    sb_scheduler_begin();
    sb_active = true;
    return NULL;
}

bool sb_has_begun(void)
{
    return sb_active;
}

sb_time sb_now(void)
{
    if (sb_active) {
        sb_turn_tick();
        return sb_world->now;
    }
    struct timespec time;
    SB_REAL(clock_gettime)(CLOCK_REALTIME, &time);
    return time.tv_sec * SB_SECOND + time.tv_nsec;
}

void sb_set_horizon(sb_time limit)
{
    if (sb_world)
        sb_world->horizon = limit;
}

void sb_set_report(int descriptor)
{
    report = descriptor;
}

static bool write_all(const void *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = SB_REAL(write)(report, bytes, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        bytes = (const char *)bytes + written;
        length -= (size_t)written;
    }
    return true;
}

bool sb_report(char kind, const void *bytes, size_t length)
{
    uint32_t size = (uint32_t)length;
    char header[1 + sizeof size] = {kind};
    memcpy(header + 1, &size, sizeof size);
    return report >= 0 && length <= UINT32_MAX && write_all(header, sizeof header) && write_all(bytes, length);
}

void sb_each_wait(void (*visit)(uint64_t thread, const char *text, void *context), void *context)
{
    for (struct sb_task *task = sb_tasks; task; task = task->next) {
        char text[384], more[320] = "";
        const struct sb_wait *wait = task->wait;
        struct sb_connection *connection = wait && wait->count > 0 ? sb_connection_of(wait->polls[0].fd) : NULL;
        if (connection)
            snprintf(more, sizeof more, " on %s port %u", connection->host, connection->port);
        else if (wait && wait->count > 0 && wait->polls[0].fd >= 0)
            snprintf(more, sizeof more, " on descriptor %d", wait->polls[0].fd);
        snprintf(text, sizeof text, "%s%s", wait ? wait->what : "nothing", more);
        visit((uint64_t)task->thread, text, context);
    }
}

/// A program that was executed with the sandbox preloaded joins the world that its environment names.
__attribute__((constructor(103))) static void join(void)
{
    const char *place = getenv("MWAA_GCP_SANDBOX");
    int supervisor, supervisor_file, broker;
    unsigned slot;
    char path[64];
    if (!place || sscanf(place, "%d:%d:%u:%d", &supervisor, &supervisor_file, &slot, &broker) != 4
        || slot >= SB_PROCESSES)
        return;
    snprintf(path, sizeof path, "/proc/%d/fd/%d", supervisor, supervisor_file);
    int file = SB_REAL(open)(path, O_RDWR | O_CLOEXEC);
    struct sb_world *world = file < 0 ? NULL : sb_world_map(file);
    if (file >= 0)
        SB_REAL(close)(file);
    if (!world)
        return;
    sb_world = world;
    struct sb_process *process = &world->processes[slot];
    bool known = (process->state == SB_STARTING || process->state == SB_FOREIGN)
        && (process->pid == 0 || process->pid == getpid());
    int own = known ? (int)slot : sb_world_reserve(SB_LEAVING);
    if (own < 0) {
        sb_world = NULL;
        return;
    }
    sb_slot = (uint32_t)own;
    if (broker >= 0 && SB_REAL(fcntl)(broker, F_GETFD) >= 0)
        sb_set_broker(sb_hide(broker));
    sb_scheduler_begin();
    sb_active = true;
    process = &world->processes[own];
    process->pid = getpid();
    process->state = SB_LIVE;
    while (!sb_turn_is_mine())
        sb_turn_await();
}
