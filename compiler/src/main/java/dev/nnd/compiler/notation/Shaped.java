package dev.nnd.compiler.notation;

/**
 * A formula seen from a frame of axes.
 *
 * @param tensor whether it has an element for each position of the frame, rather than being one number for all
 */
record Shaped(Formula formula, boolean tensor) {}
