package dev.nnd.compiler;

import dev.nnd.compiler.Compiler.JavaSource;
import dev.nnd.compiler.derive.ProbedNetwork.Probed;
import java.util.List;

/** A network made to tell how its values fare in training, in double precision. */
public sealed interface Probe {

  /**
   * What to run.
   *
   * @param source its Java, for inference only
   * @param values what its outputs and metrics tell of
   * @param work multiply-adds for one example
   */
  record Ready(JavaSource source, List<Probed> values, long work) implements Probe {
    public Ready {
      values = List.copyOf(values);
    }
  }

  /**
   * The network has more formulas than this is worth.
   *
   * @param nodes of the loss
   */
  record TooLarge(int nodes) implements Probe {}
}
