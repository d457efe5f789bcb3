#include "host_module.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "CSandbox.h"
#include "frames.h"
#include "huge_pages.h"
#include "scenario.h"
#include "supervisor.h"
#include "wall.h"

static const double nanoseconds = 1e9;
/// Times and durations beyond are out of range.
static const double most_seconds = 4e9;

static PyObject *none(void)
{
    py.Py_IncRef(py.none);
    return py.none;
}

static PyObject *raise_error(PyObject *kind, const char *text)
{
    py.PyErr_SetString(kind, text);
    return NULL;
}

/// Reads a number of seconds; false with an exception.
static bool seconds_of(PyObject *object, double least, sb_time *time)
{
    double seconds = py.PyFloat_AsDouble(object);
    if (seconds == -1.0 && py.PyErr_Occurred())
        return false;
    if (!(seconds >= least && seconds <= most_seconds)) {
        raise_error(*py.ValueError, "seconds out of range");
        return false;
    }
    // In two parts, which keeps the digits of a time of day.
    sb_time whole = (sb_time)seconds;
    *time = whole * (sb_time)nanoseconds + (sb_time)((seconds - (double)whole) * nanoseconds + 0.5);
    return true;
}

static bool has_arguments(PyObject *arguments, Py_ssize_t count)
{
    if (py.PyTuple_Size(arguments) == count)
        return true;
    raise_error(*py.TypeError, "wrong number of arguments");
    return false;
}

/// Reads a scenario id as the protocol writes it; false with an exception.
static bool id_of(PyObject *object, char id[FRAME_ID_LENGTH + 1])
{
    PyObject *encoded = py.PyUnicode_AsUTF8String(object);
    char *text;
    Py_ssize_t length;
    if (!encoded)
        return false;
    bool valid = py.PyBytes_AsStringAndSize(encoded, &text, &length) == 0 && length > 0 && length <= FRAME_ID_LENGTH;
    for (Py_ssize_t i = 0; valid && i < length; i++)
        valid = text[i] > ' ' && text[i] <= '~';
    if (valid) {
        memcpy(id, text, (size_t)length);
        id[length] = 0;
    } else if (!py.PyErr_Occurred()) {
        raise_error(*py.ValueError, "not a scenario id");
    }
    py.Py_DecRef(encoded);
    return valid;
}

static PyObject *host_begin(PyObject *module, PyObject *arguments)
{
    (void)module;
    char id[FRAME_ID_LENGTH + 1];
    sb_time start;
    bool real_time = py.PyTuple_Size(arguments) == 4;
    if ((!real_time && !has_arguments(arguments, 3)) || !id_of(py.PyTuple_GetItem(arguments, 0), id))
        return NULL;
    long port = py.PyLong_AsLong(py.PyTuple_GetItem(arguments, 1));
    if (port == -1 && py.PyErr_Occurred())
        return NULL;
    if (port < 1 || port > UINT16_MAX)
        return raise_error(*py.ValueError, "not a port");
    if (!seconds_of(py.PyTuple_GetItem(arguments, 2), 0, &start))
        return NULL;
    if (real_time) {
        int truth = py.PyObject_IsTrue(py.PyTuple_GetItem(arguments, 3));
        if (truth < 0)
            return NULL;
        real_time = truth;
    }
    const char *error = sb_begin(id, (uint16_t)port, start, real_time);
    return error ? raise_error(*py.RuntimeError, error) : none();
}

static PyObject *host_now(PyObject *module, PyObject *unused)
{
    (void)module;
    (void)unused;
    return py.PyFloat_FromDouble((double)sb_now() / nanoseconds);
}

static PyObject *host_advance(PyObject *module, PyObject *seconds)
{
    (void)module;
    sb_time duration;
    if (!seconds_of(seconds, 0, &duration))
        return NULL;
    if (!sb_has_begun())
        return raise_error(*py.RuntimeError, "virtual time has not begun");
    PyThreadState *state = py.PyEval_SaveThread();
    sb_advance(duration);
    py.PyEval_RestoreThread(state);
    return none();
}

static PyObject *host_emit(PyObject *module, PyObject *data)
{
    (void)module;
    char *bytes;
    Py_ssize_t length;
    if (py.PyBytes_AsStringAndSize(data, &bytes, &length) != 0)
        return NULL;
    if (sb_report(SB_RECORD_EVENT, bytes, (size_t)length))
        return none();
    return raise_error(*py.OSError, "nobody reads events here");
}

static PyObject *host_set_horizon(PyObject *module, PyObject *time)
{
    (void)module;
    sb_time limit;
    if (!seconds_of(time, 0, &limit))
        return NULL;
    sb_set_horizon(limit);
    return none();
}

static PyObject *hang_hook;

/// Adds (thread ident, text) to the list.
static void add_wait(uint64_t thread, const char *text, void *list)
{
    PyObject *pair = py.PyTuple_New(2);
    py.PyTuple_SetItem(pair, 0, py.PyLong_FromUnsignedLongLong(thread));
    py.PyTuple_SetItem(pair, 1, py.PyUnicode_FromString(text));
    py.PyList_Append(list, pair);
    py.Py_DecRef(pair);
}

