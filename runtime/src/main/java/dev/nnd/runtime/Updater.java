package dev.nnd.runtime;

import java.util.List;

/** An optimiser at work on one store of parameters: what it remembers between steps, in rows like the parameters'. */
public sealed interface Updater permits FloatUpdater, DoubleUpdater {
  /**
   * Changes the parameters by the gradients. Allocates nothing.
   *
   * @param rate the learning rate α of this step
   */
  void step(double rate);

  /** The number of steps done. */
  long steps();

  /** Continues a training: the number of steps that its memory comes from. */
  void steps(long steps);

  /** The names of what it remembers, such as m and v; one row each a trained row. */
  List<String> memory();
}
