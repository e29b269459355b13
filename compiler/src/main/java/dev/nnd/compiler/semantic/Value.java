package dev.nnd.compiler.semantic;

import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Expr;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What an expression of the source comes to. */
sealed interface Value {

  /** The kind, with its article, for messages. */
  String kind();

  /** A value with an element at each position: its own axes are 0, 1, …; those of enclosing indices lie far above. */
  sealed interface Shaped extends Value {
    List<Extent> extents();

    Expr element();

    default int rank() {
      return extents().size();
    }

    default boolean isScalar() {
      return extents().isEmpty();
    }

    default Axis axis(int position) {
      return new Axis(position, extents().get(position).size());
    }

    default List<Axis> axes() {
      return IntStream.range(0, rank()).mapToObj(this::axis).toList();
    }
  }

  /** A number at each position. */
  record Quantity(List<Extent> extents, Expr element) implements Shaped {
    public Quantity {
      extents = List.copyOf(extents);
    }

    static Quantity scalar(Expr element) {
      return new Quantity(List.of(), element);
    }

    @Override
    public String kind() {
      return isScalar() ? "a number" : "a tensor";
    }
  }

  /** A truth value at each position. */
  record Truth(List<Extent> extents, Expr element) implements Shaped {
    public Truth {
      extents = List.copyOf(extents);
    }

    @Override
    public String kind() {
      return "a truth value";
    }
  }

  /** A function by its name, as an argument. */
  record Function(String name, Callable callable) implements Value {
    @Override
    public String kind() {
      return "a function";
    }
  }

  /** A metric of all examples together: no example has a value of it. */
  record WholeData() implements Value {
    @Override
    public String kind() {
      return "a metric of the whole data";
    }
  }

  /** A layer with its settings; two applications of one instance share its parameters. */
  record Instance(Callable.Layer layer, Map<String, Value> settings, Owner owner) implements Value {
    public Instance {
      settings = Map.copyOf(settings);
    }

    @Override
    public String kind() {
      return "a layer";
    }
  }
}
