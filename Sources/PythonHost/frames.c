#include "frames.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LONGEST_HEADER = 256, MOST_BYTES = 1 << 28, PIECE = 65536 };

static int input = -1, output = -1;
static bool broken, ended;

/// What has been read and not taken yet.
static char *pending;
static size_t pending_length, pending_capacity;

bool frames_open(void)
{
    input = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 100);
    output = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 100);
    int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    bool done = input >= 0 && output >= 0 && nothing >= 0 && dup2(nothing, STDIN_FILENO) == STDIN_FILENO
        && dup2(STDERR_FILENO, STDOUT_FILENO) == STDOUT_FILENO;
    if (nothing > STDERR_FILENO)
        close(nothing);
    return done;
}

int frames_input(void)
{
    return input;
}

/// Reads once; false at the end of the input.
static bool fill(void)
{
    if (pending_capacity - pending_length < PIECE) {
        size_t capacity = pending_capacity * 2 + PIECE;
        char *more = realloc(pending, capacity);
        if (!more)
            return false;
        pending = more;
        pending_capacity = capacity;
    }
    ssize_t count = read(input, pending + pending_length, PIECE);
    if (count < 0 && (errno == EINTR || errno == EAGAIN))
        return true;
    if (count <= 0)
        return false;
    pending_length += (size_t)count;
    return true;
}

static bool is_id(const char *text)
{
    return *text && text[strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-")] == 0;
}

static bool parse_header(const char *line, struct frame *frame)
{
    char rest;
    frame->id[0] = 0;
    frame->limit = 0;
    if (sscanf(line, "driver %zu%c", &frame->length, &rest) == 1)
        frame->kind = FRAME_DRIVER;
    else if (sscanf(line, "scenario %64s %ld %zu%c", frame->id, &frame->limit, &frame->length, &rest) == 3)
        frame->kind = FRAME_SCENARIO;
    else if (sscanf(line, "cancel %64s %zu%c", frame->id, &frame->length, &rest) == 2)
        frame->kind = FRAME_CANCEL;
    else
        return false;
    return frame->length <= MOST_BYTES && frame->limit >= 0 && (frame->kind == FRAME_DRIVER || is_id(frame->id));
}

/// Takes a frame from what is pending.
static enum frame_result take(struct frame *frame)
{
    char *end = pending_length ? memchr(pending, '\n', pending_length) : NULL;
    if (!end)
        return pending_length > LONGEST_HEADER ? FRAME_MALFORMED : FRAME_NONE;
    *end = 0;
    bool valid = end - pending <= LONGEST_HEADER && parse_header(pending, frame);
    *end = '\n';
    if (!valid)
        return FRAME_MALFORMED;
    size_t start = (size_t)(end + 1 - pending);
    if (pending_length - start < frame->length)
        return FRAME_NONE;
    frame->body = malloc(frame->length + 1);
    if (!frame->body)
        return FRAME_MALFORMED;
    memcpy(frame->body, pending + start, frame->length);
    pending_length -= start + frame->length;
    memmove(pending, pending + start + frame->length, pending_length);
    return FRAME_WHOLE;
}

enum frame_result frames_next(struct frame *frame)
{
    enum frame_result result = take(frame);
    struct pollfd poll_input = {.fd = input, .events = POLLIN};
    while (result == FRAME_NONE && !ended && poll(&poll_input, 1, 0) > 0) {
        ended = !fill();
        result = take(frame);
    }
    if (result != FRAME_NONE || !ended)
        return result;
    return pending_length ? FRAME_MALFORMED : FRAME_END;
}

enum frame_result frames_await(struct frame *frame)
{
    enum frame_result result;
    while ((result = frames_next(frame)) == FRAME_NONE) {
        struct pollfd poll_input = {.fd = input, .events = POLLIN};
        poll(&poll_input, 1, -1);
    }
    return result;
}

static bool write_all(const char *bytes, size_t length)
{
    while (length > 0 && !broken) {
        ssize_t count = write(output, bytes, length);
        if (count < 0 && errno == EAGAIN) {
            struct pollfd poll_output = {.fd = output, .events = POLLOUT};
            poll(&poll_output, 1, -1);
        } else if (count < 0 && errno != EINTR) {
            broken = true;
        } else if (count > 0) {
            bytes += count;
            length -= (size_t)count;
        }
    }
    return !broken;
}

bool frames_write(const void *body, size_t length, const char *format, ...)
{
    char header[LONGEST_HEADER + 64];
    va_list arguments;
    va_start(arguments, format);
    int used = vsnprintf(header, sizeof header - 32, format, arguments);
    va_end(arguments);
    used += snprintf(header + used, sizeof header - (size_t)used, " %zu\n", length);
    return write_all(header, (size_t)used) && write_all(body, length);
}

bool frames_write_line(const char *line)
{
    return write_all(line, strlen(line)) && write_all("\n", 1);
}

bool frames_broken(void)
{
    return broken;
}
