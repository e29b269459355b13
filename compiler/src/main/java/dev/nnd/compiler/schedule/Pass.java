package dev.nnd.compiler.schedule;

/** The parts of a run, in their order; a later one may use what an earlier one computed. */
public enum Pass {
  /** The outputs. */
  FORWARD,
  /** The loss of each example, where it needs more than the outputs. */
  LOSS,
  /** The regularizer, of the parameters alone. */
  REGULARIZER,
  /** The gradients; only in training. */
  BACKWARD,
  /** What states become; only in training. */
  UPDATE,
  /** The metrics of each example; only in evaluation. */
  METRICS
}
