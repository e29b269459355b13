package dev.nnd.compiler.steps;

/** {@code ∂of/∂by}, of and by the name of a step, of a variable or of the whole. */
public record Derivative(String of, String by) {}
