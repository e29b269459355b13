package dev.nnd.compiler.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import dev.nnd.compiler.expr.Range;
import dev.nnd.compiler.semantic.Model;
import dev.nnd.runtime.Arguments;
import java.util.List;
import java.util.Optional;

/**
 * An input or target as users of the class give it. Of one example:
 *
 * <pre>
 *   []                number      [n]  [m, n] …      number[], row-major
 *   index[V]          int         [n] index[V]       int[]
 *   class[K]          int         [n] class[K]       int[]
 *   Name              Name        [n] Name           Name[]
 * </pre>
 */
final class FedArgument {
  private final NetworkEmitter network;
  private final Model.Fed fed;
  private final Optional<ClassName> label;
  private final int count;

  FedArgument(NetworkEmitter network, Model.Fed fed) {
    this.network = network;
    this.fed = fed;
    this.label = fed.labels().flatMap(Model.Labels::enumName).map(network::label);
    this.count = fed.fedShape().stream().reduce(1, Math::multiplyExact);
  }

  boolean isScalar() {
    return fed.fedShape().isEmpty();
  }

  boolean isReal() {
    return !fed.isCategorical();
  }

  /** Of one example. */
  TypeName type() {
    TypeName element = label.isPresent() ? label.get() : fed.isCategorical() ? TypeName.INT : network.numbers().type();
    return isScalar() ? element : ArrayTypeName.of(element);
  }

  /** Of many examples. */
  TypeName types() {
    return ArrayTypeName.of(type());
  }

  /** For Javadoc. */
  String description() {
    if (isReal()) {
      return isScalar() ? "one number" : "row-major, of shape " + fed.fedShape();
    }
    String noun = fed.labels().isPresent() ? "class" : "position";
    String numbers = label.isPresent() ? "" : " of 0.." + (fed.categories() - 1);
    return isScalar()
        ? "a " + noun + numbers
        : noun + (noun.endsWith("s") ? "es" : "s") + numbers + ", row-major, of shape " + fed.fedShape();
  }

  /** What the workspace takes for one example, checked. */
  CodeBlock taken(String name, String at) {
    String value = name + at;
    if (label.isPresent()) {
      return isScalar()
          ? CodeBlock.of("$T.label($S, $L)", Arguments.class, name, value)
          : CodeBlock.of("$T.labels($S, $L, $L)", Arguments.class, name, value, count);
    }
    if (fed.isCategorical()) {
      return isScalar()
          ? CodeBlock.of("$T.label($S, $L, $L)", Arguments.class, name, value, fed.categories())
          : CodeBlock.of("$T.labels($S, $L, $L, $L)", Arguments.class, name, value, count, fed.categories());
    }
    Range range = fed.leaf().facts().range();
    CodeBlock bounds = CodeBlock.of(", $L, $L", bound(range.low()), bound(range.high()));
    boolean bounded = !range.equals(Range.ALL);
    if (isScalar()) {
      return bounded
          ? CodeBlock.of("$T.scalar($S, $L$L)", Arguments.class, name, value, bounds)
          : CodeBlock.of("new $T {$L}", network.numbers().vector(), value);
    }
    return CodeBlock.of("$T.row($S, $L, $L$L)", Arguments.class, name, value, count, bounded ? bounds : CodeBlock.of(""));
  }

  private String bound(double value) {
    double nearest = network.numbers().isFloat() ? (float) value : value;
    if (Double.isInfinite(nearest)) {
      return network.numbers().boxed() + (nearest < 0 ? ".NEGATIVE_INFINITY" : ".POSITIVE_INFINITY");
    }
    return network.numbers().isFloat() ? (float) nearest + "f" : Double.toString(nearest);
  }

  /** Adds the examples to a data set. */
  CodeBlock added(String name) {
    String kind = fed.isCategorical() ? "labels" : network.numbers().isFloat() ? "floats" : "doubles";
    return CodeBlock.of("builder.$L($L, $L)", kind, network.constant(fed), name);
  }

  static List<FedArgument> of(NetworkEmitter network, List<Model.Fed> fed) {
    return fed.stream().map(each -> new FedArgument(network, each)).toList();
  }
}
