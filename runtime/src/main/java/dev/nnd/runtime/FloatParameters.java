package dev.nnd.runtime;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Parameters in single precision; gradients are kept in the same form. */
public final class FloatParameters extends Parameters {
  private final float[][][] rows;
  private final float[][] trainedRows;

  /** All 0. */
  public FloatParameters(List<Parameter> parameters) {
    super(parameters);
    rows = new float[parameters.size()][][];
    for (int p = 0; p < rows.length; p++) {
      Layout layout = parameters.get(p).layout();
      rows[p] = new float[layout.rows()][layout.paddedColumns()];
    }
    trainedRows = IntStream.range(0, rows.length).filter(p -> parameters().get(p).trained())
        .mapToObj(p -> rows[p]).flatMap(Arrays::stream).toArray(float[][]::new);
  }

  /**
   * The working rows of one parameter or state; to write to them is to change it.
   *
   * @param parameter its number in declaration order
   */
  public float[][] rows(int parameter) {
    return rows[parameter];
  }

  /** The working rows of all trained parameters, in declaration order. */
  public float[][] trainedRows() {
    return trainedRows.clone();
  }

  /** An independent copy. */
  public FloatParameters copy() {
    FloatParameters copy = new FloatParameters(parameters());
    copy.set(this);
    return copy;
  }

  /** Takes all values of another store of the same parameters. */
  public void set(FloatParameters other) {
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
  public void set(int parameter, float[] elements) {
    Layout layout = parameters().get(parameter).layout();
    for (int r = 0; r < layout.rows(); r++) {
      for (int c = 0; c < layout.columns(); c++) {
        rows[parameter][r][c] = elements[r * layout.rowStride() + c * layout.columnStride()];
      }
    }
  }

  /** Sets everything to 0. */
  public void zero() {
    for (float[][] matrix : rows) {
      for (float[] row : matrix) {
        Arrays.fill(row, 0);
      }
    }
  }

  /**
   * Copies the trained parameters out.
   *
   * @param flat the canonical vector
   * @throws IllegalArgumentException if its length is not {@link #count()}
   */
  public void copyTo(float[] flat) {
    checkLength(flat.length);
    int offset = 0;
    for (int p = 0; p < rows.length; p++) {
      if (parameters().get(p).trained()) {
        Layout layout = parameters().get(p).layout();
        for (int r = 0; r < layout.rows(); r++) {
          for (int c = 0; c < layout.columns(); c++) {
            flat[offset + r * layout.rowStride() + c * layout.columnStride()] = rows[p][r][c];
          }
        }
        offset += layout.count();
      }
    }
  }

  /**
   * Sets the trained parameters.
   *
   * @param flat the canonical vector
   * @throws IllegalArgumentException if its length is not {@link #count()}
   */
  public void copyFrom(float[] flat) {
    checkLength(flat.length);
    int offset = 0;
    for (int p = 0; p < rows.length; p++) {
      if (parameters().get(p).trained()) {
        Layout layout = parameters().get(p).layout();
        for (int r = 0; r < layout.rows(); r++) {
          for (int c = 0; c < layout.columns(); c++) {
            rows[p][r][c] = flat[offset + r * layout.rowStride() + c * layout.columnStride()];
          }
        }
        offset += layout.count();
      }
    }
  }

  @Override
  double get(int parameter, int row, int column) {
    return rows[parameter][row][column];
  }

  @Override
  void put(int parameter, int row, int column, double value) {
    rows[parameter][row][column] = (float) value;
  }

  @Override
  Precision precision() {
    return Precision.FLOAT;
  }

  @Override
  double squaredNorm() {
    double sum = 0;
    for (float[] row : trainedRows) {
      sum += Reductions.sumOfSquares(row);
    }
    return sum;
  }

  @Override
  void scale(double factor) {
    float f = (float) factor;
    for (float[] row : trainedRows) {
      for (int j = 0; j < row.length; j++) {
        row[j] *= f;
      }
    }
  }
}
