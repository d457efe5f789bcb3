/// mwaa-gcp-python-host: an embedded CPython that runs scenarios in a sandbox. See docs/sandbox-protocol.md.
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "CSandbox.h"
#include "bootstrap.h"
#include "frames.h"
#include "host_module.h"
#include "huge_pages.h"
#include "libpython.h"
#include "signals.h"
#include "wall.h"

static const char usage[] =
    "usage: mwaa-gcp-python-host --libpython LIBRARY [--python-executable PYTHON] [--network-namespace auto|off]\n"
    "Runs scenarios for mwaa-gcp; speaks the protocol of docs/sandbox-protocol.md on standard input and output.\n";

/// Tells the tool why there is no interpreter.
static int fail(const char *text)
{
    frames_write(text, strlen(text), "failed");
    return 1;
}

static int run_python(const char *executable)
{
    wchar_t *arguments[] = {py.Py_DecodeLocale(executable, NULL), py.Py_DecodeLocale("-c", NULL),
        py.Py_DecodeLocale(bootstrap_source, NULL), NULL};
    if (!arguments[0] || !arguments[1] || !arguments[2])
        return fail("the arguments cannot be decoded");
    py.PyImport_AppendInittab("_host", host_module_init);
    return py.Py_Main(3, arguments);
}

int main(int count, char **arguments)
{
    const char *library = NULL, *executable = NULL, *namespace = "auto";
    for (int i = 1; i + 1 < count; i += 2) {
        if (strcmp(arguments[i], "--libpython") == 0)
            library = arguments[i + 1];
        else if (strcmp(arguments[i], "--python-executable") == 0)
            executable = arguments[i + 1];
        else if (strcmp(arguments[i], "--network-namespace") == 0)
            namespace = arguments[i + 1];
        else
            namespace = "";
    }
    bool walled = strcmp(namespace, "auto") == 0;
    if (!library || count % 2 == 0 || (!walled && strcmp(namespace, "off") != 0)) {
        fputs(usage, stderr);
        return 64;
    }
    signals_reset();
    if (walled)
        wall_build();
    // After the wall: what changes a process's rights makes the kernel forget this.
    signals_watch_parent();
    if (!frames_open()) {
        perror("mwaa-gcp-python-host");
        return 1;
    }
    const char *ineffective = sb_ineffective_call();
    if (ineffective) {
        char text[128];
        snprintf(text, sizeof text, "the host's own %s is not the one that other libraries get", ineffective);
        return fail(text);
    }
    const char *error = libpython_load(library);
    if (error)
        return fail(error);
    huge_pages_use();
    char found[PATH_MAX];
    if (!executable)
        executable = libpython_executable(library, found, sizeof found) ? found : arguments[0];
    return run_python(executable);
}
