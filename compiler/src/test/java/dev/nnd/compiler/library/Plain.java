package dev.nnd.compiler.library;

/** Plain loops over row-major arrays, for the computations that tests compare with. */
final class Plain {
  private Plain() {}

  /** The product of a matrix from this row on with a vector. */
  static double[] product(double[] matrix, int firstRow, int rows, double[] vector) {
    double[] result = new double[rows];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < vector.length; j++) {
        result[i] += matrix[(firstRow + i) * vector.length + j] * vector[j];
      }
    }
    return result;
  }

  /** One row of a matrix. */
  static double[] row(double[] matrix, int row, int columns) {
    double[] result = new double[columns];
    System.arraycopy(matrix, row * columns, result, 0, columns);
    return result;
  }

  static double logistic(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  static double[] softmax(double[] z) {
    double total = 0;
    double[] p = new double[z.length];
    for (int i = 0; i < z.length; i++) {
      p[i] = Math.exp(z[i]);
      total += p[i];
    }
    for (int i = 0; i < z.length; i++) {
      p[i] /= total;
    }
    return p;
  }
}
