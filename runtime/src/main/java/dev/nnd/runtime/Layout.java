package dev.nnd.runtime;

/**
 * How a tensor's canonical row-major vector is laid out in working rows: row r, column c holds element
 * {@code r * rowStride + c * columnStride}. Columns from {@code columns} to {@code paddedColumns} are padding and hold
 * 0.
 *
 * @param rows the number of working rows
 * @param columns the elements in a row
 * @param rowStride the canonical distance of two rows
 * @param columnStride the canonical distance of two columns
 * @param paddedColumns the length of a row's array
 */
public record Layout(int rows, int columns, int rowStride, int columnStride, int paddedColumns) {
  /** Checks that the layout holds each of its rows * columns elements exactly once. */
  public Layout {
    boolean byRows = columnStride == 1 && (rowStride == columns || rows == 1);
    boolean byColumns = rowStride == 1 && (columnStride == rows || columns == 1);
    if (rows < 1 || columns < 1 || !(byRows || byColumns)) {
      throw new IllegalArgumentException(rows + " rows of " + columns + " with the strides " + rowStride + " and "
          + columnStride + " do not hold every element once");
    }
    if (paddedColumns < columns) {
      throw new IllegalArgumentException("a row of " + columns + " cannot be padded to " + paddedColumns);
    }
  }

  /** The tensor [rows, columns] as it is. */
  public static Layout rows(int rows, int columns) {
    return new Layout(rows, columns, columns, 1, columns);
  }

  /** The tensor [rows, columns] transposed: {@code columns} working rows of length {@code rows}. */
  public static Layout transposed(int rows, int columns) {
    return new Layout(columns, rows, 1, columns, rows);
  }

  /** The same layout with rows padded to the next multiple. */
  public Layout padded(int multiple) {
    return new Layout(rows, columns, rowStride, columnStride, (columns + multiple - 1) / multiple * multiple);
  }

  /** The number of elements, without padding. */
  public int count() {
    return rows * columns;
  }
}
