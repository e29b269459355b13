package dev.nnd.compiler.schedule;

import dev.nnd.compiler.derive.DerivedNetwork;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.expr.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the emitter writes down.
 *
 * @param network the mathematics
 * @param pool of its expressions
 * @param parameters the trained ones and then the states, by index
 * @param copies second layouts, by the parameter
 * @param storage of every tensor that has one; of a logsumexp, that of the logarithms
 * @param maxima where those of each logsumexp lie that has storage
 * @param passes the steps of each pass in order
 * @param outputs the element of each output, over the batch axis 0 and its own from 1
 * @param loss the loss of each example
 * @param metrics of each example
 * @param regularizer a scalar
 * @param updates what states become, by state
 */
public record Schedule(
    DerivedNetwork network,
    ExprPool pool,
    List<Storage.Parameter> parameters,
    Map<Storage.Parameter, Storage.Copy> copies,
    Map<Tensor, Storage> storage,
    Map<Tensor, Storage> maxima,
    Map<Pass, List<Step>> passes,
    List<Tensor> outputs,
    Optional<Tensor> loss,
    List<Tensor> metrics,
    Optional<Tensor> regularizer,
    Map<Leaf, Tensor> updates) {

  public Placement placement() {
    return new Placement(pool, storage, maxima);
  }

  /** The steps of a pass. */
  public List<Step> steps(Pass pass) {
    return passes.getOrDefault(pass, List.of());
  }

  /** The steps of some passes, one after another. */
  public List<Step> steps(Pass first, Pass... others) {
    return Stream.concat(Stream.of(first), Stream.of(others)).flatMap(pass -> steps(pass).stream()).toList();
  }

  /** Whether a step draws random numbers. */
  public boolean drawsNoise() {
    return passes.values().stream().flatMap(List::stream).anyMatch(Step.Draw.class::isInstance);
  }

  /** Where the rows of a contraction lie: of a matrix that has two layouts, the one that fits. */
  public Storage rows(Contraction contraction) {
    Storage first = storage.get(contraction.rowsTensor());
    if (!(first instanceof Storage.Parameter parameter)) {
      return first;
    }
    boolean wanted = Contraction.axesOf(contraction.rows()).get(0).equals(contraction.column());
    return wanted == parameter.isTransposed()
        ? parameter
        : Optional.ofNullable(copies.get(parameter)).orElseThrow();
  }
}
