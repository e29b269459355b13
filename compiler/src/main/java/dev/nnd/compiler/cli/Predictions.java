package dev.nnd.compiler.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.Field;
import dev.nnd.runtime.Network;
import dev.nnd.runtime.Output;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The outputs of a network as a table: of a scalar output {@code p} the column {@code p}; of a tensor {@code p[0]},
 * {@code p[1]}, … row-major. Where the components stand for classes, the column {@code p} has the name or number of the
 * greatest, and the others are named {@code p[setosa]} and so on.
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

  private List<String> header(Output output) {
    List<String> names = new ArrayList<>();
    List<String> classes = classes(output);
    if (!classes.isEmpty() || output.shape().isEmpty()) {
      names.add(output.name());
    }
    for (int i = 0; i < output.components() && !output.shape().isEmpty(); i++) {
      names.add(output.name() + "[" + (classes.isEmpty() ? i : classes.get(i)) + "]");
    }
    return names;
  }

  /** What the components stand for: the output's labels, or the numbers of the only target with as many classes. */
  private List<String> classes(Output output) {
    List<Field> labels = network.signature().targets().stream()
        .filter(target -> target.kind() == Field.Kind.LABEL)
        .toList();
    boolean numbered = labels.size() == 1 && output.shape().equals(List.of(labels.get(0).classes()));
    return output.labels().isEmpty() && numbered
        ? IntStream.range(0, output.components()).mapToObj(Integer::toString).toList()
        : output.labels();
  }

  private void append(Output output, double[] values, List<String> row) {
    List<String> classes = classes(output);
    if (!classes.isEmpty()) {
      int greatest = IntStream.range(0, values.length).reduce(0, (a, b) -> values[b] > values[a] ? b : a);
      row.add(classes.get(greatest));
    }
    for (double value : values) {
      row.add(Numbers.text(value, network.signature().precision()));
    }
  }
}
