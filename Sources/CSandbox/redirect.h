/// Where an address leads: to the mock, to the program's own listeners, or nowhere.
#ifndef SB_REDIRECT_H
#define SB_REDIRECT_H

#include "mock.h"

/// Whether a datagram may be sent; false with `errno` after the mock has recorded the attempt.
SB_INTERNAL bool sb_may_send_to(int fd, const struct sockaddr *address, socklen_t length);

/// Whether `address` is loopback, or the unspecified address, which means the same to a connect.
SB_INTERNAL bool sb_is_loopback(const union sb_address *address);
/// Copies an Internet address; false when it is none.
SB_INTERNAL bool sb_address_copy(union sb_address *address, const struct sockaddr *from, socklen_t length);
/// The port in the machine's order.
SB_INTERNAL uint16_t sb_address_port(const union sb_address *address);

/// The stand-in for the name `name`, a new one if need be: a number from 1 on, or 0 when there are too many.
SB_INTERNAL uint32_t sb_name_number(const char *name);
/// The name that `address` stands for, or null.
SB_INTERNAL const char *sb_name_of(const union sb_address *address);
/// The stand-in addresses of a number, as text.
SB_INTERNAL void sb_name_address(uint32_t number, bool six, char *text, size_t size);

#endif
