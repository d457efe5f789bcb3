/// Programs that a scenario executes.
#ifndef SB_PROGRAM_H
#define SB_PROGRAM_H

#include "world.h"

/// Whether the sandbox can be preloaded into the program at `path`: it is linked dynamically and gains no privileges.
SB_INTERNAL bool sb_program_takes_preload(const char *path);

/// `environment` with the variables by which a program finds the world at `slot`; to be freed. Null when memory is short.
SB_INTERNAL char **sb_program_environment(char *const environment[], uint32_t slot);

/// Where `execvp` would find `name`; false when nowhere.
SB_INTERNAL bool sb_program_find(const char *name, char *path, size_t size);

#endif
