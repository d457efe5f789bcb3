#include "scenario.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "libpython.h"
#include "signals.h"
#include "tree.h"
#include "wall.h"

/// How long the stacks of all processes may take and those of one, and how long after their last bytes they are taken for
/// complete, in ms.
enum { DUMP_TIME = 3000, DUMP_LONGEST = 1000, DUMP_PAUSE = 50 };

/// What each process's stacks have once, at the thread that writes them.
static const char dump_mark[] = "Current thread ";

/// A scenario that waits in a call that is not in virtual time uses no processor: it ends after this many limits. And how
/// long to wait at least before looking again, in ms.
enum { LIMIT_FACTOR = 10, LEAST_EXTENSION = 20 };

/// How many notes of a scenario are passed on.
enum { MOST_NOTES = 100 };

/// The private memory that a process of a scenario may have; AddressSanitizer's shadow needs far more.
#if defined(__has_feature) && __has_feature(address_sanitizer)
static const rlim_t most_memory = RLIM_INFINITY;
#else
static const rlim_t most_memory = 1536UL * 1024 * 1024;
#endif

static int stacks_descriptor = -1;

int scenario_stacks_descriptor(void)
{
    return stacks_descriptor;
}

int64_t scenario_clock(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/// The writing ends that the child gets.
struct ends {
    int output, errors, stacks, records;
};

static void close_if_open(int descriptor)
{
    if (descriptor >= 0)
        close(descriptor);
}

static void close_ends(const struct ends *ends)
{
    close_if_open(ends->output);
    close_if_open(ends->errors);
    close_if_open(ends->stacks);
    close_if_open(ends->records);
}

static void set_limit(int resource, rlim_t value)
{
    struct rlimit limit;
    if (getrlimit(resource, &limit) != 0 || limit.rlim_cur <= value)
        return;
    limit.rlim_cur = value;
    setrlimit(resource, &limit);
}

/// Makes the forked child what a worker's process is: its own group, no input, and nothing of the host's in its hands.
static void settle_in_child(const struct scenario *scenario, const struct ends *ends, pid_t host)
{
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != host)
        _exit(127);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    set_limit(RLIMIT_CORE, 0);
    set_limit(RLIMIT_DATA, most_memory);
    // The host's own mappings of worlds are not inherited: no scenario reaches another's.
    struct sb_world *world = sb_world_map(scenario->world_file);
    if (!world)
        _exit(127);
    sb_enter(world, scenario->world_file);
    stacks_descriptor = sb_hide(ends->stacks);
    sb_set_report(sb_hide(ends->records));
    sb_add_outlet(ends->output);
    sb_add_outlet(ends->errors);
    dup2(ends->output, STDOUT_FILENO);
    dup2(ends->errors, STDERR_FILENO);
    wall_enter();
    sb_close_others();
    signals_restore();
}

static bool open_pipes(struct scenario *scenario, struct ends *ends)
{
    ends->output = capture_open(&scenario->output);
    ends->errors = capture_open(&scenario->errors);
    ends->stacks = capture_open(&scenario->stacks);
    ends->records = capture_open(&scenario->records);
    scenario->world_file = sb_world_create();
    scenario->world = scenario->world_file < 0 ? NULL : sb_world_map(scenario->world_file);
    if (scenario->world)
        sb_world_keep(scenario->world);
    return ends->output >= 0 && ends->errors >= 0 && ends->stacks >= 0 && ends->records >= 0 && scenario->world;
}

static void release(struct scenario *scenario)
{
    capture_close(&scenario->output);
    capture_close(&scenario->errors);
    capture_close(&scenario->stacks);
    capture_close(&scenario->records);
    if (scenario->world)
        sb_world_unmap(scenario->world);
    close_if_open(scenario->world_file);
    close_if_open(scenario->process);
    free(scenario);
}

struct scenario *scenario_start(const struct frame *frame, bool *is_child)
{
    *is_child = false;
    struct scenario *scenario = calloc(1, sizeof *scenario);
    if (!scenario)
        return NULL;
    memcpy(scenario->id, frame->id, sizeof scenario->id);
    scenario->process = -1;
    scenario->limit = frame->limit;
    scenario->started = scenario_clock();
    scenario->deadline = scenario->started + scenario->limit;
    struct ends ends;
    pid_t host = getpid();
    if (open_pipes(scenario, &ends)) {
        py.PyOS_BeforeFork();
        scenario->pid = fork();
        if (scenario->pid == 0) {
            settle_in_child(scenario, &ends, host);
            py.PyOS_AfterFork_Child();
            *is_child = true;
            return NULL;
        }
        int error = errno;
        py.PyOS_AfterFork_Parent();
        errno = error;
        if (scenario->pid > 0) {
            setpgid(scenario->pid, scenario->pid);
            scenario->process = (int)syscall(SYS_pidfd_open, scenario->pid, 0);
        }
    }
    int error = errno;
    close_ends(&ends);
    if (scenario->pid > 0 && scenario->process >= 0)
        return scenario;
    if (scenario->pid > 0) {
        kill(scenario->pid, SIGKILL);
        waitpid(scenario->pid, NULL, 0);
    }
    release(scenario);
    errno = error;
    return NULL;
}

/// Lists its living processes, SCENARIO_PROCESSES at most, and gives how many there are.
static size_t list_processes(const struct scenario *scenario, pid_t *pids)
{
    size_t count = sb_world_processes(scenario->world, pids, SCENARIO_PROCESSES);
    if (count == 0)
        pids[count++] = scenario->pid;
    return count;
}

