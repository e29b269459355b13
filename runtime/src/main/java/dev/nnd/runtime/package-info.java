/**
 * What a generated network runs on: parameters and their layouts, data sets, optimisers, the training loop, weights
 * files and the scalar mathematics whose bits are the same everywhere. It depends on nothing.
 */
package dev.nnd.runtime;
