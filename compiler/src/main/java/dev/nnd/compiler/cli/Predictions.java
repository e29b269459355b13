package dev.nnd.compiler.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.Network;
import dev.nnd.runtime.Output;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The outputs of a network as a table: of a scalar output {@code p} the column {@code p}; of a tensor {@code p[0]},
 * {@code p[1]}, … row-major. Where the last axis stands for classes, the column {@code p} has the name or number of the
 * greatest, and the others are named {@code p[setosa]} and so on; of several labels these are {@code p[0]}, {@code p[1]}, …
 * and {@code p[0][setosa]} and so on.
 */
record Predictions(Network network) {
  private static final int ROWS_AT_A_TIME = 4096;

  void write(DataSet data, Writer out) throws IOException {
    List<Output> outputs = network.signature().outputs();
    CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
    csv.writeRecord(outputs.stream().flatMap(output -> header(output).stream()).toList());
    for (int from = 0; from < data.size(); from += ROWS_AT_A_TIME) {
      int[] chunk = IntStream.range(from, Math.min(data.size(), from + ROWS_AT_A_TIME)).toArray();
      write(data.subset(chunk), outputs, csv);
    }
    csv.flush();
  }

  private void write(DataSet data, List<Output> outputs, CsvWriter csv) {
    List<double[][]> predictions = IntStream.range(0, outputs.size())
        .mapToObj(output -> network.predict(data, output)).toList();
    for (int example = 0; example < data.size(); example++) {
      List<String> row = new ArrayList<>();
      for (int output = 0; output < outputs.size(); output++) {
        append(outputs.get(output), predictions.get(output)[example], row);
      }
      csv.writeRecord(row);
    }
  }

  private static List<String> header(Output output) {
    if (output.shape().isEmpty()) {
      return List.of(output.name());
    }
    List<String> names = new ArrayList<>();
    if (output.classes() == 0) {
      IntStream.range(0, output.components()).forEach(i -> names.add(output.name() + "[" + i + "]"));
      return names;
    }
    int labels = output.components() / output.classes();
    List<String> label = IntStream.range(0, labels)
        .mapToObj(i -> output.shape().size() == 1 ? output.name() : output.name() + "[" + i + "]").toList();
    names.addAll(label);
    label.forEach(name -> IntStream.range(0, output.classes()).forEach(k -> names.add(name + "[" + className(output, k) + "]")));
    return names;
  }

  private static String className(Output output, int label) {
    return output.labels().isEmpty() ? Integer.toString(label) : output.labels().get(label);
  }

  private void append(Output output, double[] values, List<String> row) {
    for (int from = 0; output.classes() > 0 && from < values.length; from += output.classes()) {
      row.add(className(output, greatest(values, from, output.classes())));
    }
    for (double value : values) {
      row.add(Numbers.text(value, network.signature().precision()));
    }
  }

  /** Of equal ones the first. */
  private static int greatest(double[] values, int from, int count) {
    return IntStream.range(0, count).reduce(0, (a, b) -> values[from + b] > values[from + a] ? b : a);
  }
}
