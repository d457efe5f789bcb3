/// The module `_host`, by which the driver (and the code that starts it) reaches the host.
#ifndef HOST_MODULE_H
#define HOST_MODULE_H

#include "libpython.h"

PyObject *host_module_init(void);

#endif
