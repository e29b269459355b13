package dev.nnd.compiler.semantic;

/** What a network is run for: the condition {@code training} holds in the one and not in the other. */
public enum Mode {
  TRAINING,
  INFERENCE
}
