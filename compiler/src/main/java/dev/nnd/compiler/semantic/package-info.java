/** From syntax trees to the maths IR: names, sizes, functions and layers are elaborated to definitions for one example. */
package dev.nnd.compiler.semantic;
