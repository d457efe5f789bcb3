#include "real.h"

#include <dlfcn.h>
#include <string.h>

#include "CSandbox.h"

struct sb_real sb_real;
bool sb_real_loaded;

/// The current version of a call that glibc also keeps in an older, incompatible one.
static void *versioned(const char *name)
{
    static const char *const versions[] = {"GLIBC_2.3.2", "GLIBC_2.17"};
    if (strncmp(name, "pthread_cond_", strlen("pthread_cond_")) == 0)
        for (size_t i = 0; i < sizeof versions / sizeof *versions; i++) {
            void *found = dlvsym(RTLD_NEXT, name, versions[i]);
            if (found)
                return found;
        }
    return dlsym(RTLD_NEXT, name);
}

#if defined(__has_feature) && __has_feature(address_sanitizer)
/// AddressSanitizer keeps a list of threads, and loses its way when one is created past it.
#define SANITIZED(X) X(pthread_create) X(pthread_join) X(pthread_timedjoin_np) X(pthread_clockjoin_np)
#define X(name) extern __typeof__(name) __interceptor_##name __attribute__((weak));
SANITIZED(X)
#undef X

static void go_through_sanitizer(void)
{
#define X(name) \
    if (__interceptor_##name) \
        sb_real.name = __interceptor_##name;
    SANITIZED(X)
#undef X
}
#else
static void go_through_sanitizer(void)
{
}
#endif

__attribute__((constructor(101))) void sb_real_load(void)
{
    if (sb_real_loaded)
        return;
#define X(name) *(void **)&sb_real.name = versioned(#name);
    SB_CALLS(X)
#undef X
    go_through_sanitizer();
    sb_real_loaded = true;
}

const char *sb_ineffective_call(void)
{
#define X(name) \
    if (dlsym(RTLD_DEFAULT, #name) != (void *)(name)) \
        return #name;
    SB_CALLS(X)
#undef X
    return NULL;
}
