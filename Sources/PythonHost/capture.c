#include "capture.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PIECE = 65536 };

int capture_open(struct capture *capture)
{
    int ends[2];
    *capture = (struct capture){.descriptor = -1};
    if (pipe2(ends, O_CLOEXEC) != 0)
        return -1;
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    capture->descriptor = ends[0];
    return ends[1];
}

void capture_close(struct capture *capture)
{
    if (capture->descriptor >= 0)
        close(capture->descriptor);
    free(capture->bytes);
    *capture = (struct capture){.descriptor = -1};
}

/// Reads a piece; 0 when there is none now, the descriptor is closed at the end.
static size_t read_piece(struct capture *capture, char *piece)
{
    if (capture->descriptor < 0)
        return 0;
    ssize_t count = read(capture->descriptor, piece, PIECE);
    if (count > 0)
        return (size_t)count;
    if (count == 0 || (errno != EAGAIN && errno != EINTR)) {
        close(capture->descriptor);
        capture->descriptor = -1;
    }
    return 0;
}

/// Appends to what is kept.
static bool append(struct capture *capture, const char *bytes, size_t count)
{
    char *more = realloc(capture->bytes, capture->length + count);
    if (!more)
        return false;
    capture->bytes = more;
    memcpy(more + capture->length, bytes, count);
    capture->length += count;
    return true;
}

bool capture_read(struct capture *capture)
{
    char piece[PIECE];
    size_t count = read_piece(capture, piece);
    size_t room = CAPTURE_KEPT - capture->length;
    capture->total += count;
    if (count > 0 && room > 0)
        append(capture, piece, count < room ? count : room);
    return count > 0;
}

bool capture_records(
    struct capture *capture, void (*take)(char kind, const char *bytes, size_t length, void *context), void *context,
    bool *broken)
{
    char piece[PIECE];
    size_t count = read_piece(capture, piece);
    capture->total += count;
    if (count == 0 || *broken)
        return count > 0;
    *broken = capture->total > CAPTURE_RECORDS || !append(capture, piece, count);
    size_t position = 0;
    uint32_t length;
    while (!*broken && capture->length - position >= 1 + sizeof length) {
        memcpy(&length, capture->bytes + position + 1, sizeof length);
        *broken = length > CAPTURE_RECORDS;
        if (capture->length - position - 1 - sizeof length < length)
            break;
        take(capture->bytes[position], capture->bytes + position + 1 + sizeof length, length, context);
        position += 1 + sizeof length + length;
    }
    if (position > 0) {
        capture->length -= position;
        memmove(capture->bytes, capture->bytes + position, capture->length);
    }
    return true;
}