/// Calls the driver's hook in the thread that ends the process. What goes wrong in it is printed.
static void call_hook(enum sb_ending ending)
{
    PyGILState_STATE state = py.PyGILState_Ensure();
    if (hang_hook) {
        PyObject *kind = py.PyUnicode_FromString(ending == SB_HANG ? "hang" : "horizon");
        PyObject *waits = py.PyList_New(0);
        sb_each_wait(add_wait, waits);
        PyObject *result = py.PyObject_CallFunctionObjArgs(hang_hook, kind, waits, NULL);
        if (!result)
            py.PyErr_WriteUnraisable(hang_hook);
        else
            py.Py_DecRef(result);
        py.Py_DecRef(waits);
        py.Py_DecRef(kind);
    }
    py.PyGILState_Release(state);
}

static PyObject *host_set_hang_hook(PyObject *module, PyObject *hook)
{
    (void)module;
    if (!py.PyCallable_Check(hook))
        return raise_error(*py.TypeError, "not callable");
    py.Py_IncRef(hook);
    if (hang_hook)
        py.Py_DecRef(hang_hook);
    hang_hook = hook;
    sb_set_end_hook(call_hook);
    return none();
}

// What only the starting code uses.

static PyObject *bytes_of(struct frame *frame)
{
    PyObject *bytes = py.PyBytes_FromStringAndSize(frame->body, (Py_ssize_t)frame->length);
    free(frame->body);
    return bytes;
}

/// The driver's source, from the first frame. Exits when the tool has none.
static PyObject *host_driver(PyObject *module, PyObject *unused)
{
    (void)module;
    (void)unused;
    struct frame frame = {.body = NULL};
    enum frame_result result = frames_await(&frame);
    if (result == FRAME_END)
        _exit(0);
    if (result != FRAME_WHOLE || frame.kind != FRAME_DRIVER)
        return raise_error(*py.ValueError, "the first frame is not a driver");
    return bytes_of(&frame);
}

static PyObject *write_frame(PyObject *data, const char *name)
{
    char *bytes;
    Py_ssize_t length;
    if (py.PyBytes_AsStringAndSize(data, &bytes, &length) != 0)
        return NULL;
    frames_write(bytes, (size_t)length, "%s", name);
    return none();
}

static PyObject *host_ready(PyObject *module, PyObject *data)
{
    (void)module;
    return write_frame(data, "ready");
}

static PyObject *host_failed(PyObject *module, PyObject *data)
{
    (void)module;
    PyObject *result = write_frame(data, "failed");
    if (result)
        _exit(1);
    return NULL;
}

/// Supervises; returns the specification in each scenario's process.
static PyObject *host_serve(PyObject *module, PyObject *unused)
{
    (void)module;
    (void)unused;
    struct frame frame = {.body = NULL};
    huge_pages_leave();
    supervisor_run(&frame);
    return bytes_of(&frame);
}

/// (descriptor, signal) for faulthandler.
static PyObject *host_stacks(PyObject *module, PyObject *unused)
{
    (void)module;
    (void)unused;
    PyObject *pair = py.PyTuple_New(2);
    if (!pair)
        return NULL;
    py.PyTuple_SetItem(pair, 0, py.PyLong_FromLong(scenario_stacks_descriptor()));
    py.PyTuple_SetItem(pair, 1, py.PyLong_FromLong(sb_dump_signal()));
    return pair;
}

/// What stands between the scenarios and the network.
static PyObject *host_network(PyObject *module, PyObject *unused)
{
    (void)module;
    (void)unused;
    return py.PyUnicode_FromString(wall_state());
}

static PyObject *host_seal(PyObject *module, PyObject *unused)
{
    (void)module;
    (void)unused;
    sb_seal_dump_signal();
    return none();
}

static PyMethodDef methods[] = {
    {"begin", host_begin, METH_VARARGS, "begin(scenario_id, mock_port, start, real_time=False, /): virtual time and the mock network"},
    {"now", host_now, METH_NOARGS, "now() -> float: virtual Unix time"},
    {"advance", host_advance, METH_O, "advance(seconds): a sleep of the lowest priority"},
    {"emit", host_emit, METH_O, "emit(data): one event frame"},
    {"set_horizon", host_set_horizon, METH_O, "set_horizon(unix_time): where virtual time ends"},
    {"set_hang_hook", host_set_hang_hook, METH_O, "set_hang_hook(callable): called as callable(kind, waits)"},
    {"_driver", host_driver, METH_NOARGS, NULL},
    {"_ready", host_ready, METH_O, NULL},
    {"_failed", host_failed, METH_O, NULL},
    {"_serve", host_serve, METH_NOARGS, NULL},
    {"_stacks", host_stacks, METH_NOARGS, NULL},
    {"_network", host_network, METH_NOARGS, NULL},
    {"_seal", host_seal, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, .m_name = "_host", .m_doc = "The Python host.", .m_size = -1, .m_methods = methods};

PyObject *host_module_init(void)
{
    // The version is that of the stable ABI, whatever the headers are.
    return py.PyModule_Create2(&definition, 3);
}
