#ifndef BOOTSTRAP_H
#define BOOTSTRAP_H

/// The Python code that the interpreter starts with: it runs the driver once, then each scenario in a fork.
extern const char bootstrap_source[];

#endif
