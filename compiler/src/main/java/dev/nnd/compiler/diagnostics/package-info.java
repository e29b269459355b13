/** What the compiler tells its user: places in sources, diagnostics as values, and how they are shown. */
package dev.nnd.compiler.diagnostics;
