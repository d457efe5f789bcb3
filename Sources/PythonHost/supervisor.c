#include "supervisor.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "scenario.h"
#include "signals.h"

/// Descriptors that are polled for each scenario: its process and four pipes.
enum { POLLED = 5 };

/// Those that run, in the order in which they were started.
static struct scenario *scenarios;

static void unlink_scenario(struct scenario *scenario)
{
    struct scenario **link = &scenarios;
    while (*link != scenario)
        link = &(*link)->next;
    *link = scenario->next;
}

static void end_scenario(struct scenario *scenario)
{
    unlink_scenario(scenario);
    scenario_end(scenario, scenarios);
}

static _Noreturn void stop(int status)
{
    while (scenarios) {
        scenarios->fate = FATE_CANCELLED;
        end_scenario(scenarios);
    }
    // Python's own clean-up is the scenarios' affair.
    _exit(status);
}

static struct scenario *find(const char *id)
{
    for (struct scenario *each = scenarios; each; each = each->next)
        if (strcmp(each->id, id) == 0)
            return each;
    return NULL;
}

static void report_failed_start(const char *id)
{
    int error = errno;
    const char *text = strerror(error);
    char header[FRAME_ID_LENGTH + 64];
    frames_write(text, strlen(text), "stderr %s %zu", id, strlen(text));
    snprintf(header, sizeof header, "end %s failed %d", id, error);
    frames_write_line(header);
}

/// Does what a frame asks for; true in a new scenario's process.
static bool obey(struct frame *frame)
{
    struct scenario *running = frame->kind == FRAME_DRIVER ? NULL : find(frame->id);
    if (frame->kind == FRAME_DRIVER || (frame->kind == FRAME_SCENARIO && running)) {
        fprintf(stderr, "mwaa-gcp-python-host: a second driver, or a scenario that runs already\n");
        stop(2);
    }
    if (frame->kind == FRAME_CANCEL) {
        // One that ended just now is no error.
        if (running) {
            running->fate = FATE_CANCELLED;
            end_scenario(running);
        }
        return false;
    }
    bool is_child;
    struct scenario *scenario = scenario_start(frame, &is_child);
    if (is_child)
        return true;
    if (!scenario) {
        report_failed_start(frame->id);
        return false;
    }
    struct scenario **end = &scenarios;
    while (*end)
        end = &(*end)->next;
    *end = scenario;
    return false;
}

/// Takes all frames that have come; true in a new scenario's process.
static bool take_frames(struct frame *frame)
{
    for (;;)
        switch (frames_next(frame)) {
        case FRAME_NONE:
            return false;
        case FRAME_END:
            stop(0);
        case FRAME_MALFORMED:
            fprintf(stderr, "mwaa-gcp-python-host: a malformed frame\n");
            stop(2);
        case FRAME_WHOLE:
            if (obey(frame))
                return true;
            free(frame->body);
        }
}

static void fill_polls(struct pollfd *polls)
{
    for (const struct scenario *each = scenarios; each; each = each->next) {
        const int descriptors[POLLED] = {
            each->process, each->output.descriptor, each->errors.descriptor, each->stacks.descriptor,
            each->records.descriptor};
        for (int i = 0; i < POLLED; i++)
            *polls++ = (struct pollfd){.fd = descriptors[i], .events = POLLIN};
    }
}

/// Milliseconds until the first deadline; -1: none.
static int time_left(void)
{
    int64_t least = -1, now = scenario_clock();
    for (const struct scenario *each = scenarios; each; each = each->next) {
        int64_t left = each->deadline > now ? each->deadline - now : 0;
        if (least < 0 || left < least)
            least = left;
    }
    return least > 3600000 ? 3600000 : (int)least;
}

/// Looks after one scenario, whose `polls` the kernel has filled.
static void look_after(struct scenario *scenario, const struct pollfd *polls)
{
    bool over = polls[0].revents != 0, readable = false;
    for (int i = 1; i < POLLED; i++)
        readable |= polls[i].revents != 0;
    if (readable)
        scenario_read(scenario);
    bool floods = scenario->output.total > CAPTURE_FLOOD || scenario->errors.total > CAPTURE_FLOOD;
    if (over) {
        end_scenario(scenario);
    } else if (floods || scenario->unreadable) {
        scenario->fate = FATE_FLOOD;
        end_scenario(scenario);
    } else if (scenario_clock() >= scenario->deadline && (scenario->fate == FATE_LIMIT || !scenario_extend(scenario))) {
        if (!scenario_dump(scenario))
            end_scenario(scenario);
    }
}

void supervisor_run(struct frame *started)
{
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    int signals = signals_open();
    for (;;) {
        if (take_frames(started))
            return;
        if (frames_broken())
            stop(1);
        size_t count = 0;
        for (const struct scenario *each = scenarios; each; each = each->next)
            count++;
        struct pollfd *polls = calloc(2 + count * POLLED, sizeof *polls);
        if (!polls)
            stop(1);
        polls[0] = (struct pollfd){.fd = frames_input(), .events = POLLIN};
        polls[1] = (struct pollfd){.fd = signals, .events = POLLIN};
        fill_polls(polls + 2);
        poll(polls, 2 + count * POLLED, time_left());
        if (polls[1].revents && signals_stop(signals))
            stop(0);
        const struct pollfd *own = polls + 2;
        struct scenario *next;
        for (struct scenario *each = scenarios; each && own < polls + 2 + count * POLLED; each = next, own += POLLED) {
            next = each->next;
            look_after(each, own);
        }
        free(polls);
    }
}
