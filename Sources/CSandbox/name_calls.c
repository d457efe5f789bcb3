/// Names. The mock says which are known; a known one gets a stand-in address, which `connect` turns back into the name.
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "redirect.h"

enum { LONGEST_NAME = 253 };

static bool is_numeric(const char *host)
{
    struct in_addr v4;
    char bare[INET6_ADDRSTRLEN + 16];
    snprintf(bare, sizeof bare, "%.*s", (int)strcspn(host, "%"), host);
    struct in6_addr v6;
    return inet_aton(host, &v4) || inet_pton(AF_INET6, bare, &v6) == 1;
}

/// Names that the mock's protocol can carry.
static bool is_sayable(const char *host)
{
    size_t length = strlen(host);
    if (length == 0 || length > LONGEST_NAME)
        return false;
    for (; *host; host++)
        if (*host <= ' ' || *host > '~')
            return false;
    return true;
}

/// The address text that libc is to see for `host`: a stand-in, loopback, or null when there is no such name.
static const char *stand_in(const char *host, bool six, char *text, size_t size)
{
    if (strcmp(host, "localhost") == 0)
        return six ? "::1" : "127.0.0.1";
    if (!is_sayable(host))
        return NULL;
    char answer[32], time[32];
    sb_mock_barrier(NULL);
    if (!sb_mock_ask(answer, sizeof answer, "resolve %s %s", host, sb_mock_time(time, sb_world->now))
        || strcmp(answer, "known") != 0)
        return NULL;
    uint32_t number = sb_name_number(host);
    if (number == 0)
        return NULL;
    sb_name_address(number, six, text, size);
    return text;
}

SB_INTERPOSED int getaddrinfo(
    const char *restrict host, const char *restrict service, const struct addrinfo *restrict hints,
    struct addrinfo **restrict result)
{
    if (!sb_virtual())
        return SB_REAL(getaddrinfo)(host, service, hints, result);
    struct addrinfo own = hints ? *hints : (struct addrinfo){.ai_flags = AI_V4MAPPED | AI_ADDRCONFIG};
    // Whether the machine has addresses of a family must not matter.
    own.ai_flags &= ~(AI_ADDRCONFIG | AI_V4MAPPED | AI_ALL);
    if (!host || !*host || is_numeric(host)) {
        own.ai_flags |= AI_NUMERICHOST;
        return SB_REAL(getaddrinfo)(host, service, &own, result);
    }
    if (own.ai_flags & AI_NUMERICHOST)
        return EAI_NONAME;
    char text[INET6_ADDRSTRLEN];
    const char *address = stand_in(host, own.ai_family == AF_INET6, text, sizeof text);
    if (!address)
        return EAI_NONAME;
    own.ai_flags |= AI_NUMERICHOST;
    int error = SB_REAL(getaddrinfo)(address, service, &own, result);
    if (error == 0 && (*result)->ai_canonname) {
        char *name = strdup(host);
        if (name) {
            free((*result)->ai_canonname);
            (*result)->ai_canonname = name;
        }
    }
    return error;
}

SB_INTERPOSED int getnameinfo(
    const struct sockaddr *restrict from, socklen_t length, char *restrict host, socklen_t host_size,
    char *restrict service, socklen_t service_size, int flags)
{
    if (!sb_virtual())
        return SB_REAL(getnameinfo)(from, length, host, host_size, service, service_size, flags);
    union sb_address address;
    const char *name = NULL;
    if (sb_address_copy(&address, from, length))
        name = sb_is_loopback(&address) ? "localhost" : sb_name_of(&address);
    bool wants_name = host && host_size > 0 && !(flags & NI_NUMERICHOST);
    if (wants_name && !name && flags & NI_NAMEREQD)
        return EAI_NONAME;
    int error = SB_REAL(getnameinfo)(
        from, length, host, host_size, service, service_size, (flags & ~NI_NAMEREQD) | NI_NUMERICHOST);
    if (error || !wants_name || !name)
        return error;
    return (size_t)snprintf(host, host_size, "%s", name) < host_size ? 0 : EAI_OVERFLOW;
}

/// Where the older calls keep an answer: the entry's arrays behind one another in the caller's buffer.
struct entry {
    char *aliases[1];
    char *addresses[2];
    uint8_t bytes[sizeof(struct in6_addr)];
    char name[LONGEST_NAME + 1];
};

