/// Keeps the Swift runtime out of what is linked from this target.
///
/// The package manager links every product with the Swift compiler, which adds libswiftCore and the object that registers
/// Swift code with it. Nothing here is Swift, and in a program that the sandbox is preloaded into the runtime could be
/// missing, takes time to load, and installs handlers of its own for fatal signals. So the two symbols that the object
/// needs are defined here, and the linker is told to leave out what nobody needs: the section holds flags that the
/// compiler passes on. Where a later toolchain needs more, libswiftCore is simply linked again.
#include <stdbool.h>

__attribute__((section(".swift1_autolink_entries"), used, no_sanitize("address"))) static const char as_needed[] =
    "-Wl,--as-needed";

__attribute__((visibility("hidden"))) void swift_addNewDSOImage(const void *sections);
__attribute__((visibility("hidden"))) bool _swift_backtrace_isThunkFunction(const char *name);

void swift_addNewDSOImage(const void *sections)
{
    (void)sections;
}

bool _swift_backtrace_isThunkFunction(const char *name)
{
    (void)name;
    return false;
}
