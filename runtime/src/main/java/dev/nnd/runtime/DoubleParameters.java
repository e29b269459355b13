package dev.nnd.runtime;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Parameters in double precision; gradients are kept in the same form. */
public final class DoubleParameters extends Parameters {
  private final double[][][] rows;
  private final double[][] trainedRows;

  /** All 0. */
  public DoubleParameters(List<Parameter> parameters) {
    super(parameters);
    rows = new double[parameters.size()][][];
    for (int p = 0; p < rows.length; p++) {
      Layout layout = parameters.get(p).layout();
      rows[p] = new double[layout.rows()][layout.paddedColumns()];
    }
    trainedRows = IntStream.range(0, rows.length).filter(p -> parameters().get(p).trained())
        .mapToObj(p -> rows[p]).flatMap(Arrays::stream).toArray(double[][]::new);
  }

  /**
   * The working rows of one parameter or state; to write to them is to change it.
   *
   * @param parameter its number in declaration order
   */
  public double[][] rows(int parameter) {
    return rows[parameter];
  }

  /** The working rows of all trained parameters, in declaration order. */
  public double[][] trainedRows() {
    return trainedRows.clone();
  }

  /** An independent copy. */
  public DoubleParameters copy() {
    DoubleParameters copy = new DoubleParameters(parameters());
    copy.set(this);
    return copy;
  }

  /** Takes all values of another store of the same parameters. */
  public void set(DoubleParameters other) {
    for (int p = 0; p < rows.length; p++) {
      for (int r = 0; r < rows[p].length; r++) {
        System.arraycopy(other.rows[p][r], 0, rows[p][r], 0, rows[p][r].length);
      }
    }
  }

  /**
   * Sets one parameter or state.
   *
   * @param parameter its number in declaration order
   * @param elements row-major
   */
  public void set(int parameter, double[] elements) {
    Layout layout = parameters().get(parameter).layout();
    for (int r = 0; r < layout.rows(); r++) {
      for (int c = 0; c < layout.columns(); c++) {
        rows[parameter][r][c] = elements[r * layout.rowStride() + c * layout.columnStride()];
      }
    }
  }

  /** Sets everything to 0. */
  public void zero() {
    for (double[][] matrix : rows) {
      for (double[] row : matrix) {
        Arrays.fill(row, 0);
      }
    }
  }

  @Override
  double get(int parameter, int row, int column) {
    return rows[parameter][row][column];
  }

  @Override
  void put(int parameter, int row, int column, double value) {
    rows[parameter][row][column] = value;
  }

  @Override
  Precision precision() {
    return Precision.DOUBLE;
  }

  @Override
  double squaredNorm() {
    double sum = 0;
    for (double[] row : trainedRows) {
      sum += Reductions.sumOfSquares(row);
    }
    return sum;
  }

  @Override
  void scale(double factor) {
    for (double[] row : trainedRows) {
      for (int j = 0; j < row.length; j++) {
        row[j] *= factor;
      }
    }
  }
}
