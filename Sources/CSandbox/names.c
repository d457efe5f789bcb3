#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#include "redirect.h"

/// Names that were resolved, in the order of their stand-ins: 198.18.0.0/15 and fdfe::/16, which no host has.
static char **names;
static uint32_t name_count;

enum { MOST_NAMES = 100000 };
static const uint32_t first_address = UINT32_C(198) << 24 | UINT32_C(18) << 16;

uint32_t sb_name_number(const char *name)
{
    for (uint32_t i = 0; i < name_count; i++)
        if (strcmp(names[i], name) == 0)
            return i + 1;
    if (name_count == MOST_NAMES)
        return 0;
    char *copy = strdup(name);
    char **more = copy ? realloc(names, (name_count + 1) * sizeof *names) : NULL;
    if (!more) {
        free(copy);
        return 0;
    }
    names = more;
    names[name_count] = copy;
    return ++name_count;
}

const char *sb_name_of(const union sb_address *address)
{
    uint32_t number = 0;
    if (address->any.sa_family == AF_INET) {
        number = ntohl(address->v4.sin_addr.s_addr) - first_address;
    } else {
        const uint8_t *bytes = address->v6.sin6_addr.s6_addr;
        uint32_t tail;
        memcpy(&tail, bytes + 12, sizeof tail);
        if (IN6_IS_ADDR_V4MAPPED(&address->v6.sin6_addr))
            number = ntohl(tail) - first_address;
        else if (bytes[0] == 0xfd && bytes[1] == 0xfe)
            number = ntohl(tail);
    }
    return number > 0 && number <= name_count ? names[number - 1] : NULL;
}

void sb_name_address(uint32_t number, bool six, char *text, size_t size)
{
    if (six) {
        snprintf(text, size, "fdfe::%x:%x", number >> 16, number & 0xffff);
        return;
    }
    struct in_addr address = {.s_addr = htonl(first_address + number)};
    inet_ntop(AF_INET, &address, text, (socklen_t)size);
}
