/// The functions of the libpython that the command line names.
///
/// The types come from the headers that this is compiled with, the addresses from the library that is loaded: within
/// the limited API the two agree for every CPython from 3.7 on.
#ifndef LIBPYTHON_H
#define LIBPYTHON_H

#define Py_LIMITED_API 0x03070000
#include <Python.h>

#include <stdbool.h>

/// Not in the limited API, but the same since CPython 3.4.
typedef struct {
    void *ctx;
    void *(*alloc)(void *ctx, size_t size);
    void (*free)(void *ctx, void *ptr, size_t size);
} PyObjectArenaAllocator;
void PyObject_SetArenaAllocator(PyObjectArenaAllocator *allocator);

#define PYTHON_FUNCTIONS(X) \
    X(Py_Main) X(Py_DecodeLocale) X(Py_IncRef) X(Py_DecRef) \
    X(PyImport_AppendInittab) X(PyModule_Create2) \
    X(PyBytes_FromStringAndSize) X(PyBytes_AsStringAndSize) X(PyUnicode_FromString) X(PyUnicode_AsUTF8String) \
    X(PyFloat_AsDouble) X(PyFloat_FromDouble) X(PyLong_AsLong) X(PyLong_FromLong) X(PyLong_FromUnsignedLongLong) \
    X(PyTuple_New) X(PyTuple_Size) X(PyTuple_GetItem) X(PyTuple_SetItem) X(PyList_New) X(PyList_Append) \
    X(PyCallable_Check) X(PyObject_IsTrue) X(PyObject_CallFunctionObjArgs) \
    X(PyErr_Occurred) X(PyErr_SetString) X(PyErr_SetFromErrno) X(PyErr_WriteUnraisable) X(PyErr_Clear) \
    X(PyEval_SaveThread) X(PyEval_RestoreThread) X(PyGILState_Ensure) X(PyGILState_Release) \
    X(PyOS_BeforeFork) X(PyOS_AfterFork_Parent) X(PyOS_AfterFork_Child) \
    X(PyObject_SetArenaAllocator)

struct libpython {
#define X(name) __typeof__(name) *name;
    PYTHON_FUNCTIONS(X)
#undef X
    PyObject *none;
    PyObject **RuntimeError, **ValueError, **TypeError, **OSError;
};

/// The loaded library; filled by `libpython_load`.
extern struct libpython py;

/// Loads the library at `path`. Returns null, or a text that says what is wrong with it.
const char *libpython_load(const char *path);

/// The executable that belongs to the library at `path`, by which Python finds its standard library; false when none.
bool libpython_executable(const char *path, char *executable, size_t size);

#endif