/// The state of a process as in proc(5), such as 'R' and 'T'; 0 when there is none.
static char state_of(pid_t pid)
{
    char path[32], text[128];
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return 0;
    ssize_t length = read(file, text, sizeof text - 1);
    close(file);
    text[length > 0 ? length : 0] = 0;
    // The name before it may hold anything.
    const char *end = strrchr(text, ')');
    return end && end[1] == ' ' ? end[2] : 0;
}

/// Whether a signal stopped one of its processes, and none is at work that could continue it.
static bool is_stopped(const struct scenario *scenario)
{
    pid_t pids[SCENARIO_PROCESSES];
    size_t count = list_processes(scenario, pids);
    bool stopped = false;
    for (size_t i = 0; i < count; i++) {
        char state = state_of(pids[i]);
        if (state == 'R')
            return false;
        stopped |= state == 'T';
    }
    return stopped;
}

/// Milliseconds of processor time that its living processes have had.
static int64_t work_done(const struct scenario *scenario)
{
    pid_t pids[SCENARIO_PROCESSES];
    size_t count = list_processes(scenario, pids);
    int64_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        clockid_t clock;
        struct timespec time;
        if (clock_getcpuclockid(pids[i], &clock) == 0 && clock_gettime(clock, &time) == 0)
            sum += (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
    }
    return sum;
}

bool scenario_extend(struct scenario *scenario)
{
    int64_t now = scenario_clock(), last = scenario->started + LIMIT_FACTOR * scenario->limit;
    int64_t left = scenario->limit - (work_done(scenario) - scenario->work);
    if (left <= 0 || now >= last)
        return false;
    if (is_stopped(scenario)) {
        static const char text[] = "stopped";
        frames_write(text, sizeof text - 1, "note %s", scenario->id);
        scenario->stopped = true;
        return false;
    }
    if (left < LEAST_EXTENSION)
        left = LEAST_EXTENSION;
    scenario->deadline = now + left < last ? now + left : last;
    return true;
}

/// How often the stacks written so far have the mark.
static size_t count_marks(const struct capture *stacks)
{
    size_t count = 0, length = strlen(dump_mark);
    const char *end = stacks->bytes + stacks->length;
    for (const char *at = stacks->bytes; at && (at = memmem(at, (size_t)(end - at), dump_mark, length)); at += length)
        count++;
    return count;
}

bool scenario_dump(struct scenario *scenario)
{
    int64_t now = scenario_clock();
    if (scenario->fate != FATE_LIMIT) {
        scenario->fate = FATE_LIMIT;
        scenario->dump.end = now + DUMP_TIME;
        scenario->dump.count = list_processes(scenario, scenario->dump.pids);
    }
    if (scenario->dump.next == scenario->dump.count || now >= scenario->dump.end)
        return false;
    // One after the other: what several write at once would be mixed up, and differently each time.
    scenario->dump.marks = count_marks(&scenario->stacks);
    pid_t pid = scenario->dump.pids[scenario->dump.next++];
    kill(pid, sb_dump_signal());
    // Else it does not come to write its stacks.
    if (scenario->stopped)
        kill(pid, SIGCONT);
    scenario->deadline = now + DUMP_LONGEST < scenario->dump.end ? now + DUMP_LONGEST : scenario->dump.end;
    return true;
}

static void pass_on(char kind, const char *bytes, size_t length, void *context)
{
    struct scenario *scenario = context;
    // It is over; it goes on only to write its stacks.
    if (scenario->stopped)
        return;
    if (kind == SB_RECORD_EVENT) {
        // The limit is for one step of a story, however many it has.
        scenario->started = scenario_clock();
        scenario->work = work_done(scenario);
        frames_write(bytes, length, "event %s", scenario->id);
    } else if (scenario->notes++ < MOST_NOTES)
        frames_write(bytes, length, "note %s", scenario->id);
}

bool scenario_read(struct scenario *scenario)
{
    bool any = capture_read(&scenario->output);
    any |= capture_read(&scenario->errors);
    any |= capture_records(&scenario->records, pass_on, scenario, &scenario->unreadable);
    if (!capture_read(&scenario->stacks))
        return any;
    if (scenario->fate == FATE_LIMIT && count_marks(&scenario->stacks) > scenario->dump.marks) {
        int64_t pause = scenario_clock() + DUMP_PAUSE;
        scenario->deadline = pause < scenario->dump.end ? pause : scenario->dump.end;
    }
    return true;
}

static void write_capture(const struct scenario *scenario, const char *name, const struct capture *capture)
{
    frames_write(
        capture->bytes, capture->length, "%s %s %llu", name, scenario->id, (unsigned long long)capture->total);
}

void scenario_end(struct scenario *scenario, const struct scenario *others)
{
    siginfo_t info = {.si_pid = 0};
    tree_kill(scenario, others, &info);
    while (scenario_read(scenario))
        ;
    write_capture(scenario, "stdout", &scenario->output);
    write_capture(scenario, "stderr", &scenario->errors);
    frames_write(scenario->stacks.bytes, scenario->stacks.length, "stacks %s", scenario->id);
    static const char *const fates[] = {
        [FATE_LIMIT] = "limit", [FATE_FLOOD] = "flood", [FATE_CANCELLED] = "cancelled"};
    const char *how = scenario->fate != FATE_OWN ? fates[scenario->fate]
        : info.si_code == CLD_EXITED             ? "exited"
                                                 : "signaled";
    char header[128];
    snprintf(header, sizeof header, "end %s %s %d", scenario->id, how, scenario->fate == FATE_OWN ? info.si_status : 0);
    // Whoever reads the last frame finds nothing of the scenario left.
    release(scenario);
    frames_write_line(header);
}
