package dev.nnd.compiler.schedule;

/**
 * How a network runs.
 *
 * @param training the forward pass of training, its gradients and updates
 * @param inference outputs, loss and metrics; the same schedule where both modes compute the same
 */
public record Schedules(Schedule training, Schedule inference) {
  /** Whether the forward pass of training is another than that of inference. */
  public boolean isModal() {
    return training != inference;
  }
}