static int fill(
    struct hostent *entry, char *buffer, size_t size, const char *name, int family, const void *bytes,
    struct hostent **result)
{
    size_t skip = -(uintptr_t)buffer % _Alignof(struct entry);
    if (size < skip + sizeof(struct entry))
        return ERANGE;
    struct entry *own = (struct entry *)(buffer + skip);
    int length = family == AF_INET6 ? sizeof(struct in6_addr) : sizeof(struct in_addr);
    memcpy(own->bytes, bytes, (size_t)length);
    own->aliases[0] = NULL;
    own->addresses[0] = (char *)own->bytes;
    own->addresses[1] = NULL;
    snprintf(own->name, sizeof own->name, "%s", name);
    *entry = (struct hostent){
        .h_name = own->name,
        .h_aliases = own->aliases,
        .h_addrtype = family,
        .h_length = length,
        .h_addr_list = own->addresses,
    };
    *result = entry;
    return 0;
}

SB_INTERPOSED int gethostbyname2_r(
    const char *restrict host, int family, struct hostent *restrict entry, char *restrict buffer, size_t size,
    struct hostent **restrict result, int *restrict error)
{
    if (!sb_virtual())
        return SB_REAL(gethostbyname2_r)(host, family, entry, buffer, size, result, error);
    *result = NULL;
    *error = HOST_NOT_FOUND;
    if (family != AF_INET && family != AF_INET6)
        return EAFNOSUPPORT;
    char text[INET6_ADDRSTRLEN];
    uint8_t bytes[sizeof(struct in6_addr)];
    const char *address = is_numeric(host) ? host : stand_in(host, family == AF_INET6, text, sizeof text);
    bool parsed = address
        && (family == AF_INET ? inet_aton(address, (struct in_addr *)(void *)bytes)
                              : inet_pton(AF_INET6, address, bytes) == 1);
    if (!parsed)
        return 0;
    int status = fill(entry, buffer, size, host, family, bytes, result);
    *error = status ? NETDB_INTERNAL : NETDB_SUCCESS;
    return status;
}

SB_INTERPOSED int gethostbyname_r(
    const char *restrict host, struct hostent *restrict entry, char *restrict buffer, size_t size,
    struct hostent **restrict result, int *restrict error)
{
    return sb_virtual() ? gethostbyname2_r(host, AF_INET, entry, buffer, size, result, error)
                        : SB_REAL(gethostbyname_r)(host, entry, buffer, size, result, error);
}

SB_INTERPOSED int gethostbyaddr_r(
    const void *restrict bytes, socklen_t length, int family, struct hostent *restrict entry, char *restrict buffer,
    size_t size, struct hostent **restrict result, int *restrict error)
{
    if (!sb_virtual())
        return SB_REAL(gethostbyaddr_r)(bytes, length, family, entry, buffer, size, result, error);
    union sb_address address = {.any = {.sa_family = (sa_family_t)family}};
    *result = NULL;
    *error = HOST_NOT_FOUND;
    if (family == AF_INET && length == sizeof address.v4.sin_addr)
        memcpy(&address.v4.sin_addr, bytes, length);
    else if (family == AF_INET6 && length == sizeof address.v6.sin6_addr)
        memcpy(&address.v6.sin6_addr, bytes, length);
    else
        return 0;
    const char *name = sb_is_loopback(&address) ? "localhost" : sb_name_of(&address);
    if (!name)
        return 0;
    int status = fill(entry, buffer, size, name, family, bytes, result);
    *error = status ? NETDB_INTERNAL : NETDB_SUCCESS;
    return status;
}

/// The forms without a buffer share one, as libc's do.
static struct hostent shared_entry;
static char shared_buffer[1024];

SB_INTERPOSED struct hostent *gethostbyname2(const char *host, int family)
{
    if (!sb_virtual())
        return SB_REAL(gethostbyname2)(host, family);
    struct hostent *result;
    int error;
    gethostbyname2_r(host, family, &shared_entry, shared_buffer, sizeof shared_buffer, &result, &error);
    h_errno = error;
    return result;
}

SB_INTERPOSED struct hostent *gethostbyname(const char *host)
{
    return sb_virtual() ? gethostbyname2(host, AF_INET) : SB_REAL(gethostbyname)(host);
}

SB_INTERPOSED struct hostent *gethostbyaddr(const void *bytes, socklen_t length, int family)
{
    if (!sb_virtual())
        return SB_REAL(gethostbyaddr)(bytes, length, family);
    struct hostent *result;
    int error;
    gethostbyaddr_r(
        bytes, length, family, &shared_entry, shared_buffer, sizeof shared_buffer, &result, &error);
    h_errno = error;
    return result;
}
