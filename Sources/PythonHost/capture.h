/// What a scenario writes to one of its pipes.
#ifndef CAPTURE_H
#define CAPTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    CAPTURE_KEPT = 64 * 1024,        ///< bytes that are passed on
    CAPTURE_FLOOD = 8 * 1024 * 1024,  ///< bytes from which on the scenario is killed
    CAPTURE_RECORDS = 64 * 1024 * 1024  ///< the same for records
};

struct capture {
    int descriptor;  ///< the reading end, non-blocking; -1 when closed
    uint64_t total;
    size_t length;
    char *bytes;
};

/// Opens a pipe for `capture` and returns the writing end, or -1 with `errno`.
int capture_open(struct capture *capture);
/// Reads what is there; closes at the end. Returns whether anything was.
bool capture_read(struct capture *capture);
void capture_close(struct capture *capture);

/// A pipe of records (see `sb_report`): reads once, hands each whole record to `take` and keeps the rest. Returns whether
/// anything was there; sets `*broken` when the bytes are no records or too many.
bool capture_records(
    struct capture *capture, void (*take)(char kind, const char *bytes, size_t length, void *context), void *context,
    bool *broken);

#endif
