#define Py_LIMITED_API 0x03070000
#include <Python.h>
