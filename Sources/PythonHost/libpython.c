#include "libpython.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct libpython py;

/// Sets `target` to the symbol `name`; false when the library lacks it.
static bool find(void *library, const char *name, void **target)
{
    *target = dlsym(library, name);
    return *target != NULL;
}

const char *libpython_load(const char *path)
{
    // Extension modules expect Python's symbols among the global ones.
    void *library = dlopen(path, RTLD_NOW | RTLD_GLOBAL);
    if (!library)
        return dlerror();
    bool complete = true;
#define X(name) complete &= find(library, #name, (void **)&py.name);
    PYTHON_FUNCTIONS(X)
#undef X
    complete &= find(library, "_Py_NoneStruct", (void **)&py.none);
    complete &= find(library, "PyExc_RuntimeError", (void **)&py.RuntimeError);
    complete &= find(library, "PyExc_ValueError", (void **)&py.ValueError);
    complete &= find(library, "PyExc_TypeError", (void **)&py.TypeError);
    complete &= find(library, "PyExc_OSError", (void **)&py.OSError);
    return complete ? NULL : "not the library of a CPython from 3.7 on";
}

bool libpython_executable(const char *path, char *executable, size_t size)
{
    const char *name = strrchr(path, '/');
    int major, minor;
    if (!name || sscanf(name, "/libpython%d.%d", &major, &minor) != 2)
        return false;
    // PREFIX/lib/libpython3.X.so, or PREFIX/lib/ARCHITECTURE/libpython3.X.so.
    const char *slash = name;
    for (int up = 0; up < 2; up++) {
        slash = memrchr(path, '/', (size_t)(slash - path));
        if (!slash)
            return false;
        int length = snprintf(executable, size, "%.*s/bin/python%d.%d", (int)(slash - path), path, major, minor);
        if (length > 0 && (size_t)length < size && access(executable, X_OK) == 0)
            return true;
    }
    return false;
}
