package dev.nnd.runtime;

/** The type of a network's parameters and activations. */
public enum Precision {
  /** IEEE 754 binary32. */
  FLOAT,
  /** IEEE 754 binary64. */
  DOUBLE
}
