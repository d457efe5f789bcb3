/// Frames between the tool and the host: a header line, then exactly as many bytes as it says.
#ifndef FRAMES_H
#define FRAMES_H

#include <stdbool.h>
#include <stddef.h>

enum { FRAME_ID_LENGTH = 64 };

enum frame_kind { FRAME_DRIVER, FRAME_SCENARIO, FRAME_CANCEL };

struct frame {
    enum frame_kind kind;
    char id[FRAME_ID_LENGTH + 1];
    long limit;  ///< milliseconds of real time
    char *body;  ///< the receiver frees it
    size_t length;
};

/// Moves the protocol's descriptors out of the way, so that nothing the driver prints gets among the frames.
/// False with `errno`.
bool frames_open(void);

/// The descriptor to poll for input.
int frames_input(void);

enum frame_result { FRAME_NONE, FRAME_WHOLE, FRAME_END, FRAME_MALFORMED };

/// Reads what has come without waiting and takes the next frame, if it is whole.
enum frame_result frames_next(struct frame *frame);

/// Waits for the next frame.
enum frame_result frames_await(struct frame *frame);

/// Writes a frame whose header is formatted (without the length) and whose body follows. False when the tool no longer
/// reads; `frames_broken` then stays true.
bool frames_write(const void *body, size_t length, const char *format, ...) __attribute__((format(printf, 3, 4)));
/// Writes a frame that is a header alone.
bool frames_write_line(const char *line);
bool frames_broken(void);

#endif
