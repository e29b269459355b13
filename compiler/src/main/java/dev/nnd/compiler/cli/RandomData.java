package dev.nnd.compiler.cli;

import dev.nnd.runtime.CounterRandom;
import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.Field;
import dev.nnd.runtime.Signature;
import java.util.List;
import java.util.stream.IntStream;

/** Random examples that a network's declarations allow: labels of any class, numbers within the declared range. */
final class RandomData {
  private static final int EXAMPLES = 4;
  private static final int SITE = 1 << 19;

  /** How numbers without a declared range are drawn. */
  enum Reals {
    NORMAL {
      @Override
      double draw(double uniform, double normal) {
        return normal;
      }
    },
    /** For a loss that is defined for probabilities only. */
    PROBABILITY {
      @Override
      double draw(double uniform, double normal) {
        return 0.1 + 0.8 * uniform;
      }
    };

    abstract double draw(double uniform, double normal);
  }

  private RandomData() {}

  static DataSet of(Signature signature, long seed, Reals reals) {
    List<Field> fields = signature.fields();
    DataSet.Builder builder = DataSet.builder(fields);
    for (int f = 0; f < fields.size(); f++) {
      Field field = fields.get(f);
      int site = SITE + f;
      if (field.kind() == Field.Kind.LABEL) {
        builder.labels(f, IntStream.range(0, EXAMPLES * field.components())
            .map(i -> CounterRandom.below(field.classes(), seed, site, 0, 0, i)).toArray());
      } else {
        double[][] rows = new double[EXAMPLES][field.components()];
        for (int i = 0; i < EXAMPLES; i++) {
          for (int c = 0; c < rows[i].length; c++) {
            double uniform = CounterRandom.uniform(seed, site, 0, i, c);
            rows[i][c] = within(field, uniform, reals.draw(uniform, CounterRandom.normal(seed, site, 0, i, c)));
          }
        }
        builder.doubles(f, rows);
      }
    }
    return builder.build();
  }

  /** Uniform in a range of finite ends; at the distance |drawn| from the only end; else as drawn. */
  private static double within(Field field, double uniform, double drawn) {
    boolean low = Double.isFinite(field.low());
    boolean high = Double.isFinite(field.high());
    if (low && high) {
      return field.low() + uniform * (field.high() - field.low());
    }
    return low ? field.low() + Math.abs(drawn) : high ? field.high() - Math.abs(drawn) : drawn;
  }
}
