package dev.nnd.compiler.schedule;

import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.semantic.Model;
import dev.nnd.runtime.Layout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Where the elements of a tensor lie while the network runs. */
public sealed interface Storage {
  /** The name in the language, or of the buffer. */
  String label();

  /** Whether it is an array of rows; else it is one array. */
  boolean hasRows();

  /** Where the values of an input or target lie. */
  static Storage fed(Model.Fed fed, int field) {
    if (!fed.isCategorical()) {
      return new Fed(fed.name(), field);
    }
    int width = fed.fedShape().isEmpty() ? 0 : fed.fedShape().stream().reduce(1, Math::multiplyExact);
    return new Labels(fed.name(), field, width);
  }

  /** The rows of a batch as the data set holds them: an array an example. */
  record Fed(String label, int field) implements Storage {
    @Override
    public boolean hasRows() {
      return true;
    }
  }

  /**
   * The labels or indices of a batch: an integer an example, or a row of them.
   *
   * @param width of the row; 0 for a single one
   */
  record Labels(String label, int field, int width) implements Storage {
    @Override
    public boolean hasRows() {
      return width > 0;
    }
  }

  /** How much each example of the batch counts: a number an example. */
  record ExampleWeights() implements Storage {
    @Override
    public String label() {
      return "exampleWeights";
    }

    @Override
    public boolean hasRows() {
      return false;
    }
  }

  /** A parameter or state in the working store. */
  record Parameter(Leaf leaf, int index, Layout layout) implements Storage {
    @Override
    public String label() {
      return leaf.name();
    }

    @Override
    public boolean hasRows() {
      return leaf.rank() > 1;
    }

    /** Whether a matrix lies with its first axis along the rows. */
    public boolean isTransposed() {
      return leaf.rank() == 2 && layout.columnStride() != 1;
    }
  }

  /** A second copy of a matrix, laid out the other way, refreshed when the parameter changes. */
  record Copy(Parameter of, Layout layout) implements Storage {
    @Override
    public String label() {
      return of.label() + (isTransposed() ? "Transposed" : "Rows");
    }

    @Override
    public boolean hasRows() {
      return true;
    }

    /** Whether the copy lies with the first axis along the rows. */
    public boolean isTransposed() {
      return !of.isTransposed();
    }
  }

  /** The gradient of a parameter, laid out like it. */
  record Gradient(Parameter of) implements Storage {
    @Override
    public String label() {
      return "∂" + of.label();
    }

    @Override
    public boolean hasRows() {
      return of.hasRows();
    }
  }

  /** A literal. */
  record Constant(Leaf leaf) implements Storage {
    @Override
    public String label() {
      return leaf.name();
    }

    @Override
    public boolean hasRows() {
      return false;
    }
  }

  /**
   * A number that the caller passes, or an array, perhaps of arrays: an argument of an exported function, or where a result
   * of it goes.
   *
   * @param dimensions one for each index in Java; none for a number
   */
  record Passed(String label, List<Dimension> dimensions) implements Storage {
    public Passed {
      dimensions = List.copyOf(dimensions);
    }

    /** An array for each axis. */
    static Passed nested(String label, int rank) {
      return new Passed(label, Collections.nCopies(rank, new Dimension(1, 0)));
    }

    /** A block of a matrix: so many axes make its rows and columns, which begin there. */
    static Passed block(String label, int rowAxes, int row, int columnAxes, int column) {
      return new Passed(label, List.of(new Dimension(rowAxes, row), new Dimension(columnAxes, column)));
    }

    /** An element of a matrix. */
    static Passed cell(String label, int row, int column) {
      return block(label, 0, row, 0, column);
    }

    /** Where the element of this row-major number of a tensor goes. */
    Passed element(List<Integer> shape, int number) {
      List<Dimension> positions = new ArrayList<>();
      int rest = number;
      int axis = shape.size();
      for (int d = dimensions.size() - 1; d >= 0; d--) {
        int size = 1;
        for (int i = 0; i < dimensions.get(d).axes(); i++) {
          axis--;
          size *= shape.get(axis);
        }
        positions.add(0, new Dimension(0, dimensions.get(d).offset() + rest % size));
        rest /= size;
      }
      return new Passed(label, positions);
    }

    /** {@code hessian[0][1]}, with where each dimension begins. */
    public String text() {
      return label + dimensions.stream().map(dimension -> "[" + dimension.offset() + "]").collect(Collectors.joining());
    }

    @Override
    public boolean hasRows() {
      return dimensions.size() > 1;
    }
  }

  /**
   * An index in Java.
   *
   * @param axes of the tensor that it stands for, row-major
   * @param offset that is added
   */
  record Dimension(int axes, int offset) {}

  /** A number in a variable of the method. */
  record Variable(String label) implements Storage {
    @Override
    public boolean hasRows() {
      return false;
    }
  }

  /** The number of examples in the batch. */
  record BatchSize() implements Storage {
    @Override
    public String label() {
      return "size";
    }

    @Override
    public boolean hasRows() {
      return false;
    }
  }

  /**
   * Computed: a row of so many columns for each example.
   *
   * @param label unique among the buffers
   * @param owner the pass whose workspace holds it
   */
  record Rows(String label, Pass owner, int columns) implements Storage {
    @Override
    public boolean hasRows() {
      return true;
    }
  }

  /** Computed: a number for each example. */
  record PerExample(String label, Pass owner) implements Storage {
    @Override
    public boolean hasRows() {
      return false;
    }
  }

  /** Computed once for the batch: all elements in one array. */
  record Flat(String label, Pass owner, int count) implements Storage {
    @Override
    public boolean hasRows() {
      return false;
    }
  }
}
